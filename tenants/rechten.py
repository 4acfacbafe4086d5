"""Every role and every right in the database, here or in the files beside it that it takes parts from. Applied after
each `migrate`; safe to repeat.

Roles (ADR 0003), each named after the database: `<db>_platform` for hosts, sessions, people and jobs;
`<db>_tenant`, the group through which every gemeente reads the shared tables below; `<db>_gm0037` and so on,
one per gemeente, with rights on its own schema alone; `<db>_vng`, `<db>_comensha` and, for who works for both,
`<db>_vng_comensha`, which read what was ticked for them, with the rights of the group `<db>_staf`;
`<db>_cijfers`, which counts for Groepscijfers; `<db>_openbaar`, which reads what gemeenten made public. The owner makes
all grants and is never in web or worker.
"""

from django.conf import settings
from django.db import connection
from psycopg import sql

from schema_replay.connections import connect
from schema_replay.structure import GRANTS, structures
from tenants.backend.base import role_name
from tenants.counter_rights import CIJFERS_RIGHTS, CIJFERS_ROWS
from tenants.inlog_rechten import INLOG_RIGHTS, inlog_rows
from tenants.models import Gemeente
from tenants.names import COUNTER, ORGANISATIES, VISITOR, staff_role
from tenants.openbaar_rights import OPENBAAR_RIGHTS, OPENBAAR_ROWS, PLATFORM_MAY, VISITOR_RIGHTS, VISITOR_ROWS
from tenants.overdracht_rights import ME, OVERDRACHT_RIGHTS, OVERDRACHT_ROWS, WITHOUT_CONTENT
from tenants.owner_functions import FUNCTIONS, INNER_FUNCTIONS, PLATFORM_FUNCTIONS

RESULT = "id, gemeente_id, soort, address, functie, staat, reden, smtp_code, queued_at, ended_at"
INVITED = (
    "id, gemeente_id, regio_id, organisatie, email, naam, functies, toegang_until, note, created_by, created_at,"
    " expires_at, sent_at, accepted_at, accepted_by, withdrawn_at, withdrawn_by"
)
RESEND = "staat, reden, smtp_code, queued_at, next_at, ended_at"
# What a gemeente may do with shared tables, or with some of their columns. What is not named here, it may not.
TENANT_RIGHTS = {
    "tenants_gemeente": "SELECT",
    "tenants_regio": "SELECT",
    "tenants_indeling": "SELECT",
    "tenants_opvolging": "SELECT",
    "tenants_eerderenaam": "SELECT",
    "accounts_collega": "SELECT",  # a view: names of people with Toegang here, never the table of users
    "accounts_collegatoegang": "SELECT",  # a view: who these are, what they may here and until when
    "accounts_uitnodiging": f"SELECT ({INVITED})",  # its own rows only; all but the hash of the secret
    "logins_collegalogin": "SELECT",  # a view: what her own people of today did, see logins/models.py
    "logins_collegastand": "SELECT",  # a view: who these are
    **INLOG_RIGHTS,  # see inlog_rechten.py, and for the rows below
    "kader_kaderversie": "SELECT",
    "kader_rol": "SELECT",
    "kader_thema": "SELECT",
    "kader_bouwsteen": "SELECT",
    "kader_bouwsteen_ook_rollen": "SELECT",
    "kader_deelcriterium": "SELECT",
    "kader_aanvullendevraag": "SELECT",
    "kader_planonderdeel": "SELECT",
    "kader_kadergebruik": "SELECT, INSERT, UPDATE",  # its own row only, see ROW_SECURITY
    "kader_omzetting": "SELECT",
    "kader_overstap": "SELECT, INSERT, UPDATE",  # its own rows only, as the one above
    "sjablonen_passage": "SELECT",
    "sjablonen_instrument": "SELECT",
    "sjablonen_vorm": "SELECT",
    "sjablonen_kengetal": "SELECT",
    "sjablonen_voorbeeldstap": "SELECT",
    "jobs_job": "SELECT, INSERT",  # its own rows only, see ROW_SECURITY; the worker alone changes them
    # Its own rows only, see SHARED_ROWS; not the text of a mail, and of the rest only to have it sent once more.
    "berichten_bericht": f"SELECT ({RESULT}), UPDATE ({RESEND})",
    "berichten_mailtekst": "SELECT",  # what a mail says, for who sees it before it goes
    "samenwerking_mijn": "SELECT",  # a view: in which joint plans the gemeente that asks takes part
    "samenwerking_gezamenlijkplan": "SELECT, INSERT, UPDATE",  # see SHARED_ROWS
    "samenwerking_deelname": "SELECT, INSERT, UPDATE",
    **OPENBAAR_RIGHTS,  # her own rows only; see openbaar_rights.py
    "metingen_meetronde": "SELECT",
    "metingen_toezegging": "SELECT, INSERT, DELETE",  # its own rows only, as the next three
    "metingen_indiening": "SELECT, INSERT, UPDATE",  # a trigger lets it only replace and withdraw
    "metingen_indieningantwoord": "SELECT, INSERT",
    "metingen_themavraag": "SELECT",
    "metingen_groepsantwoord": "SELECT, INSERT",  # its own rows; VNG and CoMensha have no right on it
    "metingen_inzage": "SELECT",  # who looked at what it shared
    "metingen_publicatie": "SELECT",
    "metingen_groepscijfer": "SELECT",
    **OVERDRACHT_RIGHTS,
}

OWN_GEMEENTE = f"gemeente_id = {ME}"
# Public tables with rows of one gemeente or regio: which rows the role of a gemeente sees and may add, as far as
# TENANT_RIGHTS lets it near the table at all. The owner is exempt, so that the view accounts_collega can read.
ROW_SECURITY = {
    "accounts_toegang": OWN_GEMEENTE,  # no right on it either; should one ever be given, then to its own rows
    "beheer_openingsverzoek": OWN_GEMEENTE,  # as accounts_toegang: for who runs Kompas
    "logins_login": OWN_GEMEENTE,  # as accounts_toegang: a gemeente has two views of it
    "inlogdiensten_inloggeheim": OWN_GEMEENTE,
    "jobs_job": OWN_GEMEENTE,
    "tenants_wisjournaal": OWN_GEMEENTE,  # as accounts_toegang; the owner alone reads it
    "kader_kadergebruik": OWN_GEMEENTE,
    "kader_overstap": OWN_GEMEENTE,
    "metingen_toezegging": OWN_GEMEENTE,
    "metingen_indiening": OWN_GEMEENTE,
    "metingen_indieningantwoord": OWN_GEMEENTE,
    "metingen_antwoordlink": OWN_GEMEENTE,  # as accounts_toegang
    "metingen_gemeenteadres": OWN_GEMEENTE,  # as accounts_toegang
    "metingen_groepsantwoord": OWN_GEMEENTE,
    "metingen_inzage": f"({OWN_GEMEENTE} OR gemeente_id IS NULL)",
    "metingen_publicatielid": OWN_GEMEENTE,  # as accounts_toegang: no right on it, so that nobody knows who is counted
}
# Public tables that name a gemeente or regio in each row and yet are for everybody.
FOR_EVERYBODY = {
    "tenants_domein": "the address of each gemeente, which is public",
    "tenants_indeling": "which gemeente lies in which regio: public knowledge",
    "tenants_eerderenaam": "what a gemeente was called before: public knowledge",
    "tenants_opvolging": "which gemeente went over into which: public knowledge",
    "sjablonen_passage": "standard texts, written to be printed; another regio's is of no use, and no secret",
    "sjablonen_voorbeeldstap": "examples of a meldroute, of the country or a regio, written to be copied",
}

# Public tables with rows that several gemeenten see and one of them may change (ADR 0009): per statement, which rows
# the role of a gemeente may touch, and what it may write.
MY_PLANS = "(SELECT gezamenlijk_plan_id FROM public.samenwerking_mijn)"
READABLE = "(SELECT gezamenlijk_plan_id FROM public.samenwerking_mijn WHERE reads)"
BEGUN = "SELECT id FROM public.samenwerking_gezamenlijkplan WHERE staat = 'open' AND initiatiefnemer_id ="
SHARED_ROWS = {
    **OVERDRACHT_ROWS,
    **OPENBAAR_ROWS,
    "accounts_uitnodiging": {"SELECT": f"USING ({OWN_GEMEENTE})"},  # written by functions of the owner, see FUNCTIONS
    "berichten_bericht": {
        "SELECT": f"USING ({OWN_GEMEENTE})",
        # What may have arrived is sent again when a person says so; nothing else is changed.
        "UPDATE": f"USING ({OWN_GEMEENTE} AND staat = 'onzeker') WITH CHECK ({OWN_GEMEENTE} AND staat = 'wacht')",
    },
    **inlog_rows(ME),
    "redactie_voorstel": {},  # no gemeente sees what is not released, or what redacteuren note
    "redactie_onderhoud": {},
    "metingen_publicatie": {"SELECT": "USING (soort = 'groepscijfers')"},  # not the PDFs of VNG and CoMensha
    "samenwerking_gezamenlijkplan": {
        "SELECT": f"USING (initiatiefnemer_id = {ME} OR id IN {MY_PLANS})",
        "INSERT": f"WITH CHECK (initiatiefnemer_id = {ME})",
        "UPDATE": f"USING (initiatiefnemer_id = {ME}) WITH CHECK (initiatiefnemer_id = {ME})",
    },
    "samenwerking_deelname": {
        # Who declined or withdrew sees its own row alone.
        "SELECT": f"USING (gemeente_id = {ME} OR gezamenlijk_plan_id IN {READABLE})",
        # Only who began the plan invites, itself included, and nobody shares in the name of another.
        "INSERT": f"WITH CHECK (staat = 'uitgenodigd' AND besluiten = '[]' AND gezamenlijk_plan_id IN ({BEGUN} {ME}))",
        # A row cannot be moved to a plan that one was not invited to; where one was, there is a row already.
        "UPDATE": f"USING (gemeente_id = {ME}) WITH CHECK (gemeente_id = {ME} AND gezamenlijk_plan_id IN {MY_PLANS})",
    },
}

# What VNG and CoMensha may do with shared tables; nothing in the schema of a gemeente.
STAF_RIGHTS = {
    "tenants_gemeente": "SELECT",
    "tenants_regio": "SELECT",
    "tenants_indeling": "SELECT",
    "tenants_opvolging": "SELECT",
    "tenants_eerderenaam": "SELECT",
    "kader_kaderversie": "SELECT",
    "kader_rol": "SELECT",
    "kader_thema": "SELECT",
    "kader_bouwsteen": "SELECT",
    "kader_bouwsteen_ook_rollen": "SELECT",
    "kader_deelcriterium": "SELECT",
    "kader_aanvullendevraag": "SELECT",
    "kader_planonderdeel": "SELECT",
    "jobs_job": "SELECT, INSERT",  # those of the country, see STAF_ROWS; the worker alone changes them
    "metingen_meetronde": "SELECT",
    "metingen_toezegging": "SELECT",
    "metingen_indiening": "SELECT",  # what was ticked for them and still holds, as the next
    "metingen_indieningantwoord": "SELECT",
    "metingen_themavraag": "SELECT",
    "metingen_inzage": "SELECT, INSERT",  # that they looked, in their own name
    "metingen_publicatie": "SELECT, INSERT",  # groepscijfers, and working files of their own
    "metingen_publicatielid": "SELECT",  # whom such a working file counts; not whom groepscijfers count
    "metingen_groepscijfer": "SELECT",
}
MINE = "organisatie = ANY (ARRAY[{organisaties}]::varchar[])"
TICKED = "organisaties && ARRAY[{organisaties}]::varchar[]"
OWN_FILE = "soort = 'stand' AND organisaties <@ ARRAY[{organisaties}]::varchar[]"
# Of those the rows of all staff, per statement as in SHARED_ROWS, and per table.
STAF_ROWS = {
    "jobs_job": {"SELECT": "USING (gemeente_id IS NULL)", "INSERT": "WITH CHECK (gemeente_id IS NULL)"},
    "metingen_toezegging": {"SELECT": "USING (true)"},  # a promise is made to both
    # What a query may ask of an Indiening, it may ask of its answers: the rows of the first are as below.
    "metingen_indieningantwoord": {"SELECT": "USING (indiening_id IN (SELECT id FROM public.metingen_indiening))"},
    "metingen_publicatie": {"SELECT": "USING (soort = 'groepscijfers')"},
    "metingen_publicatielid": {
        "SELECT": "USING (publicatie_id IN (SELECT id FROM public.metingen_publicatie WHERE soort = 'stand'))"
    },
}
# And those of one of the three roles: `{organisaties}` is whom it reads for.
STAF_OWN_ROWS = {
    "metingen_indiening": {"SELECT": f"USING (staat = 'geldig' AND {TICKED})"},
    "metingen_inzage": {"SELECT": f"USING ({MINE})", "INSERT": f"WITH CHECK ({MINE})"},
    "metingen_publicatie": {"SELECT": f"USING ({OWN_FILE})", "INSERT": f"WITH CHECK ({OWN_FILE} AND bestand IS NULL)"},
}

# History of a gemeente is append-only by right, not by habit.
APPEND_ONLY = (
    "indienen_voorbereidingrevision",
    "aanpak_aanpakrevision",
    "zelfevaluatie_antwoordrevision",
    "reports_lokalepassagerevision",
    "reports_overgang",
    "reports_evaluatieversie",
    "logboek_gebeurtenis",
)
# So is, for the platform itself, who came in, and who did what on the public host.
APPEND_ONLY_PUBLIC = ("logins_login", "beheer_handeling")


def apply_rights() -> None:
    """Make platform and group role, and give the rights above. Needs the owner's connection, in schema public."""
    database = connection.settings_dict["NAME"]
    platform, group = role_name(database, "platform"), role_name(database, "tenant")
    for role in (platform, group):
        create_role(role)
    grant_role(platform)
    execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    # PostgreSQL looks in temporary tables first: one that stays behind on a connection would hide a real table.
    execute("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", database)
    execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}", group)
    execute("GRANT USAGE ON SCHEMA public TO {}, {}", platform, group)
    execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}", platform)
    execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}", platform)
    execute("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}", platform)
    for table, rights in TENANT_RIGHTS.items():
        execute(f"GRANT {rights} ON public.{table} TO {{}}", group)
    execute("REVOKE ALL ON tenants_wisjournaal FROM {}", platform)
    for table, rights in {**WITHOUT_CONTENT, **PLATFORM_MAY}.items():
        execute(f"REVOKE ALL ON {table} FROM {{0}}; GRANT {rights} ON {table} TO {{0}}", platform)
    for table in APPEND_ONLY_PUBLIC:
        execute(f"REVOKE UPDATE, DELETE ON {table} FROM {{}}", platform)
    apply_function_rights(platform, group)
    for table, rows in ROW_SECURITY.items():
        execute(f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY")
        for role, condition in ((platform, "true"), (group, rows)):
            execute(f"DROP POLICY IF EXISTS {{}} ON public.{table}", role)
            execute(
                f"CREATE POLICY {{}} ON public.{table} TO {{}} USING ({condition}) WITH CHECK ({condition})", role, role
            )
    for table, statements in SHARED_ROWS.items():
        apply_statements(table, statements, platform, group)
    apply_staff_rights()
    apply_role(COUNTER, CIJFERS_RIGHTS, CIJFERS_ROWS)
    apply_role(VISITOR, VISITOR_RIGHTS, VISITOR_ROWS)


def apply_function_rights(platform: str, group: str) -> None:
    for function in (*FUNCTIONS, *PLATFORM_FUNCTIONS, *INNER_FUNCTIONS):
        execute(f"REVOKE ALL ON FUNCTION public.{function} FROM PUBLIC")
    for function, role in (*((name, group) for name in FUNCTIONS), *((name, platform) for name in PLATFORM_FUNCTIONS)):
        execute(f"GRANT EXECUTE ON FUNCTION public.{function} TO {{}}", role)


def apply_staff_rights() -> None:
    """VNG, CoMensha, and who works for both: a role each with its rows, in a group with the rights."""
    database = connection.settings_dict["NAME"]
    group = role_name(database, "staf")
    create_role(group)
    execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", group)
    execute("GRANT USAGE ON SCHEMA public TO {}", group)
    for table, rights in STAF_RIGHTS.items():
        execute(f"GRANT {rights} ON public.{table} TO {{}}", group)
    for table, statements in STAF_ROWS.items():
        apply_policies(table, group, statements)
    for organisaties in (*((name,) for name in ORGANISATIES), ORGANISATIES):
        role = role_name(database, staff_role(organisaties))
        create_role(role)
        grant_role(role)
        execute("GRANT {} TO {}", group, role)
        listed = ", ".join(f"'{name}'" for name in organisaties)
        for table, statements in STAF_OWN_ROWS.items():
            rows = {statement: text.format(organisaties=listed) for statement, text in statements.items()}
            apply_policies(table, role, rows)


def apply_role(name: str, rights_on: dict[str, str], rows: dict[str, dict[str, str]]) -> None:
    """A role of its own, for whoever makes Groepscijfers and for whoever comes by."""
    role = role_name(connection.settings_dict["NAME"], name)
    create_role(role)
    grant_role(role)
    execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", role)
    execute("GRANT USAGE ON SCHEMA public TO {}", role)
    for table, rights in rights_on.items():
        execute(f"GRANT {rights} ON public.{table} TO {{}}", role)
    for table, statements in rows.items():
        apply_policies(table, role, statements)


def apply_policies(table: str, role: str, statements: dict[str, str]) -> None:
    """Add to a table with row security which rows `role` may touch per statement."""
    for statement, rows in statements.items():
        policy = f"{role}_{statement.lower()}"
        execute(f"DROP POLICY IF EXISTS {{}} ON public.{table}", policy)
        execute(f"CREATE POLICY {{}} ON public.{table} FOR {statement} TO {{}} {rows}", policy, role)


def apply_statements(table: str, statements: dict[str, str], platform: str, group: str) -> None:
    execute(f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY")
    execute(f"DROP POLICY IF EXISTS {{}} ON public.{table}", platform)
    execute(f"CREATE POLICY {{}} ON public.{table} TO {{}} USING (true) WITH CHECK (true)", platform, platform)
    apply_policies(table, group, statements)


def apply_tenant_rights(schema_name: str) -> None:
    """Make the role of one gemeente, with rights on its own schema and through the group on shared tables.

    All rights in one round trip: a release may touch hundreds of gemeenten. One that is no more reads, and no more.
    """
    database = connection.settings_dict["NAME"]
    role = role_name(database, schema_name)
    create_role(role)
    statements = [
        ("GRANT {} TO CURRENT_USER", role),
        ("GRANT {} TO {}", role, settings.DATABASE_WEB_LOGIN),
        ("GRANT {} TO {}", role_name(database, "tenant"), role),
        ("GRANT USAGE ON SCHEMA {} TO {}", schema_name, role),
        ("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}", schema_name, role),
        ("REVOKE INSERT, UPDATE, DELETE ON {}.django_migrations FROM {}", schema_name, role),
        ("REVOKE DELETE ON {}.wissing_wissing FROM {}", schema_name, role),
        *((f"REVOKE UPDATE, DELETE ON {{}}.{table} FROM {{}}", schema_name, role) for table in APPEND_ONLY),
        ("SELECT public.tenants_end_writes()",),
    ]
    composed = (sql.SQL(statement).format(*map(sql.Identifier, names)) for statement, *names in statements)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("; ").join(composed).as_string(connection.connection))


def renew_tenant_rights(schema_names: list[str]) -> None:
    """Give the first its rights, and every other whose rights are not like those: hundreds that are right cost a query.

    To give them to all would make every connection read again what it knows of all tables.
    """
    ended = Gemeente.objects.filter(schema_name__in=schema_names).exclude(pk__in=Gemeente.objects.not_over())
    over = set(ended.values_list("schema_name", flat=True))
    for name in over:
        apply_tenant_rights(name)
    if not over.issuperset(schema_names):
        renew_alike([name for name in schema_names if name not in over])


def renew_alike(schema_names: list[str]) -> None:
    first, *others = schema_names
    apply_tenant_rights(first)
    with connect(connection.alias) as other:
        found = structures(other, schema_names, parts=GRANTS)
    for name in others:
        if found[name] != found[first]:
            apply_tenant_rights(name)


def create_role(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            execute("CREATE ROLE {} NOLOGIN", role)


def grant_role(role: str) -> None:
    """Let the owner, and the web's login, SET ROLE to it. The login is NOINHERIT: it has no rights of its own."""
    execute("GRANT {} TO CURRENT_USER", role)
    execute("GRANT {} TO {}", role, settings.DATABASE_WEB_LOGIN)


def execute(statement: str, *identifiers: str) -> None:
    """Run one statement whose `{}` are identifiers, quoted by psycopg."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, identifiers)).as_string(connection.connection))
