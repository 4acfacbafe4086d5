from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from berichten.models import Bericht

SENT_KEPT = timedelta(days=30)  # so that "did you not get it" can be answered
FAILED_KEPT = timedelta(days=90)


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much. Runs nightly as the platform; safe to repeat."""
    now = timezone.now()
    failed = Q(staat__in=[Bericht.Staat.MISLUKT, Bericht.Staat.ONZEKER])
    gone = Q(ended_at__lt=now - FAILED_KEPT) | (~failed & Q(ended_at__lt=now - SENT_KEPT))
    return {"berichten": Bericht.objects.filter(gone).delete()[0]}
