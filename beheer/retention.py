from datetime import timedelta

from django.db.models.functions import Now

from beheer.actions import remove_old
from beheer.models import Openingsverzoek

DONE_KEPT = timedelta(days=90)


def enforce_retention() -> dict[str, int]:
    """Remove what is past its term, and say how much of each. Runs nightly as the platform; safe to repeat."""
    done, _ = Openingsverzoek.objects.filter(done_at__lt=Now() - DONE_KEPT).delete()
    return {"handelingen": remove_old(), "openingsverzoeken": done}
