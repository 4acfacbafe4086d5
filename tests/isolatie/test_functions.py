"""What anybody in the database may call beside the tables: nothing that keeps or reaches anything elsewhere."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

# Functions of PostgreSQL that keep something outside every schema, read or write files, or reach another server.
KEEPING = "^(lo_.*|loread|lowrite|pg_logical_emit_message|pg_create_restore_point)$"
REACHING = "^(dblink.*|pg_read_.*file|pg_ls_.*|pg_stat_file|pg_file_.*|pg_reload_conf|pg_rotate_logfile|pg_promote)$"
STATEMENTS = [
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'Kanariepiet'::bytea)",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_logical_emit_message(false, 'kompas', 'Kanariepiet')",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY (SELECT 1) TO '/tmp/kompas'",
    "COPY zelfevaluatie_antwoord FROM '/etc/passwd'",
    "CREATE EXTENSION dblink",
    "SELECT pg_create_physical_replication_slot('kompas')",
    "SELECT pg_create_logical_replication_slot('kompas', 'test_decoding')",
    "SELECT pg_replication_origin_create('kompas')",
    "SELECT pg_create_restore_point('kompas')",
    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE gm0037.t (x text)",
    "CREATE SCHEMA s",
    "CREATE TEMPORARY TABLE t (x text)",
    "CREATE PUBLICATION p FOR ALL TABLES",
    "COMMENT ON TABLE gm0037.aanpak_actie IS 'Kanariepiet'",
    "ALTER DATABASE kompas_test SET kompas.x = 'Kanariepiet'",
]


def callable_by(role, pattern):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace <> 'public'::regnamespace AND proname ~ %s"
            " AND has_function_privilege(%s, oid, 'EXECUTE') ORDER BY 1",
            [pattern, role],
        )
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("suffix", ["gm0037", "platform", "tenant", "vng", "comensha", "vng_comensha", "web"])
def test_no_role_calls_what_keeps_or_reaches_something_beside_the_tables(db, suffix):
    role = f"{connection.settings_dict['NAME']}_{suffix}"
    assert (callable_by(role, KEEPING), callable_by(role, REACHING)) == ([], [])


@pytest.mark.parametrize("suffix", ["gm0037", "platform", "tenant", "vng", "comensha", "vng_comensha", "web", "owner"])
def test_no_role_is_in_one_of_postgresql_that_reaches_elsewhere(db, suffix):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname ~ '^pg_' AND pg_has_role(%s, oid, 'MEMBER')",
            [f"{connection.settings_dict['NAME']}_{suffix}"],
        )
        assert [name for (name,) in cursor.fetchall() if name != "pg_database_owner"] == []


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_gemeente_cannot_keep_or_reach_anything_beside_its_tables(gemeente, statement):
    with pytest.raises(ProgrammingError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


REFUSED = "permission denied|must be (owner|superuser)"
