"""What goes in messages of its own: cursors that read in parts, COPY; and for how long a connection is used."""

import contextlib

import pytest
from django.db import InterfaceError, NotSupportedError, connection, connections

from jobs.models import Job
from tenants.context import in_gemeente


def role():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def test_a_cursor_of_the_server_declares_as_its_gemeente_when_another_came_between(stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal), connection.chunked_cursor() as kept:
        with in_gemeente(voorbeeldstad):
            assert role().endswith("_gm9001")
        kept.execute("SELECT current_user, current_setting('search_path')")
        assert kept.fetchall() == [(role(), '"gm0037", "public"')]


FETCH = {
    "fetchone": lambda cursor: [cursor.fetchone()],
    "fetchmany": lambda cursor: cursor.fetchmany(5),
    "fetchall": lambda cursor: cursor.fetchall(),
    "iter": list,
    "scroll": lambda cursor: cursor.scroll(0, "absolute") or cursor.fetchall(),
}


@pytest.mark.parametrize("method", FETCH)
def test_a_cursor_of_the_server_fetches_as_its_gemeente_when_another_came_between(stadskanaal, voorbeeldstad, method):
    """The policy asks whose the rows are while they are fetched, with whatever role the transaction then has."""
    Job.objects.create(kind="x", gemeente=voorbeeldstad)
    own = Job.objects.create(kind="x", gemeente=stadskanaal)
    with in_gemeente(stadskanaal), connection.chunked_cursor() as kept:
        kept.execute("SELECT id FROM jobs_job WHERE kind = 'x'")
        with in_gemeente(voorbeeldstad):
            assert role().endswith("_gm9001")
        assert FETCH[method](kept) == [(own.pk,)]


def test_a_cursor_of_the_server_is_taken_from_the_first_statement_of_a_transaction(apart):
    apart.set_autocommit(False)
    with apart.chunked_cursor() as cursor:
        cursor.execute("SELECT name FROM pg_cursors")
        assert cursor.fetchall() == [(cursor.name,)]
    apart.rollback()
    apart.set_autocommit(True)


def test_without_a_transaction_nothing_stays_open_on_the_server(apart):
    with apart.chunked_cursor() as cursor:
        cursor.execute("SELECT name FROM pg_cursors")
        assert cursor.fetchall() == []


def test_a_cursor_that_is_used_in_two_transactions_takes_its_role_in_both(apart):
    with apart.cursor() as kept:
        for _ in range(2):
            apart.set_autocommit(False)
            kept.execute("SELECT current_user = session_user")
            assert kept.fetchone() == (False,)
            apart.commit()
            apart.set_autocommit(True)


def test_reading_goes_on_only_in_the_same_gemeente(stadskanaal, voorbeeldstad):
    for cursor in (connection.cursor, connection.chunked_cursor):
        with in_gemeente(stadskanaal), cursor() as kept:
            kept.execute("SELECT id FROM zelfevaluatie_antwoord")
            rows = iter(kept)
            next(rows)
            with in_gemeente(voorbeeldstad), pytest.raises(InterfaceError, match="Deze cursor is van gm0037"):
                next(rows)


@pytest.mark.parametrize(("method", "statement"), [("copy", "COPY {} TO STDOUT"), ("stream", "SELECT * FROM {}")])
def test_what_cannot_travel_with_its_role_is_refused(gemeente, method, statement):
    with connection.cursor() as cursor, pytest.raises(NotSupportedError, match="rol en pad"):
        getattr(cursor, method)(statement.format("zelfevaluatie_antwoord"))


def test_the_owner_may_copy(db, settings):
    settings.DATABASE_AS_OWNER = True
    connection.set_schema("public")
    with connection.cursor() as cursor, cursor.copy("COPY (SELECT 37) TO STDOUT") as answer:
        assert [bytes(part) for part in answer] == [b"37\n"]


@pytest.fixture
def apart(stadskanaal, django_db_blocker):
    """A connection without the transaction of the test, entered as Stadskanaal."""
    with django_db_blocker.unblock(), contextlib.closing(connections.create_connection(connection.alias)) as other:
        other.connect()
        other.set_tenant(stadskanaal)
        yield other


def pid(other):
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_that_met_more_gemeenten_than_it_may_remember_is_closed_after_the_request(
    apart, stadskanaal, voorbeeldstad, settings
):
    settings.DATABASE_GEMEENTEN = 2  # with public
    first = pid(apart)
    for _ in range(3):  # the same one again is no other
        apart.set_tenant(stadskanaal)
        apart.close_if_unusable_or_obsolete()
        assert pid(apart) == first
    apart.set_tenant(voorbeeldstad)
    assert pid(apart) == first  # not halfway
    apart.close_if_unusable_or_obsolete()
    second = pid(apart)
    assert second != first
    apart.close_if_unusable_or_obsolete()
    assert pid(apart) == second  # it began anew, also with counting


def test_a_connection_is_not_closed_in_a_transaction(apart, voorbeeldstad, settings):
    settings.DATABASE_GEMEENTEN = 1
    first = pid(apart)
    apart.in_atomic_block = True
    apart.close_if_unusable_or_obsolete()
    assert pid(apart) == first
    apart.in_atomic_block = False
