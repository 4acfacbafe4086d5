"""What a mail says, and that no token stands in a row."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Toegang
from berichten.actions import post_berichten, send_due
from berichten.compose import whose
from berichten.models import Bericht

RESET = "/account/password/reset/"
LINK = re.compile(r"https?://\S+/account/password/reset/key/\S+")


def all_text():
    return [(row.subject, row.body) for row in Bericht.objects.all()]


def test_password_reset_is_a_row_without_a_token_and_a_mail_with_one(client_for, bewerker, mailoutbox):
    client_for(None, gemeente=None).post(RESET, {"email": bewerker.email.upper()})
    assert (mailoutbox, all_text()) == ([], [("", "")])
    send_due()
    ((to, link),) = [(mail.to, LINK.search(mail.body)[0]) for mail in mailoutbox]
    assert (to, link.startswith(settings.PUBLIEK_URL), all_text()) == ([bewerker.email], True, [("", "")])


def test_the_link_in_the_mail_lets_choose_a_password(client_for, bewerker, mailoutbox):
    client = client_for(None, gemeente=None)
    client.post(RESET, {"email": bewerker.email})
    send_due()
    path = LINK.search(mailoutbox[0].body)[0].removeprefix(settings.PUBLIEK_URL)
    answer = client.get(path, follow=True)
    words = "een heel ander wachtwoord"
    client.post(answer.redirect_chain[-1][0], {"password1": words, "password2": words})
    bewerker.refresh_from_db()
    assert bewerker.check_password(words)


def test_who_has_no_account_gets_no_mail(client_for, mailoutbox):
    client_for(None, gemeente=None).post(RESET, {"email": "niemand@voorbeeld.example"})
    send_due()
    assert (mailoutbox, [row.staat for row in Bericht.objects.all()]) == ([], ["vervallen"])


def test_the_page_does_the_same_work_whether_or_not_there_is_an_account(client_for, bewerker, captured):
    """Not an answer of the same shape alone: the same statements, so that its time does not tell either."""
    known, unknown = captured(bewerker.email), captured("niemand@voorbeeld.example")
    assert (known, len(known) > 0) == (unknown, True)


@pytest.fixture
def captured(client_for):
    def capture(email):
        client = client_for(None, gemeente=None)
        with CaptureQueriesContext(connection) as queries:
            client.post(RESET, {"email": email})
        plain = [re.sub(r"'[^']*'", "?", query["sql"]).partition("VALUES")[0] for query in queries]
        return [re.sub(r'"s\d+_x\d+"', "savepoint", sql) for sql in plain]

    return capture


@pytest.mark.parametrize("email", ["geen adres", f"{'x' * 250}@voorbeeld.example", "a\x00b@voorbeeld.example", ""])
def test_no_address_is_refused_in_the_form(client_for, email):
    answer = client_for(None, gemeente=None).post(RESET, {"email": email})
    assert (answer.status_code, Bericht.objects.count()) == (200, 0)


def test_notice_of_allauth_is_a_row_in_the_transaction_of_the_change(client_for, bewerker, mailoutbox):
    client = client_for(bewerker, gemeente=None)
    words = "een heel ander wachtwoord"
    bewerker.set_password("zoals het nu is")
    bewerker.save()
    client.force_login(bewerker)
    client.post("/account/password/change/", {"oldpassword": "zoals het nu is", "password1": words, "password2": words})
    assert [(row.soort, row.subject) for row in Bericht.objects.all()] == [
        ("login", "Je wachtwoord voor Kompas is gewijzigd")
    ]
    send_due()
    assert [mail.to for mail in mailoutbox] == [[bewerker.email]]
    assert "IP-adres: 127.0.0.1" in mailoutbox[0].body
    assert all_text() == [("", "")]


@pytest.mark.parametrize("name", ["key", "code", "activate_url", "password_reset_url"])
def test_a_mail_with_a_token_is_not_written_in_a_row(db, name):
    with pytest.raises(ValueError, match="berichten/compose"):
        get_adapter().send_mail("account/email/password_reset_key", "a@voorbeeld.example", {name: "geheim"})
    assert Bericht.objects.count() == 0


def test_a_welcome_has_a_link(bewerker, mailoutbox):
    post_berichten(berichten=[Bericht(soort="toegang", address=bewerker.email)])
    send_due()
    assert (mailoutbox[0].subject, bool(LINK.search(mailoutbox[0].body))) == ("Welkom bij Kompas", True)


def test_a_welcome_to_who_left_meanwhile_is_not_sent(bewerker, mailoutbox):
    post_berichten(berichten=[Bericht(soort="toegang", address=bewerker.email)])
    bewerker.is_active = False
    bewerker.save()
    send_due()
    assert (mailoutbox, Bericht.objects.get().staat) == ([], "vervallen")


def test_whose_is_the_only_gemeente_where_somebody_works(beheerder, stadskanaal, voorbeeldstad):
    Toegang.objects.create(gebruiker=beheerder, functie="indiener", gemeente=stadskanaal)
    assert whose(beheerder.email) == (stadskanaal.pk, "beheerder")
    Toegang.objects.create(gebruiker=beheerder, functie="lezer", gemeente=voorbeeldstad)
    assert (whose(beheerder.email), whose("niemand@voorbeeld.example")) == ((None, ""), (None, ""))
