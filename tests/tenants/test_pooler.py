"""Through a PgBouncer that pools per transaction, with one connection to the server: what one leaves on it, the next
would have. So each finds it as it was, whoever came before and however that ended."""

import contextlib
import os
import random
from collections import Counter
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import DatabaseError, NotSupportedError, connection, connections, transaction
from django.db.models import F

from tenants.context import as_organisaties, in_gemeente
from tests.debian import unpack_or_skip
from tests.pooler import PACKAGES, pooling
from zelfevaluatie.models import Antwoord

# Without the number of the connection: the pooler may open another, of which this holds as well.
SESSION = """SELECT current_user = session_user, current_setting('search_path'),
    (SELECT array_agg(name || setting ORDER BY name) FROM pg_settings WHERE source = 'session'),
    (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_cursors),
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"""


@pytest.fixture(scope="module")
def pooler():
    with pooling(unpack_or_skip(*PACKAGES), os.environ["DATABASE_URL"], size=1) as url:
        yield url


@pytest.fixture
def session(pooler, django_db_setup):
    """What is on the connection to the server, between the work of others."""
    with psycopg.connect(pooler, autocommit=True, prepare_threshold=None) as other:
        yield lambda: other.execute(SESSION).fetchone()


@contextlib.contextmanager
def in_place_of(other):
    """Django's connection of this thread for a while."""
    mine = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = mine


@pytest.fixture
def pooled(pooler, session, django_db_blocker):
    """Three connections of Django through the pooler; afterwards the one to the server is as it was."""
    parts, before = urlsplit(pooler), session()
    settings = connection.settings_dict | {"HOST": parts.hostname, "PORT": parts.port}
    found = [type(connections["default"])(dict(settings), "default") for _ in range(3)]
    with django_db_blocker.unblock():
        yield found
        for each in found:
            each.close()
    assert session() == before


@pytest.fixture
def one(pooled):
    with in_place_of(pooled[0]):
        yield pooled[0]


@pytest.fixture
def gemeenten(rows):
    return [rows["stadskanaal"], rows["voorbeeldstad"]]


def who():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('search_path')")
        return cursor.fetchone()


def expected(gemeente):
    name = connection.settings_dict["NAME"]
    return (f"{name}_{gemeente.schema_name}", f'"{gemeente.schema_name}", "public"')


def answers():
    return set(Antwoord.objects.values_list("pk", flat=True))


@pytest.fixture
def known(gemeenten, django_db_blocker):
    found = {}
    with django_db_blocker.unblock():
        for gemeente in gemeenten:
            with in_gemeente(gemeente):
                found[gemeente] = answers()
    first, second = found.values()
    assert len(first) == len(second) == 23
    assert not first & second
    return found


def test_gemeenten_in_turn_on_one_connection_each_find_their_own(pooled, session, gemeenten, known):
    choice = random.Random(37)
    for _ in range(200):
        gemeente = choice.choice(gemeenten)
        with in_place_of(choice.choice(pooled)):
            with in_gemeente(gemeente):
                assert (who(), answers()) == (expected(gemeente), known[gemeente])
            assert who() == (f"{connection.settings_dict['NAME']}_platform", '"public"')


def test_staff_and_gemeenten_in_turn_on_one_connection_each_read_as_themselves(pooled, gemeenten, known):
    name, choice = connection.settings_dict["NAME"], random.Random(2026)
    roles = {("vng",): "vng", ("comensha",): "comensha", ("comensha", "vng"): "vng_comensha"}
    for _ in range(150):
        gemeente, who_reads = choice.choice(gemeenten), choice.choice(list(roles))
        with in_place_of(choice.choice(pooled)):
            with as_organisaties(who_reads):
                assert who() == (f"{name}_{roles[who_reads]}", '"public"')
                with pytest.raises(DatabaseError), transaction.atomic():
                    answers()
                assert who() == (f"{name}_{roles[who_reads]}", '"public"')
            with in_gemeente(gemeente):
                assert (who(), answers()) == (expected(gemeente), known[gemeente])


def fails_at_once():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def fails():
    with pytest.raises(DatabaseError):
        fails_at_once()


def fails_in_a_transaction():
    with pytest.raises(DatabaseError):
        changes_and_fails()


@transaction.atomic
def changes_and_fails():
    Antwoord.objects.update(version=F("version") + 1)
    fails_at_once()


def rolls_back_to_a_savepoint():
    with transaction.atomic():
        Antwoord.objects.update(version=F("version"))
        fails_in_a_transaction()
        assert len(answers()) == 23


def rolls_back():
    with transaction.atomic():
        Antwoord.objects.update(version=F("version") + 1)
        transaction.set_rollback(True)


def commits():
    with transaction.atomic():
        assert Antwoord.objects.update(version=F("version")) == 23


def sends_many():
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE zelfevaluatie_antwoord SET version = version WHERE version = %s", [[1], [2]])


def calls_a_function():
    with connection.cursor() as cursor:
        cursor.callproc("current_setting", ["search_path"])
        assert cursor.fetchone()[0] == f'"{connection.schema_name}", "public"'


def reads_in_parts():
    with transaction.atomic():
        assert len(list(Antwoord.objects.iterator(chunk_size=5))) == 23


def reads_in_parts_without_a_transaction():
    rows = Antwoord.objects.iterator(chunk_size=5)
    assert next(rows).pk in answers()
    assert len(list(rows)) == 22


def stops_reading_halfway():
    next(Antwoord.objects.iterator(chunk_size=5))
    with transaction.atomic():
        next(Antwoord.objects.iterator(chunk_size=5))


def asks_the_same_ten_times():
    """What a driver prepares on the server after five times."""
    for _ in range(10):
        assert len(answers()) == 23


def holds_a_lock():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(37)")


def sets_for_a_moment():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")


def copies():
    with transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(NotSupportedError):
            cursor.copy("COPY zelfevaluatie_antwoord TO STDOUT")


def sends_in_a_pipeline():
    """The driver sends each statement apart there, which PostgreSQL refuses of two in one."""
    with connection.cursor() as cursor, pytest.raises((DatabaseError, psycopg.Error)):
        send_in_a_pipeline(cursor)
    connection.close()


def send_in_a_pipeline(cursor):
    with connection.connection.pipeline():
        cursor.execute("SELECT id FROM zelfevaluatie_antwoord")


DEEDS = [
    *(fails, fails_in_a_transaction, rolls_back_to_a_savepoint, rolls_back, commits, sends_many, calls_a_function),
    *(reads_in_parts, reads_in_parts_without_a_transaction, stops_reading_halfway, asks_the_same_ten_times),
    *(holds_a_lock, sets_for_a_moment, copies, sends_in_a_pipeline),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_left_for_who_comes_next(pooled, session, gemeenten, known, deed):
    """`pooled` compares the session with what it was; the next gemeente reads its own."""
    first, second = gemeenten
    before = session()
    with in_place_of(pooled[0]), in_gemeente(first):
        deed()
    assert session() == before
    with in_place_of(pooled[1]), in_gemeente(second):
        assert (who(), answers()) == (expected(second), known[second])


def test_deeds_of_two_gemeenten_mixed_on_one_connection(pooled, session, gemeenten, known):
    choice, before, done = random.Random(2026), session(), Counter()
    for _ in range(300):
        gemeente, deed = choice.choice(gemeenten), choice.choice(DEEDS)
        with in_place_of(choice.choice(pooled)), in_gemeente(gemeente):
            deed()
            assert (who(), answers()) == (expected(gemeente), known[gemeente])
        done[deed.__name__] += 1
    assert (session(), len(done)) == (before, len(DEEDS))


def test_two_gemeenten_in_one_transaction_each_read_their_own(one, gemeenten, known):
    first, second = gemeenten
    with transaction.atomic():
        for gemeente in (first, second, first):
            with in_gemeente(gemeente):
                assert answers() == known[gemeente]


def test_the_bare_login_of_the_pooler_reads_nothing(one, pooler, gemeenten):
    """What a statement without its role would meet: unset fails, on each table."""
    with in_gemeente(gemeenten[0]):
        answers()
    with psycopg.connect(pooler, autocommit=True) as bare:
        found = bare.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = 'public' OR schemaname LIKE 'gm%'"
        ).fetchall()
        refused = []
        for (table,) in found:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                bare.execute(f"SELECT 1 FROM {table}")
            refused.append(table)
    assert len(refused) == len(found) > 100
