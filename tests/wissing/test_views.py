"""The pages: who asks, who confirms, and what they see."""

import pytest

from tests.wissing.planted import TEXT, WORDS
from wissing.actions import request_wissing
from wissing.models import Wissing
from zelfevaluatie.models import Antwoord

PAGE = "/wissen/"
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


def test_a_second_person_confirms_what_was_asked(client, antwoord, bewerker, client_for):
    page = client.post(f"{PAGE}nieuw/", {**ASK, "stap": "gevraagd"}, follow=True)
    wissing = Wissing.objects.get()
    assert (WORDS in page.text, "bevestigen/" in page.text, WORDS in wissing.words) == (True, False, False)
    colleague = client_for(bewerker)
    assert "bevestigen/" in colleague.get(f"{PAGE}{wissing.pk}/").text
    done = colleague.post(f"{PAGE}{wissing.pk}/bevestigen/", follow=True)
    antwoord.refresh_from_db()
    assert (antwoord.plan_zin, WORDS in done.text) == ("Wij spraken met [gewist] over het loket.", False)
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


@pytest.mark.parametrize(
    ("woorden", "fout"),
    [
        ("", "Typ de woorden die weg moeten."),
        ("Jan", "Typ minstens 4 tekens."),
        ("!!!!!", "Er staat geen letter of cijfer in."),
        ("Geregeld", "Dit staat ook in het Kader of in standaardteksten. Geef meer woorden."),
        ("mensenhandel", "Dit staat ook in het Kader of in standaardteksten. Geef meer woorden."),
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
