"""The rounds, for VNG and CoMensha."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from berichten.models import Bericht
from kader.models import KaderVersie
from metingen.models import Meetronde, MeetrondeRevision
from saving.rows import create_row
from tests.builders.rounds import confirm, make_gemeenten, make_round, submit, url
from tests.pages import fields_of, shown

Staat = Meetronde.Staat


@pytest.fixture
def client(client_for, medewerker):
    return client_for(medewerker, gemeente=None)


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def posted(**changes):
    values = {"version": "0", "titel": "Meting 2027", "doel": "Weten waar hulp nodig is", "voorbeeld": "on"}
    kader = str(make_round(voorbeeld=True, staat=Staat.GESLOTEN).kaderversie_id)
    dates = {"periode_van": day(0), "periode_tot": day(60), "peildatum": day(-30)}
    return {**values, "kaderversie": kader, **dates, **changes}


ACTIONS = ["", "aanpassen/", "openen/", "verlengen/", "sluiten/", "herinneren/", "publiceren/", "verwijderen/"]


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


def test_meetronde_list_counts_who_shared_with_this_organisation_alone(client, client_for, adviseur_vng):
    meetronde, gemeenten = make_round(), make_gemeenten(4)
    for gemeente, organisaties in zip(gemeenten, [("vng",), ("vng",), ("comensha",), ()], strict=True):
        submit(meetronde, gemeente, organisaties=organisaties)
    counts = [
        browser.get("/meetrondes/").context["rounds"][0].shared
        for browser in (client, client_for(adviseur_vng, gemeente=None))
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
        ({"titel": ""}, "titel", "Vul dit in."),
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
        ({"periode_van": "2036-01-01", "periode_tot": "2036-02-01", "peildatum": "2036-01-01"}, "periode_van", None),
        ({"version": "-1"}, "version", None),
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
    assert (meetronde.titel, meetronde.version) == ("Anders", 1)


@pytest.fixture
def concept(medewerker):
    """As somebody made it in the browser: with its first version."""
    days = {"periode_van": timezone.localdate(), "periode_tot": timezone.localdate() + timedelta(days=60)}
    values = {"titel": "Meting", "doel": "Weten waar hulp nodig is", "kaderversie": KaderVersie.objects.latest()}
    return create_row(row=Meetronde(**values, **days, peildatum=timezone.localdate(), voorbeeld=True), by=medewerker)


def test_meetronde_edit_merges_and_asks_per_field_in_words(client, second, concept):
    sent = {**posted(titel="Meting"), "version": "1", "peildatum": day(0)}
    second.post(
        url(concept, "aanpassen/"), {**sent, "titel": "Van een ander", "periode_tot": day(30), "doel": "Anders."}
    )
    mine = {name: value for name, value in sent.items() if name != "voorbeeld"}
    last, other = (timezone.localdate() + timedelta(days=days) for days in (30, 90))
    response = client.post(url(concept, "aanpassen/"), {**mine, "titel": "Van mij", "periode_tot": other.isoformat()})
    form = response.context["form"]
    choices = [(each.who, line.label, line.mine, line.theirs) for each in form.choices for line in each.lines]
    assert (response.status_code, choices, form.told) == (
        409,
        [
            ("Medewerker VNG", "Naam", "Van mij", "Van een ander"),
            ("Medewerker VNG", "Laatste dag", date_format(other, "j F Y"), date_format(last, "j F Y")),
        ],
        "Medewerker VNG veranderde intussen ‘Waarvoor gebruiken jullie de antwoorden?’; die staat er nu bij.",
    )
    again = {**fields_of(response), "keuze-titel": "mijn", "keuze-periode_van": "collega"}
    assert client.post(url(concept, "aanpassen/"), again)["Location"] == url(concept)
    concept.refresh_from_db()
    assert (concept.titel, concept.doel, concept.voorbeeld, concept.periode_tot.isoformat()) == (
        "Van mij",
        "Anders.",
        False,
        day(30),
    )


def test_meetronde_add_sent_twice_makes_one(client):
    sent = {**fields_of(client.get("/meetrondes/nieuw/")), **posted()}
    first, second = (client.post("/meetrondes/nieuw/", sent)["Location"] for _ in range(2))
    assert (first == second, Meetronde.objects.filter(titel="Meting 2027").count()) == (True, 1)


def test_meetronde_geschiedenis_goes_on_with_an_earlier_text(client, concept):
    client.post(url(concept, "aanpassen/"), {**posted(titel="Anders"), "version": "1"})
    (entry,) = client.get(url(concept, "eerder/")).context["history"].entries
    first = MeetrondeRevision.objects.get(version=1)
    page = client.get(f"{url(concept, 'aanpassen/')}?versie={first.pk}")
    form = page.context["form"]
    assert "Dit is een eerdere versie. Zij geldt pas als je haar opslaat." in page.text
    assert (entry.values[0], form["titel"].value(), form["version"].value()) == (("Naam", "Anders"), "Meting", 2)


def test_meetronde_edit_of_an_open_round_is_refused_and_keeps_the_text(client):
    meetronde = make_round()
    response = client.post(url(meetronde, "aanpassen/"), posted(titel="Anders"))
    assert (response.status_code, fields_of(response)["titel"]) == (409, "Anders")
    assert "Een collega heeft deze meetronde net geopend" in shown(response)
    page = client.get(url(meetronde, "aanpassen/"), follow=True)
    assert "is al geopend en verandert niet meer" in page.text
    assert Meetronde.objects.get(pk=meetronde.pk).titel == "Meting"


# Opening, closing, reminding: first a page that says what happens.


@pytest.mark.parametrize(
    ("action", "before", "after", "words"),
    [
        ("openen/", Staat.CONCEPT, Staat.CONCEPT, "Het gebeurt als een collega met hetzelfde recht het bevestigt."),
        ("sluiten/", Staat.OPEN, Staat.OPEN, "Het gebeurt als een collega met hetzelfde recht het bevestigt."),
        ("openen/", Staat.GESLOTEN, Staat.GESLOTEN, "Deze meetronde is al geopend."),
        ("sluiten/", Staat.CONCEPT, Staat.CONCEPT, "Dit kan nu niet met deze meetronde."),
    ],
)
def test_meetronde_opens_and_closes_after_a_page_that_asks(client, action, before, after, words):
    meetronde = make_round(staat=before)
    asked = client.get(url(meetronde, action))
    assert (asked.status_code, Meetronde.objects.get().staat) == (200, before)
    response = client.post(url(meetronde, action), follow=True)
    assert (words in response.text, Meetronde.objects.get().staat) == (True, after)


def test_meetronde_closes_when_a_second_person_agrees(client, second):
    meetronde = make_round()
    client.post(url(meetronde, "sluiten/"))
    assert "De meetronde is gesloten." in shown(confirm(second))
    assert Meetronde.objects.get().staat == Staat.GESLOTEN


def test_meetronde_remind_does_not_say_how_many_it_writes_to(client, second):
    """With the response, that number would tell how many submitted without sharing here."""
    meetronde = make_round()
    asked = client.get(url(meetronde, "herinneren/"))
    client.post(url(meetronde, "herinneren/"))
    done = confirm(second)
    assert "De herinnering staat klaar, en gaat naar de gemeenten die nog niet hebben ingediend." in done.text
    assert Bericht.objects.filter(soort="herinnering").count() > 0
    assert re.findall(r"\d+ (?:gemeenten|mails)", shown(asked)) == []


def test_meetronde_says_of_its_reminder_only_whether_it_was_sent(client, second):
    """Who could not be reached did not submit: neither a name nor a number is for VNG and CoMensha."""
    meetronde = make_round()
    client.post(url(meetronde, "herinneren/"))
    confirm(second)
    assert "(wordt verstuurd)" in client.get(url(meetronde)).text
    address = Bericht.objects.filter(soort="herinnering")[0].address
    Bericht.objects.update(staat="verstuurd")
    sent = client.get(url(meetronde)).text
    Bericht.objects.update(staat="mislukt", reden="onbekend", smtp_code=550)
    failed = client.get(url(meetronde)).text
    assert ("(verstuurd)" in sent, plain(failed) == plain(sent), address in failed) == (True, True, False)


def plain(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).partition("<main")[2]
