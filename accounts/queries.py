from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import CollegaToegang, Gebruiker, Session
from tenants.models import Gemeente


def gemeenten_of(gebruiker: Gebruiker) -> list[Gemeente]:
    """The open gemeenten where this person holds a functie."""
    ids = {toegang["gemeente"] for toegang in gebruiker.toegangen} - {None}
    return list(Gemeente.objects.opened().filter(pk__in=ids))


def who_holds(functie: str) -> str:
    """Whom of the gemeente that asks one can go to for this, as a sentence; who can give it, when nobody holds it."""
    names = list(CollegaToegang.objects.filter(functies__contains=[functie]).values_list("naam", flat=True))
    if not names:
        return "Dat recht heeft nog niemand; de beheerder van je gemeente kan het geven."
    *others, last = names
    return (
        f"Dat recht {'hebben' if others else 'heeft'} {' en '.join([', '.join(others), last] if others else [last])}."
    )


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
