"""The guards, each with the change that takes it away and the tests that should notice."""

from tests.isolatie.figure_guards import FIGURES
from tests.isolatie.herindeling_guards import HERINDELING
from tests.isolatie.inlog_guards import INLOG
from tests.isolatie.login_guards import LOGINS
from tests.isolatie.monitoring_guards import MONITORING
from tests.isolatie.mutant import Mutant
from tests.isolatie.openbaar_guards import OPENBAAR
from tests.isolatie.people_guards import PEOPLE
from tests.isolatie.saving_guards import SAVING
from tests.isolatie.staff_guards import STAFF
from tests.isolatie.statement_guards import STATEMENTS
from tests.isolatie.step_guards import STEPS
from tests.isolatie.wissing_guards import WISSING

CONTEXT, ROWS = "tenants/context.py", "tenants/rows.py"
ENTRANCE = "accounts/migrations/0017_entrance.py"
RECHTEN, MIDDLEWARE, SETTINGS = "tenants/rechten.py", "tenants/middleware.py", "kompas/settings.py"
TEST_ROWS = ("tests/tenants/test_rows.py",)
TEST_RECHTEN = ("tests/tenants/test_backend.py", "tests/tenants/test_rechten.py")
TEST_HOSTS = ("tests/tenants/test_middleware.py",)
TEST_TOEGANG = ("tests/accounts/test_middleware.py", "tests/accounts/test_permissions.py")
TEST_TASKS = ("tests/tenants/test_tasks.py", "tests/jobs/test_tasks.py")

MUTANTS = [
    *STATEMENTS,
    *HERINDELING,
    Mutant(
        "in_gemeente restores what was before",
        CONTEXT,
        "(gemeente)\n    try:\n        yield\n    finally:\n        connection.set_tenant(previous)\n",
        "(gemeente)\n    try:\n        yield\n    finally:\n        pass\n",
        ("tests/tenants/test_context.py",),
    ),
    Mutant(
        "in_gemeente refuses what is not open",
        CONTEXT,
        "    if gemeente.opened_at is None:\n",
        "    if False:\n",
        ("tests/tenants/test_context.py",),
    ),
    Mutant(
        "A request and a task start on public",
        CONTEXT,
        "    connection.set_schema_to_public()\n    try:\n",
        "    try:\n",
        TEST_TASKS,
    ),
    Mutant(
        "… and end there",
        CONTEXT,
        "    finally:\n        connection.set_schema_to_public()\n",
        "    finally:\n        pass\n",
        (*TEST_TASKS, *TEST_HOSTS),
    ),
    Mutant("Every task does", "kompas/celery.py", ', task_cls="monitoring.tasks:MeasuredTask"', "", TEST_TASKS),
    Mutant(
        "The view runs in the role of the gemeente",
        MIDDLEWARE,
        "        with in_gemeente(request.gemeente):\n",
        "        with __import__('contextlib').nullcontext():\n",
        TEST_HOSTS,
    ),
    Mutant(
        "… and nothing around it does",
        SETTINGS,
        '    "accounts.middleware.ToegangMiddleware",\n    "saving.middleware.WhoseMiddleware",  # what one person'
        ' typed is not saved under the name of another\n    "tenants.middleware.TenantRoleMiddleware",',
        '    "tenants.middleware.TenantRoleMiddleware",\n    "accounts.middleware.ToegangMiddleware",\n'
        '    "saving.middleware.WhoseMiddleware",',
        (*TEST_TOEGANG, *TEST_HOSTS),
    ),
    Mutant(
        "A closed gemeente has no host",
        ENTRANCE,
        " AND g.opened_at IS NOT NULL",
        "",
        TEST_HOSTS,
        changes_database=True,
    ),
    Mutant(
        "An unknown host falls back on nothing",
        "accounts/entrance.py",
        "            if label is not None and entrance.gemeente is None:\n",
        "            if False:\n",
        TEST_HOSTS,
    ),
    Mutant(
        "Who has no Toegang gets a 404",
        "accounts/second_step.py",
        "        raise Http404\n",
        "        return set_up_first(request)\n",
        TEST_TOEGANG,
    ),
    Mutant(
        "Toegang counts in its own gemeente",
        "accounts/models.py",
        ' if toegang["gemeente"] == str(gemeente.pk)}',
        ' if toegang["gemeente"]}',
        ("tests/accounts/test_models.py", *TEST_TOEGANG),
    ),
    Mutant(
        "Toegang ends",
        ENTRANCE,
        "\n            AND t.valid_from <= today AND (t.valid_until IS NULL OR t.valid_until >= today)),",
        "),",
        ("tests/accounts/test_models.py", *TEST_TOEGANG),
        changes_database=True,
    ),
    Mutant(
        "Who is no longer active cannot enter",
        ENTRANCE,
        " AND p.is_active\n",
        "\n",
        ("tests/accounts/test_entrance.py", *TEST_TOEGANG),
        changes_database=True,
    ),
    Mutant(
        "A session that is over opens nothing",
        ENTRANCE,
        " AND s.expire_date > moment\n",
        "\n",
        ("tests/accounts/test_entrance.py",),
        changes_database=True,
    ),
    Mutant(
        "Whose a session is, says what is signed",
        "accounts/backends.py",
        "if found.gebruiker and found.gebruiker.pk == user_id:",
        "if found.gebruiker:",
        ("tests/accounts/test_entrance.py",),
    ),
    Mutant(
        "A view is for who holds its right",
        "accounts/permissions.py",
        "            if permission not in request.permissions:\n",
        "            if False:\n",
        TEST_TOEGANG,
    ),
    Mutant(
        "A view hides from who holds none",
        "accounts/permissions.py",
        "            if not request.permissions:\n",
        "            if False:\n",
        TEST_TOEGANG,
    ),
    Mutant(
        "Every page asks to log in",
        SETTINGS,
        '    "accounts.middleware.LoginRequiredMiddleware",\n',
        "",
        (*TEST_TOEGANG, *TEST_HOSTS),
    ),
    Mutant(
        "Every view declares a right",
        "aanpak/views.py",
        "@requires(Permission.READ)\ndef actie_list",
        "def actie_list",
        ("tests/isolatie/test_matrix.py::test_every_address_says_for_whom_it_is", "tests/accounts/test_urls.py"),
    ),
    Mutant(
        "A task does not take the job of another",
        "jobs/tasks.py",
        "    if job.gemeente_id != (gemeente and gemeente.pk):\n",
        "    if False:\n",
        TEST_TASKS,
    ),
    Mutant(
        "A task does not work for a closed gemeente",
        "jobs/tasks.py",
        "Gemeente.objects.opened().get(",
        "Gemeente.objects.get(",
        TEST_TASKS,
    ),
    Mutant(
        "A row is not saved elsewhere",
        ROWS,
        "    def save_base(self, *args: Any, **kwargs: Any) -> None:\n        self.check_schema()\n",
        "    def save_base(self, *args: Any, **kwargs: Any) -> None:\n",
        TEST_ROWS,
    ),
    Mutant(
        "A row is not deleted elsewhere",
        ROWS,
        "    def delete(self, *args: Any, **kwargs: Any) -> Any:\n        self.check_schema()\n",
        "    def delete(self, *args: Any, **kwargs: Any) -> Any:\n",
        TEST_ROWS,
    ),
    Mutant(
        "A query does not run elsewhere",
        ROWS,
        "        self.check_schema()\n        return super().db\n",
        "        return super().db\n",
        TEST_ROWS,
    ),
    Mutant(
        "… nor show there what it read here",
        ROWS,
        "        self.check_schema()  # also when the rows are already there\n",
        "",
        TEST_ROWS,
    ),
    Mutant(
        "… also when it is narrowed there",
        ROWS,
        "        clone._schema = self._schema or clone._schema\n",
        "",
        TEST_ROWS,
    ),
    Mutant(
        "A relation is not followed elsewhere",
        ROWS,
        "        if isinstance(instance, TenantModel):\n",
        "        if False:\n",
        TEST_ROWS,
    ),
    Mutant(
        "… also by the manager that Django takes for it",
        ROWS,
        '        base_manager_name = "objects"',
        "        base_manager_name = None",
        TEST_ROWS,
    ),
    Mutant(
        "Cache keys carry the schema",
        SETTINGS,
        '        "KEY_FUNCTION": "django_tenants.cache.make_key",\n',
        "",
        ("tests/isolatie/test_matrix.py::test_valkey_holds_a_canary_only_under_the_key_of_its_gemeente",),
    ),
    Mutant(
        "Messages stay on their host",
        SETTINGS,
        '"accounts.messages.HostCookieStorage"',
        '"django.contrib.messages.storage.cookie.CookieStorage"',
        ("tests/accounts/test_messages.py",),
    ),
    Mutant(
        "The CSRF secret stays on its host",
        SETTINGS,
        "CSRF_COOKIE_SECURE = True\n",
        "CSRF_COOKIE_SECURE = True\nCSRF_COOKIE_DOMAIN = KOMPAS_HOST\n",
        ("tests/accounts/test_views.py",),
    ),
    Mutant(
        "A file is saved, never shown",
        "tenants/files.py",
        "as_attachment=True",
        "as_attachment=False",
        ("tests/zelfevaluatie/test_onderbouwing.py",),
    ),
    Mutant(
        "A file belongs to the answer in its address",
        "zelfevaluatie/onderbouwing_views.py",
        ", pk=pk, antwoord__bouwsteen__code=code)",
        ", pk=pk)",
        ("tests/zelfevaluatie/test_onderbouwing.py",),
    ),
    Mutant(
        "Only open gemeenten are places to go to after the login",
        "accounts/adapter.py",
        "    if label is None or not Domein.objects.filter(domain=label, tenant__opened_at__isnull=False).exists():\n",
        "    if label is None:\n",
        ("tests/accounts/test_adapter.py",),
    ),
    Mutant(
        "Row-level security on jobs",
        RECHTEN,
        '    "jobs_job": OWN_GEMEENTE,\n',
        '    "jobs_job": "true",\n',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "Row-level security on mails",
        RECHTEN,
        '        "SELECT": f"USING ({OWN_GEMEENTE})",\n        # What may have',
        '        "SELECT": "USING (true)",\n        # What may have',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "A gemeente has only uncertain mails sent again",
        RECHTEN,
        "AND staat = 'onzeker')",
        ")",
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "Row-level security on Toegang",
        RECHTEN,
        '    "accounts_toegang": OWN_GEMEENTE,',
        '    "accounts_toegang": "true",',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "Row-level security is switched on",
        RECHTEN,
        '    for table, rows in ROW_SECURITY.items():\n        execute(f"ALTER TABLE public.{table} ENABLE',
        '    for table, rows in ROW_SECURITY.items():\n        execute(f"ALTER TABLE public.{table} DISABLE',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "No right on the people of all gemeenten",
        RECHTEN,
        'TENANT_RIGHTS = {\n    "tenants_gemeente": "SELECT",\n',
        'TENANT_RIGHTS = {\n    "tenants_gemeente": "SELECT",\n    "accounts_gebruiker": "SELECT",\n',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "No right in the schema of another",
        RECHTEN,
        '("GRANT USAGE ON SCHEMA {} TO {}", schema_name, role),',
        '("GRANT USAGE ON SCHEMA {} TO {}", schema_name, role_name(database, "tenant")),',
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "No temporary tables",
        RECHTEN,
        '    execute("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", database)\n',
        '    execute("GRANT TEMPORARY ON DATABASE {} TO PUBLIC", database)\n',
        TEST_RECHTEN,
        changes_database=True,
    ),
    *SAVING,
    *LOGINS,
    *INLOG,
    *STEPS,
    *PEOPLE,
    *MONITORING,
    *WISSING,
    *OPENBAAR,
    *STAFF,
    *FIGURES,
    Mutant(
        "History cannot be changed",
        RECHTEN,
        " for table in APPEND_ONLY),",
        " for table in ()),",
        TEST_RECHTEN,
        changes_database=True,
    ),
    Mutant(
        "Colleagues are those of this gemeente",
        "accounts/migrations/0016_claimed_email.py",
        "current_user = current_database() || '_' || gemeente.schema_name",
        "true",
        TEST_RECHTEN,
        changes_database=True,
    ),
]
