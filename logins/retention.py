from datetime import UTC, datetime, timedelta

from django.utils import timezone

from accounts.models import Gebruiker
from logins.actions import remove_old
from logins.models import KEPT_DAYS

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # in place of when somebody logged in last, once that is past its term too


def enforce_retention() -> dict[str, int]:
    """Remove what is older than 90 days. Runs nightly as the platform; safe to repeat."""
    last = timezone.now() - timedelta(days=KEPT_DAYS)
    Gebruiker.objects.filter(last_login__gt=LONG_AGO, last_login__lt=last).update(last_login=LONG_AGO)
    return {"logins": remove_old()}
