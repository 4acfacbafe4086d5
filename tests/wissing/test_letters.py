"""Who may confirm a wipe is told by mail; the mail is true when it is sent, and says nothing of the words."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from berichten.actions import send_due
from berichten.models import Bericht
from tests.wissing.planted import WORDS
from wissing.actions import confirm_wissing, request_wissing, withdraw_wissing
from wissing.letters import MAY_CONFIRM
from wissing.models import WAITS, Wissing


@pytest.fixture
def platform(gemeente):
    """What mail is sent as."""

    def send():
        connection.set_schema_to_public()
        count = send_due()
        rows = {row.address: row.staat for row in Bericht.objects.filter(soort="wissing")}
        connection.set_tenant(gemeente)
        return count, rows

    return send


@pytest.fixture
def asked(gemeente, bewerker, lezer, beheerder):
    return request_wissing(words=WORDS, reden="persoon", by=beheerder)


def test_who_may_confirm_gets_a_mail_without_the_words(asked, bewerker, beheerder, gemeente, platform):
    assert platform()[1] == {bewerker.email: "verstuurd"}
    (sent,) = mail.outbox
    assert sent.to == [bewerker.email]
    assert f"/wissen/{asked.pk}/" in sent.body
    assert f"{timezone.localtime(asked.created_at + WAITS):%H:%M}" in sent.body
    assert [word in sent.subject + sent.body for word in (WORDS, beheerder.email, str(beheerder))] == [False] * 3


def test_functies_that_may_confirm_are_those_that_edit():
    assert MAY_CONFIRM == ("bewerker", "beheerder")


@pytest.mark.parametrize("what", ["withdrawn", "confirmed", "expired", "access ended", "inactive"])
def test_no_mail_is_sent_that_is_not_true_any_more(asked, bewerker, gemeente, platform, what):
    if what == "withdrawn":
        withdraw_wissing(wissing=asked)
    elif what == "confirmed":
        confirm_wissing(wissing=asked, gemeente=gemeente, by=bewerker)
    elif what == "expired":
        Wissing.objects.update(created_at=timezone.now() - WAITS - timedelta(hours=1))
    connection.set_schema_to_public()
    if what == "access ended":
        Toegang.objects.filter(gebruiker=bewerker).update(valid_until=timezone.localdate() - timedelta(days=1))
    elif what == "inactive":
        Gebruiker.objects.filter(pk=bewerker.pk).update(is_active=False)
    connection.set_tenant(gemeente)
    assert (platform()[1], mail.outbox) == ({bewerker.email: "vervallen"}, [])


def test_a_request_is_told_once_and_only_to_colleagues_of_now(asked, bewerker, gemeente, buitenstaander, platform):
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute("SELECT public.wissing_tell(%s, %s, %s)", [asked.pk, ["lezer"], timezone.localdate()])
            assert cursor.fetchone() == (0,)
    assert platform()[1] == {bewerker.email: "verstuurd"}


def test_nobody_is_told_of_a_request_that_is_not_there(gemeente, bewerker):
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.wissing_tell(%s, %s, %s)", [gemeente.pk, ["bewerker"], timezone.localdate()])
        assert cursor.fetchone() == (0,)
