"""The list of rights against the database as it is: a new table without a decision fails here."""

import os
import re

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import ProgrammingError, connection

from berichten.models import Bericht
from jobs.models import Job
from tenants.context import in_gemeente
from tenants.models import Gemeente, Regio
from tenants.rechten import FOR_EVERYBODY, FUNCTIONS, PLATFORM_FUNCTIONS, ROW_SECURITY, SHARED_ROWS, TENANT_RIGHTS
from tests.tenants.rights import rights_of

APPEND_ONLY = {
    "indienen_voorbereidingrevision",
    "aanpak_aanpakrevision",
    "zelfevaluatie_antwoordrevision",
    "reports_lokalepassagerevision",
    "reports_overgang",
    "reports_evaluatieversie",
    "logboek_gebeurtenis",
}


def columns_of(role, table):
    """The rights of `role` on some columns of a table, as TENANT_RIGHTS writes them: in its order."""
    found = {}
    with connection.cursor() as cursor:
        for right in ("SELECT", "INSERT", "UPDATE", "REFERENCES"):
            cursor.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %(table)s::regclass AND attnum > 0"
                " AND has_column_privilege(%(role)s, attrelid, attnum, %(right)s)",
                {"role": f"{connection.settings_dict['NAME']}_{role}", "table": table, "right": right},
            )
            found[right] = {name for (name,) in cursor.fetchall()}
    return {right: columns for right, columns in found.items() if columns}


def test_tenant_has_exactly_the_listed_rights_on_public(db):
    found = {table: rights for table, rights in rights_of("gm0037", "public").items() if rights}
    assert found == {table: rights for table, rights in TENANT_RIGHTS.items() if "(" not in rights}


def test_tenant_has_exactly_the_listed_rights_on_columns_of_other_tables(db):
    listed = {table: rights for table, rights in TENANT_RIGHTS.items() if "(" in rights}
    others = set(rights_of("gm0037", "public")) - {table for table in TENANT_RIGHTS if table not in listed}
    found = {table: columns for table in others if (columns := columns_of("gm0037", f"public.{table}"))}
    assert found == {
        table: {right: set(names.split(", ")) for right, names in re.findall(r"(\w+) \(([^)]*)\)", rights)}
        for table, rights in listed.items()
    }


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
        "django_migrations": "SELECT",
        "wissing_wissing": "SELECT, INSERT, UPDATE",
    }


def test_platform_may_not_forge_migrations(db):
    assert rights_of("platform", "public")["django_migrations"] == "SELECT"


def names(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def test_row_security_is_on_for_every_public_table_that_a_tenant_may_write(db):
    found = names("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
    writable = {table for table, rights in TENANT_RIGHTS.items() if rights != "SELECT"}
    assert (found, writable - found) == ({*ROW_SECURITY, *SHARED_ROWS}, set())


def test_every_public_table_that_points_to_a_gemeente_or_regio_has_row_security_or_a_reason(db):
    """By the database and by the models, since a reference may be without a constraint, and by the name of a column."""
    by_constraint = names(
        "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        " AND confrelid IN ('tenants_gemeente'::regclass, 'tenants_regio'::regclass)"
    )
    by_column = names(
        "SELECT table_name FROM information_schema.columns JOIN pg_class ON relname = table_name"
        " WHERE table_schema = 'public' AND relkind IN ('r', 'p')"
        " AND column_name IN ('gemeente_id', 'regio_id', 'gemeente', 'regio')"
    )
    by_model = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) in (Gemeente, Regio) and field.many_to_one and field.concrete
    }
    by_kind = {"metingen_publicatie"}  # points to none, but some of its rows are for VNG and CoMensha alone
    assert by_constraint | by_column | by_model | by_kind == {*ROW_SECURITY, *SHARED_ROWS, *FOR_EVERYBODY}


@pytest.mark.parametrize("table", sorted(ROW_SECURITY))
def test_every_policy_is_for_the_platform_or_for_the_gemeenten_with_their_condition(db, table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT roles, cmd, qual, with_check FROM pg_policies WHERE tablename = %s", [table])
        policies = {role: rest for (role,), *rest in cursor.fetchall()}
    database = connection.settings_dict["NAME"]
    # For the others see test_staff.py and test_counter.py.
    staff = {f"{database}_{name}" for name in ("staf", "vng", "comensha", "vng_comensha", "cijfers", "openbaar")}
    assert set(policies) - staff == {f"{database}_platform", f"{database}_tenant"}
    assert policies[f"{database}_platform"] == ["ALL", "true", "true"]
    _, qual, check = policies[f"{database}_tenant"]
    assert (qual == check, "CURRENT_USER" in qual) == (True, True)


def test_tenant_would_see_only_its_own_toegang_even_with_the_right(stadskanaal, voorbeeldstad):
    """The right is given by the owner in a transaction that is taken back, in a session beside ours."""
    database = connection.settings_dict["NAME"]
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute(f'GRANT SELECT ON accounts_toegang TO "{database}_tenant"')
        owner.execute(f"SET LOCAL lock_timeout = '5s'; SET ROLE \"{database}_gm0037\"")
        found = owner.execute("SELECT DISTINCT gemeente_id FROM accounts_toegang").fetchall()
        owner.rollback()
    assert found == [(stadskanaal.pk,)]


@pytest.mark.parametrize(
    "role", ["gm0037", "gm9001", "tenant", "platform", "vng", "comensha", "vng_comensha", "cijfers", "openbaar"]
)
def test_nobody_but_the_owner_may_make_temporary_tables(db, role):
    database = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_database_privilege(%s, %s, 'TEMPORARY'), has_database_privilege(session_user, %s, 'TEMPORARY')",
            [f"{database}_{role}", database, database],
        )
        assert cursor.fetchone() == (False, False)


def test_roles_can_be_taken_but_not_inherited_or_logged_in_with(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls FROM pg_roles"
            " WHERE rolname ~ %s",
            [f"^{connection.settings_dict['NAME']}_(platform|tenant|staf|vng|comensha|vng_comensha|gm[0-9]+)$"],
        )
        assert cursor.fetchall() == [(False, False, False, False, False)]


@pytest.mark.parametrize(
    ("role", "functions"), [("gm0037", FUNCTIONS), ("platform", PLATFORM_FUNCTIONS), ("vng_comensha", ())]
)
def test_nobody_calls_more_functions_of_the_owner_than_are_listed(db, role, functions):
    """All of ours in public, whether or not they work as the owner; triggers cannot be called."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND prorettype <> 'trigger'::regtype AND has_function_privilege(%s, oid, 'EXECUTE')",
            [f"{connection.settings_dict['NAME']}_{role}"],
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == {function.replace(", ", ",") for function in functions}


def test_nobody_but_the_owner_reads_what_was_wiped(db):
    assert [rights_of(role, "public")["tenants_wisjournaal"] for role in ("gm0037", "tenant", "platform")] == [""] * 3


def test_policies_views_and_functions_ask_for_no_setting_but_the_role(db):
    """Role and path travel with each statement. Another setting would be that of who had the connection before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname ~ '^(public$|gm[0-9])')"
            " SELECT concat(qual, with_check) FROM pg_policies UNION ALL"
            " SELECT pg_get_viewdef(oid) FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace IN (TABLE ours)"
            " UNION ALL SELECT prosrc FROM pg_proc WHERE pronamespace IN (TABLE ours)"
        )
        texts = "\n".join(text for (text,) in cursor.fetchall())
    assert {name.removesuffix("::text") for name in re.findall(r"current_setting\(([^)]*)\)", texts)} == {"'role'"}
    assert "CURRENT_USER" in texts


@pytest.mark.parametrize("table", ["jobs_job", "berichten_bericht"])
def test_who_is_of_no_gemeente_sees_no_rows(stadskanaal, table):
    """The group of all gemeenten, as a policy would meet it if a role were ever half set."""
    Job.objects.create(kind="x", gemeente=stadskanaal)
    Job.objects.create(kind="x", gemeente=None)
    Bericht.objects.create(gemeente=stadskanaal, soort="herinnering", address="a@voorbeeld.example")
    with in_gemeente(stadskanaal), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(id) FROM {table}")
        assert cursor.fetchone() == (1,)
        cursor.execute(f'SET LOCAL ROLE "{connection.settings_dict["NAME"]}_tenant"; SELECT count(id) FROM {table}')
        cursor.nextset()
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("unset", ["SET LOCAL ROLE none", "SET LOCAL search_path = ''"])
def test_without_role_or_path_a_statement_fails(stadskanaal, unset):
    with in_gemeente(stadskanaal), connection.cursor() as cursor, pytest.raises(ProgrammingError) as caught:
        cursor.execute(f"{unset}; SELECT count(*) FROM zelfevaluatie_antwoord")
    assert type(caught.value.__cause__) in {psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable}
