"""A joint plan in the browser, of two gemeenten, with a third that must see nothing of it."""

import pytest

from accounts.models import Gebruiker
from demo.people import email_of
from jobs.models import Job
from reports.files.formats import forms_of
from reports.models import Rapport
from reports.samen.queries import joint_or_404
from samenwerking.models import Deelname, GezamenlijkPlan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.reports.parties import LIST, act, keep, page, share, state
from zelfevaluatie.models import Antwoord

SCRIPT = "<script>alert(1)</script>"


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


def test_joint_add_of_two_clicks_begins_one_plan(stad, dijk):
    data = {"naam": "X", "jaar": 2027, "gemeenten": [dijk.gemeente.pk], "id": "5e6dbbba-6f19-4b1f-8a43-1f9a2a4e9a11"}
    answers = [stad.client.post(f"{LIST}nieuw/", data) for _ in range(2)]
    assert [answer.url for answer in answers] == [f"{LIST}{GezamenlijkPlan.objects.get().pk}/"] * 2
    assert Deelname.objects.count() == 2


def test_a_name_with_a_script_is_text(stad, dijk):
    stad.client.post(f"{LIST}nieuw/", {"naam": SCRIPT, "jaar": 2027, "gemeenten": [dijk.gemeente.pk]})
    joint = GezamenlijkPlan.objects.get()
    pages = [page(stad, joint), stad.client.get(LIST), dijk.client.get("/"), dijk.client.get("/beleidsplan/")]
    assert [(SCRIPT in p.text, "&lt;script&gt;alert" in p.text) for p in pages] == [(False, True)] * 4


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


@pytest.mark.parametrize("count", [1, 3])
def test_joint_list_asks_the_same_queries_however_many(stad, dijk, django_assert_num_queries, count):
    for number in range(count):
        stad.client.post(f"{LIST}nieuw/", {"naam": f"P{number}", "jaar": 2027, "gemeenten": [dijk.gemeente.pk]})
    stad.client.get(LIST)
    with django_assert_num_queries(2):
        stad.client.get(LIST)


@pytest.mark.parametrize("more", [False, True])
def test_joint_detail_asks_the_same_queries_however_many_take_part(both, stad, kanaal, django_assert_num_queries, more):
    if more:
        stad.client.post(f"{LIST}{both.pk}/uitnodigen/", {"gemeenten": [kanaal.gemeente.pk]})
        share(kanaal, both)
    with django_assert_num_queries(22):
        page(stad, both)


def test_a_version_of_the_joint_text_has_no_form_with_the_stand_of_one_gemeente(both, stad):
    versie = keep(stad, both, "Samen 1")
    assert stad.client.post(f"/beleidsplan/versies/{versie.pk}/bestuurder/").status_code == 404
    assert "bestuurder" not in forms_of(versie)
    assert {"pdf", "docx", "odt", "html"} <= set(forms_of(versie))
