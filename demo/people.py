"""Who can log in to the demo. People are functions; the passwords are public on purpose."""

from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import make_password

from accounts.models import Gebruiker, Toegang
from accounts.permissions import FUNCTIES, Beheerder, Bewerker, Indiener, Ketenregisseur, Lezer, Medewerker, Redacteur
from demo.guard import require_demo
from tenants.models import Gemeente, Regio

PASSWORD = "voorbeeld-wachtwoord"
# MFA is compulsory for a beheerder, and for who works for the country or a regio; this key gives the six digits of any
# authenticator app.
TOTP_SECRET = "KOMPASDEMOKOMPASDEMOKOMPASDEMO22"
REDACTEUR, MEDEWERKER = "redacteur@vng.example", "medewerker@comensha.example"
KETENREGISSEUR = "ketenregisseur@groningen.example"
NAMEN = {Beheerder.naam: "Beheerder", Bewerker.naam: "Beleidsadviseur", Lezer.naam: "Lezer"}


def email_of(functie: str, gemeente: Gemeente) -> str:
    return f"{functie}@{gemeente.slug}.example"


def make_people(gemeente: Gemeente) -> None:
    """A beheerder, a bewerker and a lezer for this gemeente; where it does not exist, the bewerker may submit too.
    Safe to repeat."""
    for functie, naam in NAMEN.items():
        make_gebruiker(email_of(functie, gemeente), f"{naam} {gemeente.naam}", functie, gemeente=gemeente)
    if gemeente.is_invented:
        bewerker = Gebruiker.objects.get(email=email_of(Bewerker.naam, gemeente))
        Toegang.objects.get_or_create(gebruiker=bewerker, functie=Indiener.naam, gemeente=gemeente)


def make_editors() -> None:
    """A redacteur of VNG, a medewerker of CoMensha and a ketenregisseur of Groningen. Safe to repeat."""
    vng, comensha = Toegang.Organisatie.VNG, Toegang.Organisatie.COMENSHA
    groningen = Regio.objects.get(soort=Regio.Soort.PROVINCIE, code="PV20")
    make_gebruiker(REDACTEUR, "Redacteur VNG", Redacteur.naam, organisatie=vng)
    make_gebruiker(MEDEWERKER, "Medewerker CoMensha", Medewerker.naam, organisatie=comensha)
    make_gebruiker(KETENREGISSEUR, "Ketenregisseur Groningen", Ketenregisseur.naam, regio=groningen)


@cache
def hashed_password() -> str:
    """Made once for them all: it is slow on purpose."""
    return make_password(PASSWORD)


def make_gebruiker(email: str, naam: str, functie: str, **scope: Any) -> None:
    """Safe to repeat. Raises CommandError where no demo may be."""
    require_demo()
    if Gebruiker.objects.filter(email=email).exists():
        return
    gebruiker = Gebruiker.objects.create_user(email, naam)
    gebruiker.password = hashed_password()
    gebruiker.save(update_fields=["password"])
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    Toegang.objects.create(gebruiker=gebruiker, functie=functie, **scope)
    if getattr(FUNCTIES[functie], "mfa", False):
        Authenticator.objects.create(
            user=gebruiker, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(TOTP_SECRET)}
        )
        RecoveryCodes.activate(gebruiker)
