"""Saving the choices and the look. See docs/saving.md."""

import hashlib

from django.db import transaction

from accounts.models import Gebruiker
from printing.logo import Logo
from reports.models import Huisstijl, Keuzes
from saving.rows import Saved, first_row, save_row


def save_keuzes(*, keuzes: Keuzes, version: int, by: Gebruiker) -> Saved:
    """Of the answer `conflicts` must be looked at."""
    row = first_row(Keuzes, zelfevaluatie=keuzes.zelfevaluatie)
    return save_row(row=row, values={name: getattr(keuzes, name) for name in Keuzes.FIELDS}, version=version, by=by)


@transaction.atomic
def save_huisstijl(*, logo: Logo | None, logo_tekst: str, accent: str, version: int, by: Gebruiker) -> Saved:
    """As save_keuzes. Without a logo its text is left out too."""
    values = {**logo_values(logo, logo_tekst), "accent": accent}
    saved = save_row(row=first_row(Huisstijl), values=values, version=version, by=by)
    store_logo(saved, logo)
    return saved


def logo_values(logo: Logo | None, logo_tekst: str) -> dict[str, str]:
    return {"logo_sha256": sha256_of(logo), "logo_tekst": logo_tekst if logo else ""}


def sha256_of(logo: Logo | None) -> str:
    return hashlib.sha256(logo.content).hexdigest() if logo else ""


def store_logo(saved: Saved, logo: Logo | None) -> None:
    """The file beside its hash, when that is what was saved; in the transaction of the save."""
    if saved.changed and saved.now["logo_sha256"] == sha256_of(logo):
        Huisstijl.objects.filter(pk=saved.row.pk).update(
            logo=logo.content if logo else None, logo_mimetype=logo.mimetype if logo else ""
        )
