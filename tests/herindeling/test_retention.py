"""What nobody takes over does not stay, and 1 January needs nobody."""

from datetime import timedelta

from django.utils import timezone

from herindeling.actions import KEPT, declare_opvolging, enforce_retention
from herindeling.handover import hand_over
from herindeling.models import Overdracht, Overdrachtdeel
from tenants.context import in_gemeente
from tests.herindeling.world import DATUM
from tests.tenants.rights import rights_of


def handed(van, naar):
    opvolging = declare_opvolging(predecessor=van, successor=naar, datum=DATUM)
    with in_gemeente(van):
        return hand_over(opvolging=opvolging, gemeente=van, by=None)


def left():
    return list(Overdrachtdeel.objects.values_list("overdracht", flat=True))


def test_only_the_newest_is_kept_until_it_is_taken_over(stad, dijk):
    handed(dijk, stad)
    newest = handed(dijk, stad)
    assert len(left()) == 2
    assert enforce_retention()["delen van overdrachten"] == 1
    assert left() == [newest.pk]


def test_what_nobody_took_over_in_a_year_goes(stad, dijk):
    made = handed(dijk, stad)
    Overdracht.objects.filter(pk=made.pk).update(written_at=timezone.now() - KEPT - timedelta(days=1))
    enforce_retention()
    assert (left(), Overdracht.objects.count()) == ([], 1)


def test_who_ended_cannot_write_after_that_night(stad, dijk):
    handed(dijk, stad)
    assert rights_of(dijk.schema_name, dijk.schema_name)["aanpak_actie"] != "SELECT"
    assert enforce_retention()["rechten om te schrijven"] == 1
    assert rights_of(dijk.schema_name, dijk.schema_name)["aanpak_actie"] == "SELECT"
