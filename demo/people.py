"""Who can log in to the demo. People are functions; the passwords are public on purpose."""

from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import make_password

from accounts.models import Gebruiker, Toegang
from accounts.permissions import (
    Beheerder,
    Bewerker,
    Indiener,
    Ketenregisseur,
    Lezer,
    Organisatiebeheerder,
    Platformbeheerder,
    Redacteur,
    Rondebeheerder,
    Vaststeller,
)
from demo.guard import require_demo
from demo.known import PASSWORD, TOTP_SECRET
from tenants.models import Gemeente, Regio

REDACTEUR, MEDEWERKER = "redacteur@vng.example", "medewerker@comensha.example"
TWEEDE_REDACTEUR = "redacteur@comensha.example"
VNG, PLATFORMBEHEERDER = "aanpak@vng.example", "platform@vng.example"
KETENREGISSEUR = "ketenregisseur@groningen.example"
ORGANISATIEBEHEERDER = "beheerder@vng.example"
NAMEN = {Beheerder.naam: "Beheerder", Bewerker.naam: "Beleidsadviseur", Lezer.naam: "Lezer"}


def email_of(functie: str, gemeente: Gemeente) -> str:
    return f"{functie}@{gemeente.slug}.example"


def make_people(gemeente: Gemeente) -> None:
    """A beheerder, a bewerker and a lezer for this gemeente; where it does not exist, the bewerker may submit too, and
    note without a second person that the plan was adopted. Safe to repeat."""
    for functie, naam in NAMEN.items():
        make_gebruiker(email_of(functie, gemeente), f"{naam} {gemeente.naam}", functie, gemeente=gemeente)
    if gemeente.is_invented:
        bewerker = Gebruiker.objects.get(email=email_of(Bewerker.naam, gemeente))
        for functie in (Indiener.naam, Vaststeller.naam):
            Toegang.objects.get_or_create(gebruiker=bewerker, functie=functie, gemeente=gemeente)


def make_editors() -> None:
    """Of VNG who says who works there, and who runs Kompas; of VNG and of CoMensha a redacteur and a rondebeheerder, as
    there have to be two of each; a ketenregisseur of Groningen. Safe to repeat."""
    vng, comensha = Toegang.Organisatie.VNG, Toegang.Organisatie.COMENSHA
    groningen = Regio.objects.get(soort=Regio.Soort.PROVINCIE, code="PV20")
    make_gebruiker(VNG, "Medewerker VNG", Rondebeheerder.naam, organisatie=vng)
    make_gebruiker(ORGANISATIEBEHEERDER, "Beheerder VNG", Organisatiebeheerder.naam, organisatie=vng)
    make_gebruiker(REDACTEUR, "Redacteur VNG", Redacteur.naam, organisatie=vng)
    make_gebruiker(TWEEDE_REDACTEUR, "Redacteur CoMensha", Redacteur.naam, organisatie=comensha)
    make_gebruiker(PLATFORMBEHEERDER, "Operator", Platformbeheerder.naam, organisatie=vng)
    make_gebruiker(MEDEWERKER, "Medewerker CoMensha", Rondebeheerder.naam, organisatie=comensha)
    make_gebruiker(KETENREGISSEUR, "Ketenregisseur Groningen", Ketenregisseur.naam, regio=groningen)


@cache
def hashed_password() -> str:
    """Made once for them all: it is slow on purpose."""
    return make_password(PASSWORD)


def make_gebruiker(email: str, naam: str, functie: str, **scope: Any) -> None:
    """Safe to repeat. Raises CommandError where no demo may be."""
    require_demo()
    known = Gebruiker.objects.filter(email=email).first()
    if known:
        give_second_step(known)  # which who was made by an earlier version does not have
        return
    gebruiker = Gebruiker.objects.create_user(email, naam)
    gebruiker.password = hashed_password()
    gebruiker.save(update_fields=["password"])
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    Toegang.objects.create(gebruiker=gebruiker, functie=functie, **scope)
    give_second_step(gebruiker)


def give_second_step(gebruiker: Gebruiker) -> None:
    """Rows as setting up an app leaves them. Safe to repeat."""
    totp = Authenticator.Type.TOTP
    if not Authenticator.objects.filter(user=gebruiker, type=totp).exists():
        data = {"secret": get_adapter().encrypt(TOTP_SECRET)}
        Authenticator.objects.create(user=gebruiker, type=totp, data=data)
        RecoveryCodes.activate(gebruiker)
