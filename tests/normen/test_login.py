"""Guessing: how often it may be tried, and that no answer tells who has an account."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.sentences import LATER
from berichten.actions import send_due
from demo.known import PASSWORD
from tests.conftest import HostClient
from tests.totp import code_of

LOGIN, RESET = "/account/login/", "/account/password/reset/"
UNKNOWN = "niemand@voorbeeld.example"


def attempt(address, email, password, **headers):
    """From a browser and an address of its own."""
    client = HostClient()
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address, headers=headers)


def test_sixth_failed_login_is_refused_wherever_it_comes_from(bewerker):
    for number in range(5):
        attempt(f"198.51.100.{number}", bewerker.email, "verkeerd")
    answer = attempt("203.0.113.1", bewerker.email.upper(), PASSWORD)
    assert (answer.status_code, settings.SESSION_COOKIE_NAME in answer.cookies) == (200, False)


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


def test_both_addresses_get_a_mail(client_for, bewerker, mailoutbox):
    for email in (bewerker.email, UNKNOWN):
        client_for(gemeente=None).post(RESET, {"email": email})
    send_due()
    assert [mail.to for mail in mailoutbox] == [[bewerker.email], [UNKNOWN]]
