"""Who can log in to the demo. People are functions; the passwords are public on purpose."""

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from accounts.models import Gebruiker, Toegang
from accounts.permissions import FUNCTIES, Beheerder, Bewerker, Lezer
from tenants.models import Gemeente

PASSWORD = "voorbeeld-wachtwoord"
# MFA is compulsory for a beheerder; this key gives the six digits of any authenticator app.
TOTP_SECRET = "KOMPASDEMOKOMPASDEMOKOMPASDEMO22"
NAMEN = {Beheerder.naam: "Beheerder", Bewerker.naam: "Beleidsadviseur", Lezer.naam: "Lezer"}


def email_of(functie: str, gemeente: Gemeente) -> str:
    return f"{functie}@{gemeente.slug}.example"


def make_people(gemeente: Gemeente) -> None:
    """A beheerder, a bewerker and a lezer for this gemeente. Safe to repeat."""
    for functie, naam in NAMEN.items():
        email = email_of(functie, gemeente)
        if not Gebruiker.objects.filter(email=email).exists():
            make_gebruiker(email, f"{naam} {gemeente.naam}", functie, gemeente)


def make_gebruiker(email: str, naam: str, functie: str, gemeente: Gemeente) -> Gebruiker:
    gebruiker = Gebruiker.objects.create_user(email, naam, PASSWORD)
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    Toegang.objects.create(gebruiker=gebruiker, functie=functie, gemeente=gemeente)
    if getattr(FUNCTIES[functie], "mfa", False):
        Authenticator.objects.create(
            user=gebruiker, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(TOTP_SECRET)}
        )
        RecoveryCodes.activate(gebruiker)
    return gebruiker
