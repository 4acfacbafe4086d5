"""What a claim of a provider gives: per gemeente, regio or organisatie that accepted it a functie for each value.

It lasts a month from each login and ends at the first login without the claim, so who was put out of a group keeps
nothing for long, also when she never comes in that way again. What a beheerder ended, now or after a day, no login
gives back or lengthens: only a person opens it again.
"""

from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.models import NAAM_MAX, Gebruiker, Toegang
from inlogdiensten.failures import InlogFout
from inlogdiensten.models import Aanvaarding, Inlogdienst, Verlening
from inlogdiensten.tokens import values_of
from saving.fields import clean_text

LASTS = timedelta(days=30)
NOWHERE = "werkaccount.invalid"  # no mail goes there (berichten/compose.py)


class AddressTaken(InlogFout):
    text = (
        "Er is al een account met jouw e-mailadres. Kompas koppelt nooit op een e-mailadres. Log in met je wachtwoord"
        " en koppel daarna je werkaccount. Weet je het niet meer? Kies op de loginpagina ‘Wachtwoord vergeten’."
    )


class NameTaken(InlogFout):
    text = (
        "Een ander werkaccount met jouw e-mailadres heeft hier al een account. Vraag een beheerder om een uitnodiging"
        " op dat adres, en neem haar aan met je werkaccount."
    )


class NoAddress(InlogFout):
    text = "De inlogdienst gaf je e-mailadres niet door. Vraag een beheerder om een uitnodiging."


def wanted(claims: dict[str, Any], inlogdienst: Inlogdienst) -> dict[Aanvaarding, set[str]]:
    """By who accepted the provider, which functies the claim gives that it looks at; nothing where it looks at none."""
    found = Aanvaarding.objects.open().filter(inlogdienst=inlogdienst).select_related("gemeente", "regio")
    return {
        each: {each.functies[value] for value in values_of(claims, each.claim) & each.functies.keys()}
        for each in found
        if each.gemeente is None or each.gemeente.has_agreement
    }


def gebruiker_from(claims: dict[str, Any], inlogdienst: Inlogdienst) -> Gebruiker | None:
    """A new account; None for who is in no group of ours. Her address is kept apart until she proves that she reads the
    mail there (accepting an invitation does): a provider may name that of anybody, who would then find it taken, and
    whose mail would lead to this account.

    Raises AddressTaken or NameTaken: an account is never found by address.
    """
    places = [aanvaarding.scope for aanvaarding, functies in wanted(claims, inlogdienst).items() if functies]
    if not places:
        return None
    email = str(claims.get("email") or "").strip().lower()
    try:
        validate_email(email)
        Gebruiker._meta.get_field("email").run_validators(email)
    except ValidationError:
        raise NoAddress from None
    known = [Toegang.objects.filter(gebruiker__claimed_email=email, **scope).exists() for scope in places]
    if Gebruiker.objects.filter(email=email).exists():
        raise AddressTaken
    if any(known):
        raise NameTaken
    naam = naam_from(claims) or email.partition("@")[0][:NAAM_MAX]
    gebruiker = Gebruiker(naam=naam, claimed_email=email)
    gebruiker.email = f"{gebruiker.pk}@{NOWHERE}"
    gebruiker.set_unusable_password()
    gebruiker.save()
    EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
    return gebruiker


def naam_from(claims: dict[str, Any]) -> str:
    """On one line, without what nobody can see."""
    said = str(claims.get("name") or "").encode(errors="ignore").decode()
    return " ".join(clean_text(said).replace("\x00", "").split())[:NAAM_MAX]


def apply_claims(gebruiker: Gebruiker, claims: dict[str, Any], inlogdienst: Inlogdienst) -> None:
    """Give and take what the claims say; what somebody was invited for, or a beheerder ended or changed, is left as it
    is. In a transaction."""
    for aanvaarding, functies in wanted(claims, inlogdienst).items():
        given = Verlening.objects.filter(aanvaarding=aanvaarding, toegang__gebruiker=gebruiker)
        rows = {row.toegang.functie: row for row in given.select_related("toegang").order_by("toegang__created_at")}
        may = functies - closed(gebruiker, functies, aanvaarding)
        for functie, row in rows.items():
            if row.toegang.valid_until == row.until and (functie in may or functie not in functies):
                follow(row, stays=functie in may)
        for functie in may - rows.keys():
            give(gebruiker, functie, aanvaarding)


def closed(gebruiker: Gebruiker, functies: set[str], aanvaarding: Aanvaarding) -> set[str]:
    """Those that no claim gives or lengthens here, because a person said that they end: each that was ended last, and
    all when everything was. An invitation, or a beheerder who takes the end away, opens them again."""
    held = list(Toegang.objects.filter(gebruiker=gebruiker, **aanvaarding.scope).order_by("created_at"))
    newest = {row.functie: row for row in held}
    today = timezone.localdate()
    running = [row for row in held if row.valid_until is None or row.valid_until >= today]
    if running:
        everything = all(row.ended_by for row in running)
    else:
        last = max((row.valid_until or date.max for row in held), default=None)
        everything = any(row.ended_by for row in held if row.valid_until == last)
    return functies if everything else {functie for functie, row in newest.items() if row.ended_by}


def follow(verlening: Verlening, *, stays: bool) -> None:
    today = timezone.localdate()
    last = today + LASTS if stays else today - timedelta(days=1)
    Toegang.objects.filter(pk=verlening.toegang_id).update(valid_until=last)
    if stays:
        Verlening.objects.filter(pk=verlening.pk).update(until=last)
    else:
        verlening.delete()


def give(gebruiker: Gebruiker, functie: str, aanvaarding: Aanvaarding) -> None:
    scope = {"functie": functie, **aanvaarding.scope}
    if Toegang.objects.today().filter(gebruiker=gebruiker, **scope).exists():
        return
    until = timezone.localdate() + LASTS
    toegang = Toegang.objects.create(gebruiker=gebruiker, valid_until=until, **scope)
    Verlening.objects.create(toegang=toegang, aanvaarding=aanvaarding, until=until)
