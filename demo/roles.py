"""As whom somebody may look around: a role, what it does in the words of the field, and who of the demo has it."""

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from accounts.models import Gebruiker
from demo.known import PASSWORD, TOTP_SECRET
from demo.people import MEDEWERKER, ORGANISATIEBEHEERDER, PLATFORMBEHEERDER, REDACTEUR, TWEEDE_REDACTEUR, VNG
from demo.ronde import REGIO_KETENREGISSEUR, REGIOBEHEERDER
from tenants.secrets import Unreadable


@dataclass(frozen=True)
class Role:
    key: str
    naam: str
    doet: str
    email: str  # {slug}: of the gemeente that is chosen

    def person(self, slug: str) -> Gebruiker | None:
        return Gebruiker.objects.filter(email=self.email.format(slug=slug), is_active=True).first()


OF_GEMEENTE = (
    Role(
        "bewerker",
        "Beleidsadviseur",
        "Vult de zelfevaluatie in, maakt acties en stelt het beleidsplan op.",
        "bewerker@{slug}.example",
    ),
    Role(
        "beheerder",
        "Beheerder",
        "Doet wat een beleidsadviseur doet. Regelt ook wie er meewerkt, ziet het logboek en kan vragen iets te wissen.",
        "beheerder@{slug}.example",
    ),
    Role(
        "lezer",
        "Lezer, zoals een bestuurder of collega",
        "Leest alles van de gemeente en verandert niets.",
        "lezer@{slug}.example",
    ),
)
BEYOND = (
    Role(
        "vng",
        "VNG",
        "Zet meetrondes uit en ziet wat gemeenten met VNG delen: per gemeente, op de kaart en in cijfers.",
        VNG,
    ),
    Role(
        "comensha",
        "CoMensha",
        "Ziet wat gemeenten met CoMensha delen. Bevestigt samen met VNG wat voor alle gemeenten geldt.",
        MEDEWERKER,
    ),
    Role(
        "redacteur",
        "Redacteur",
        "Houdt de standaardteksten bij waarmee elk beleidsplan begint.",
        REDACTEUR,
    ),
    Role(
        "tweede_redacteur",
        "Tweede redacteur",
        "Leest wat een andere redacteur schreef, en geeft het uit.",
        TWEEDE_REDACTEUR,
    ),
    Role(
        "ketenregisseur",
        "Ketenregisseur",
        "Ziet wat gemeenten met de regio delen, en schrijft standaardteksten voor de regio.",
        REGIO_KETENREGISSEUR,
    ),
    Role(
        "regiobeheerder",
        "Beheerder bij een regio",
        "Regelt wie er voor de regio in Kompas werkt en wat zij mogen. Ziet niets van gemeenten.",
        REGIOBEHEERDER,
    ),
    Role(
        "organisatiebeheerder",
        "Beheerder bij VNG",
        "Regelt wie er voor VNG in Kompas werkt en wat zij mogen. Ziet niets van gemeenten.",
        ORGANISATIEBEHEERDER,
    ),
    Role(
        "operator",
        "Operator",
        "Opent gemeenten, nodigt hun beheerders uit en ziet waar iets hapert. Leest niets van wat zij schrijven. Open"
        " in de demo alleen voorbeeldgemeenten: na een echte werkt de demo niet meer.",
        PLATFORMBEHEERDER,
    ),
)
ROLES = {role.key: role for role in (*OF_GEMEENTE, *BEYOND)}


def is_made_by_demo(gebruiker: Gebruiker) -> bool:
    """Whether everybody could log in as this person anyway: with the password and the key that the demo publishes."""
    totp = Authenticator.objects.filter(user=gebruiker, type=Authenticator.Type.TOTP).first()
    try:
        known = totp is not None and get_adapter().decrypt(totp.data["secret"]) == TOTP_SECRET
    except Unreadable:
        return False
    return known and gebruiker.check_password(PASSWORD)
