"""What a gemeente does with its own part in a joint plan: share, refuse, take back, adopt and tell."""

import pytest

from reports.gather.version import plan_of
from reports.models import Planversie
from samenwerking.models import Deelname
from tenants.canonical import canonical, sha256_of
from tenants.context import in_gemeente
from tests.pages import present
from tests.reports.parties import LIST, act, adopt, fields, keep, page, page_of, said, share, state
from zelfevaluatie.models import Antwoord


def test_the_invitation_is_on_overzicht_and_beleidsplan_of_who_is_invited(joint, stad, dijk, kanaal):
    link = f'<a href="{LIST}{joint.pk}/">Samen sterk</a>'
    found = {
        party.slug: [link in party.client.get(path).text for path in ("/", "/beleidsplan/")]
        for party in (stad, dijk, kanaal)
    }
    assert found == {"voorbeeldstad": [False, False], "voorbeelddijk": [True, True], "stadskanaal": [False, False]}


def test_deelname_share_shows_exactly_what_is_shared_and_with_whom(joint, dijk):
    response = page(dijk, joint, "delen/")
    assert "<strong>Voorbeeldstad</strong>" in response.text
    assert (response.text.count("Zin van voorbeelddijk."), response.text.count("GEHEIM")) == (1, 0)


def test_deelname_share_shares_a_snapshot_without_toelichting(joint, dijk):
    share(dijk, joint)
    deelname = Deelname.objects.get(gemeente=dijk.gemeente)
    text = canonical(deelname.plan).decode()
    assert (deelname.staat, deelname.shared_by, deelname.formaat) == ("gedeeld", dijk.bewerker.pk, 3)
    assert deelname.sha256 == sha256_of(deelname.plan)
    assert present(text, "Zin van voorbeelddijk.", "GEHEIM") == ["Zin van voorbeelddijk."]


def test_deelname_share_of_a_plan_that_changed_meanwhile_shows_it_first(joint, dijk):
    data = fields(dijk, joint)
    with in_gemeente(dijk.gemeente):
        Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Een nieuwe zin.")
    response = dijk.client.post(f"{LIST}{joint.pk}/delen/", data)
    assert (response.status_code, state(dijk)) == (409, "uitgenodigd")
    assert "Een nieuwe zin." in response.text


def test_deelname_share_twice_from_the_same_page_is_refused(joint, dijk):
    data = fields(dijk, joint)
    dijk.client.post(f"{LIST}{joint.pk}/delen/", data)
    response = dijk.client.post(f"{LIST}{joint.pk}/delen/", data)
    assert (response.status_code, Deelname.objects.get(gemeente=dijk.gemeente).version) == (409, 1)
    assert "Een collega heeft hier net ook iets veranderd." in response.text


@pytest.mark.parametrize("data", [{}, {"version": "x", "mark": "\x00"}, {"version": "-1", "mark": "a"}])
def test_deelname_share_without_a_good_page_is_refused(joint, dijk, data):
    assert dijk.client.post(f"{LIST}{joint.pk}/delen/", data).status_code == 409
    assert state(dijk) == "uitgenodigd"


def test_deelname_decline_and_share_later(joint, dijk):
    assert said(act(dijk, joint, "weigeren")) == "Jullie doen niet mee aan dit gezamenlijke plan."
    assert state(dijk) == "geweigerd"
    share(dijk, joint)
    assert state(dijk) == "gedeeld"


def test_deelname_withdraw_takes_the_plan_out(both, stad, dijk):
    act(dijk, both, "terugtrekken")
    assert "Daarom zie je niet wat de andere gemeenten delen." in page(dijk, both).text
    assert "Zin van voorbeeldstad." not in page(dijk, both, "delen/").text
    assert (state(dijk), Deelname.objects.get(gemeente=dijk.gemeente).plan) == ("teruggetrokken", None)
    assert page(stad, both, "tekst/").status_code == 404


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_an_answer_from_an_old_page_is_refused(both, dijk, version):
    act(dijk, both, "terugtrekken", version=version)
    assert state(dijk) == "gedeeld"


def test_each_adopts_in_its_own_schema(both, stad, dijk):
    versie = keep(stad, both)
    adopt(stad, versie)
    with in_gemeente(stad.gemeente):
        besluiten = [(b.gemeente, b.kenmerk) for b in plan_of(versie).vaststellingen]
    assert besluiten == [("Voorbeeldstad", "Z-voorbeeldstad")]
    with in_gemeente(dijk.gemeente):
        assert Planversie.objects.count() == 0
    assert "nog niet gedeeld" in page(dijk, both).text


def test_deelname_besluit_is_told_to_the_others_and_printed_with_the_same_text(both, stad, dijk):
    adopt(stad, keep(stad, both))
    act(stad, both, "besluit")
    assert "1 maart 2027" in page(dijk, both).text
    versie = keep(dijk, both)
    adopt(dijk, versie)
    with in_gemeente(dijk.gemeente):
        printed = plan_of(versie).vaststellingen
    assert [(b.gemeente, b.kenmerk) for b in printed] == [
        ("Voorbeelddijk", "Z-voorbeelddijk"),
        ("Voorbeeldstad", "Z-voorbeeldstad"),
    ]


def test_a_decision_about_another_text_is_not_printed(both, stad, dijk):
    adopt(stad, keep(stad, both))
    act(stad, both, "besluit")
    with in_gemeente(dijk.gemeente):
        Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Een nieuwe zin.")
    share(dijk, both)
    versie = keep(dijk, both)
    adopt(dijk, versie)
    with in_gemeente(dijk.gemeente):
        assert [b.gemeente for b in plan_of(versie).vaststellingen] == ["Voorbeelddijk"]
    assert "Over een andere tekst dan die van nu." in page(dijk, both).text


def test_a_decision_told_after_the_adoption_changes_nothing(both, stad, dijk):
    versie = keep(dijk, both)
    adopt(dijk, versie)
    adopt(stad, keep(stad, both))
    act(stad, both, "besluit")
    with in_gemeente(dijk.gemeente):
        assert [b.gemeente for b in plan_of(versie).vaststellingen] == ["Voorbeelddijk"]


def test_deelname_besluit_without_adoption_is_refused(both, stad):
    assert said(act(stad, both, "besluit")) == "Jullie hebben dit plan nog niet vastgesteld."


def test_deelname_withdraw_after_the_adoption_is_refused(both, stad, dijk):
    adopt(stad, keep(stad, both))
    assert (
        said(act(stad, both, "terugtrekken")) == "Het gezamenlijke plan is al vastgesteld. Terugtrekken kan niet meer."
    )
    assert state(stad) == "gedeeld"


def test_an_adopted_joint_version_stays_when_the_others_leave(both, stad, dijk):
    versie = keep(stad, both)
    before = page_of(stad, versie)
    act(dijk, both, "terugtrekken")
    assert page_of(stad, versie) == before
