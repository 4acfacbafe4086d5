from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Onderbouwing


def add_onderbouwing(*, row: Onderbouwing) -> None:
    """Once, however often its form is sent: who sends it again finds what is there."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not Onderbouwing.objects.filter(pk=row.pk, antwoord=row.antwoord, created_by=row.created_by).exists():
            raise


def remove_onderbouwing(*, row: Onderbouwing, by: Gebruiker) -> None:
    """Not shown any more; for some weeks somebody can put it back."""
    Onderbouwing.objects.present().filter(pk=row.pk).update(removed_at=timezone.now(), removed_by=by.pk)


def restore_onderbouwing(*, row: Onderbouwing) -> None:
    Onderbouwing.objects.filter(pk=row.pk).update(removed_at=None, removed_by=None)


def enforce_retention() -> dict[str, int]:
    """What was removed long ago goes for good; in each gemeente as that gemeente. Runs nightly, safe to repeat."""
    gone = 0
    for gemeente in Gemeente.objects.at_work().not_over():
        with in_gemeente(gemeente):
            gone += Onderbouwing.objects.past_recovery().delete()[0]
    return {"onderbouwingen": gone}
