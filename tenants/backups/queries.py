from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from tenants.models import BackupRun


@dataclass(frozen=True)
class LastBackup:
    """`good` is the last copy that came where it had to be, `latest` the last that was begun, if any."""

    good: BackupRun | None
    latest: BackupRun | None
    age: timedelta | None  # since `good` saw the database: what would be lost
    is_late: bool


def last_backup() -> LastBackup:
    """For the platform page, metrics and alarms; on the public schema, as the platform. Two queries."""
    good, latest = BackupRun.objects.good().first(), BackupRun.objects.first()
    age = timezone.now() - good.started_at if good else None
    most = timedelta(hours=settings.BACKUP_MAX_AGE_HOURS)
    return LastBackup(good, latest, age, is_late=bool(most) and (age is None or age > most))
