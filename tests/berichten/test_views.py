"""Whom Kompas could not reach: for the beheerder of that gemeente alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.models import ADVICE, Bericht
from demo.people import make_gebruiker
from tests.pages import present

PAGE = "/mail/"


@pytest.fixture
def make(stadskanaal):
    def make(address="collega@stadskanaal.example", **values):
        known = {"gemeente": stadskanaal, "soort": "herinnering", "functie": "indiener", "ended_at": timezone.now()}
        known |= {"staat": "mislukt", "reden": "onbekend", "smtp_code": 550} | values
        return Bericht.objects.create(address=address, **known)

    return make


@pytest.fixture
def client(client_for, beheerder):
    return client_for(beheerder)


def text(response):
    return " ".join(response.text.split())


def test_bericht_list_says_who_when_why_and_what_to_do(client, make):
    make()
    page = text(client.get(PAGE))
    for words in ("collega@stadskanaal.example", "indiener", "herinnering aan een meetronde", "SMTP-code 550"):
        assert words in page
    assert "Dit adres bestaat niet (meer)." in page
    assert "Klopt dit adres?" in page


def test_bericht_list_without_any_says_so(client, make):
    make(staat="verstuurd", reden="", smtp_code=None)
    assert "Alles is aangekomen." in client.get(PAGE).text


def test_bericht_list_shows_nothing_of_another_gemeente_or_of_nobody(client, make, voorbeeldstad):
    make("ander@voorbeeldstad.example", gemeente=voorbeeldstad)
    make("niemand@elders.example", gemeente=None)
    assert list(client.get(PAGE).context["berichten"]) == []


def test_bericht_list_forgets_who_was_reached_since(client, make):
    make(ended_at=timezone.now() - timedelta(days=1))
    make("nog@stadskanaal.example")
    make(staat="verstuurd", reden="", smtp_code=None)
    assert [each.address for each in client.get(PAGE).context["berichten"]] == ["nog@stadskanaal.example"]


@pytest.mark.parametrize("count", [1, 3])
def test_bericht_list_costs_a_fixed_number_of_queries(client, make, django_assert_num_queries, count):
    for number in range(count):
        make(f"{number}@stadskanaal.example", staat="onzeker", reden="afgebroken")
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)


def test_bericht_list_is_for_the_beheerder_alone(client_for, bewerker, lezer, buitenstaander, make):
    make()
    answers = [client_for(who).get(PAGE).status_code for who in (bewerker, lezer, buitenstaander)]
    assert answers == [403, 403, 404]


def test_bericht_list_is_in_the_menu_of_the_beheerder_alone(client, client_for, bewerker):
    assert [each for each in (client, client_for(bewerker)) if f'href="{PAGE}"' in each.get("/").text] == [client]


@pytest.mark.parametrize(("count", "words"), [(0, None), (1, "Een mail van Kompas"), (2, "Mails van Kompas")])
def test_overzicht_tells_the_beheerder(client, client_for, bewerker, make, count, words):
    for number in range(count):
        make(f"{number}@stadskanaal.example")
    pages = [" ".join(each.get("/").text.split()) for each in (client, client_for(bewerker))]
    assert [found in pages[0] for found in ("niet aangekomen", words or "niet aangekomen")] == [bool(count)] * 2
    assert "niet aangekomen" not in pages[1]


def test_bericht_resend_sends_what_is_uncertain_once_more(client, make):
    bericht = make(staat="onzeker", reden="afgebroken", smtp_code=None)
    assert "Opnieuw versturen" in client.get(PAGE).text
    answer = client.post(f"{PAGE}{bericht.pk}/opnieuw/", follow=True)
    assert "De mail wordt opnieuw verstuurd." in answer.text
    assert Bericht.objects.values_list("staat", "reden", "ended_at").get() == ("wacht", "", None)


def test_bericht_resend_of_what_failed_changes_nothing(client, make):
    bericht = make()
    assert "Opnieuw versturen" not in client.get(PAGE).text
    answer = client.post(f"{PAGE}{bericht.pk}/opnieuw/", follow=True)
    assert ("kan niet opnieuw" in answer.text, Bericht.objects.get().staat) == (True, "mislukt")


def test_bericht_resend_of_another_gemeente_is_404(client, make, voorbeeldstad):
    bericht = make(gemeente=voorbeeldstad, staat="onzeker", reden="afgebroken")
    answer = client.post(f"{PAGE}{bericht.pk}/opnieuw/")
    assert (answer.status_code, Bericht.objects.get().staat) == (404, "onzeker")


def test_a_notice_whose_text_is_gone_has_no_button(client, make):
    make(soort="login", staat="onzeker", reden="afgebroken")
    page = client.get(PAGE).text
    assert present(page, "Opnieuw versturen", "Vraag het je collega") == ["Vraag het je collega"]


@pytest.mark.parametrize("reden", Bericht.Reden.values)
def test_every_reden_has_an_advice(reden):
    assert len(ADVICE[reden]) > 20


# For who runs Kompas.


@pytest.fixture
def platform(client_for):
    make_gebruiker("platform@vng.example", "Platformbeheerder", "platformbeheerder", organisatie="vng")
    return client_for(Gebruiker.objects.get(email="platform@vng.example"), gemeente=None)


def test_platform_sees_all_that_did_not_arrive_and_how_it_goes(platform, make):
    make()
    make("niemand@elders.example", gemeente=None, soort="wachtwoord", functie="")
    Bericht.objects.create(address="wacht@stadskanaal.example", soort="login")
    long_ago = timezone.now() - timedelta(minutes=16)
    Bericht.objects.create(address="wacht@stadskanaal.example", soort="login", queued_at=long_ago)
    response = platform.get("/platform/mail/")
    assert {each.address for each in response.context["berichten"]} == {
        "collega@stadskanaal.example",
        "niemand@elders.example",
    }
    stand = dict(response.context["stand"])
    assert (stand["wacht al een kwartier"], stand["wordt verstuurd"], stand["niet aangekomen"]) == (1, 2, 2)
    assert "Stadskanaal" in response.text


def test_platform_sends_what_is_uncertain_once_more(platform, make):
    bericht = make(staat="onzeker", reden="afgebroken")
    platform.post(f"/platform/mail/{bericht.pk}/opnieuw/")
    assert Bericht.objects.get().staat == "wacht"


def test_who_works_for_vng_or_comensha_does_not_see_it(client_for, medewerker, redacteur, make):
    make()
    clients = [client_for(who, gemeente=None) for who in (medewerker, redacteur)]
    assert [each.get("/platform/mail/").status_code for each in clients] == [403, 403]
