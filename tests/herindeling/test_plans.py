"""What was adopted holds for the area in which it was, for two years at most."""

from datetime import date

import pytest
from django.utils import timezone

from herindeling.actions import declare_opvolging
from herindeling.gather import last_day, plannen
from herindeling.handover import hand_over
from herindeling.takeover import take_over
from reports.models import Planversie, Vaststelling
from reports.versions.actions import Adoption, adopt_version, offer_version, save_version
from tenants.context import in_gemeente
from tests.herindeling.world import DATUM
from voorgangers.models import Voorgangersplan
from voorgangers.queries import plannen_in_force
from zelfevaluatie.models import Zelfevaluatie


def adopt(gemeente, by, *, until=None):
    """As reports does, without its PDF. In the gemeente."""
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get()
    versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam="Raad")
    Vaststelling.objects.create(
        planversie=versie, orgaan="college", besluit="vaststelling", datum=date(2025, 3, 1), kenmerk="Z 1"
    )
    Planversie.objects.filter(pk=versie.pk).update(
        citeertitel="Plan 2025", periode_tot=until, vastgesteld_at=timezone.now(), vastgesteld_by=by.pk
    )


@pytest.mark.parametrize(
    ("datum", "last"), [(date(2027, 1, 1), date(2028, 12, 31)), (date(2026, 1, 1), date(2027, 12, 31))]
)
def test_two_years_from_the_day_of_the_herindeling(datum, last):
    assert last_day(datum) == last


@pytest.mark.parametrize(
    ("until", "counts"),
    [(None, date(2027, 12, 31)), (date(2026, 6, 30), date(2026, 6, 30)), (date(2030, 1, 1), date(2027, 12, 31))],
)
def test_a_plan_that_ends_earlier_ends_earlier(stad, dijk, person, until, counts):
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    with in_gemeente(dijk):
        adopt(dijk, person("bewerker", dijk), until=until)
        hand_over(opvolging=opvolging, gemeente=dijk, by=None)
    with in_gemeente(stad):
        assert take_over(opvolging=opvolging, gemeente=stad, by=None)["plannen"] == 1
        plan = Voorgangersplan.objects.get()
    assert (plan.citeertitel, plan.gemeente_naam, plan.geldt_tot) == ("Plan 2025", "Voorbeelddijk", counts)
    assert plan.vastgesteld_op == date(2025, 3, 1)
    assert plan.besluiten == ["college van burgemeester en wethouders stelt het plan vast, 01-03-2025, Z 1"]


def test_her_own_plan_replaces_those_of_her_predecessors(stad, dijk, person):
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    stad.refresh_from_db()
    by, theirs = person("bewerker", stad), person("bewerker", dijk)
    with in_gemeente(dijk):
        adopt(dijk, theirs)
        hand_over(opvolging=opvolging, gemeente=dijk, by=None)
    with in_gemeente(stad):
        take_over(opvolging=opvolging, gemeente=stad, by=None)
        assert len(plannen_in_force(stad)) == 1
        zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get()
        versie = save_version(zelfevaluatie=zelfevaluatie, gemeente=stad, by=by, naam="Nieuw")
        offer_version(versie=versie, by=by)
        besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2026, 6, 1))
        adopt_version(versie=versie, gemeente=stad, by=by, adoption=Adoption("Nieuw plan", (besluit,)))
        assert plannen_in_force(stad) == []
        assert Voorgangersplan.objects.get().vervangen_op == timezone.localdate()


def test_a_plan_that_was_past_does_not_come_along(dijk, person):
    with in_gemeente(dijk):
        adopt(dijk, person("bewerker", dijk), until=date(2025, 12, 31))
        assert plannen(DATUM) == []


def test_a_plan_that_came_along_goes_along_again_and_no_longer_than_it_held(stad, dijk, derde):
    with in_gemeente(dijk):
        Voorgangersplan.objects.create(
            gemeente_code="GM9990",
            gemeente_naam="Nog eerder",
            citeertitel="Oud plan",
            vastgesteld_op="2024-03-01",
            geldt_tot="2026-12-31",
        )
    opvolging = declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)
    with in_gemeente(dijk):
        hand_over(opvolging=opvolging, gemeente=dijk, by=None)
    with in_gemeente(stad):
        take_over(opvolging=opvolging, gemeente=stad, by=None)
        plan = Voorgangersplan.objects.get()
    assert (plan.gemeente_naam, plan.geldt_tot) == ("Nog eerder", date(2026, 12, 31))
