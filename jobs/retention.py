"""What is kept no longer than it is needed. docs/privacy.md names the term of every table."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from jobs.models import Job
from monitoring.actions import beat
from monitoring.models import Heartbeat

JOBS_KEPT = timedelta(days=90)  # the report itself stays with the gemeente


def enforce_all() -> dict[str, int]:
    """What every app has to remove, one after the other."""
    removed = {what: count for path in settings.RETENTION for what, count in import_string(path)().items()}
    beat(name=Heartbeat.Name.RETENTION)
    return removed


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    now = timezone.now()
    jobs, _ = Job.objects.filter(finished_at__lt=now - JOBS_KEPT).delete()
    return {"taken": jobs}
