"""Inviting and accepting, as the platform does it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.uitnodiging_actions import (
    UitnodigingFout,
    accept_uitnodiging,
    invite,
    resend_uitnodiging,
    token_of,
    uitnodiging_of,
    withdraw_uitnodiging,
)
from berichten.models import Bericht
from tenants.models import Regio

NEW = "nieuw@stadskanaal.example"
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def uitnodiging(stadskanaal, beheerder):
    return invite(email=NEW, functies=["bewerker", "indiener"], by=beheerder.pk, gemeente=stadskanaal, until=TOMORROW)


def toegang_of(gebruiker):
    return sorted(Toegang.objects.today().filter(gebruiker=gebruiker).values_list("functie", "valid_until"))


def test_invite_keeps_no_secret_and_has_a_mail_go_to_the_address(uitnodiging, stadskanaal):
    mail = Bericht.objects.get(about=uitnodiging.pk)
    assert (mail.soort, mail.address, mail.gemeente, mail.body) == ("uitgenodigd", NEW, stadskanaal, "")
    assert (uitnodiging.sha256, uitnodiging.staat) == (None, "wacht")


def test_invite_once_more_withdraws_the_one_before(uitnodiging, stadskanaal, beheerder):
    invite(email=NEW.upper(), functies=["lezer"], by=beheerder.pk, gemeente=stadskanaal)
    found = [(each.functies, each.staat) for each in Uitnodiging.objects.order_by("created_at")]
    assert found == [(["bewerker", "indiener"], "ingetrokken"), (["lezer"], "wacht")]


@pytest.mark.parametrize(("email", "functies"), [("geen adres", ["lezer"]), (NEW, ["redacteur"]), (NEW, [])])
def test_invite_refuses_what_is_none_and_makes_nothing(stadskanaal, email, functies):
    with pytest.raises(ValidationError):
        invite(email=email, functies=functies, by=None, gemeente=stadskanaal)
    assert (Uitnodiging.objects.count(), Bericht.objects.filter(soort="uitgenodigd").count()) == (0, 0)


def test_nobody_of_a_gemeente_gets_an_account_before_her_agreement_is_noted(stadskanaal, beheerder):
    stadskanaal.herkomst = ""
    with pytest.raises(UitnodigingFout, match="nog geen verwerkersovereenkomst"):
        invite(email=NEW, functies=["lezer"], by=beheerder.pk, gemeente=stadskanaal)
    stadskanaal.verwerkersovereenkomst_on = timezone.localdate()
    assert invite(email=NEW, functies=["lezer"], by=beheerder.pk, gemeente=stadskanaal).staat == "wacht"


def test_accept_makes_the_account_and_gives_what_was_promised(uitnodiging):
    gebruiker = accept_uitnodiging(uitnodiging=uitnodiging, naam="Nieuwe collega", password="vier losse woorden hier")
    assert (gebruiker.email, gebruiker.naam) == (NEW, "Nieuwe collega")
    assert toegang_of(gebruiker) == [("bewerker", TOMORROW), ("indiener", TOMORROW)]
    found = Uitnodiging.objects.get()
    assert (found.staat, found.accepted_by) == ("aangenomen", gebruiker.pk)


def test_accept_without_a_password_leaves_only_what_the_caller_binds(uitnodiging):
    assert accept_uitnodiging(uitnodiging=uitnodiging, naam="Nieuwe collega").has_usable_password() is False


def test_accept_never_takes_an_account_by_its_address(stadskanaal, lezer):
    uitnodiging = invite(email=lezer.email, functies=["bewerker"], by=None, gemeente=stadskanaal)
    with pytest.raises(UitnodigingFout, match="Er is al een account"):
        accept_uitnodiging(uitnodiging=uitnodiging, naam="Iemand anders", password="vier losse woorden hier")
    assert (toegang_of(lezer), Uitnodiging.objects.get().staat) == ([("lezer", None)], "wacht")


def test_nobody_lets_herself_in(stadskanaal, buitenstaander):
    """Such as an operator, who may invite a beheerder anywhere."""
    uitnodiging = invite(email=buitenstaander.email, functies=["beheerder"], by=buitenstaander.pk, gemeente=stadskanaal)
    with pytest.raises(UitnodigingFout, match="Je verstuurde deze uitnodiging zelf"):
        accept_uitnodiging(uitnodiging=uitnodiging, gebruiker=buitenstaander)
    assert (stadskanaal.pk in buitenstaander.toegang_set.values_list("gemeente", flat=True)) is False
    assert Uitnodiging.objects.get().staat == "wacht"


def test_accept_with_another_account_tells_the_address_that_was_invited(uitnodiging, buitenstaander, stadskanaal):
    accept_uitnodiging(uitnodiging=uitnodiging, gebruiker=buitenstaander)
    held = Toegang.objects.filter(gebruiker=buitenstaander, gemeente=stadskanaal).values_list("functie", flat=True)
    told = Bericht.objects.get(soort="login")
    assert (sorted(held), told.address) == (["bewerker", "indiener"], NEW)
    assert buitenstaander.email not in told.body


def test_accept_moves_the_end_of_what_somebody_held_already(stadskanaal, lezer):
    uitnodiging = invite(email=lezer.email, functies=["lezer"], by=None, gemeente=stadskanaal, until=TOMORROW)
    accept_uitnodiging(uitnodiging=uitnodiging, gebruiker=lezer)
    assert toegang_of(lezer) == [("lezer", TOMORROW)]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "verlopen"),
        ({"withdrawn_at": timezone.now()}, "ingetrokken"),
        ({"accepted_at": timezone.now()}, "al aangenomen"),
        ({"toegang_until": date(2026, 1, 1)}, "al voorbij"),
    ],
)
def test_accept_refuses_what_does_not_hold(uitnodiging, change, why):
    Uitnodiging.objects.update(**change)
    with pytest.raises(UitnodigingFout, match=why):
        accept_uitnodiging(uitnodiging=uitnodiging, naam="Nieuwe collega")
    assert Gebruiker.objects.filter(email=NEW).exists() is False


def test_accept_for_a_regio_and_for_an_organisatie(db):
    regio = Regio.objects.get(soort="provincie", code="PV20")
    first = invite(email="a@b.example", functies=["ketenregisseur"], by=None, regio=regio)
    second = invite(email="a@b.example", functies=["redacteur", "ciso"], by=None, organisatie="comensha")
    gebruiker = accept_uitnodiging(uitnodiging=first, naam="Collega")
    accept_uitnodiging(uitnodiging=second, gebruiker=gebruiker)
    assert [each[0] for each in toegang_of(gebruiker)] == ["ciso", "ketenregisseur", "redacteur"]
    assert [first.where, second.where] == ["Provincie Groningen", "CoMensha"]


def test_resend_lengthens_and_mails_the_same_link(uitnodiging):
    token = token_of(uitnodiging)
    Uitnodiging.objects.update(expires_at=timezone.now())
    assert resend_uitnodiging(uitnodiging=uitnodiging) is True
    found = uitnodiging_of(token)
    assert (found.staat, (found.expires_at - timezone.now()).days) == ("wacht", 13)
    assert (token_of(found), Bericht.objects.filter(about=found.pk).count()) == (token, 2)


def test_withdraw_ends_the_link_and_cannot_be_done_twice(uitnodiging, beheerder):
    assert withdraw_uitnodiging(uitnodiging=uitnodiging, by=beheerder.pk) is True
    assert withdraw_uitnodiging(uitnodiging=uitnodiging, by=beheerder.pk) is False
    assert resend_uitnodiging(uitnodiging=uitnodiging) is False
