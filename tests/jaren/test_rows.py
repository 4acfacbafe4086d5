"""What `make jaren` calls lost, on tables of a few rows."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from tests.jaren.rows import Rows, Term, compare, read
from tests.jaren.terms import TERMS

ACTIE, LOGIN = "gm9001.aanpak_actie", "public.logins_login"


def rows(tables, may_go=(), fixed=()):
    return Rows(tables, {LOGIN: frozenset(may_go)}, frozenset(fixed))


BEFORE = rows({ACTIE: {"1": "a", "2": "b"}, LOGIN: {"7": "x", "8": "y"}}, may_go=["7"])


def test_what_was_added_or_changed_is_no_fault():
    after = rows({ACTIE: {"1": "a", "2": "c", "3": "d"}, LOGIN: {"7": "x", "8": "y"}, "gm9001.nieuw": {"1": "z"}})
    found = compare(BEFORE, after)
    assert (found.added, found.gone, found.faults) == (2, {}, [])


def test_a_row_that_is_gone_is_named_with_its_table():
    found = compare(BEFORE, rows({ACTIE: {"1": "a"}, LOGIN: {"7": "x", "8": "y"}}))
    assert found.faults == [f"{ACTIE}: 1 van 2 rijen weg zonder regel, zoals 2"]


def test_as_many_rows_as_before_but_not_the_same_is_a_fault():
    found = compare(BEFORE, rows({ACTIE: {"1": "a", "3": "b"}, LOGIN: {"7": "x", "8": "y"}}))
    assert (found.added, found.faults) == (1, [f"{ACTIE}: 1 van 2 rijen weg zonder regel, zoals 2"])


def test_what_a_rule_takes_away_is_counted_and_no_more_than_that():
    one = compare(BEFORE, rows({ACTIE: {"1": "a", "2": "b"}, LOGIN: {"8": "y"}}))
    both = compare(BEFORE, rows({ACTIE: {"1": "a", "2": "b"}, LOGIN: {}}))
    assert (one.gone, one.faults) == ({LOGIN: 1}, [])
    assert (both.gone, both.faults) == ({LOGIN: 1}, [f"{LOGIN}: 1 van 2 rijen weg zonder regel, zoals 8"])


def test_a_row_of_what_is_only_added_to_may_not_change():
    before = rows({ACTIE: {"1": "a", "2": "b"}}, fixed=[ACTIE])
    assert compare(before, rows({ACTIE: {"1": "a", "2": "c"}})).faults == [f"{ACTIE}: 1 rijen anders, zoals 2"]


def test_a_table_that_is_gone_is_a_fault():
    assert compare(BEFORE, rows({ACTIE: {"1": "a", "2": "b"}})).faults == [f"{LOGIN}: de tabel is weg"]


@pytest.fixture(scope="module")
def found(django_db_setup):
    """Of the database of the tests, as its owner."""
    return read(os.environ["DATABASE_OWNER_URL"], TERMS, datetime.now(UTC) + timedelta(days=400))


def test_every_table_of_public_and_of_a_gemeente_is_read(found):
    names = {"public.tenants_gemeente", "public.accounts_gebruiker", "gm9001.zelfevaluatie_antwoord"}
    assert names - found.tables.keys() == set()
    assert len(found.tables["gm9001.zelfevaluatie_antwoord"]) == 23


def test_which_tables_are_only_added_to_is_what_the_roles_may(found):
    """The logboek and the versions of answers; never the answers themselves."""
    added = {"gm9001.logboek_gebeurtenis", "gm9001.zelfevaluatie_antwoordrevision"}
    assert added - found.fixed == set()
    assert found.fixed & {"gm9001.zelfevaluatie_antwoord", "gm9001.aanpak_actie", "public.accounts_gebruiker"} == set()


def test_every_term_is_of_a_table_that_is_there(found):
    tables = {name.partition(".")[2] for name in found.tables}
    assert TERMS.keys() - tables == set()


def test_a_term_names_only_what_is_past_it(django_db_setup):
    where = Term("voorbeeld", "created_at < %(now)s - interval '1 day'")
    terms, url = {"tenants_gemeente": Term("alles"), "kader_bouwsteen": Term("niets", "false")}, "DATABASE_OWNER_URL"
    found = read(os.environ[url], terms | {"accounts_gebruiker": where}, datetime(2020, 1, 1, tzinfo=UTC))
    tables, may_go = found.tables, found.may_go
    assert may_go["public.tenants_gemeente"] == frozenset(tables["public.tenants_gemeente"])
    assert (may_go["public.kader_bouwsteen"], may_go["public.accounts_gebruiker"]) == (frozenset(), frozenset())
