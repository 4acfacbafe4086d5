"""What PostgreSQL itself gives to whoever comes by, and to a gemeente that looks at what another made public."""

import uuid

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from openbaar.models import OpenbaarBestand, OpenbaarPlan
from tenants.context import as_visitor, in_gemeente
from tenants.models import Gemeente
from tenants.openbaar_rights import OPENBAAR_TABLES, VISITOR_RIGHTS
from tests.tenants.rights import rights_of


def refused(statement):
    with pytest.raises(ProgrammingError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return type(caught.value.__cause__).__name__


def test_visitor_has_exactly_the_listed_rights(db):
    assert {table: rights for table, rights in rights_of("openbaar", "public").items() if rights} == VISITOR_RIGHTS
    with connection.cursor() as cursor:
        role = f"{connection.settings_dict['NAME']}_openbaar"
        cursor.execute(
            "SELECT has_schema_privilege(%s, 'gm0037', 'USAGE'),"
            " has_any_column_privilege(%s, 'tenants_gemeente', 'SELECT')",
            [role, role],
        )
        assert cursor.fetchone() == (False, False)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT naam FROM tenants_gemeente",
        "SELECT email FROM accounts_gebruiker",
        "SELECT session_key FROM accounts_session",
        "SELECT plan FROM samenwerking_deelname",
        "SELECT plan FROM gm0037.reports_planversie",
        "UPDATE openbaar_openbaarplan SET titel = 'x'",
        "DELETE FROM openbaar_openbaarbestand",
    ],
)
def test_visitor_reads_and_writes_nothing_else(plan, statement):
    with as_visitor():
        assert refused(statement) == "InsufficientPrivilege"


def test_the_platform_makes_nothing_public(db):
    rights = rights_of("platform", "public")
    assert {table: rights[table] for table in OPENBAAR_TABLES} == dict.fromkeys(OPENBAAR_TABLES, "SELECT")


def test_a_page_that_asks_more_than_what_is_public_fails(visitor, plan, monkeypatch):
    monkeypatch.setattr("openbaar.views.plans_of", lambda gemeente: list(Gemeente.objects.all()))
    with pytest.raises(ProgrammingError, match="tenants_gemeente"):
        visitor.get(plan.path)


def test_nobody_looks_as_a_visitor_in_the_schema_of_a_gemeente(stadskanaal):
    with in_gemeente(stadskanaal), pytest.raises(ValueError, match="gm0037"), as_visitor():
        pass


def copied(plan, **changes):
    """The same row once more, as somebody would write it who may not."""
    row = OpenbaarPlan.objects.get(pk=plan.pk)
    row.pk, row.planversie = uuid.uuid4(), uuid.uuid4()
    for name, value in {"adres": "elders", **changes}.items():
        setattr(row, name, value)
    return row


def test_another_gemeente_sees_changes_and_deletes_nothing_of_it(plan, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        rows = OpenbaarPlan.objects.filter(pk=plan.pk)
        assert (rows.count(), rows.update(titel="Gekaapt"), rows.delete()[0]) == (0, 0, 0)
        files = OpenbaarBestand.objects.filter(plan=plan.pk)
        assert (files.count(), files.delete()[0]) == (0, 0)
    plan.refresh_from_db()
    assert (plan.titel, plan.bestanden.count()) == ("Beleidsplan mensenhandel 2027–2030", 3)


def own(gemeente):
    return {"gemeente": gemeente, "gemeente_code": gemeente.code, "gemeente_naam": gemeente.korte_naam}


@pytest.mark.parametrize("what", ["all", "address", "name", "code", "herkomst"])
def test_nobody_publishes_in_the_name_of_another(plan, voorbeeldstad, what):
    mine = {**own(voorbeeldstad), "gemeente_slug": voorbeeldstad.slug, "herkomst": voorbeeldstad.herkomst}
    theirs = {
        "all": {"gemeente": plan.gemeente, "gemeente_code": "GM0037", "gemeente_slug": "stadskanaal"},
        "address": {"gemeente_slug": "stadskanaal"},
        "name": {"gemeente_naam": "Stadskanaal"},
        "code": {"gemeente_code": "GM0037"},
        "herkomst": {"herkomst": ""},  # as if it were real
    }[what]
    row = copied(plan, **{**mine, **theirs})
    with in_gemeente(voorbeeldstad):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
        row.pk = uuid.uuid4()
        for name, value in mine.items():
            setattr(row, name, value)
        row.save(force_insert=True)  # as herself she may


def test_nobody_moves_a_plan_to_the_address_of_another(plan, invented, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        mine = OpenbaarPlan.objects.filter(pk=invented.pk)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            mine.update(gemeente_slug="stadskanaal", adres="hier")
        assert mine.update(updated_at=timezone.now()) == 1


def test_nobody_puts_a_file_with_the_plan_of_another(plan, voorbeeldstad):
    row = OpenbaarBestand(
        plan_id=plan.pk, gemeente=voorbeeldstad, formaat="docx", mimetype="x/x", content=b"x", size=1, sha256="0" * 64
    )
    with in_gemeente(voorbeeldstad):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
