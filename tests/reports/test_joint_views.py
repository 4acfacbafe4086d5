"""A joint plan in the browser, of two gemeenten, with a third that must see nothing of it."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Gebruiker
from demo.people import email_of
from jobs.models import Job
from reports.frozen import canonical, plan_of, sha256_of
from reports.joint_queries import joint_or_404
from reports.models import Planversie, Rapport, Vaststelling
from reports.vaststelling import Adoption, adopt_version, offer_version
from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.reports import words
from zelfevaluatie.models import Antwoord

LIST = "/beleidsplan/samen/"
SCRIPT = "<script>alert(1)</script>"


@dataclass
class Party:
    """A gemeente with its bewerker and a browser that is logged in there."""

    gemeente: Gemeente
    bewerker: Gebruiker
    client: object

    @property
    def slug(self):
        return self.gemeente.slug


@pytest.fixture
def parties(db, client_for):
    made = {}
    for slug in ("stadskanaal", "voorbeeldstad", "voorbeelddijk"):
        gemeente = Gemeente.objects.get(slug=slug)
        bewerker = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
        made[slug] = Party(gemeente, bewerker, client_for(bewerker, gemeente=slug))
    for party in made.values():
        with in_gemeente(party.gemeente):
            Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(
                status="geregeld", plan_zin=f"Zin van {party.slug}.", toelichting="GEHEIM"
            )
    return made


@pytest.fixture
def stad(parties):
    """Who begins."""
    return parties["voorbeeldstad"]


@pytest.fixture
def dijk(parties):
    """Who is invited."""
    return parties["voorbeelddijk"]


@pytest.fixture
def kanaal(parties):
    """Who has no part in it."""
    return parties["stadskanaal"]


@pytest.fixture
def joint(stad, dijk):
    data = {"naam": "Samen sterk", "jaar": 2027, "gemeenten": [dijk.gemeente.pk]}
    stad.client.post(f"{LIST}nieuw/", data)
    return GezamenlijkPlan.objects.get()


def page(party, joint, path=""):
    return party.client.get(f"{LIST}{joint.pk}/{path}")


def fields(party, joint):
    """What the page on which one shares carries along."""
    context = page(party, joint, "delen/").context
    return {"version": context["joint"].mine.version, "mark": context["sharing"].mark}


def share(party, joint):
    return party.client.post(f"{LIST}{joint.pk}/delen/", fields(party, joint))


def act(party, joint, path, **data):
    deelname = Deelname.objects.get(gezamenlijk_plan=joint, gemeente=party.gemeente)
    return party.client.post(f"{LIST}{joint.pk}/{path}/", {"version": deelname.version, **data}, follow=True)


def said(response):
    """The last message; those of earlier steps stand before it."""
    return str(list(response.context["messages"])[-1])


def state(party):
    return Deelname.objects.get(gemeente=party.gemeente).staat


@pytest.fixture
def both(joint, stad, dijk):
    """Both shared."""
    share(stad, joint)
    share(dijk, joint)
    return joint


def keep(party, joint, naam="Voor het college"):
    party.client.post(f"{LIST}{joint.pk}/tekst/bewaren/", {"naam": naam})
    with in_gemeente(party.gemeente):
        return Planversie.objects.select_related("beleidsplan").get(naam=naam)


def adopt(party, versie):
    besluit = Vaststelling(orgaan="college", besluit="vaststelling", datum=date(2027, 3, 1), kenmerk=f"Z-{party.slug}")
    adoption = Adoption(citeertitel="Samen", besluiten=(besluit,))
    with in_gemeente(party.gemeente):
        offer_version(versie=versie, by=party.bewerker)
        adopt_version(versie=versie, gemeente=party.gemeente, by=party.bewerker, adoption=adoption)
        versie.refresh_from_db()


def test_joint_list_offers_to_begin(stad):
    assert f'href="{LIST}nieuw/"' in stad.client.get(LIST).text


def test_joint_add_begins_a_plan_and_invites(joint, stad, dijk):
    assert (joint.naam, joint.jaar, joint.initiatiefnemer) == ("Samen sterk", 2027, stad.gemeente)
    assert [(d.gemeente, d.staat) for d in joint.deelnames.all()] == [
        (stad.gemeente, "uitgenodigd"),
        (dijk.gemeente, "uitgenodigd"),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"gemeenten": []}, "gemeenten"),
        ({"gemeenten": ["itself"]}, "gemeenten"),
        ({"gemeenten": ["closed"]}, "gemeenten"),
        ({"gemeenten": ["00000000-0000-4000-8000-000000000000"]}, "gemeenten"),
        ({"gemeenten": ["\x00"]}, "gemeenten"),
        ({"naam": ""}, "naam"),
        ({"naam": "a" * 81}, "naam"),
        ({"naam": "a\x00"}, "naam"),
        ({"jaar": 1999}, "jaar"),
        ({"jaar": "9" * 40}, "jaar"),
    ],
)
def test_joint_add_says_what_is_wrong_and_keeps_the_text(stad, dijk, wrong, field):
    closed = Gemeente.objects.filter(opened_at=None).first()
    ids = {"itself": stad.gemeente.pk, "closed": closed.pk}
    data = {"naam": "Samen sterk", "jaar": 2027, "gemeenten": [dijk.gemeente.pk], **wrong}
    data["gemeenten"] = [ids.get(value, value) for value in data["gemeenten"]]
    response = stad.client.post(f"{LIST}nieuw/", data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert GezamenlijkPlan.objects.count() == 0
    assert field == "naam" or 'value="Samen sterk"' in response.text


def test_joint_add_invites_a_gemeente_named_twice_once(stad, dijk):
    stad.client.post(f"{LIST}nieuw/", {"naam": "X", "jaar": 2027, "gemeenten": [dijk.gemeente.pk] * 2})
    assert Deelname.objects.count() == 2


def test_a_name_with_a_script_is_text(stad, dijk):
    stad.client.post(f"{LIST}nieuw/", {"naam": SCRIPT, "jaar": 2027, "gemeenten": [dijk.gemeente.pk]})
    joint = GezamenlijkPlan.objects.get()
    pages = [page(stad, joint), stad.client.get(LIST), dijk.client.get("/"), dijk.client.get("/beleidsplan/")]
    assert [(SCRIPT in p.text, "&lt;script&gt;alert" in p.text) for p in pages] == [(False, True)] * 4


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
    assert ("Zin van voorbeelddijk." in text, "GEHEIM" in text) == (True, False)


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


def test_joint_detail_says_when_our_plan_changed_since(both, dijk):
    with in_gemeente(dijk.gemeente):
        Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Een nieuwe zin.")
    assert "Jullie plan is veranderd sinds je het deelde." in page(dijk, both).text
    assert "Een nieuwe zin." not in page(dijk, both, "tekst/").text
    share(dijk, both)
    assert "Jullie plan is veranderd" not in page(dijk, both).text


def test_joint_text_is_the_same_for_both_and_has_the_sentences_of_each(both, stad, dijk):
    texts = [page(party, both, "tekst/") for party in (stad, dijk)]
    for text in texts:
        assert [text.text.count(f"Zin van {slug}.") for slug in ("voorbeeldstad", "voorbeelddijk")] == [1, 1]
        assert "Voorbeeldstad en Voorbeelddijk" in text.text
    with in_gemeente(stad.gemeente):
        mine = joint_or_404(both.pk, stad.gemeente).sha256
    with in_gemeente(dijk.gemeente):
        assert joint_or_404(both.pk, dijk.gemeente).sha256 == mine


def test_joint_text_is_not_there_while_only_one_shares(joint, stad):
    share(stad, joint)
    assert page(stad, joint, "tekst/").status_code == 404
    assert "Zodra nog een gemeente deelt" in page(stad, joint).text


def test_who_has_no_part_finds_no_page(both, kanaal):
    paths = ["", "uitnodigen/", "delen/", "tekst/", "tekst/bewaren/"]
    posts = ["uitnodigen/", "delen/", "weigeren/", "terugtrekken/", "sluiten/", "openen/", "besluit/", "tekst/pdf/"]
    assert {path: page(kanaal, both, path).status_code for path in paths} == dict.fromkeys(paths, 404)
    found = {path: kanaal.client.post(f"{LIST}{both.pk}/{path}", {"version": 0}).status_code for path in posts}
    assert found == dict.fromkeys(posts, 404)
    assert "Samen sterk" not in kanaal.client.get(LIST).text


def test_who_did_not_begin_cannot_invite_or_close(both, dijk, kanaal):
    data = {"gemeenten": [kanaal.gemeente.pk]}
    paths = ["uitnodigen/", "sluiten/", "openen/"]
    assert [dijk.client.post(f"{LIST}{both.pk}/{path}", data).status_code for path in paths] == [404, 404, 404]
    both.refresh_from_db()
    assert (both.staat, both.deelnames.count()) == ("open", 2)


def test_a_lezer_reads_but_changes_nothing(both, client_for, dijk):
    lezer = Gebruiker.objects.get(email=email_of("lezer", dijk.gemeente))
    client = client_for(lezer, gemeente=dijk.slug)
    read, change = ["", "tekst/"], ["delen/", "weigeren/", "terugtrekken/", "besluit/", "tekst/pdf/", "tekst/bewaren/"]
    assert [client.get(f"{LIST}{both.pk}/{path}").status_code for path in read] == [200, 200]
    assert [client.post(f"{LIST}{both.pk}/{path}").status_code for path in change] == [403] * 6
    assert "<form" not in client.get(f"{LIST}{both.pk}/").text.partition("<main")[2]


def test_joint_invite_asks_one_more_and_not_who_takes_part(both, stad, kanaal, dijk):
    assert "Voorbeelddijk" not in [
        label for _, label in page(stad, both, "uitnodigen/").context["form"].fields["gemeenten"].choices
    ]
    stad.client.post(f"{LIST}{both.pk}/uitnodigen/", {"gemeenten": [kanaal.gemeente.pk]})
    assert state(kanaal) == "uitgenodigd"
    again = stad.client.post(f"{LIST}{both.pk}/uitnodigen/", {"gemeenten": [kanaal.gemeente.pk]})
    assert (again.status_code, both.deelnames.count()) == (422, 3)


def test_joint_invite_to_a_closed_plan_says_so(both, stad, kanaal):
    act(stad, both, "sluiten")
    response = stad.client.post(f"{LIST}{both.pk}/uitnodigen/", {"gemeenten": [kanaal.gemeente.pk]})
    assert (response.status_code, both.deelnames.count()) == (422, 2)
    assert "Dit gezamenlijke plan is gesloten." in response.text


def test_joint_close_holds_the_text_until_it_is_opened(both, stad, dijk):
    act(stad, both, "sluiten")
    refused = share(dijk, both)
    act(stad, both, "openen")
    assert (refused.status_code, share(dijk, both).status_code) == (409, 302)


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


def test_joint_rapport_is_made_in_the_own_schema(both, stad, dijk, pdf):
    dijk.client.post(f"{LIST}{both.pk}/tekst/docx/")
    with in_gemeente(dijk.gemeente):
        rapport = Rapport.objects.get()
        assert (rapport.gezamenlijk_plan_id, rapport.planversie, rapport.formaat) == (both.pk, None, "docx")
        assert len(rapport.plan["gemeenten"]) == 2
    with in_gemeente(stad.gemeente):
        assert Rapport.objects.count() == 0
    assert Job.objects.get().gemeente == dijk.gemeente
    assert "rapport/" not in dijk.client.get("/beleidsplan/").text
    assert f"/beleidsplan/rapport/{rapport.pk}/" in page(dijk, both, "tekst/").text


@pytest.mark.parametrize("formaat", ["metadata", "bestuurder", "collegevoorstel"])
def test_joint_rapport_has_only_the_forms_of_a_plan(both, dijk, formaat):
    assert dijk.client.post(f"{LIST}{both.pk}/tekst/{formaat}/").status_code == 404


def test_each_keeps_the_same_text(both, stad, dijk):
    versies = [keep(party, both) for party in (stad, dijk)]
    assert versies[0].sha256 == versies[1].sha256
    assert [versie.gezamenlijk_plan_id for versie in versies] == [both.pk, both.pk]


def test_joint_keep_says_that_a_name_is_taken(both, dijk):
    keep(dijk, both)
    response = dijk.client.post(f"{LIST}{both.pk}/tekst/bewaren/", {"naam": "Voor het college"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["naam"])


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


def page_of(party, versie):
    text = party.client.get(reverse("reports:version_detail", args=[versie.pk], urlconf="kompas.urls_tenant")).text
    return words.of_html(text.partition('<article class="plan')[2])


@pytest.mark.parametrize("count", [1, 3])
def test_joint_list_asks_the_same_queries_however_many(stad, dijk, django_assert_num_queries, count):
    for number in range(count):
        stad.client.post(f"{LIST}nieuw/", {"naam": f"P{number}", "jaar": 2027, "gemeenten": [dijk.gemeente.pk]})
    stad.client.get(LIST)
    with django_assert_num_queries(4):
        stad.client.get(LIST)


@pytest.mark.parametrize("more", [False, True])
def test_joint_detail_asks_the_same_queries_however_many_take_part(both, stad, kanaal, django_assert_num_queries, more):
    if more:
        stad.client.post(f"{LIST}{both.pk}/uitnodigen/", {"gemeenten": [kanaal.gemeente.pk]})
        share(kanaal, both)
    with django_assert_num_queries(17):
        page(stad, both)
