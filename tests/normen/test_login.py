"""Guessing: how often it may be tried, and that no answer tells who has an account."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.sentences import LATER, TRIED
from berichten.actions import post_berichten, send_due
from berichten.models import Bericht
from demo.known import PASSWORD
from tests.conftest import HostClient
from tests.totp import code_of

LOGIN, RESET = "/account/login/", "/account/password/reset/"
UNKNOWN = "niemand@voorbeeld.example"


def attempt(address, email, password, **headers):
    """From a browser and an address of its own."""
    client = HostClient()
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address, headers=headers)


def is_let_in(answer):
    return settings.SESSION_COOKIE_NAME in answer.cookies


def guess(email, networks, times=5):
    for network in networks:
        for number in range(times):
            attempt(f"{network}.{number}", email, "verkeerd")


def test_sixth_failed_login_from_a_network_is_refused(bewerker):
    guess(bewerker.email, ["198.51.100"])
    answer = attempt("198.51.100.99", bewerker.email.upper(), PASSWORD)
    assert (answer.status_code, is_let_in(answer), TRIED in answer.text) == (200, False, True)


def test_who_guesses_locks_nobody_out_elsewhere(bewerker):
    guess(bewerker.email, ["198.51.100"], times=9)
    assert is_let_in(attempt("203.0.113.1", bewerker.email, PASSWORD))


def test_guessing_from_many_networks_is_refused_but_where_one_has_been_before(bewerker):
    assert is_let_in(attempt("192.0.2.7", bewerker.email, PASSWORD))
    guess(bewerker.email, [f"10.0.{number}" for number in range(10)])
    answers = [attempt(address, bewerker.email, PASSWORD) for address in ("203.0.113.1", "10.0.9.1", "192.0.2.200")]
    assert [is_let_in(answer) for answer in answers] == [False, False, True]


def test_a_right_password_counts_for_nothing(bewerker):
    """Neither for guessing in between, nor for who logs in often."""
    for _ in range(60):
        assert is_let_in(attempt("203.0.113.1", bewerker.email, PASSWORD))
    guess(bewerker.email, ["203.0.113"], times=4)
    attempt("203.0.113.1", bewerker.email, PASSWORD)
    guess(bewerker.email, ["203.0.113"], times=1)
    assert not is_let_in(attempt("203.0.113.1", bewerker.email, PASSWORD))


def test_who_is_guessed_at_is_told_once_a_day(bewerker, mailoutbox):
    guess(bewerker.email, ["198.51.100", "203.0.113"], times=7)
    guess(UNKNOWN, ["198.51.100"], times=7)
    send_due()
    ((to, subject),) = [(mail.to, mail.subject) for mail in mailoutbox]
    assert (to, subject) == ([bewerker.email], "Inloggen met jouw adres ging vaak mis")


def test_a_passkey_still_opens_what_is_guessed_at(bewerker):
    guess(bewerker.email, ["198.51.100"], times=7)
    headers = {"x-requested-with": "XMLHttpRequest"}
    answer = HostClient().get("/account/2fa/webauthn/login/", REMOTE_ADDR="198.51.100.1", headers=headers)
    assert (answer.status_code, "challenge" in answer.json()["request_options"]["publicKey"]) == (200, True)


def test_forged_addresses_do_not_lift_the_limit_per_address(bewerker):
    answers = [
        attempt("198.51.100.1", f"x{number}@voorbeeld.example", "verkeerd", x_forwarded_for=f"10.0.0.{number}")
        for number in range(101)
    ]
    assert [LATER in answer.text for answer in answers] == [False] * 100 + [True]


def test_a_room_with_a_training_logs_in_from_one_address(bewerker, lezer):
    """F28: thirty people behind one address, and half of them mistype their password first."""
    for number in range(15):
        attempt("198.51.100.1", f"x{number}@voorbeeld.example", "verkeerd")
    attempt("198.51.100.1", bewerker.email, "verkeerd")
    answers = [attempt("198.51.100.1", each.email, PASSWORD) for each in [bewerker, lezer] * 15]
    assert {answer.get("Location") for answer in answers} == {"/account/2fa/authenticate/"}


def test_guessing_the_second_step_is_refused_after_five(beheerder):
    for number in range(6):
        client = HostClient()
        step = client.post(LOGIN, {"login": beheerder.email, "password": PASSWORD})["Location"]
        code = "000000" if number < 5 else code_of()
        answer = client.post(step, {"code": code})
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


@pytest.mark.parametrize("gemeente", ["stadskanaal", "voorbeeldstad"])
def test_no_host_of_a_gemeente_has_a_login(client_for, gemeente):
    assert client_for(gemeente=gemeente).post(LOGIN, {"login": "x", "password": "y"}).status_code == 404


def shape(answer):
    """What somebody can see of an answer, without what differs between any two."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|[\w.+-]+@[\w.-]+\.example', "", answer.content.decode())
    return answer.status_code, answer.get("Location"), sorted(answer.headers), sorted(answer.cookies), text


@pytest.mark.parametrize(("path", "field"), [(LOGIN, "login"), (RESET, "email")])
def test_answer_does_not_tell_who_has_an_account(client_for, bewerker, path, field):
    data = {"password": "verkeerd"}
    known, unknown = (
        client_for(gemeente=None).post(path, {**data, field: email}) for email in (bewerker.email, UNKNOWN)
    )
    assert shape(known) == shape(unknown)


def test_answer_does_not_tell_of_somebody_who_left(client_for, bewerker):
    bewerker.is_active = False
    bewerker.save()
    gone, unknown = (
        client_for(gemeente=None).post(LOGIN, {"login": email, "password": "verkeerd"})
        for email in (bewerker.email, UNKNOWN)
    )
    assert shape(gone) == shape(unknown)


def test_unknown_address_costs_as_many_hashes(client_for, bewerker, monkeypatch):
    """Hashing is what takes time here; `make fuzz` measures the rest."""
    hashes = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *args, real=real, name=name: hashes.append(name) or real(*args)
        )
    counts = []
    for email in (bewerker.email, UNKNOWN):
        hashes.clear()
        client_for(gemeente=None).post(LOGIN, {"login": email, "password": "verkeerd"})
        counts.append(len(hashes))
    assert counts == [1, 1]


def test_only_who_has_an_account_gets_a_mail(client_for, bewerker, mailoutbox):
    """Anybody may type the address of anybody; the page says what to do when nothing comes."""
    pages = [
        client_for(gemeente=None).post(RESET, {"email": email}, follow=True) for email in (bewerker.email, UNKNOWN)
    ]
    send_due()
    assert [mail.to for mail in mailoutbox] == [[bewerker.email]]
    assert shape(pages[0]) == shape(pages[1])
    assert "Misschien heeft dit adres geen account" in pages[0].text


def test_nobody_gets_more_than_ten_links_a_day(bewerker, mailoutbox):
    for _ in range(12):
        post_berichten(berichten=[Bericht(soort=Bericht.Soort.WACHTWOORD, address=bewerker.email)])
    send_due()
    assert len(mailoutbox) == 10
