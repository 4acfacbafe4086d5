"""What keeps the history of logins whole, and away from who has no right to it."""

from tests.isolatie.mutant import Mutant

VIEWS = "logins/migrations/0002_views_and_term.py"
TEST_RIGHTS, TEST_FLOWS = ("tests/logins/test_rights.py",), ("tests/logins/test_flows.py",)

LOGINS = [
    Mutant(
        "The web may only add to the history of logins",
        "tenants/rechten.py",
        'execute(f"REVOKE UPDATE, DELETE ON {table} FROM {{}}", platform)',
        "pass",
        TEST_RIGHTS,
        changes_database=True,
    ),
    Mutant(
        "A gemeente sees the logins of her own people",
        VIEWS,
        "        AND current_user = current_database() || '_' || schema_name\n), today",
        "), today",
        TEST_RIGHTS,
        changes_database=True,
    ),
    Mutant(
        "… of today",
        VIEWS,
        "        AND valid_from <= day AND (valid_until IS NULL OR valid_until >= day)\n",
        "",
        TEST_RIGHTS,
        changes_database=True,
    ),
    Mutant(
        "… on the days on which they had Toegang",
        VIEWS,
        "        AND valid_from <= (created_at AT TIME ZONE 'Europe/Amsterdam')::date\n",
        "",
        TEST_RIGHTS,
        changes_database=True,
    ),
    Mutant(
        "What failed is written though the request is undone",
        "kompas/settings.py",
        '    "logins.middleware.FailureMiddleware",',
        '    # "logins.middleware.FailureMiddleware",',
        TEST_FLOWS,
    ),
    Mutant(
        "Who looks at the logins of others leaves a row",
        "logins/public_views.py",
        '    if request.method == "GET":\n',
        "    if False:\n",
        ("tests/logins/test_public_views.py",),
    ),
    Mutant(
        "… in a gemeente in her logboek",
        "logboek/middleware.py",
        "in DOWNLOADS | LOOKS",
        "in DOWNLOADS",
        ("tests/logins/test_views.py",),
    ),
    Mutant(
        "An address that nobody knows is kept nowhere",
        "logins/actions.py",
        '        "device": device_of(',
        '        "device": email[:40] or device_of(',
        TEST_FLOWS,
    ),
]
