"""Somebody comes back from a provider that says who she is: whose account that is, and what she may do with it.

An account belongs to an issuer and its `sub`. It is bound by accepting an invitation, or by somebody who is logged in
with Kompas itself; never because an address is the same.
"""

from enum import StrEnum
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect

from accounts.models import Gebruiker
from accounts.sessions import INLOGDIENST, SECOND_STEP
from accounts.uitnodiging_actions import UitnodigingFout, accept_uitnodiging, uitnodiging_of
from inlogdiensten.failures import InlogFout, Untrusted
from inlogdiensten.mapping import apply_claims, gebruiker_from, naam_from
from inlogdiensten.models import Aanvaarding, Inlogdienst
from inlogdiensten.tokens import has_second_step


class Doel(StrEnum):
    INLOGGEN = "inloggen"
    KOPPELEN = "koppelen"
    AANNEMEN = "aannemen"


class Unknown(InlogFout):
    text = (
        "Je werkaccount is nog niet gekoppeld aan Kompas. Vraag de beheerder van je gemeente of organisatie om een"
        " uitnodiging. Heb je al een account? Log dan in met je wachtwoord en koppel daarna je werkaccount."
    )


class Taken(InlogFout):
    text = "Dit werkaccount hoort al bij een ander account in Kompas."


class NotYours(InlogFout):
    text = "Je bent niet meer ingelogd zoals toen je begon. Log in met je wachtwoord en begin opnieuw."


class Gone(InlogFout):
    text = "Dit account in Kompas is gestopt. Vraag de beheerder van je gemeente of organisatie om een uitnodiging."


class NotInvited(InlogFout):
    text = "Met dit werkaccount kun je deze uitnodiging niet aannemen."


def arrive(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Raises InlogFout; else the login goes on as `sociallogin.user`, and the session will say how she came."""
    data: dict[str, Any] = sociallogin.state.get("data") or {}
    inlogdienst: Inlogdienst = sociallogin.provider.inlogdienst
    if data.get(INLOGDIENST) != str(inlogdienst.pk):
        raise Untrusted("Dit antwoord hoort bij een andere inlogdienst (state).")
    came = {INLOGDIENST: str(inlogdienst.pk), SECOND_STEP: has_second_step(sociallogin.claims, inlogdienst)}
    sociallogin.state["came"] = came
    request.following = sociallogin.state.get("next", "")  # type: ignore[attr-defined]  # for logins
    if data.get("doel") == Doel.KOPPELEN:
        connect(request, sociallogin, data)
    if data.get("doel") == Doel.AANNEMEN:
        accept(sociallogin, inlogdienst, token=str(data.get("token")))
    identify(sociallogin, inlogdienst)


def identify(sociallogin: SocialLogin, inlogdienst: Inlogdienst) -> None:
    """Whose identity it is; of who has none, a claim may say what she comes to do."""
    claims = sociallogin.claims
    with transaction.atomic():
        if not sociallogin.is_existing:
            gebruiker = gebruiker_from(claims, inlogdienst)
            if gebruiker is None:
                raise Unknown
            bind(sociallogin, gebruiker)
        if not sociallogin.user.is_active:
            raise Gone
        apply_claims(sociallogin.user, claims, inlogdienst)


def accept(sociallogin: SocialLogin, inlogdienst: Inlogdienst, *, token: str) -> None:
    """The invitation proves that she reads the mail, her provider who she is: with both, a new account is hers. One
    that has the invited address already is not: in that she logs in first."""
    uitnodiging = uitnodiging_of(token)
    if (
        uitnodiging is None
        or not Aanvaarding.objects.open().filter(inlogdienst=inlogdienst, **uitnodiging.scope).exists()
    ):
        raise NotInvited
    known = sociallogin.user if sociallogin.is_existing else None
    try:
        with transaction.atomic():
            naam = naam_from(sociallogin.claims)
            gebruiker = accept_uitnodiging(uitnodiging=uitnodiging, gebruiker=known, naam=naam)
            if known is None:
                bind(sociallogin, gebruiker)
    except UitnodigingFout as fout:
        raise NotInvited(text=str(fout)) from None


def connect(request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> None:
    """Bind to who is logged in with Kompas itself, and stay logged in as such."""
    user = request.user
    own = user.is_authenticated and INLOGDIENST not in request.session and data.get("gebruiker") == str(user.pk)
    if not own:
        raise NotYours
    if not sociallogin.is_existing:
        context = {"naam": sociallogin.provider.inlogdienst.naam}
        with transaction.atomic():
            bind(sociallogin, user)
            get_adapter(request).send_notification_mail("accounts/email/werkaccount_gekoppeld", user, context)
    elif sociallogin.user != user:
        raise Taken
    messages.success(request, "Je werkaccount is gekoppeld. Voortaan kun je daarmee inloggen.")
    raise ImmediateHttpResponse(redirect("werkaccount_list"))


def bind(sociallogin: SocialLogin, gebruiker: Any) -> None:
    account: SocialAccount = sociallogin.account
    account.user = gebruiker
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # by somebody else, a moment ago
        raise Taken from None
    sociallogin.user = gebruiker


def bound(gebruiker: Gebruiker) -> list[SocialAccount]:
    """The identities with which this person can come in."""
    return list(SocialAccount.objects.filter(user=gebruiker).order_by("pk"))
