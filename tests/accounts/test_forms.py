"""What somebody reads and may do at login and the first time."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.actions import password_link
from accounts.models import Toegang
from demo.known import PASSWORD
from tests import totp
from tests.conftest import HostClient
from tests.pages import present

LOGIN = "/account/login/"
NOW = 1_900_000_000  # the first second of a period of 30


def code_of(periods):
    """The code of so many periods from NOW."""
    return totp.code_of(period=NOW // 30 + periods)


def second_step(gebruiker, code):
    """From a browser of its own; says whether it was let in."""
    client = HostClient()
    step = client.post(LOGIN, {"login": gebruiker.email, "password": PASSWORD})["Location"]
    answer = client.post(step, {"code": code})
    return "_auth_user_id" in client.session, answer


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_a_wrong_code_of_a_new_app_is_named_in_dutch(client_for, beheerder):
    Authenticator.objects.filter(user=beheerder).delete()
    client = client_for(None, gemeente=None)
    client.post(LOGIN, {"login": beheerder.email, "password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    answer = client.post("/account/2fa/totp/activate/", {"code": "geen"})
    assert text(answer).count("Code uit de app") == 2  # at the field, and in the list of what is wrong


@pytest.mark.parametrize(("periods", "let_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_some_seconds_off(beheerder, periods, let_in):
    """F20: a code that ran out one second ago was refused."""
    with time_machine.travel(NOW + 1, tick=False):
        assert second_step(beheerder, code_of(periods))[0] is let_in


@pytest.mark.parametrize("later", [0, 31, 59])
def test_a_used_code_stays_used_for_as_long_as_it_is_valid(beheerder, later):
    """allauth forgets it after 30 seconds, and with the tolerance it is valid for 90."""
    code = code_of(1)
    with time_machine.travel(NOW, tick=False) as clock:
        assert second_step(beheerder, code)[0] is True
        clock.shift(later)
        assert second_step(beheerder, f"{code[:3]}-{code[3:]}")[0] is False


def test_an_error_at_login_is_not_about_saving(client_for, bewerker):
    answer = client_for(None, gemeente=None).post(LOGIN, {"login": bewerker.email, "password": "verkeerd"})
    assert "Dit klopt niet: Dit e-mailadres en dit wachtwoord horen niet bij elkaar." in text(answer)
    assert "Nog niet opgeslagen" not in answer.text


def test_an_error_at_the_second_step_is_not_about_saving(beheerder):
    _, answer = second_step(beheerder, "000000")
    assert "Dit klopt niet: Code – Deze code klopt niet, of is al gebruikt." in text(answer)


def test_forgotten_password_comes_after_the_field(client_for):
    page = client_for(None, gemeente=None).get(LOGIN).text
    places = [page.index(part) for part in ('type="password"', "Inloggen</button>", "Wachtwoord vergeten?")]
    assert (places, page.count("Wachtwoord vergeten?")) == (sorted(places), 1)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "Dit wachtwoord is te kort. Maak het minstens 12 tekens lang, zoals een korte zin."),
        ("password1234", "Dit wachtwoord gebruiken veel mensen. Kies er een dat niemand anders bedenkt."),
        ("bewerker@stadskanaal", "Dit wachtwoord lijkt op je naam of e-mailadres. Kies iets anders."),
    ],
)
def test_a_weak_password_is_refused_in_our_words(client_for, bewerker, password, sentence):
    client = client_for(None, gemeente=None)
    page = client.get(password_link(bewerker).removeprefix(settings.PUBLIEK_URL), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password})
    assert sentence in text(answer)


def test_hints_for_a_password_address_one_as_je(client_for, bewerker):
    client = client_for(None, gemeente=None)
    page = text(client.get(password_link(bewerker).removeprefix(settings.PUBLIEK_URL), follow=True))
    assert "Minstens 12 tekens. Een korte zin onthoud je het best." in page
    assert re.findall(r"\b[Uu]w?\b", page) == []


# Choosing where there is something to choose.


def test_who_works_in_one_gemeente_is_not_offered_another(client_for, bewerker, voorbeeldstad):
    client = client_for(bewerker)
    assert "Wisselen van gemeente" not in client.get("/").text
    Toegang.objects.create(gebruiker=bewerker, functie="lezer", gemeente=voorbeeldstad)
    assert "Wisselen van gemeente" in client.get("/").text


def test_who_works_in_one_gemeente_finds_the_way_back_from_the_public_host(client_for, bewerker):
    page = client_for(bewerker, gemeente=None).get("/account/2fa/").text
    assert present(page, "Naar je gemeente", "Waar wil je werken?") == ["Naar je gemeente"]
