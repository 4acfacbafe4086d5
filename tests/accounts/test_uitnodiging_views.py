"""From the mail to working, in the browser of somebody without an account, with one, and with another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_actions import invite, token_of
from berichten.actions import send_due

NEW = "nieuw@stadskanaal.example"
FORM = {"naam": "Nieuwe collega", "password1": "vier losse woorden hier", "password2": "vier losse woorden hier"}


@pytest.fixture
def visitor(client_for):
    return client_for(gemeente=None)


@pytest.fixture
def uitnodiging(stadskanaal, beheerder):
    return invite(email=NEW, functies=["bewerker"], by=beheerder.pk, gemeente=stadskanaal, note="Welkom in het team")


@pytest.fixture
def path(uitnodiging):
    return f"/uitnodiging/{token_of(uitnodiging)}/"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_the_mail_says_who_invites_for_what_and_has_the_link(uitnodiging, mailoutbox, beheerder):
    send_due()
    (mail,) = mailoutbox
    link = re.search(r"/uitnodiging/(\w+)/", mail.body)
    assert (mail.to, mail.subject) == ([NEW], "Uitnodiging om met Kompas te werken voor Stadskanaal")
    assert f"{beheerder.naam} nodigt je uit om met Kompas te werken voor Stadskanaal, als bewerker." in mail.body
    assert "Welkom in het team" in mail.body
    assert link[1] == token_of(uitnodiging)


def test_a_mail_of_an_invitation_that_was_withdrawn_is_not_sent(uitnodiging, mailoutbox):
    Uitnodiging.objects.update(withdrawn_at=timezone.now())
    send_due()
    assert mailoutbox == []


def test_a_get_shows_and_does_nothing(visitor, path):
    assert visitor.get(path).status_code == 200
    assert (Uitnodiging.objects.get().staat, Gebruiker.objects.filter(email=NEW).exists()) == ("wacht", False)


def test_accepting_logs_in_and_leads_to_the_second_step_and_nowhere_before(visitor, path, client_for):
    response = visitor.post(path, FORM)
    assert (response.status_code, response["Location"]) == (302, "/account/2fa/")
    page = visitor.get(response["Location"])
    assert "Zet je tweede stap klaar" in text_of(page)
    inside = client_for()
    inside.cookies = visitor.cookies
    assert inside.get("/")["Location"].endswith("/account/2fa/")
    assert Gebruiker.objects.get(email=NEW).naam == "Nieuwe collega"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"naam": ""}, "Vul je naam in."),
        ({"password2": "iets heel anders dan dat"}, "De twee wachtwoorden zijn niet hetzelfde."),
        ({"password1": "kort", "password2": "kort"}, "Dit wachtwoord is te kort."),
        ({"password1": "Nieuwe collega", "password2": "Nieuwe collega"}, "lijkt op je naam"),
    ],
)
def test_accepting_says_in_dutch_what_is_wrong_and_keeps_the_name(visitor, path, change, said):
    response = visitor.post(path, {**FORM, **change})
    assert (response.status_code, said in text_of(response)) == (422, True)
    assert f'value="{ {**FORM, **change}["naam"] }"'.replace(' "', '"') in response.content.decode() or not change.get(
        "naam", True
    )
    assert Gebruiker.objects.filter(email=NEW).exists() is False


def test_who_has_an_account_is_asked_to_log_in_and_comes_back(visitor, stadskanaal, buitenstaander):
    uitnodiging = invite(email=buitenstaander.email, functies=["lezer"], by=None, gemeente=stadskanaal)
    path = f"/uitnodiging/{token_of(uitnodiging)}/"
    page = visitor.post(path, FORM)
    assert f'href="/account/login/?next={path.replace("/", "%2F")}"' in page.content.decode()
    assert Uitnodiging.objects.get().staat == "wacht"
    visitor.force_login(buitenstaander)
    response = visitor.post(path)
    assert (response["Location"], Uitnodiging.objects.get().staat) == ("/start/?verder", "aangenomen")
    assert Toegang.objects.filter(gebruiker=buitenstaander, gemeente=stadskanaal).get().functie == "lezer"


def test_who_is_logged_in_under_another_address_accepts_knowingly(visitor, path, buitenstaander, stadskanaal):
    visitor.force_login(buitenstaander)
    held = Toegang.objects.filter(gebruiker=buitenstaander, gemeente=stadskanaal)
    refused = visitor.post(path)
    assert (refused.status_code, held.count()) == (422, 0)
    assert "Vink aan dat je dit account wilt gebruiken" in text_of(refused)
    visitor.post(path, {"akkoord": "on"})
    assert held.get().functie == "bewerker"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Deze uitnodiging is verlopen"),
        ({"withdrawn_at": timezone.now()}, "Deze uitnodiging is ingetrokken"),
        ({"accepted_at": timezone.now()}, "Deze uitnodiging is al aangenomen"),
        ({"sha256": "0" * 64}, "Kompas kent deze link niet"),
    ],
)
def test_what_does_not_hold_says_why_and_gives_nothing(visitor, path, change, said):
    Uitnodiging.objects.update(**change)
    for response in (visitor.get(path), visitor.post(path, FORM)):
        assert (response.status_code, said in text_of(response)) == (404, True)
        has_way_in = '<a href="/account/login/">inloggen</a>' in response.content.decode()
        assert has_way_in == ("sha256" not in change)
    assert Gebruiker.objects.filter(email=NEW).exists() is False


def test_who_accepted_before_is_led_on(visitor, path, buitenstaander):
    visitor.force_login(buitenstaander)
    visitor.post(path, {"akkoord": "on"})
    page = visitor.get(path)
    assert (page.status_code, "Je hebt haar al aangenomen." in text_of(page)) == (404, True)
    assert 'href="http://stadskanaal.' in page.content.decode()


def test_the_name_that_whoever_invited_gave_stands_there_to_be_changed(visitor, stadskanaal, beheerder):
    named = invite(email=NEW, naam="Sanne", functies=["beheerder"], by=beheerder.pk, gemeente=stadskanaal)
    assert visitor.get(f"/uitnodiging/{token_of(named)}/").context["form"]["naam"].value() == "Sanne"
