from django.conf import settings

from accounts.models import Gebruiker
from accounts.permissions import Permission, granted
from tenants.models import Gemeente, Regio


def gemeenten_of(gebruiker: Gebruiker) -> list[Gemeente]:
    """The open gemeenten where this person holds a functie, each with its address as `url`."""
    ids = {toegang["gemeente"] for toegang in gebruiker.toegangen} - {None}
    gemeenten = list(Gemeente.objects.opened().filter(pk__in=ids))
    for gemeente in gemeenten:
        gemeente.url = settings.PUBLIEK_URL.replace("://", f"://{gemeente.slug}.", 1) + "/"
    return gemeenten


def edits_landelijk(gebruiker: Gebruiker) -> bool:
    """Whether this person keeps the landelijke standard texts."""
    functies = {str(toegang["functie"]) for toegang in gebruiker.toegangen if toegang["organisatie"]}
    return Permission.REDACTIE in granted(functies)


def works_landelijk(gebruiker: Gebruiker) -> bool:
    """Whether this person works for VNG or CoMensha with what gemeenten submit."""
    functies = {str(toegang["functie"]) for toegang in gebruiker.toegangen if toegang["organisatie"]}
    return Permission.LANDELIJK in granted(functies)


def runs_platform(gebruiker: Gebruiker) -> bool:
    """Whether this person runs Kompas itself."""
    functies = {str(toegang["functie"]) for toegang in gebruiker.toegangen if toegang["organisatie"]}
    return Permission.PLATFORM in granted(functies)


def edited_regios(gebruiker: Gebruiker) -> list[Regio]:
    """The regio's whose standard texts this person keeps; asks nothing when there is none."""
    ids = {
        toegang["regio"]
        for toegang in gebruiker.toegangen
        if toegang["regio"] and Permission.REGIO_REDACTIE in granted({str(toegang["functie"])})
    }
    return list(Regio.objects.filter(pk__in=ids)) if ids else []
