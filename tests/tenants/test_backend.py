"""What PostgreSQL itself refuses: the last line of defence when code of ours is wrong."""

import contextlib
import os
import uuid

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, ProgrammingError, connection, connections, transaction
from django.utils import timezone
from psycopg import sql

from berichten.models import Bericht
from jobs.models import Job
from kader.models import KaderVersie
from tenants.backend.base import role_name
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import AntwoordRevision, Onderbouwing, Zelfevaluatie


def role_and_path():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('search_path')")
        return cursor.fetchone()


def refused(statement):
    """The error of PostgreSQL for `statement`, after which the transaction goes on."""
    with pytest.raises(ProgrammingError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return type(caught.value.__cause__)


def test_cursor_on_public_has_the_role_of_the_platform(db):
    database = connection.settings_dict["NAME"]
    assert role_and_path() == (f"{database}_platform", '"public"')


def test_cursor_in_gemeente_has_its_role_and_path(gemeente):
    database = connection.settings_dict["NAME"]
    assert role_and_path() == (f"{database}_gm0037", '"gm0037", "public"')


def test_role_and_path_come_back_after_a_rollback(stadskanaal, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        with pytest.raises(DatabaseError), transaction.atomic(), in_gemeente(stadskanaal):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        assert role_and_path()[1] == '"gm9001", "public"'


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("execute", ["SELECT pg_advisory_lock(37)"]),
        ("execute", ["SELECT pg_advisory_lock(%s)", [37]]),
        ("executemany", ["SELECT pg_advisory_lock(%s)", [[37], [38]]]),
        ("callproc", ["pg_advisory_lock", [37]]),
    ],
)
def test_nothing_runs_when_the_role_does_not_exist(db, method, arguments):
    """A lock of the session is what no rollback undoes."""
    closed = Gemeente.objects.get(code="GM0363")
    closed.opened_at = timezone.now()
    with pytest.raises(DatabaseError, match="gm0363"), transaction.atomic(), in_gemeente(closed):
        with connection.cursor() as cursor:
            getattr(cursor, method)(*arguments)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(37)")
        assert cursor.fetchone() == (False,)


def test_a_cursor_of_the_server_raises_when_the_role_does_not_exist(db):
    closed = Gemeente.objects.get(code="GM0363")
    closed.opened_at = timezone.now()
    with pytest.raises(DatabaseError, match="gm0363"), transaction.atomic(), in_gemeente(closed):
        with connection.chunked_cursor() as cursor:
            cursor.execute("SELECT 1")


@pytest.mark.parametrize(
    ("method", "arguments", "answer"),
    [
        ("execute", ["SELECT current_setting('search_path'), 'a%'"], [('"gm0037", "public"', "a%")]),
        ("execute", ["SELECT %s, 'a%%'", [1]], [(1, "a%")]),
        ("execute", ["SELECT %(een)s", {"een": 1}], [(1,)]),
        ("execute", [sql.SQL("SELECT {}").format(1)], [(1,)]),
        ("callproc", ["upper", ["a"]], [("A",)]),
        ("executemany", ["SET LOCAL application_name = %s", [["a"]]], None),
    ],
)
def test_a_statement_gives_its_own_answer(gemeente, method, arguments, answer):
    with connection.cursor() as cursor:
        getattr(cursor, method)(*arguments)
        assert (cursor.fetchall() if answer else answer, cursor.nextset()) == (answer, None)


def test_rows_are_counted_of_the_statement(gemeente):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE zelfevaluatie_antwoord SET version = version")
        assert cursor.rowcount == 23


def test_role_and_path_are_in_the_message_of_the_statement(gemeente):
    """As PostgreSQL got it: of two messages only one could arrive."""
    role = f"{connection.settings_dict['NAME']}_gm0037"
    entry = f"""SELECT set_config('role', '{role}', true), set_config('search_path', '"gm0037", "public"', true);"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_query()")
        assert cursor.fetchone() == (f"{entry}\nSELECT current_query()",)


def test_cursor_in_a_failed_transaction_gives_the_error_of_the_transaction(gemeente):
    with transaction.atomic():
        sid = transaction.savepoint()
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("SELECT nothing")
        with pytest.raises(DatabaseError, match="current transaction is aborted"), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        transaction.savepoint_rollback(sid)
    assert role_and_path()[1] == '"gm0037", "public"'


@pytest.fixture
def apart(stadskanaal, django_db_blocker):
    """A connection without the transaction of the test, entered as Stadskanaal."""
    with django_db_blocker.unblock(), contextlib.closing(connections.create_connection(connection.alias)) as other:
        other.set_tenant(stadskanaal)
        yield other


def raw(other):
    """The session itself, as a pool or a driver sees it."""
    return other.connection.execute("SELECT current_user = session_user, current_setting('search_path')").fetchone()


def test_between_statements_a_session_has_neither_role_nor_path(apart):
    apart.connect()
    before = raw(apart)
    with apart.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('search_path')")
        inside = cursor.fetchone()
    assert (before, inside, raw(apart)) == ((True, before[1]), (False, '"gm0037", "public"'), before)


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_after_a_transaction_a_session_has_neither_role_nor_path(apart, end):
    apart.connect()
    before = raw(apart)
    apart.set_autocommit(False)
    with apart.cursor() as cursor:
        cursor.execute("SELECT 1")
    inside = raw(apart)
    getattr(apart, end)()
    apart.set_autocommit(True)
    assert (inside, raw(apart)) == ((False, '"gm0037", "public"'), before)


def test_after_an_error_a_session_has_neither_role_nor_path(apart):
    apart.connect()
    before = raw(apart)
    with pytest.raises(DatabaseError), apart.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    assert raw(apart) == before


def test_a_cursor_of_the_server_reads_as_the_gemeente_without_a_transaction_too(apart):
    with apart.chunked_cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('search_path')")
        assert cursor.fetchall() == [(f"{connection.settings_dict['NAME']}_gm0037", '"gm0037", "public"')]


KEPT = {
    "execute": ["SELECT id FROM zelfevaluatie_antwoord"],
    "executemany": ["SELECT %s", [[1]]],
    "callproc": ["current_user"],
    "copy": ["COPY zelfevaluatie_antwoord TO STDOUT"],
    "stream": ["SELECT id FROM zelfevaluatie_antwoord"],
    "fetchone": [],
    "fetchmany": [],
    "fetchall": [],
    "__iter__": [],
}


@pytest.mark.parametrize("method", KEPT)
def test_a_kept_cursor_is_refused_in_the_schema_of_another(stadskanaal, voorbeeldstad, method):
    with in_gemeente(stadskanaal):
        kept = connection.cursor()
        kept.execute("SELECT id FROM zelfevaluatie_antwoord")
    with in_gemeente(voorbeeldstad):
        with pytest.raises(InterfaceError, match="Deze cursor is van gm0037 en de verbinding van gm9001"):
            getattr(kept, method)(*KEPT[method])


def test_a_kept_cursor_takes_its_role_again_when_its_schema_returns(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal), connection.cursor() as kept:
        with in_gemeente(voorbeeldstad):
            assert role_and_path()[1] == '"gm9001", "public"'
        kept.execute("SELECT current_user, current_setting('search_path')")
        assert kept.fetchone() == (f"{connection.settings_dict['NAME']}_gm0037", '"gm0037", "public"')


def test_a_kept_cursor_takes_its_role_again_after_a_rollback(stadskanaal, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        outer = transaction.savepoint()
    with in_gemeente(stadskanaal), connection.cursor() as kept:
        connection.savepoint_rollback(outer)
        kept.execute("SELECT current_setting('search_path')")
        assert kept.fetchone() == ('"gm0037", "public"',)


@pytest.fixture
def owner(db, settings):
    """As in a process of the owner, who enters a schema as itself and sends role and path apart."""
    settings.DATABASE_AS_OWNER = True
    connection.set_schema("gm0037")


def path_of(cursor):
    cursor.execute("SELECT current_setting('search_path')")
    return cursor.fetchone()[0]


def test_a_cursor_of_the_owner_may_read_with_another_path_for_a_moment(owner):
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = gm9001")
        assert path_of(cursor) == "gm9001"
        with connection.cursor() as other:
            assert path_of(other) == '"gm0037", "public"'


def test_a_statement_of_the_owner_may_be_one_that_goes_alone(owner):
    """As `CREATE INDEX CONCURRENTLY`: with anything before it, it is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_query()")
        assert cursor.fetchone() == ("SELECT current_query()",)


def test_a_kept_cursor_of_the_owner_takes_its_path_again(owner, stadskanaal, voorbeeldstad):
    with connection.cursor() as kept:
        assert path_of(kept) == '"gm0037", "public"'
        with in_gemeente(voorbeeldstad):
            assert role_and_path()[1] == '"gm9001", "public"'
        assert path_of(kept) == '"gm0037", "public"'


def test_a_kept_cursor_of_the_owner_takes_its_path_again_after_a_rollback_to_a_savepoint(owner, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        outer = transaction.savepoint()
    with connection.cursor() as kept:
        assert path_of(kept) == '"gm0037", "public"'
        with pytest.raises(DatabaseError):
            kept.execute("SELECT 1 / 0")
        transaction.savepoint_rollback(outer)
        assert path_of(kept) == '"gm0037", "public"'


def test_a_kept_cursor_of_the_owner_takes_its_path_again_after_a_rollback(owner, django_db_blocker):
    with django_db_blocker.unblock(), contextlib.closing(connections.create_connection(connection.alias)) as other:
        other.set_schema("gm0037")
        other.set_autocommit(False)
        with other.cursor() as kept:
            assert path_of(kept) == '"gm0037", "public"'
            other.rollback()
            assert path_of(kept) == '"gm0037", "public"'
        other.rollback()


def test_role_name_refuses_a_name_that_postgresql_would_cut_off():
    with pytest.raises(DatabaseError, match="langer dan 63 tekens"):
        role_name("k" * 60, "gm0037")


@pytest.mark.parametrize(
    "table",
    ["zelfevaluatie_antwoord", "zelfevaluatie_onderbouwing", "aanpak_actie", "reports_rapport", "django_migrations"],
)
def test_tenant_may_not_read_the_schema_of_another(gemeente, table):
    assert refused(f"SELECT * FROM gm9001.{table}") == psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM accounts_gebruiker",
        "SELECT * FROM accounts_toegang",
        "SELECT * FROM accounts_session",
        "SELECT * FROM account_emailaddress",
        "SELECT * FROM mfa_authenticator",
        "SELECT * FROM tenants_domein",
        "UPDATE tenants_gemeente SET slug = 'x'",
        "UPDATE kader_bouwsteen SET tekst = 'x'",
        "UPDATE jobs_job SET state = 'done'",
        "INSERT INTO berichten_bericht (id) VALUES (gen_random_uuid())",
        "UPDATE accounts_collega SET naam = 'x'",
        "DELETE FROM jobs_job",
        "CREATE TABLE public.eigen (id int)",
        "CREATE TABLE gm0037.eigen (id int)",
        "CREATE SCHEMA eigen",
        "CREATE TEMPORARY TABLE zelfevaluatie_antwoord (id int)",
        "CREATE FUNCTION pg_temp.now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE zelfevaluatie_antwoord",
        "TRUNCATE zelfevaluatie_antwoord",
    ],
)
def test_tenant_may_not(gemeente, statement):
    assert refused(statement) == psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize("statement", ["UPDATE {} SET data = '{{}}'", "DELETE FROM {}"])
def test_tenant_may_not_change_revisions(gemeente, statement):
    assert refused(statement.format(AntwoordRevision._meta.db_table)) == psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize("schema", ["gm0037", "gm9001"])
def test_platform_may_not_read_the_schema_of_a_gemeente(db, schema):
    assert refused(f"SELECT * FROM {schema}.zelfevaluatie_antwoord") == psycopg.errors.InsufficientPrivilege


def test_tenant_sees_and_adds_only_its_own_jobs(stadskanaal, voorbeeldstad):
    Job.objects.create(kind="x", gemeente=voorbeeldstad)
    Job.objects.create(kind="x", gemeente=None)
    with in_gemeente(stadskanaal):
        own = Job.objects.create(kind="x", gemeente=stadskanaal)
        assert list(Job.objects.filter(kind="x")) == [own]
        statement = (
            "INSERT INTO jobs_job (id, kind, state, attempts, step, reason, created_at, published_at, gemeente_id)"
            f" VALUES ('{uuid.uuid4()}', 'x', 'waiting', 0, 0, '', now(), now(), '{voorbeeldstad.pk}')"
        )
        assert refused(statement) == psycopg.errors.InsufficientPrivilege


def make_bericht(gemeente, staat="onzeker"):
    return Bericht.objects.create(
        gemeente=gemeente, soort="herinnering", address="a@voorbeeld.example", staat=staat, reden="afgebroken"
    )


def test_tenant_sees_only_its_own_mails_and_not_what_they_say(stadskanaal, voorbeeldstad):
    own = make_bericht(stadskanaal)
    make_bericht(voorbeeldstad)
    make_bericht(None)
    with in_gemeente(stadskanaal):
        assert list(Bericht.objects.with_result()) == [own]
        for statement in ("SELECT body FROM berichten_bericht", "SELECT * FROM berichten_bericht"):
            assert refused(statement) == psycopg.errors.InsufficientPrivilege


def test_tenant_changes_of_its_mails_only_that_an_uncertain_one_waits_again(stadskanaal, voorbeeldstad):
    make_bericht(stadskanaal, "mislukt")
    make_bericht(voorbeeldstad)
    own = make_bericht(stadskanaal)
    with in_gemeente(stadskanaal):
        rows = Bericht.objects.with_result()
        assert refused("UPDATE berichten_bericht SET staat = 'verstuurd'") == psycopg.errors.InsufficientPrivilege
        assert refused("UPDATE berichten_bericht SET address = 'x@y.example'") == psycopg.errors.InsufficientPrivilege
        assert refused("DELETE FROM berichten_bericht") == psycopg.errors.InsufficientPrivilege
        assert rows.update(staat="wacht", reden="") == 1
    assert list(Bericht.objects.filter(staat="wacht")) == [own]


def test_rows_of_one_gemeente_are_not_in_another(stadskanaal, voorbeeldstad):
    def antwoord():
        return Zelfevaluatie.objects.get().antwoorden.first()

    with in_gemeente(voorbeeldstad):
        leak = Onderbouwing.objects.create(antwoord=antwoord(), titel="Geheim", url="https://example.org")
    with in_gemeente(stadskanaal):
        own = Onderbouwing.objects.create(antwoord=antwoord(), titel="Eigen", url="https://example.org")
        assert list(Onderbouwing.objects.filter(pk__in=[leak.pk, own.pk])) == [own]


def test_collega_shows_only_who_has_toegang_here(stadskanaal, voorbeeldstad):
    from accounts.models import Collega

    with in_gemeente(stadskanaal):
        assert {collega.email.partition("@")[2] for collega in Collega.objects.all()} == {"stadskanaal.example"}
    with in_gemeente(voorbeeldstad):
        assert {collega.email.partition("@")[2] for collega in Collega.objects.all()} == {"voorbeeldstad.example"}


@pytest.mark.parametrize("table", ["public.kader_kaderversie", "public.accounts_gebruiker", "gm0037.aanpak_actie"])
def test_login_of_the_web_has_no_rights_without_a_role(db, table):
    with psycopg.connect(os.environ["DATABASE_URL"]) as login, pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(f"SELECT * FROM {table}")


def test_login_of_the_web_may_not_take_the_role_of_the_owner(db):
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        name = owner.execute("SELECT current_user").fetchone()[0]
    with psycopg.connect(os.environ["DATABASE_URL"]) as login, pytest.raises(psycopg.errors.InsufficientPrivilege):
        login.execute(f'SET ROLE "{name}"')


def test_a_tenant_reads_the_kader(gemeente):
    assert KaderVersie.objects.latest().bouwstenen.count() == 23
