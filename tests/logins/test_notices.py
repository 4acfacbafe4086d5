"""What a person is mailed about: what is new to her, once."""

import os
from datetime import timedelta

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import connection
from django.utils import timezone

from accounts.models import Gebruiker
from berichten.actions import send_due
from berichten.models import Bericht
from logins.actions import LOCK, MOST_NOTICES, lock_of
from tests.logins.conftest import SAFARI

WRONG = "helemaal-verkeerd-1"
NIEUW, VAAK = "Ingelogd op een nieuwe plek", "Inloggen met jouw adres ging vaak mis"


def mails():
    return list(Bericht.objects.order_by("queued_at").values_list("address", "subject"))


@pytest.fixture
def known(visitor, bewerker):
    """Who logged in once before, from one place."""
    visitor().log_in(bewerker)
    return bewerker


def test_the_first_login_of_all_is_no_news(known):
    assert mails() == []


def test_the_same_place_again_is_no_news(visitor, known):
    visitor("198.51.100.99").log_in(known)
    assert mails() == []


@pytest.mark.parametrize("place", [("203.0.113.1",), ("198.51.100.17", SAFARI)])
def test_another_network_or_device_is_told_of_once(visitor, known, place):
    visitor(*place).log_in(known)
    visitor(*place).log_in(known)
    assert mails() == [(known.email, NIEUW)]


def test_who_stayed_away_for_long_is_told_too(visitor, bewerker):
    """After 90 days nothing is left of where she was before."""
    Gebruiker.objects.filter(pk=bewerker.pk).update(last_login=timezone.now() - timedelta(days=100))
    visitor().log_in(bewerker)
    assert mails() == [(bewerker.email, NIEUW)]


def test_ever_other_places_do_not_fill_a_mailbox(visitor, known):
    for number in range(MOST_NOTICES + 3):
        visitor(f"203.0.{number}.1").log_in(known)
    assert mails() == [(known.email, NIEUW)] * MOST_NOTICES


def test_many_failures_are_told_of_once(visitor, known):
    for number in range(12):
        visitor(f"203.0.{number}.1").try_password(known.email, WRONG)
    assert mails() == [(known.email, VAAK)]


def test_failures_of_one_person_are_counted_one_at_a_time(visitor, known, beheerder):
    """Many at once would each see too few, or each be the fifth."""
    client = visitor()
    client.raise_request_exception = False
    with psycopg.connect(os.environ["DATABASE_URL"]) as other, connection.cursor() as cursor:
        other.execute(LOCK, lock_of(known.email))
        cursor.execute("SET LOCAL lock_timeout = '200ms'")
        waits, goes_on = (client.try_password(each.email, WRONG).status_code for each in (known, beheerder))
    assert (waits, goes_on) == (503, 200)


def test_some_failures_are_not_told_of(visitor, known):
    for _ in range(4):
        visitor().try_password(known.email, WRONG)
    assert mails() == []


def test_nobody_is_mailed_about_an_unknown_address(visitor, known):
    for _ in range(6):
        visitor().try_password("niemand@voorbeeld.example", WRONG)
    assert mails() == []


def test_a_recovery_code_is_told_of(visitor, beheerder):
    client = visitor()
    step = client.try_password(beheerder.email)["Location"]
    codes = Authenticator.objects.get(user=beheerder, type=Authenticator.Type.RECOVERY_CODES)
    client.post(step, {"code": RecoveryCodes(codes).get_unused_codes()[0]})
    assert mails() == [(beheerder.email, "Er is een herstelcode gebruikt")]


def test_the_mail_says_where_and_with_what_in_words(visitor, known, mailoutbox):
    visitor("203.0.113.1", SAFARI).log_in(known)
    send_due()
    (mail,) = mailoutbox
    lines = mail.body.splitlines()
    assert (mail.to, "Apparaat: Safari op een iPhone" in lines, "Netwerk: 203.0.113.0/24" in lines) == (
        [known.email],
        True,
        True,
    )
    assert "203.0.113.1" not in mail.body
