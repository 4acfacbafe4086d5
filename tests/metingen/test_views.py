"""The rounds, for VNG and CoMensha."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from berichten.models import Bericht
from metingen.models import Meetronde
from tests.metingen.rounds import make_gemeenten, make_round, submit

Staat = Meetronde.Staat


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def posted(**changes):
    values = {"version": "1", "titel": "Meting 2027", "doel": "Weten waar hulp nodig is", "voorbeeld": "on"}
    kader = str(make_round(voorbeeld=True, staat=Staat.GESLOTEN).kaderversie_id)
    dates = {"periode_van": day(0), "periode_tot": day(60), "peildatum": day(-30)}
    return {**values, "kaderversie": kader, **dates, **changes}


def shown(response):
    """What a person reads, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def url(meetronde, action=""):
    return f"/meetrondes/{meetronde.pk}/{action}"


ACTIONS = ["", "aanpassen/", "openen/", "sluiten/", "herinneren/", "publiceren/"]


@pytest.mark.parametrize("action", ACTIONS)
def test_meetronde_is_for_national_staff_alone(client_for, ketenregisseur, bewerker, action):
    meetronde = make_round(staat=Staat.GESLOTEN)
    answers = [
        client_for(person, gemeente=None).get(url(meetronde, action)).status_code
        for person in (ketenregisseur, bewerker)
    ]
    assert (answers, client_for(None, gemeente=None).get(url(meetronde, action)).status_code) == ([404, 404], 302)


@pytest.mark.parametrize("action", ACTIONS)
def test_meetronde_that_is_not_there_is_404(client, action):
    assert client.get(f"/meetrondes/{uuid4()}/{action}").status_code == 404


def test_meetronde_list_counts_who_shared_with_this_organisation_alone(client, client_for, redacteur):
    meetronde, gemeenten = make_round(), make_gemeenten(4)
    for gemeente, organisaties in zip(gemeenten, [("vng",), ("vng",), ("comensha",), ()], strict=True):
        submit(meetronde, gemeente, organisaties=organisaties)
    counts = [
        browser.get("/meetrondes/").context["rounds"][0].shared
        for browser in (client, client_for(redacteur, gemeente=None))
    ]
    assert counts == [1, 2]


def test_meetronde_detail_says_how_many_shared_out_of_who_was_asked(client):
    meetronde, gemeenten = make_round(), make_gemeenten(2)
    submit(meetronde, gemeenten[0], organisaties=("comensha",))
    submit(meetronde, gemeenten[1], organisaties=("vng",))
    assert "1 van 6 gemeenten deelden hun antwoorden met CoMensha." in shown(client.get(url(meetronde)))


def test_meetronde_list_costs_the_same_for_one_and_three_rounds(client, django_assert_num_queries):
    make_round()
    with django_assert_num_queries(2):
        client.get("/meetrondes/")
    for _ in range(2):
        make_round(staat=Staat.GESLOTEN)
    with django_assert_num_queries(2):
        assert len(client.get("/meetrondes/").context["rounds"]) == 3


def test_meetronde_list_without_rounds_offers_the_first_step(client):
    assert "Er is nog geen meetronde" in client.get("/meetrondes/").text


# Making and changing.


def test_meetronde_add_makes_a_concept_that_no_gemeente_sees(client, voorbeeldstad):
    data = posted()
    response = client.post("/meetrondes/nieuw/", data)
    meetronde = Meetronde.objects.get(titel="Meting 2027")
    assert (response["Location"], meetronde.staat) == (url(meetronde), Staat.CONCEPT)
    assert meetronde not in Meetronde.objects.for_gemeente(voorbeeldstad)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"titel": ""}, "titel", "Dit veld is verplicht."),
        ({"titel": "x" * 81}, "titel", None),
        ({"titel": "a\0b"}, "titel", None),
        ({"doel": "x" * 1_001}, "doel", None),
        ({"kaderversie": str(uuid4())}, "kaderversie", None),
        ({"kaderversie": "onzin"}, "kaderversie", None),
        ({"periode_van": "31-31-2027"}, "periode_van", None),
        ({"periode_tot": day(-1), "periode_van": day(-9)}, "periode_tot", "Deze dag is al voorbij."),
        ({"periode_van": day(61)}, "periode_tot", "De laatste dag ligt voor de eerste."),
        ({"periode_tot": day(400)}, "periode_tot", "Een meetronde duurt ten hoogste een jaar."),
        ({"peildatum": day(61)}, "peildatum", "De peildatum ligt na de laatste dag. Kies een eerdere dag."),
        ({"peildatum": "1926-01-01"}, "peildatum", None),
        ({"periode_van": "3026-01-01"}, "periode_van", "Klopt dit jaar? Er staat 3026. Schrijf het met vier cijfers."),
        ({"version": "0"}, "version", None),
    ],
)
def test_meetronde_add_says_what_is_wrong_and_keeps_the_text(client, changes, field, message):
    data = posted(**changes)
    response = client.post("/meetrondes/nieuw/", data)
    errors = response.context["form"].errors
    assert (response.status_code, list(errors)) == (422, [field])
    assert message is None or errors[field] == [message]
    assert Meetronde.objects.count() == 1
    assert "Weten waar hulp nodig is" in response.text or field == "doel"


def test_meetronde_edit_changes_a_concept(client):
    meetronde = make_round(staat=Staat.CONCEPT)
    client.post(url(meetronde, "aanpassen/"), posted(titel="Anders"))
    meetronde.refresh_from_db()
    assert (meetronde.titel, meetronde.version) == ("Anders", 2)


def test_meetronde_edit_after_a_colleague_shows_both_texts_and_then_saves_mine(client):
    meetronde = make_round(staat=Staat.CONCEPT)
    data = posted(titel="Mijn naam")
    Meetronde.objects.filter(pk=meetronde.pk).update(titel="Naam van een ander", version=2)
    response = client.post(url(meetronde, "aanpassen/"), data)
    assert response.status_code == 409
    assert {"Mijn naam", "Naam van een ander"} <= {
        text for difference in response.context["differences"] for text in map(str, difference.values())
    }
    client.post(url(meetronde, "aanpassen/"), {**data, "version": response.context["form"]["version"].value()})
    assert Meetronde.objects.get(pk=meetronde.pk).titel == "Mijn naam"


def test_meetronde_edit_of_an_open_round_is_refused(client):
    meetronde = make_round()
    response = client.post(url(meetronde, "aanpassen/"), posted(titel="Anders"), follow=True)
    assert "is al geopend en verandert niet meer" in response.text
    assert Meetronde.objects.get(pk=meetronde.pk).titel == "Meting"


# Opening, closing, reminding: first a page that says what happens.


@pytest.mark.parametrize(
    ("action", "before", "after", "words"),
    [
        ("openen/", Staat.CONCEPT, Staat.OPEN, "De meetronde is open."),
        ("sluiten/", Staat.OPEN, Staat.GESLOTEN, "De meetronde is gesloten."),
        ("openen/", Staat.GESLOTEN, Staat.GESLOTEN, "Deze meetronde is al geopend."),
        ("sluiten/", Staat.CONCEPT, Staat.CONCEPT, "Deze meetronde is niet open."),
    ],
)
def test_meetronde_opens_and_closes_after_a_page_that_asks(client, action, before, after, words):
    meetronde = make_round(staat=before)
    asked = client.get(url(meetronde, action))
    assert (asked.status_code, Meetronde.objects.get().staat) == (200, before)
    response = client.post(url(meetronde, action), follow=True)
    assert (words in response.text, Meetronde.objects.get().staat) == (True, after)


def test_meetronde_remind_does_not_say_how_many_it_writes_to(client):
    """With the response, that number would tell how many submitted without sharing here."""
    meetronde = make_round()
    asked, done = client.get(url(meetronde, "herinneren/")), client.post(url(meetronde, "herinneren/"), follow=True)
    assert "De herinnering staat klaar, en gaat naar de gemeenten die nog niet hebben ingediend." in done.text
    assert Bericht.objects.count() > 0
    assert re.findall(r"\d+ (?:gemeenten|mails)", shown(asked)) == []


def test_meetronde_says_of_its_reminder_only_whether_it_was_sent(client):
    """Who could not be reached did not submit: neither a name nor a number is for VNG and CoMensha."""
    meetronde = make_round()
    client.post(url(meetronde, "herinneren/"), follow=True)
    assert "(wordt verstuurd)" in client.get(url(meetronde)).text
    address = Bericht.objects.first().address
    Bericht.objects.update(staat="verstuurd")
    sent = client.get(url(meetronde)).text
    Bericht.objects.update(staat="mislukt", reden="onbekend", smtp_code=550)
    failed = client.get(url(meetronde)).text
    assert ("(verstuurd)" in sent, plain(failed) == plain(sent), address in failed) == (True, True, False)


def plain(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).partition("<main")[2]
