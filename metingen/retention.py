from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from metingen.actions import erase_withdrawn
from metingen.antwoord_actions import NO_DRAFT
from metingen.models import Antwoordlink, Gemeenteadres, Inzage, Meetronde, MeetrondeRevision

INZAGES_KEPT = timedelta(days=730)
LINKS_KEPT = timedelta(days=90)  # since it was used or no longer could be; what was submitted stays

DELETED_KEPT = timedelta(days=90)  # versions of a concept that somebody deleted
ADRES_KEPT = timedelta(days=183)  # since the gemeente uses Kompas, and is written to there


def wipe_drafts() -> int:
    """What was typed and never submitted, of links that nobody can answer with any more."""
    kept = Antwoordlink.objects.usable().values("pk")
    return Antwoordlink.objects.exclude(draft=None).exclude(pk__in=kept).update(**NO_DRAFT)


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    now = timezone.now()
    inzages, _ = Inzage.objects.filter(created_at__lt=now - INZAGES_KEPT).delete()
    over = Q(used_at__lt=now - LINKS_KEPT) | Q(used_at=None, valid_until__lt=now - LINKS_KEPT)
    links, _ = Antwoordlink.objects.filter(over).delete()
    wipe_drafts()
    revisions, _ = MeetrondeRevision.objects.filter(created_at__lt=now - DELETED_KEPT).exclude(row__in=rows()).delete()
    adressen, _ = Gemeenteadres.objects.filter(gemeente__opened_at__lt=now - ADRES_KEPT).delete()
    counts = {"inzages": inzages, "antwoordlinks": links, "oude versies": revisions, "adressen": adressen}
    return {"indieningen": erase_withdrawn(), **counts}


def rows() -> QuerySet[Meetronde, Any]:
    """All that have versions."""
    return Meetronde.objects.values("pk")
