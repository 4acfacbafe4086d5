from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from metingen.actions import erase_withdrawn
from metingen.models import Antwoordlink, Inzage

INZAGES_KEPT = timedelta(days=730)
LINKS_KEPT = timedelta(days=90)  # since it was used or no longer could be; what was submitted stays


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    now = timezone.now()
    inzages, _ = Inzage.objects.filter(created_at__lt=now - INZAGES_KEPT).delete()
    over = Q(used_at__lt=now - LINKS_KEPT) | Q(used_at=None, valid_until__lt=now - LINKS_KEPT)
    links, _ = Antwoordlink.objects.filter(over).delete()
    return {"indieningen": erase_withdrawn(), "inzages": inzages, "antwoordlinks": links}
