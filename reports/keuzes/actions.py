"""Saving the choices and the look: only on top of the version that was read."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Gebruiker
from printing.logo import Logo
from reports.models import Huisstijl, Keuzes


@transaction.atomic
def save_keuzes(*, keuzes: Keuzes, version: int, by: Gebruiker) -> bool:
    """False, and nothing is written, when somebody else saved since `version` (0: nobody ever did)."""
    Keuzes.objects.bulk_create([Keuzes(zelfevaluatie_id=keuzes.zelfevaluatie_id)], ignore_conflicts=True)
    values = {name: getattr(keuzes, name) for name in Keuzes.FIELDS}
    return bool(
        Keuzes.objects.filter(zelfevaluatie=keuzes.zelfevaluatie_id, version=version).update(
            **values, **stamp(by), version=F("version") + 1
        )
    )


@transaction.atomic
def save_huisstijl(*, logo: Logo | None, logo_tekst: str, accent: str, version: int, by: Gebruiker) -> bool:
    """As save_keuzes. Without a logo its text is left out too."""
    Huisstijl.objects.bulk_create([Huisstijl()], ignore_conflicts=True)
    return bool(
        Huisstijl.objects.filter(version=version).update(
            logo=logo.content if logo else None,
            logo_mimetype=logo.mimetype if logo else "",
            logo_tekst=logo_tekst if logo else "",
            accent=accent,
            **stamp(by),
            version=F("version") + 1,
        )
    )


def stamp(by: Gebruiker) -> dict[str, Any]:
    return {"updated_at": timezone.now(), "updated_by": by.pk}
