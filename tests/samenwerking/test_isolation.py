"""What a gemeente can do with a joint plan in SQL, whatever our Python does: PostgreSQL decides."""

import pytest
from django.db import ProgrammingError, transaction

from samenwerking.actions import decline, share, withdraw
from samenwerking.models import Deelname, GezamenlijkPlan
from samenwerking.queries import deelnames_of, invitations_for
from tenants.context import in_gemeente
from tests.samenwerking.conftest import SHARED, mine

DENIED = "row-level security"


@pytest.fixture
def canary(joint, voorbeeldstad, voorbeelddijk, people):
    """Voorbeeldstad shares a plan with KANARIE in it."""
    with in_gemeente(voorbeeldstad):
        shared = {**SHARED, "plan": {"tekst": "KANARIE"}}
        share(deelname=mine(joint, voorbeeldstad), version=0, by=people["voorbeeldstad"], **shared)
    return joint


def test_a_gemeente_without_part_sees_nothing(canary, stadskanaal):
    with in_gemeente(stadskanaal):
        assert (GezamenlijkPlan.objects.count(), Deelname.objects.count()) == (0, 0)
        assert (deelnames_of(stadskanaal), invitations_for(stadskanaal)) == ([], [])


def test_who_takes_part_sees_what_the_others_shared(canary, voorbeelddijk):
    with in_gemeente(voorbeelddijk):
        plans = Deelname.objects.order_by("created_at").values_list("gemeente__slug", "plan__tekst")
        assert list(plans) == [("voorbeeldstad", "KANARIE"), ("voorbeelddijk", None)]


def test_who_declined_no_longer_sees_what_the_others_share(canary, voorbeelddijk):
    with in_gemeente(voorbeelddijk):
        decline(deelname=mine(canary, voorbeelddijk), version=0)
        assert [deelname.gemeente for deelname in Deelname.objects.all()] == [voorbeelddijk]
        assert list(GezamenlijkPlan.objects.all()) == [canary]


def test_who_began_still_sees_whom_it_asked_after_it_withdrew(canary, voorbeeldstad, voorbeelddijk):
    with in_gemeente(voorbeeldstad):
        withdraw(deelname=mine(canary, voorbeeldstad), version=1, adopted=False)
        assert [deelname.gemeente for deelname in Deelname.objects.all()] == [voorbeeldstad, voorbeelddijk]


def test_the_platform_sees_all(canary):
    assert (GezamenlijkPlan.objects.count(), Deelname.objects.count()) == (1, 2)


def test_a_gemeente_cannot_change_what_another_shares(canary, voorbeelddijk):
    with in_gemeente(voorbeelddijk):
        assert Deelname.objects.update(version=7) == 1  # its own alone
        assert Deelname.objects.filter(plan__tekst="KANARIE").update(plan={"tekst": "anders"}) == 0


@pytest.mark.parametrize("slug", ["stadskanaal", "voorbeelddijk"])
def test_only_who_began_closes_or_renames(canary, people, stadskanaal, voorbeelddijk, slug):
    with in_gemeente({"stadskanaal": stadskanaal, "voorbeelddijk": voorbeelddijk}[slug]):
        assert GezamenlijkPlan.objects.update(staat="gesloten") == 0


@pytest.mark.parametrize("guest", ["stadskanaal", "voorbeelddijk"])
def test_only_who_began_invites(canary, stadskanaal, voorbeelddijk, guest):
    """Nor can a gemeente that knows the id let itself in."""
    with in_gemeente({"stadskanaal": stadskanaal, "voorbeelddijk": voorbeelddijk}[guest]):
        with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
            Deelname.objects.create(gezamenlijk_plan_id=canary.pk, gemeente=stadskanaal)


def test_who_began_cannot_share_in_the_name_of_another(canary, voorbeeldstad, stadskanaal, people):
    shared = {**SHARED, "staat": "gedeeld", "shared_at": "2027-01-01T00:00Z", "shared_by": people["stadskanaal"].pk}
    with in_gemeente(voorbeeldstad):
        with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
            Deelname.objects.create(gezamenlijk_plan=canary, gemeente=stadskanaal, **shared)


def test_nobody_begins_a_plan_in_the_name_of_another(people, stadskanaal, voorbeeldstad):
    with in_gemeente(stadskanaal):
        with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
            GezamenlijkPlan.objects.create(naam="Vals", jaar=2027, initiatiefnemer=voorbeeldstad)


def test_a_deelname_cannot_be_moved_to_a_plan_of_others(canary, stadskanaal):
    with in_gemeente(stadskanaal):
        own = GezamenlijkPlan.objects.create(naam="Eigen", jaar=2027, initiatiefnemer=stadskanaal)
        deelname = Deelname.objects.create(gezamenlijk_plan=own, gemeente=stadskanaal)
        with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
            Deelname.objects.filter(pk=deelname.pk).update(gezamenlijk_plan=canary.pk)


def test_a_deelname_cannot_be_given_to_another(canary, voorbeelddijk, stadskanaal):
    with in_gemeente(voorbeelddijk):
        with pytest.raises(ProgrammingError, match=DENIED), transaction.atomic():
            Deelname.objects.filter(gemeente=voorbeelddijk).update(gemeente=stadskanaal)


@pytest.mark.parametrize("model", [Deelname, GezamenlijkPlan])
def test_nobody_deletes(canary, voorbeeldstad, model):
    with in_gemeente(voorbeeldstad):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.all()._raw_delete("default")
