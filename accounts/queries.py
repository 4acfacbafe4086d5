from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import Gebruiker, Session
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


@dataclass(frozen=True)
class RunningSession:
    key: str
    started: datetime | None  # None until its first page
    seen: datetime | None


def running_sessions(gebruiker: Gebruiker) -> list[RunningSession]:
    """Where this person is logged in, the last used first."""
    found = []
    for session in Session.objects.filter(gebruiker=gebruiker, expire_date__gt=timezone.now()):
        data = session.get_decoded()
        found.append(RunningSession(session.pk, moment(data.get("started")), moment(data.get("seen"))))
    return sorted(found, key=lambda each: each.seen or timezone.now(), reverse=True)


def moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
