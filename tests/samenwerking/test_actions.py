import pytest

from samenwerking.actions import (
    CLOSED,
    DeelnameFout,
    DeelnameVerouderd,
    change_staat,
    decline,
    invite,
    share,
    share_besluiten,
    withdraw,
)
from samenwerking.models import GezamenlijkPlan
from tenants.context import in_gemeente
from tests.samenwerking.conftest import PLAN, SHARED, mine

BESLUIT = {"orgaan": "college", "besluit": "vaststelling"}


@pytest.fixture
def deelname(joint, voorbeelddijk):
    """Of Voorbeelddijk, whose schema is current."""
    with in_gemeente(voorbeelddijk):
        yield mine(joint, voorbeelddijk)


@pytest.fixture
def shared(deelname, people):
    share(deelname=deelname, version=0, by=people["voorbeelddijk"], **SHARED)
    return deelname


def states(joint):
    return list(joint.deelnames.order_by("created_at").values_list("gemeente__slug", "staat"))


def test_start_plan_invites_the_others_and_takes_part(joint, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        assert states(joint) == [("voorbeeldstad", "uitgenodigd"), ("voorbeelddijk", "uitgenodigd")]


def test_invite_leaves_who_was_asked_already(joint, stadskanaal, voorbeeldstad, voorbeelddijk):
    with in_gemeente(voorbeeldstad):
        invite(gezamenlijk_plan=joint, gemeenten=[voorbeelddijk, stadskanaal, voorbeeldstad])
        assert [slug for slug, _ in states(joint)] == ["voorbeeldstad", "voorbeelddijk", "stadskanaal"]


def test_invite_to_a_closed_plan_is_refused(joint, stadskanaal, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        change_staat(gezamenlijk_plan=joint, staat=GezamenlijkPlan.Staat.GESLOTEN)
        with pytest.raises(DeelnameFout, match=CLOSED):
            invite(gezamenlijk_plan=joint, gemeenten=[stadskanaal])
        assert len(states(joint)) == 2


def test_share_keeps_the_plan_and_who_shared_it(shared, people):
    found = (shared.staat, shared.plan, shared.sha256, shared.shared_by, shared.version)
    assert found == ("gedeeld", PLAN, "a" * 64, people["voorbeelddijk"].pk, 1)


def test_share_on_top_of_an_older_version_is_refused(shared, people):
    with pytest.raises(DeelnameVerouderd):
        share(deelname=shared, version=0, by=people["voorbeelddijk"], **{**SHARED, "plan": {"tekst": "te laat"}})
    shared.refresh_from_db()
    assert shared.plan == PLAN


def test_share_in_a_closed_plan_is_refused(deelname, joint, people, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        change_staat(gezamenlijk_plan=joint, staat=GezamenlijkPlan.Staat.GESLOTEN)
    with pytest.raises(DeelnameFout, match=CLOSED):
        share(deelname=deelname, version=0, by=people["voorbeelddijk"], **SHARED)


def test_decline_answers_the_invitation_once(deelname):
    decline(deelname=deelname, version=0)
    assert deelname.staat == "geweigerd"
    with pytest.raises(DeelnameFout, match="al op de uitnodiging geantwoord"):
        decline(deelname=deelname, version=1)


def test_withdraw_leaves_nothing_of_the_plan(shared):
    withdraw(deelname=shared, version=1, adopted=False)
    assert (shared.staat, shared.plan, shared.sha256, shared.shared_by) == ("teruggetrokken", None, "", None)


def test_withdraw_what_was_not_shared_is_refused(deelname):
    with pytest.raises(DeelnameFout, match="niet gedeeld"):
        withdraw(deelname=deelname, version=0, adopted=False)


def test_withdraw_after_our_adoption_is_refused(shared):
    with pytest.raises(DeelnameFout, match="al vastgesteld"):
        withdraw(deelname=shared, version=1, adopted=True)
    assert shared.plan == PLAN


def test_withdraw_after_another_told_of_its_adoption_is_refused(shared, joint, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        share_besluiten(deelname=mine(joint, voorbeeldstad), version=0, besluiten=[BESLUIT], sha256="b" * 64)
    with pytest.raises(DeelnameFout, match="al vastgesteld"):
        withdraw(deelname=shared, version=1, adopted=False)


def test_share_besluiten_is_possible_in_a_closed_plan(shared, joint, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        change_staat(gezamenlijk_plan=joint, staat=GezamenlijkPlan.Staat.GESLOTEN)
    share_besluiten(deelname=shared, version=1, besluiten=[BESLUIT], sha256="b" * 64)
    assert (shared.besluiten, shared.besluiten_sha256, shared.plan) == ([BESLUIT], "b" * 64, PLAN)


def test_change_staat_is_only_for_who_began(joint, voorbeelddijk):
    with in_gemeente(voorbeelddijk):
        with pytest.raises(DeelnameFout, match="die het plan begon"):
            change_staat(gezamenlijk_plan=joint, staat=GezamenlijkPlan.Staat.GESLOTEN)
        assert GezamenlijkPlan.objects.get(pk=joint.pk).staat == "open"
