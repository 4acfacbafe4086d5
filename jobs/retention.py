"""What is kept no longer than it is needed. docs/privacy.md names the term of every table."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.actions import anonymise_gebruiker
from accounts.models import Gebruiker, Session, Toegang
from jobs.models import Job
from logboek.actions import remove_old
from tenants.connection import connection
from tenants.context import in_gemeente
from tenants.models import Gemeente

JOBS_KEPT = timedelta(days=90)  # the report itself stays with the gemeente
GEBRUIKERS_KEPT = timedelta(days=365)  # since the last Toegang ended, so that who returns finds the account


def enforce_all() -> dict[str, int]:
    """What every app has to remove, one after the other."""
    return {what: count for path in settings.RETENTION for what, count in import_string(path)().items()}


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    jobs, _ = Job.objects.filter(finished_at__lt=now - JOBS_KEPT).delete()
    gone = list(departed())
    for gebruiker in gone:
        anonymise_gebruiker(gebruiker=gebruiker)
    return {"sessies": sessions, "taken": jobs, "gebruikers": len(gone), "logregels": remove_logboek()}


def remove_logboek() -> int:
    """What is too old in the logboek of each gemeente, and words that wait too long to be wiped; each as that gemeente,
    since the platform cannot get there."""
    removed = 0
    for gemeente in Gemeente.objects.opened().filter(maintenance_since=None):
        with in_gemeente(gemeente):
            removed += remove_old()
            with connection.cursor() as cursor:
                cursor.execute("SELECT public.wissing_expire()")
    return removed


def departed() -> "list[Gebruiker]":
    """Who has had no Toegang for so long, or was given none at all."""
    limit = timezone.localdate() - GEBRUIKERS_KEPT
    recent = Toegang.objects.filter(Q(valid_until=None) | Q(valid_until__gte=limit), gebruiker=OuterRef("pk"))
    found = Gebruiker.objects.filter(~Exists(recent), anonymised_at=None, created_at__date__lt=limit)
    return list(found)
