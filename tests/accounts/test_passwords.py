"""Passwords are refused that a stranger guesses first, wherever one is chosen."""

import secrets
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.actions import password_link
from accounts.passwords import GUESSABLE
from demo.known import PASSWORD
from tenants.models import Gemeente
from tests.pages import shown

GUESSES = """
    wachtwoord12 Welkom2026!! Stadskanaal2026 Zomer2026!!! W@chtw00rd2026 We1k0m2026!! 2026Stadskanaal! Urk2026!!!!!!
    Welkom-Stadskanaal-2026 Maandag01122026 's-Hertogenbosch1 sHertogenbosch1 DenHaag123456! Súdwest-Fryslân1
    Groningen-Drenthe Zuid-Holland-26 Herfst&Winter25 Mei-Juni-2026!! Kompas2026!!! Gemeente#0037! mijnwachtwoord1
    qwertyuiop9876 1qaz!2wsx!3edc Azerty123456! Sunshine2026!! P@ssw0rd123456 5tadskanaal2026 0ktober2026!!
    Oktober!Oktober @dministrator12
    welkom01welkom01 Hoi123456789012 Ede-Urk-Oss-2026 aaaaaaaaaaaaaaa 064182905731826 Voorbeeldstad123
"""
REFUSED = GUESSES.split()
ACCEPTED = [
    "paard batterij nietje correct",
    "vier-losse-fietsbellen",
    "Wij fietsen elke zomer naar Drenthe",
    "Mijn hond heet Boris en blaft",
    "vrijdagmiddagborrelhapjes",
    "7$k9!2#8@x4%1q&",
    "tEbo4-ruVi9-kaLum",
]


def said_of(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_is_guessed_first_is_refused(db, password):
    assert said_of(password) == [GUESSABLE]


@pytest.mark.parametrize("password", ["Welkom2026!", "Zomer2026!!"])
def test_a_short_one_hears_both(db, password):
    assert [said.partition(".")[0] for said in said_of(password)] == [
        "Dit wachtwoord is te kort",
        "Dit wachtwoord is makkelijk te raden",
    ]


@pytest.mark.parametrize("password", ACCEPTED)
def test_a_sentence_of_ones_own_is_accepted(db, password):
    assert said_of(password) == []


def test_what_a_password_manager_makes_is_accepted(db):
    assert [said for _ in range(50) for said in said_of(secrets.token_urlsafe(12))] == []


def test_a_gemeente_that_is_new_counts_too(db):
    assert said_of("Kwakkelveen2030") == []
    Gemeente.objects.filter(slug="groningen").update(naam="Kwakkelveen")
    assert said_of("Kwakkelveen2030") == [GUESSABLE]


def test_the_form_to_change_it_refuses(client_for, bewerker):
    client = client_for(bewerker, gemeente=None)
    data = {"oldpassword": PASSWORD, "password1": "Zomer2026!!!", "password2": "Zomer2026!!!"}
    assert GUESSABLE in shown(client.post("/account/password/change/", data))
    bewerker.refresh_from_db()
    assert bewerker.check_password(PASSWORD)


def test_the_form_after_an_invitation_or_a_lost_one_refuses(client_for, bewerker):
    client = client_for(None, gemeente=None)
    page = client.get(password_link(bewerker).removeprefix(settings.PUBLIEK_URL), follow=True)
    answer = client.post(page.redirect_chain[-1][0], {"password1": "Welkom2026!!!", "password2": "Welkom2026!!!"})
    assert GUESSABLE in shown(answer)
    bewerker.refresh_from_db()
    assert bewerker.check_password(PASSWORD)


def test_no_code_of_ours_sets_one_past_those_forms():
    """But for the manager, who makes people for tests and the demo."""
    apps = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")} - {"tests", "demo", "benchmarks"}
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in apps
        for path in Path(settings.BASE_DIR / app).rglob("*.py")
        if ".set_password(" in path.read_text(encoding="utf-8")
    }
    assert found == {"accounts/models.py"}
