"""What the operator and the beheerders of both gemeenten do in a browser, without JavaScript."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from demo.people import PLATFORMBEHEERDER
from herindeling.actions import declare_opvolging
from herindeling.models import Meegaan, Overdracht
from tenants.context import in_gemeente
from tenants.models import Gemeentelijst, Opvolging
from tests.herindeling.world import CODE, DATUM, EVE, work_in
from voorgangers.models import Voorgangersplan

LIST = "/platform/herindelingen/"


@pytest.fixture
def operator(client_for):
    return client_for(Gebruiker.objects.get(email=PLATFORMBEHEERDER), gemeente=None)


@pytest.fixture
def pair(stad, dijk, person):
    work_in(dijk, by=person("bewerker", dijk))
    return declare_opvolging(predecessor=dijk, successor=stad, datum=DATUM)


def add(client, van, naar, datum="2026-01-01"):
    return client.post(LIST, {"voorganger": van.pk, "opvolger": naar.pk, "datum": datum})


def test_the_operator_notes_a_pair_and_it_stands_in_the_list(operator, stad, dijk):
    assert add(operator, dijk, stad)["Location"] == LIST
    page = operator.get(LIST).text
    assert Opvolging.objects.get(predecessor=dijk).successor == stad
    assert "Vastgelegd: Voorbeelddijk gaat over in Voorbeeldstad." in page


def test_a_pair_that_cannot_be_is_said_on_the_page_and_keeps_the_choice(operator, stad, dijk):
    answer = add(operator, dijk, dijk)
    assert (answer.status_code, Opvolging.objects.count()) == (422, 0)
    assert "Een gemeente kan niet in zichzelf overgaan." in answer.text
    assert f'<option value="{dijk.pk}" selected>' in answer.text


def test_a_mistake_is_taken_away_until_something_is_handed_over(operator, pair, dijk):
    assert operator.post(f"{LIST}{pair.pk}/weg/").status_code == 302
    assert Opvolging.objects.count() == 0


def ends(gemeente):
    gemeente.refresh_from_db()
    return gemeente.valid_until, set(gemeente.indeling_set.values_list("valid_until", flat=True))


@pytest.mark.parametrize(
    ("listed", "split", "said"),
    [
        (False, False, "Voorbeelddijk blijft bestaan."),
        (True, False, "Voorbeelddijk eindigt nog wel op 31 december {}."),
        (False, True, "Voorbeelddijk eindigt nog wel op 31 december {}."),
    ],
)
def test_who_was_named_by_mistake_goes_on_as_before(operator, stad, dijk, derde, listed, split, said):
    """Unless another pair, or the list of that 1 January, says that she ends."""
    before, next_year = ends(dijk), timezone.localdate().year + 1
    add(operator, dijk, stad, f"{next_year}-01-01")
    if split:
        add(operator, dijk, derde, f"{next_year}-01-01")
    if listed:
        list_of = {"voorbeeld": True, "bestand": "lijst.csv", "gemeenten": 3}
        Gemeentelijst.objects.create(peildatum=date(next_year, 1, 1), **list_of)
    pair = Opvolging.objects.get(predecessor=dijk, successor=stad)
    page = operator.post(f"{LIST}{pair.pk}/weg/", follow=True)
    assert said.format(next_year - 1) in page.text
    assert (ends(dijk) == before) == (not listed and not split)


def test_what_was_handed_over_is_not_taken_away(operator, client_for, person, pair, dijk):
    client_for(person("beheerder", dijk), gemeente="voorbeelddijk").post(f"/herindeling/{pair.pk}/klaarzetten/")
    operator.post(f"{LIST}{pair.pk}/weg/")
    assert Opvolging.objects.count() == 1
    assert "Deze opvolging blijft staan." in operator.get(LIST).text


@pytest.mark.parametrize("functie", ["bewerker", "lezer"])
def test_only_a_beheerder_hands_over(client_for, person, pair, dijk, functie):
    client = client_for(person(functie, dijk), gemeente="voorbeelddijk")
    answers = [client.get("/herindeling/"), client.post(f"/herindeling/{pair.pk}/klaarzetten/")]
    assert [answer.status_code for answer in answers] == [403, 403]


def test_who_is_no_operator_finds_no_list(client_for, bewerker, medewerker):
    assert client_for(bewerker, gemeente=None).get(LIST).status_code == 404
    assert client_for(medewerker, gemeente=None).get(LIST).status_code == 403


def test_the_whole_way(operator, client_for, person, pair, stad, dijk):
    """The predecessor makes ready on the day after she ended, the successor takes over, the operator lets in."""
    lezer = person("lezer", dijk)
    Toegang.objects.filter(gemeente=dijk).update(valid_from=EVE)
    old = client_for(person("beheerder", dijk), gemeente="voorbeelddijk")
    new = client_for(person("beheerder", stad), gemeente="voorbeeldstad")

    page = old.get("/herindeling/").text
    assert "Naar Voorbeeldstad, vanaf 1 januari 2026" in page
    assert old.post(f"/herindeling/{pair.pk}/klaarzetten/", {"mensen": [lezer.pk]})["Location"] == "/herindeling/"
    told = "36 antwoorden en keuzes, 1 actie, 1 cijfer, 0 vastgestelde plannen"
    assert f"Klaargezet voor Voorbeeldstad: {told}. Er gaat één collega mee." in old.get("/herindeling/").text

    assert "Er wordt niets voor jullie gekozen" in new.get("/herindeling/").text.replace("er wordt", "Er wordt")
    overdracht = Overdracht.objects.get()
    assert new.post(f"/herindeling/{overdracht.pk}/overnemen/")["Location"] == "/herindeling/"
    assert f"Overgenomen van Voorbeelddijk: {told}." in new.get("/herindeling/").text

    assert "1 gekozen, 0 hebben toegang" in operator.get(LIST).text
    operator.post(f"{LIST}{pair.pk}/toegang/")
    assert "1 gekozen, 1 hebben toegang" in operator.get(LIST).text
    assert Toegang.objects.today().filter(gemeente=stad, gebruiker=lezer, functie="lezer").count() == 1
    assert client_for(lezer, gemeente="voorbeeldstad").get("/").status_code in (200, 302)

    assert "Zin van Voorbeelddijk" in new.get("/voorgangers/").text
    bouwsteen = new.get(f"/zelfevaluatie/{CODE}/").text
    assert "Wat jullie voorgangers antwoordden" in bouwsteen
    assert "Noot van Voorbeelddijk" in bouwsteen
    assert "komt van Voorbeelddijk" in new.get("/acties/").text
    assert "Doel van Voorbeelddijk" in new.get("/zelfevaluatie/vraag/DA-1/").text
    assert "In Voorbeeldstad zijn andere gemeenten overgegaan" in new.get("/").text


def test_another_gemeente_cannot_take_what_is_not_hers(client_for, person, pair, beheerder, dijk):
    client_for(person("beheerder", dijk), gemeente="voorbeelddijk").post(f"/herindeling/{pair.pk}/klaarzetten/")
    overdracht = Overdracht.objects.get()
    third = client_for(beheerder)
    tries = [
        third.post(f"/herindeling/{overdracht.pk}/overnemen/"),
        third.post(f"/herindeling/{pair.pk}/klaarzetten/"),
        client_for(person("beheerder", dijk), gemeente="voorbeelddijk").post(
            f"/herindeling/{overdracht.pk}/overnemen/"
        ),
    ]
    assert [answer.status_code for answer in tries] == [404, 404, 404]
    assert Overdracht.objects.get().taken_at is None


def test_people_who_are_not_hers_are_not_chosen(client_for, person, pair, dijk, beheerder):
    old = client_for(person("beheerder", dijk), gemeente="voorbeelddijk")
    answer = old.post(f"/herindeling/{pair.pk}/klaarzetten/", {"mensen": [beheerder.pk]})
    assert (answer.status_code, Meegaan.objects.count(), Overdracht.objects.count()) == (409, 0, 0)


def test_a_plan_of_a_predecessor_holds_for_her_area_with_its_date(client_for, person, pair, stad):
    with in_gemeente(stad):
        plan = Voorgangersplan.objects.create(
            gemeente_code="GM9003",
            gemeente_naam="Voorbeelddijk",
            citeertitel="Plan 2025",
            vastgesteld_op="2025-03-01",
            geldt_tot="2027-12-31",
            bestand=b"%PDF-1.7 klein",
        )
    new = client_for(person("lezer", stad), gemeente="voorbeeldstad")
    page = " ".join(new.get("/beleidsplan/").text.split())
    assert (
        "Geldt voor het gebied van Voorbeelddijk tot jullie een nieuw plan vaststellen, en uiterlijk tot en met" in page
    )
    assert "31 december 2027" in page
    answer = new.get(f"/voorgangers/plan/{plan.pk}/")
    assert (answer["Content-Disposition"], answer.content) == (
        'attachment; filename="Beleidsplan Voorbeelddijk.pdf"',
        b"%PDF-1.7 klein",
    )
