"""What PostgreSQL itself gives to who counts for Groepscijfers: answers and groups of all, and no name."""

import re

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from metingen.actions import withdraw_indiening
from metingen.counting import earlier_of, leden_of
from metingen.models import Groepscijfer, Indiening, IndieningAntwoord, Publicatie
from metingen.publicatie_actions import make_groepscijfers
from tenants.context import as_counter, as_organisaties, in_gemeente
from tenants.rechten import CIJFERS_RIGHTS, CIJFERS_ROWS
from tests.builders.rounds import make_closed_round
from tests.tenants.rights import rights_of

COLUMNS = re.compile(r"SELECT \((.*)\)")


@pytest.fixture
def meetronde(db):
    return make_closed_round()


def role():
    return f"{connection.settings_dict['NAME']}_cijfers"


def refused(statement):
    with pytest.raises(ProgrammingError) as caught, transaction.atomic(), as_counter(), connection.cursor() as cursor:
        cursor.execute(statement)
    return type(caught.value.__cause__)


def test_counter_has_exactly_the_listed_rights(db):
    whole = {table: rights for table, rights in CIJFERS_RIGHTS.items() if "(" not in rights}
    assert {table: rights for table, rights in rights_of("cijfers", "public").items() if rights} == whole
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_schema_privilege(%s, 'gm0037', 'USAGE')", [role()])
        assert cursor.fetchone() == (False,)


def test_counter_reads_of_an_indiening_the_listed_columns(db):
    listed = {
        (table, name)
        for table, rights in CIJFERS_RIGHTS.items()
        for found in COLUMNS.findall(rights)
        for name in found.split(", ")
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE attnum > 0"
            " AND relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')"
            " AND has_column_privilege(%(role)s, attrelid, attnum, 'SELECT')"
            " AND NOT has_table_privilege(%(role)s, attrelid, 'SELECT')",
            {"role": role()},
        )
        assert set(cursor.fetchall()) == listed
    assert {"naam", "inhoud", "organisaties", "regios", "mandaat_functie"} & {name for _, name in listed} == set()


def test_counter_has_policies_on_every_table_with_rows_of_one(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, cmd FROM pg_policies WHERE roles = ARRAY[%s]::name[]", [role()])
        found = set(cursor.fetchall())
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        secured = {name for (name,) in cursor.fetchall()}
    assert found == {(table, statement) for table, rows in CIJFERS_ROWS.items() for statement in rows}
    assert set(CIJFERS_ROWS) == secured & set(CIJFERS_RIGHTS)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT naam FROM metingen_indiening",
        "SELECT inhoud FROM metingen_indiening",
        "SELECT organisaties FROM metingen_indiening",
        "UPDATE metingen_indiening SET staat = 'ingetrokken'",
        "SELECT naam FROM tenants_gemeente",
        "SELECT * FROM metingen_inzage",
        "SELECT * FROM accounts_gebruiker",
        "DELETE FROM metingen_publicatielid",
        "UPDATE metingen_groepscijfer SET aantal = 0",
        "UPDATE metingen_publicatie SET published_at = now()",
    ],
)
def test_counter_may_not(db, statement):
    assert refused(statement) is psycopg.errors.InsufficientPrivilege


def test_counter_counts_what_holds_whoever_it_is_shared_with(meetronde):
    """All shared with VNG alone; CoMensha reads none of it, and who counts reads what was not withdrawn."""
    first = meetronde.indieningen.first()
    withdraw_indiening(indiening=first, by=first.pk)
    with as_organisaties(["comensha"]):
        assert Indiening.objects.count() == 0
    with as_counter():
        assert len(leden_of(meetronde)) == 44
        assert set(IndieningAntwoord.objects.values_list("indiening").distinct()) == {
            (lid.indiening,) for lid in leden_of(meetronde)
        }


def test_counter_makes_nothing_but_what_counts(meetronde):
    with pytest.raises(DatabaseError), transaction.atomic(), as_counter():
        Publicatie.objects.create(meetronde=meetronde, soort="stand", nummer=1)
    stand = Publicatie.objects.create(meetronde=meetronde, soort="stand", nummer=1)
    with as_counter():
        assert list(Publicatie.objects.values_list("pk")) == []
    assert stand.pk


def test_groepscijfers_are_made_by_who_counts(meetronde, monkeypatch):
    """As VNG nobody could: the role of the request does not matter."""
    seen = []

    def spy(publicatie, *args, rows=earlier_of):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            seen.append(cursor.fetchone())
        return rows(publicatie, *args)

    make_groepscijfers(meetronde=meetronde, by=None)
    monkeypatch.setattr("metingen.publicatie_actions.earlier_of", spy)
    with as_organisaties(["vng"]):
        make_groepscijfers(meetronde=meetronde, by=None)
    assert (seen, Groepscijfer.objects.exists()) == ([(role(),)], True)


def test_role_comes_back_after_an_error_and_no_gemeente_counts(stadskanaal):
    previous = connection.tenant
    with pytest.raises(RuntimeError), as_counter():
        raise RuntimeError
    assert connection.tenant is previous
    with in_gemeente(stadskanaal), pytest.raises(ValueError, match="gm0037"), as_counter():
        pass
