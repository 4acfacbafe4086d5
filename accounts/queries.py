from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import Gebruiker, Session
from tenants.models import Gemeente


def gemeenten_of(gebruiker: Gebruiker) -> list[Gemeente]:
    """The open gemeenten where this person holds a functie."""
    ids = {toegang["gemeente"] for toegang in gebruiker.toegangen} - {None}
    return list(Gemeente.objects.opened().filter(pk__in=ids))


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
