"""A gemeente found by its name, an earlier name or its code, from every page of the country."""

from datetime import date

import pytest
from lxml import html as lxml_html

from metingen.models import Inzage
from tenants.models import EerdereNaam, Gemeente, Opvolging
from tests.dashboards.conftest import make_ronde

SEARCH = "/land/zoeken/"


def names(answer):
    return [gemeente.naam for _, gemeente in answer.context["found"]]


def merge(naam, successor, *, code, until=date(2018, 12, 31)):
    slug = naam.lower()
    past = Gemeente.objects.create(
        code=code, schema_name=code.lower(), naam=naam, korte_naam=naam, sorteernaam=slug, slug=slug, valid_until=until
    )
    Opvolging.objects.create(predecessor=past, successor=successor, datum=date(2019, 1, 1))
    return past


@pytest.mark.parametrize("typed", ["noord", "NOORD", " noord ", "Noord-"])
def test_a_part_of_a_name_gives_a_list_that_begins_with_names_that_begin_with_it(vng, typed):
    found = names(vng.get(SEARCH, {"q": typed}))
    begins = [naam.startswith("Noord") for naam in found]
    assert (found[:2], sorted(begins, reverse=True)) == (["Noord-Beveland", "Noordenveld"], begins)
    assert "Baarle-Nassau" not in found


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Groningen", "GM0014"),
        ("gm0014", "GM0014"),
        ("sudwest fryslan", "GM1900"),
        ("'s Hertogenbosch", "GM0796"),
        ("s-hertogenbosch", "GM0796"),
    ],
)
def test_a_whole_name_or_code_opens_the_gemeente(vng, typed, code):
    assert vng.get(SEARCH, {"q": typed})["Location"] == f"/land/gemeente/{code}/"


def test_a_name_from_before_a_merger_leads_to_the_gemeente_of_now(vng):
    groningen = Gemeente.objects.get(code="GM0014")
    haren = merge("Haren", groningen, code="GM0017")
    merge("Onnen", haren, code="GM0099")
    answers = [vng.get(SEARCH, {"q": q}) for q in ("Haren", "GM0017", "Onnen")]
    assert {answer["Location"] for answer in answers} == {"/land/gemeente/GM0014/"}
    listed = vng.get(SEARCH, {"q": "onne"})
    assert next((gemeente.naam, gemeente.before) for _, gemeente in listed.context["found"]) == ("Groningen", "Onnen")
    assert "vroeger Onnen" in listed.text


def test_a_name_that_a_gemeente_had_itself_leads_to_it(vng):
    groningen = Gemeente.objects.get(code="GM0014")
    EerdereNaam.objects.create(gemeente=groningen, naam="Gruoninga", valid_until=date(2020, 12, 31))
    assert vng.get(SEARCH, {"q": "gruoninga"})["Location"] == "/land/gemeente/GM0014/"
    assert "vroeger Gruoninga" in vng.get(SEARCH, {"q": "gruon"}).text


def test_a_gemeente_that_was_split_gives_each_part(vng):
    first, second = Gemeente.objects.get(code="GM0014"), Gemeente.objects.get(code="GM0037")
    past = merge("Slochteren", first, code="GM0040")
    Opvolging.objects.create(predecessor=past, successor=second, datum=date(2019, 1, 1))
    assert names(vng.get(SEARCH, {"q": "Slochteren"})) == ["Groningen", "Stadskanaal"]


def test_the_round_that_was_looked_at_goes_along(vng):
    make_ronde()
    earlier = make_ronde("Meting 2025", year=2025)
    answers = [vng.get(SEARCH, {"q": "Groningen", "ronde": ronde}) for ronde in (earlier.pk, "onzin", "")]
    assert [answer["Location"].partition("?")[2] for answer in answers] == [f"ronde={earlier.pk}", "", ""]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Welke gemeente zoek je?"), ("\x00", "Welke gemeente"), ("--", "Geen gemeente gevonden"), ("zzz", "Geen")],
)
def test_what_finds_nothing_says_so(vng, typed, words):
    answer = vng.get(SEARCH, {"q": typed})
    assert (names(answer), words in answer.text) == ([], True)


def test_what_was_typed_stands_in_the_field_again(vng):
    field = lxml_html.fromstring(vng.get(SEARCH, {"q": '"><b>zzz' + "x" * 200}).text).xpath("//input[@name='q']")[0]
    assert field.get("value") == ('"><b>zzz' + "x" * 200)[:80]


def test_a_long_list_is_cut_and_says_so(vng):
    answer = vng.get(SEARCH, {"q": "e"})
    assert (len(names(answer)), "Er zijn er meer." in answer.text) == (50, True)


def test_a_list_is_recorded_at_nobody(vng):
    make_ronde()
    vng.get(SEARCH, {"q": "noord"})
    assert Inzage.objects.count() == 0


def test_search_is_for_staff_alone(client_for, vng, comensha, ketenregisseur, bewerker):
    clients = [vng, comensha, *(client_for(person, gemeente=None) for person in (ketenregisseur, bewerker))]
    assert [client.get(SEARCH, {"q": "noord"}).status_code for client in clients] == [200, 200, 404, 404]


def test_search_asks_as_much_for_one_as_for_many(vng, django_assert_num_queries):
    merge("Haren", Gemeente.objects.get(code="GM0014"), code="GM0017")
    vng.get(SEARCH, {"q": "e"})
    with django_assert_num_queries(4):  # who looks, gemeenten, mergers and earlier names
        vng.get(SEARCH, {"q": "e"})
