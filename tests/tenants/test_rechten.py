"""The list of rights against the database as it is: a new table without a decision fails here."""

from django.apps import apps
from django.conf import settings
from django.db import connection

from tenants.rechten import ROW_SECURITY, SHARED_ROWS, TENANT_RIGHTS

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
APPEND_ONLY = {"zelfevaluatie_antwoordrevision", "reports_lokalepassagerevision", "reports_overgang"}


def rights_of(role, schema):
    """Every table and view of `schema` with the rights of `role`, as in TENANT_RIGHTS."""
    allowed = ", ".join(f"has_table_privilege(%(role)s, c.oid, '{right}')" for right in RIGHTS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname, {allowed} FROM pg_class c WHERE relnamespace = %(schema)s::regnamespace"
            " AND relkind IN ('r', 'v', 'm', 'p')",
            {"role": f"{connection.settings_dict['NAME']}_{role}", "schema": schema},
        )
        return {
            name: ", ".join(r for r, ok in zip(RIGHTS, found, strict=True) if ok) for name, *found in cursor.fetchall()
        }


def test_tenant_has_exactly_the_listed_rights_on_public(db):
    found = {table: rights for table, rights in rights_of("gm0037", "public").items() if rights}
    assert found == TENANT_RIGHTS


def test_tenant_has_no_rights_in_another_schema(gemeente):
    assert set(rights_of("gm0037", "gm0037").values()) != {""}
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(current_user, 'gm9001', 'USAGE')")
        assert cursor.fetchone() == (False,)


def test_tenant_has_rights_on_its_own_tables_but_history_is_append_only(gemeente):
    rights = rights_of("gm0037", "gm0037")
    tables = {
        model._meta.db_table for label in settings.TENANT_APPS for model in apps.get_app_config(label).get_models()
    }
    full = "SELECT, INSERT, UPDATE, DELETE"
    assert rights == {table: "SELECT, INSERT" if table in APPEND_ONLY else full for table in tables} | {
        "django_migrations": "SELECT"
    }


def test_platform_may_not_forge_migrations(db):
    assert rights_of("platform", "public")["django_migrations"] == "SELECT"


def test_row_security_is_on_for_every_public_table_that_a_tenant_may_write(db):
    writable = {table for table, rights in TENANT_RIGHTS.items() if rights != "SELECT"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        assert {name for (name,) in cursor.fetchall()} == writable == {*ROW_SECURITY, *SHARED_ROWS}


def test_roles_can_be_taken_but_not_inherited_or_logged_in_with(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
            " WHERE rolname ~ %s",
            [f"^{connection.settings_dict['NAME']}_(platform|tenant|gm[0-9]+)$"],
        )
        assert cursor.fetchall() == [(False, False, False, False, False)]
