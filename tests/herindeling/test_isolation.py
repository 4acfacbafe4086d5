"""PostgreSQL refuses whatever the code forgets: reading the transfer of others, and writing once one is no more."""

from uuid import uuid4

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from aanpak.models import Actie
from herindeling.actions import declare_opvolging
from herindeling.handover import choose_people, hand_over
from herindeling.models import Meegaan, Overdracht, Overdrachtdeel
from logboek.models import Gebeurtenis
from tenants.context import as_organisaties, in_gemeente
from tenants.ended import end_writes
from tenants.models import Gemeente
from tests.herindeling.world import DATUM, EVE, work_in
from tests.tenants.rights import rights_of
from zelfevaluatie.models import Antwoord


@pytest.fixture
def handed(stad, dijk, person):
    """From dijk to stad; not yet taken over."""
    work_in(dijk, by=person("bewerker", dijk))
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    with in_gemeente(dijk):
        choose_people(opvolging=opvolging, gemeente=dijk, chosen=[person("lezer", dijk).pk], by=None)
        return hand_over(opvolging=opvolging, gemeente=dijk, by=None)


def seen():
    return [model.objects.count() for model in (Overdracht, Overdrachtdeel, Meegaan)]


def refused(statement):
    """By PostgreSQL, and nothing is broken by it."""
    with pytest.raises(ProgrammingError), transaction.atomic():
        statement()


def test_the_successor_alone_reads_what_is_in_it(handed, stad, dijk, stadskanaal):
    found = {}
    for each in (stad, dijk, stadskanaal):
        with in_gemeente(each):
            found[each.slug] = seen()
    assert found == {"voorbeeldstad": [1, 1, 0], "voorbeelddijk": [1, 0, 1], "stadskanaal": [0, 0, 0]}


def test_the_platform_sees_that_there_is_one_and_not_what_it_says(handed):
    assert Overdracht.objects.get().counts["acties"] == 1
    refused(lambda: list(Overdrachtdeel.objects.values("inhoud")))


def test_staff_see_nothing_of_it(handed):
    with as_organisaties({"vng", "comensha"}):
        refused(Overdracht.objects.count)


def test_a_third_gemeente_cannot_write_a_transfer_in_the_name_of_another(handed, stad, dijk, stadskanaal):
    pair = {"opvolging": handed.opvolging, "sha256": "", "counts": {}}
    part = {"overdracht": handed, "predecessor": dijk, "naam": "vals", "inhoud": {}}
    with in_gemeente(stadskanaal):
        refused(lambda: Overdracht.objects.create(predecessor=dijk, successor=stad, **pair))
        refused(lambda: Overdracht.objects.create(predecessor=stadskanaal, successor=stad, **pair))
        refused(lambda: Overdrachtdeel.objects.create(successor=stad, **part))
    with in_gemeente(stad):
        refused(lambda: Overdrachtdeel.objects.create(successor=stad, **part))


def test_a_predecessor_cannot_hand_over_to_whom_she_does_not_go(handed, stad, dijk, stadskanaal):
    pair = {"opvolging": handed.opvolging, "sha256": "", "counts": {}}
    with in_gemeente(dijk):
        refused(lambda: Overdracht.objects.create(predecessor=dijk, successor=stadskanaal, **pair))
        part = {"overdracht": handed, "naam": "x", "inhoud": {}}
        refused(lambda: Overdrachtdeel.objects.create(predecessor=dijk, successor=stadskanaal, **part))
        refused(lambda: Overdrachtdeel.objects.create(predecessor=stadskanaal, successor=stad, **part))
        refused(lambda: Overdracht.objects.filter(pk=handed.pk).update(counts={}))


def test_a_gemeente_that_is_no_more_reads_and_cannot_write(dijk):
    Gemeente.objects.filter(pk=dijk.pk).update(valid_until=EVE)
    assert [end_writes(), end_writes()] == [1, 0]
    with in_gemeente(dijk):
        assert Antwoord.objects.count() == 23
        refused(lambda: Antwoord.objects.update(status="geregeld"))
        refused(lambda: Actie.objects.create(wat="Nog iets", ambitie=1))
        refused(lambda: Actie.objects.all()._raw_delete("default"))
    rights = rights_of(dijk.schema_name, dijk.schema_name)
    kept = {"logboek_gebeurtenis": "SELECT, INSERT", "wissing_wissing": "SELECT, INSERT, UPDATE"}
    assert rights == {table: kept.get(table, "SELECT") for table in rights}


def test_who_looked_is_still_written_down(dijk):
    Gemeente.objects.filter(pk=dijk.pk).update(valid_until=EVE)
    end_writes()
    with in_gemeente(dijk):
        Gebeurtenis.objects.create(created_by=uuid4(), action="x", status=200, reference="AAAA-AAAA")
        assert Gebeurtenis.objects.filter(action="x").count() == 1
        refused(lambda: Gebeurtenis.objects.update(action="y"))


def test_one_that_is_there_today_keeps_what_she_may(stad, dijk):
    before = rights_of(stad.schema_name, stad.schema_name)
    Gemeente.objects.filter(pk=dijk.pk).update(valid_until=EVE)
    end_writes()
    assert rights_of(stad.schema_name, stad.schema_name) == before


def test_a_gemeente_ends_nobody(dijk):
    with in_gemeente(dijk), pytest.raises(Error), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT public.tenants_end_writes()")
