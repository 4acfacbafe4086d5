"""How long an old plan is kept: its file a day at most, its paragraphs a year."""

from datetime import timedelta

from django.utils import timezone

from reports.passages.oudplan.models import OudPlan

FILE_KEPT = timedelta(days=1)  # for when reading broke off and nobody asked again
KEPT = timedelta(days=365)


def clean_up() -> int:
    """Of the gemeente we work for. How many old plans are gone."""
    now = timezone.now()
    OudPlan.objects.filter(bestand__isnull=False, created_at__lt=now - FILE_KEPT).update(bestand=None)
    old = OudPlan.objects.filter(created_at__lt=now - KEPT)
    gone = old.count()
    old.delete()
    return gone
