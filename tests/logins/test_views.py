"""On the host of a gemeente: for the ciso who came in, and for the beheerder whether a colleague did."""

from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import Toegang
from logboek.models import Gebeurtenis
from tenants.context import in_gemeente
from tests.sheets.reading import rows_of_csv

PAGE = "/inloggeschiedenis/"


@pytest.fixture
def client(ciso, client_for):
    return client_for(ciso)


def shown(answer):
    return [(line.naam, line.what) for line in answer.context["page"].lines]


def test_login_list_shows_her_own_people_the_newest_first(client, bewerker, beheerder, buitenstaander, login_of):
    login_of(bewerker)
    login_of(buitenstaander)
    login_of(beheerder, "wachtwoord", "mislukt")
    answer = client.get(PAGE)
    assert shown(answer) == [(beheerder.naam, "Verkeerd wachtwoord ingevuld"), (bewerker.naam, "Ingelogd")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wat=mislukt", ["Verkeerd wachtwoord ingevuld"]),
        ("wat=veranderd", ["Wachtwoord gewijzigd"]),
        ("wat=ingelogd", ["Ingelogd"]),
        ("wie={bewerker}", ["Wachtwoord gewijzigd", "Ingelogd"]),
        ("pagina=2", []),
        ("pagina=x", ["Verkeerd wachtwoord ingevuld", "Wachtwoord gewijzigd", "Ingelogd"]),
    ],
)
def test_login_list_can_be_narrowed(client, bewerker, beheerder, login_of, query, expected):
    login_of(bewerker)
    login_of(bewerker, "gewijzigd")
    login_of(beheerder, "wachtwoord", "mislukt")
    answer = client.get(f"{PAGE}?{query.format(bewerker=bewerker.pk)}")
    assert [what for _, what in shown(answer)] == expected


@pytest.mark.parametrize("query", ["wie=iemand", "wat=alles", "wie={buitenstaander}"])
def test_login_list_of_an_unreadable_question_is_empty(client, bewerker, buitenstaander, login_of, query):
    login_of(bewerker)
    login_of(buitenstaander)
    answer = client.get(f"{PAGE}?{query.format(buitenstaander=buitenstaander.pk)}")
    assert (answer.status_code, shown(answer)) == (422, [])


def test_login_csv_has_what_the_page_has(client, bewerker, buitenstaander, login_of):
    row = login_of(bewerker)
    login_of(buitenstaander)
    header, (when, *found) = rows_of_csv(client.get(f"{PAGE}inloggeschiedenis.csv").content)
    assert header == ["wanneer", "wie", "wat", "uitkomst", "netwerk", "apparaat"]
    assert datetime.fromisoformat(when) == row.created_at.replace(microsecond=0)
    assert found == [bewerker.naam, "Ingelogd", "gelukt", "192.0.2.0/24", "Firefox op Windows"]


def test_login_xlsx_is_a_file_to_keep(client, bewerker, login_of):
    login_of(bewerker)
    answer = client.get(f"{PAGE}inloggeschiedenis.xlsx")
    day = f"{timezone.localdate():%Y%m%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="inloggeschiedenis-stadskanaal-{day}.xlsx"'


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("", "logins:login_list"),
        ("inloggeschiedenis.csv", "logins:login_csv"),
        ("inloggeschiedenis.xlsx", "logins:login_xlsx"),
    ],
)
def test_each_look_is_in_the_logboek(client, ciso, stadskanaal, path, action):
    client.get(f"{PAGE}{path}")
    with in_gemeente(stadskanaal):
        assert list(Gebeurtenis.objects.values_list("created_by", "action")) == [(ciso.pk, action)]


@pytest.mark.parametrize("number", [1, 3])
def test_login_list_costs_the_same_however_many_there_are(
    client, bewerker, login_of, number, django_assert_num_queries
):
    for _ in range(number):
        login_of(bewerker)
    client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(PAGE)


@pytest.mark.parametrize(
    ("functie", "expected"),
    [("ciso", (200, 403)), ("beheerder", (403, 200)), ("bewerker", (403, 403)), ("lezer", (403, 403))],
)
def test_the_right_to_see_is_of_the_ciso_alone(client_for, beheerder, functie, expected):
    Toegang.objects.filter(gebruiker=beheerder).update(functie=functie)
    client = client_for(beheerder)
    assert (client.get(PAGE).status_code, client.get("/beheer/mensen/").status_code) == expected


def test_a_ciso_of_another_gemeente_finds_nothing_here(client_for, buitenstaander):
    Toegang.objects.filter(gebruiker=buitenstaander).update(functie="ciso")
    assert client_for(buitenstaander).get(PAGE).status_code == 404


def test_a_ciso_without_a_second_step_is_sent_to_set_it_up(client_for, bewerker):
    Toegang.objects.filter(gebruiker=bewerker).update(functie="ciso")
    Authenticator.objects.filter(user=bewerker).delete()
    answer = client_for(bewerker).get(PAGE)
    assert answer["Location"].endswith("/account/2fa/")
