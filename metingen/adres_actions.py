"""Keeping the functional addresses of gemeenten without Kompas: one by one, or many from a file."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from metingen.models import Gemeenteadres
from tenants.locks import hold
from tenants.models import Gemeente


@transaction.atomic
def save_adres(*, gemeente: Gemeente, email: str, was: str, by: Gebruiker) -> bool:
    """False when another address stands there than `was`, which the user saw; then nothing changes."""
    hold("gemeenteadressen")
    found = Gemeenteadres.objects.filter(gemeente=gemeente).first()
    if (found.email if found else "") != was:
        return False
    Gemeenteadres.objects.update_or_create(gemeente=gemeente, defaults={"email": email, "updated_by": by.pk})
    return True


@transaction.atomic
def save_adressen(*, rows: Iterable[tuple[Gemeente, str]], by: Gebruiker) -> int:
    """All of them at once, new and changed: one statement. Addresses that are not named stay."""
    found = [
        Gemeenteadres(gemeente=gemeente, email=email, updated_by=by.pk, updated_at=timezone.now())
        for gemeente, email in rows
    ]
    Gemeenteadres.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["gemeente"],
        update_fields=["email", "updated_by", "updated_at"],
    )
    return len(found)
