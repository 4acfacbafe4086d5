"""What a claim of a provider gives: per gemeente, regio or organisatie that accepted it a functie for each value.

It lasts a month from each login and ends at the first login without the claim, so that who was put out of a group keeps
nothing for long, also when she never comes in that way again.
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from inlogdiensten.failures import InlogFout
from inlogdiensten.models import Aanvaarding, Inlogdienst, Verlening
from inlogdiensten.tokens import values_of

LASTS = timedelta(days=30)
NAAM_MAX = 80


class AddressTaken(InlogFout):
    text = (
        "Er is al een account met jouw e-mailadres. Kompas koppelt nooit op een e-mailadres. Log in met je wachtwoord"
        " en koppel daarna je werkaccount, of vraag de beheerder om een uitnodiging."
    )


class NoAddress(InlogFout):
    text = "De inlogdienst gaf je e-mailadres niet door. Vraag de beheerder om een uitnodiging."


def wanted(claims: dict[str, Any], inlogdienst: Inlogdienst) -> dict[Aanvaarding, set[str]]:
    """By who accepted the provider, which functies the claim gives that it looks at; nothing where it looks at none."""
    found = Aanvaarding.objects.open().filter(inlogdienst=inlogdienst).select_related("gemeente", "regio")
    return {
        each: {each.functies[value] for value in values_of(claims, each.claim) & each.functies.keys()}
        for each in found
        if each.gemeente is None or each.gemeente.has_agreement
    }


def gebruiker_from(claims: dict[str, Any], inlogdienst: Inlogdienst) -> Gebruiker | None:
    """A new account for who is in no group of ours: None. Raises AddressTaken: an account is never found by address."""
    if not any(wanted(claims, inlogdienst).values()):
        return None
    email = str(claims.get("email") or "").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise NoAddress from None
    if Gebruiker.objects.filter(email=email).exists():
        raise AddressTaken
    naam = str(claims.get("name") or "").strip()[:NAAM_MAX] or email.partition("@")[0][:NAAM_MAX]
    gebruiker = Gebruiker.objects.create_user(email, naam)
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    return gebruiker


def apply_claims(gebruiker: Gebruiker, claims: dict[str, Any], inlogdienst: Inlogdienst) -> None:
    """Give and take what the claims say; what somebody was invited for is left as it is. In a transaction."""
    today = timezone.localdate()
    for aanvaarding, functies in wanted(claims, inlogdienst).items():
        given = Verlening.objects.filter(aanvaarding=aanvaarding, toegang__gebruiker=gebruiker)
        rows = {row.toegang.functie: row for row in given.select_related("toegang")}
        for functie, row in rows.items():
            last = today + LASTS if functie in functies else today - timedelta(days=1)
            Toegang.objects.filter(pk=row.toegang_id).update(valid_until=last)
            if functie not in functies:
                row.delete()
        for functie in functies - rows.keys():
            give(gebruiker, functie, aanvaarding)


def give(gebruiker: Gebruiker, functie: str, aanvaarding: Aanvaarding) -> None:
    scope = {"functie": functie, **aanvaarding.scope}
    if Toegang.objects.today().filter(gebruiker=gebruiker, **scope).exists():
        return
    toegang = Toegang.objects.create(gebruiker=gebruiker, valid_until=timezone.localdate() + LASTS, **scope)
    Verlening.objects.create(toegang=toegang, aanvaarding=aanvaarding)
