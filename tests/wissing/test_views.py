"""The pages: who asks, who confirms, and what they see."""

import time
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from aanpak.models import Actie
from jobs.models import Job
from tests.pages import present
from tests.wissing.conftest import confirm_and_wipe, work
from tests.wissing.planted import TEXT, WORDS, plant
from wissing import files
from wissing.actions import confirm_wissing, request_wissing, withdraw_wissing
from wissing.models import Wissing
from wissing.places import Place
from zelfevaluatie.models import Antwoord, Onderbouwing

PAGE = "/wissen/"


@contextmanager
def in_public(gemeente):
    connection.set_schema_to_public()
    yield
    connection.set_tenant(gemeente)


ASK = {"woorden": WORDS, "reden": "persoon"}


@pytest.fixture
def client(gemeente, beheerder, client_for):
    return client_for(beheerder)


@pytest.fixture
def antwoord(zelfevaluatie):
    Antwoord.objects.filter(bouwsteen__code="AB-P1-1").update(plan_zin=TEXT)
    return Antwoord.objects.get(bouwsteen__code="AB-P1-1")


def test_wissing_add_shows_where_the_words_stand(client, antwoord):
    page = client.post(f"{PAGE}nieuw/", ASK)
    assert (page.context["places"].kinds, Wissing.objects.count()) == ([("antwoorden", 1)], 0)


def test_a_second_person_confirms_what_was_asked(client, gemeente, antwoord, bewerker, client_for):
    page = client.post(f"{PAGE}nieuw/", {**ASK, "stap": "gevraagd"}, follow=True)
    wissing = Wissing.objects.get()
    assert present(page.text, WORDS, "bevestigen/") == [WORDS]
    assert WORDS not in wissing.words
    colleague = client_for(bewerker)
    assert "bevestigen/" in colleague.get(f"{PAGE}{wissing.pk}/").text
    busy = colleague.post(f"{PAGE}{wissing.pk}/bevestigen/", follow=True)
    wissing.refresh_from_db()
    assert present(busy.text, WORDS, "Het wissen staat in de rij", "Vernieuwen", "bevestigen/", "intrekken/") == [
        "Het wissen staat in de rij",
        "Vernieuwen",
    ]
    work(wissing, gemeente)
    done = colleague.get(f"{PAGE}{wissing.pk}/")
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, WORDS in done.text) == ("Wij spraken met [gewist] over het loket.", False)
    assert "1 × antwoorden" in done.text
    assert str(bewerker) in client.get(PAGE).text


def test_who_asked_cannot_confirm(client, antwoord, beheerder):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    response = client.post(f"{PAGE}{wissing.pk}/bevestigen/")
    antwoord.refresh_from_db()
    assert (response.status_code, antwoord.plan_zin) == (409, TEXT)


def test_wissing_withdraw(client, antwoord, beheerder):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    client.post(f"{PAGE}{wissing.pk}/intrekken/")
    wissing.refresh_from_db()
    assert (wissing.staat, wissing.words) == ("ingetrokken", "")


@pytest.fixture
def slow(monkeypatch):
    """A file that takes longer than one may; what looks in it is stopped in the middle."""
    real = files.is_in_file

    def look(content, mimetype, words, name="", seconds=None):
        if name == "traag.txt":
            time.sleep(5)
        return real(content, mimetype, words, name, seconds)

    monkeypatch.setattr(files, "is_in_file", look)
    monkeypatch.setattr(files, "FILE_SECONDS", 0.1)


def add_file(antwoord, titel, naam, content=b"niets"):
    return Onderbouwing.objects.create(
        antwoord=antwoord, titel=titel, bestand=content, bestandsnaam=naam, mimetype="text/plain"
    )


def test_a_file_that_cannot_be_searched_in_time_is_named_and_nothing_is_wiped(
    client, gemeente, antwoord, beheerder, bewerker, client_for, slow
):
    traag = add_file(antwoord, "Oud verslag", "traag.txt")
    add_file(antwoord, "Andere brief", "snel.txt")
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=wissing, gemeente=gemeente, by=bewerker)
    antwoord.refresh_from_db()
    assert (wissing.staat, wissing.counts, antwoord.plan_zin) == ("mislukt", {}, TEXT)
    page = client_for(bewerker).get(f"{PAGE}{wissing.pk}/")
    assert (page.context["waarom"], page.context["waar"]) == (
        "Deze bestanden kon Kompas niet op tijd doorzoeken",
        ["Oud verslag"],
    )
    assert present(page.text, "Er is niets gewist", "Oud verslag", "Opnieuw proberen te wissen", "Gewist op") == [
        "Er is niets gewist",
        "Oud verslag",
        "Opnieuw proberen te wissen",
    ]
    traag.delete()
    client_for(bewerker).post(f"{PAGE}{wissing.pk}/bevestigen/")
    wissing.refresh_from_db()
    work(wissing, gemeente)
    antwoord.refresh_from_db()
    assert (wissing.staat, antwoord.plan_zin) == ("uitgevoerd", "Wij spraken met [gewist] over het loket.")


def test_who_asked_does_not_confirm_a_wipe_that_failed(client, gemeente, antwoord, beheerder, bewerker, slow):
    add_file(antwoord, "Oud verslag", "traag.txt")
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    confirm_and_wipe(wissing=wissing, gemeente=gemeente, by=bewerker)
    page = client.get(f"{PAGE}{wissing.pk}/").text
    assert present(page, "bevestigen/", "intrekken/") == ["intrekken/"]
    assert client.post(f"{PAGE}{wissing.pk}/bevestigen/").status_code == 409
    client.post(f"{PAGE}{wissing.pk}/intrekken/")
    wissing.refresh_from_db()
    assert (wissing.staat, wissing.words, wissing.fout) == ("ingetrokken", "", {})


def test_a_page_looks_in_files_for_some_seconds_and_says_what_it_left(client, antwoord, monkeypatch):
    monkeypatch.setattr(files, "PAGE_SECONDS", -1)
    add_file(antwoord, "Brief", "brief.txt", WORDS.encode())
    Antwoord.objects.update(plan_zin="")
    page = client.post(f"{PAGE}nieuw/", ASK)
    assert (page.context["places"].total, page.context["places"].unseen) == (0, 1)
    assert present(page.text, "In 1 bestand heeft Kompas nog niet gekeken", "Collega laten bevestigen", "nergens") == [
        "In 1 bestand heeft Kompas nog niet gekeken",
        "Collega laten bevestigen",
    ]


def test_the_page_of_a_wipe_asks_whether_there_is_news(client, gemeente, antwoord, beheerder, bewerker):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    confirm_wissing(wissing=wissing, gemeente=gemeente, by=bewerker)
    htmx = {"HTTP_HX_REQUEST": "true"}
    url = f"{PAGE}{wissing.pk}/"
    assert client.get(f"{url}?seen=waiting-1", **htmx).status_code == 204
    assert "hx-get" in client.get(f"{url}?seen=iets-anders", **htmx).text
    work(wissing, gemeente)
    done = client.get(f"{url}?seen=waiting-1", **htmx).text
    assert present(done, "hx-get", "<main", "Gewist op deze plekken") == ["Gewist op deze plekken"]


def test_a_wipe_whose_job_broke_off_can_be_tried_again(client, gemeente, antwoord, beheerder, bewerker, client_for):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    confirm_wissing(wissing=wissing, gemeente=gemeente, by=bewerker)
    with in_public(gemeente):
        Job.objects.filter(pk=wissing.job_id).update(state="failed", reason="Het maken is 4 keer afgebroken.")
    page = client_for(bewerker).get(f"{PAGE}{wissing.pk}/").text
    assert present(page, "Er is niets gewist", "Het wissen is afgebroken", "Opnieuw proberen te wissen") == [
        "Er is niets gewist",
        "Het wissen is afgebroken",
        "Opnieuw proberen te wissen",
    ]
    confirm_and_wipe(wissing=wissing, gemeente=gemeente, by=bewerker)
    assert wissing.staat == "uitgevoerd"


@pytest.mark.parametrize(
    ("woorden", "fout"),
    [
        (
            "Stadskanaal",
            "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden.",
        ),
        (
            "beheerder",
            "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden.",
        ),
        ("gewist", "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden."),
        ("", "Typ de woorden die weg moeten."),
        ("Jan", "Typ minstens 4 tekens."),
        ("!!!!!", "Er staat geen letter of cijfer in."),
        (
            "Geregeld",
            "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden.",
        ),
        (
            "mensenhandel",
            "Dit staat ook in het Kader, in standaardteksten, of in vaste namen en keuzes. Geef meer woorden.",
        ),
        ("x" * 201, "Gebruik ten hoogste 200 tekens."),
    ],
)
def test_wissing_add_refuses(client, woorden, fout):
    page = client.post(f"{PAGE}nieuw/", {**ASK, "woorden": woorden})
    assert (page.status_code, page.context["form"].errors["woorden"]) == (422, [fout])


def test_wissing_add_with_a_nul(client):
    assert client.post(f"{PAGE}nieuw/", {**ASK, "woorden": "een\x00naam"}).status_code == 422


def test_only_a_beheerder_asks(gemeente, bewerker, lezer, client_for):
    found = [client_for(bewerker).post(f"{PAGE}nieuw/", ASK), client_for(lezer).get(PAGE)]
    assert [response.status_code for response in found] == [403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_wissing_list_costs_a_fixed_number_of_queries(client, beheerder, django_assert_num_queries, count):
    for _ in range(count):
        request_wissing(words=WORDS, reden="persoon", by=beheerder)
    with django_assert_num_queries(3):  # entrance; rows, names
        client.get(PAGE)


def test_words_of_a_former_key_can_only_be_withdrawn(client, antwoord, beheerder, bewerker, client_for):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    Wissing.objects.update(words="van een andere sleutel")
    page = client.get(f"{PAGE}{wissing.pk}/")
    confirmed = client_for(bewerker).post(f"{PAGE}{wissing.pk}/bevestigen/")
    assert ("niet meer lezen" in page.text, "intrekken/" in page.text, confirmed.status_code) == (True, True, 409)
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, Wissing.objects.get().confirmed_by) == (TEXT, None)


def test_the_second_person_sees_the_request_on_overzicht(client, antwoord, beheerder, bewerker, lezer, client_for):
    wissing = request_wissing(words=WORDS, reden="persoon", by=beheerder)
    link = f'href="{PAGE}{wissing.pk}/"'
    pages = [client_for(who).get("/").text for who in (bewerker, beheerder, lezer)]
    assert [number for number, page in enumerate(pages) if link in page] == [0]
    assert WORDS not in pages[0]
    withdraw_wissing(wissing=wissing)
    assert link not in client_for(bewerker).get("/").text


def test_each_place_is_shown_with_the_words_around_it(client, antwoord):
    actie = Actie.objects.create(wat=f"{'Aanloop ' * 20}{WORDS.upper()}{' uitloop' * 20}", ambitie=6)
    page = client.post(f"{PAGE}nieuw/", ASK)
    answer, in_actie = [page.context["places"].shown[kind][0] for kind in ("antwoorden", "acties en afspraken")]
    assert answer == Place(
        "antwoord bij AB-P1-1", "/zelfevaluatie/AB-P1-1/", "Wij spraken met ", WORDS, " over het loket."
    )
    assert (in_actie.url, in_actie.words) == (f"/acties/{actie.pk}/", WORDS.upper())
    assert (in_actie.before, in_actie.after) == (f"…{'Aanloop ' * 6}", f"{' uitloop' * 6}…")
    shown = " ".join(page.text.split())
    assert f"‘Wij spraken met <mark>{WORDS}</mark> over het loket.’" in shown


def test_every_kind_of_place_is_shown_where_the_gemeente_can_read_it(client, gemeente, bewerker):
    gemeente.herkomst = ""
    plant(gemeente, bewerker, joint=f"Samen met {WORDS}")
    places = client.post(f"{PAGE}nieuw/", ASK).context["places"]
    assert {kind: len(shown) for kind, shown in places.shown.items() if shown} == {
        "acties en afspraken": 1,
        "antwoorden": 1,
        "bestanden en links": 1,
        "bewaarde versies van het plan": 2,
        "eerdere versies van antwoorden en teksten": 2,
        "eigen teksten in het plan": 1,
    }
    assert {place.what for shown in places.shown.values() for place in shown} == {
        "actie",
        "antwoord bij AB-P1-1",
        "onderbouwing bij AB-P1-1",
        f"versie van {timezone.localdate():%d-%m-%Y}",
        "besluit van 01-03-2026",
        "tekst h1.aanleiding van het plan",
    }
    wanted = [place.url for shown in places.shown.values() for place in shown if place.url]
    assert [url for url in wanted if client.get(url, follow=True).status_code != 200] == []


def test_many_places_are_counted_and_the_first_are_shown(client, antwoord):
    for _ in range(8):
        Actie.objects.create(wat=TEXT, ambitie=6)
    page = client.post(f"{PAGE}nieuw/", ASK)
    assert [(kind, count, len(shown), more) for kind, count, shown, more in page.context["places"].lines] == [
        ("acties en afspraken", 8, 5, 3),
        ("antwoorden", 1, 1, 0),
    ]
    assert "en nog 3" in page.text


def test_files_in_which_kompas_cannot_look_are_named(client, antwoord):
    row = {"antwoord": antwoord, "bestand": b"%PDF-1.7 gecomprimeerd", "mimetype": "application/pdf"}
    Onderbouwing.objects.create(titel="Convenant", bestandsnaam="convenant.pdf", **row)
    page = client.post(f"{PAGE}nieuw/", ASK)
    assert page.context["places"].unsearchable == [
        Place("onderbouwing bij AB-P1-1", "/zelfevaluatie/AB-P1-1/", words="Convenant")
    ]
    assert "In deze bestanden kan Kompas niet overal kijken" in page.text
