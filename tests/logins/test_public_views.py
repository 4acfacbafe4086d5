"""On the public host: one's own, those of an organisatie, and all for who runs Kompas."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Toegang
from logins.models import Login
from tests.sheets.reading import rows_of_csv

MINE, ORGANISATIE, PLATFORM = (
    "/account/inloggeschiedenis/",
    "/organisatie/inloggeschiedenis/",
    "/platform/inloggeschiedenis/",
)


def shown(answer):
    return [(line.naam, line.what) for line in answer.context["page"].lines]


@pytest.fixture
def ciso_of_vng(redacteur):
    Toegang.objects.filter(gebruiker=redacteur).update(functie="ciso")
    return redacteur


@pytest.fixture
def operator(redacteur):
    Toegang.objects.filter(gebruiker=redacteur).update(functie="platformbeheerder")
    return redacteur


def test_login_mine_shows_ones_own_alone(client_for, bewerker, beheerder, login_of):
    login_of(bewerker, "wachtwoord", "mislukt")
    login_of(beheerder)
    login_of(bewerker)
    answer = client_for(bewerker, gemeente=None).get(MINE)
    assert [what for _, what in shown(answer)] == ["Ingelogd", "Verkeerd wachtwoord ingevuld"]
    assert beheerder.naam not in answer.text


def test_login_mine_of_who_did_nothing_yet(client_for, bewerker):
    assert "Er is nog niets om te laten zien." in client_for(bewerker, gemeente=None).get(MINE).text


@pytest.mark.parametrize("number", [1, 3])
def test_login_mine_costs_the_same_however_many_there_are(
    client_for, bewerker, login_of, number, django_assert_num_queries
):
    for _ in range(number):
        login_of(bewerker)
    client = client_for(bewerker, gemeente=None)
    with django_assert_num_queries(2):
        client.get(MINE)


def test_organisatie_login_list_shows_her_own_people(client_for, ciso_of_vng, medewerker, bewerker, login_of):
    colleague = bewerker
    Toegang.objects.filter(gebruiker=colleague).update(functie="medewerker", gemeente=None, organisatie="vng")
    for gebruiker in (colleague, medewerker, ciso_of_vng, None):
        login_of(gebruiker)
    answer = client_for(ciso_of_vng, gemeente=None).get(ORGANISATIE)
    assert sorted(shown(answer)) == sorted((each.naam, "Ingelogd") for each in (colleague, ciso_of_vng))


def test_organisatie_login_list_has_only_days_of_toegang(client_for, ciso_of_vng, medewerker, login_of):
    today = timezone.localdate()
    held = Toegang.objects.filter(gebruiker=medewerker)
    held.update(organisatie="vng", valid_from=today - timedelta(days=1))
    login_of(medewerker, created_at=timezone.now() - timedelta(days=3))
    login_of(medewerker, "uitgelogd")
    client = client_for(ciso_of_vng, gemeente=None)
    assert shown(client.get(f"{ORGANISATIE}?wie={medewerker.pk}")) == [(medewerker.naam, "Uitgelogd")]
    held.update(valid_until=today - timedelta(days=1))
    assert [naam for naam, _ in shown(client.get(ORGANISATIE))] == [ciso_of_vng.naam]


def test_platform_login_list_shows_all_with_their_address(client_for, operator, bewerker, buitenstaander, login_of):
    login_of(bewerker)
    login_of(buitenstaander, "wachtwoord", "mislukt")
    login_of(None, "wachtwoord", "mislukt")
    answer = client_for(operator, gemeente=None).get(PLATFORM)
    assert shown(answer) == [
        ("niemand die Kompas kent", "Geprobeerd in te loggen met een adres dat Kompas niet kent"),
        (f"{buitenstaander.naam} ({buitenstaander.email})", "Verkeerd wachtwoord ingevuld"),
        (f"{bewerker.naam} ({bewerker.email})", "Ingelogd"),
    ]


def test_platform_login_list_of_one_address(client_for, operator, bewerker, buitenstaander, login_of):
    login_of(bewerker)
    login_of(buitenstaander)
    answer = client_for(operator, gemeente=None).get(f"{PLATFORM}?email={bewerker.email.upper()}")
    assert shown(answer) == [(f"{bewerker.naam} ({bewerker.email})", "Ingelogd")]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("page", [ORGANISATIE, PLATFORM])
def test_lists_cost_the_same_however_many_there_are(
    client_for, redacteur, login_of, page, number, django_assert_num_queries
):
    functie = "ciso" if page == ORGANISATIE else "platformbeheerder"
    Toegang.objects.filter(gebruiker=redacteur).update(functie=functie)
    for _ in range(number):
        login_of(redacteur)
    client = client_for(redacteur, gemeente=None)
    with django_assert_num_queries(4 if page == ORGANISATIE else 3):
        client.get(page)


@pytest.mark.parametrize(
    ("page", "functie"), [(ORGANISATIE, "ciso"), (PLATFORM, "platformbeheerder")], ids=["organisatie", "platform"]
)
@pytest.mark.parametrize("ending", ["", "inloggeschiedenis.csv", "inloggeschiedenis.xlsx"])
def test_each_look_is_a_row_itself(client_for, redacteur, page, functie, ending):
    Toegang.objects.filter(gebruiker=redacteur).update(functie=functie)
    client_for(redacteur, gemeente=None).get(f"{page}{ending}")
    found = list(Login.objects.values_list("soort", "gebruiker", "organisatie"))
    assert found == [("bekeken", redacteur.pk, "vng")]


def test_a_file_has_what_the_page_has(client_for, operator, bewerker, login_of):
    login_of(bewerker)
    _, found = rows_of_csv(client_for(operator, gemeente=None).get(f"{PLATFORM}inloggeschiedenis.csv").content)
    assert found[1:3] == [f"{bewerker.naam} ({bewerker.email})", "Ingelogd"]


@pytest.mark.parametrize(
    ("functie", "expected"),
    [("ciso", (200, 403)), ("platformbeheerder", (403, 200)), ("redacteur", (403, 403)), ("medewerker", (403, 403))],
)
def test_who_may_see_those_of_others(client_for, redacteur, functie, expected):
    Toegang.objects.filter(gebruiker=redacteur).update(functie=functie)
    client = client_for(redacteur, gemeente=None)
    assert (client.get(ORGANISATIE).status_code, client.get(PLATFORM).status_code) == expected


@pytest.mark.parametrize("page", [ORGANISATIE, PLATFORM])
def test_for_who_works_for_a_gemeente_there_is_no_such_page(client_for, ciso, page):
    assert client_for(ciso, gemeente=None).get(page).status_code == 404
