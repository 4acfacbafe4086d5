"""Keeping ‘klopt, want …’ with what is made ready: each text for itself, so that nobody overwrites a colleague."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Gebruiker
from indienen.models import Voorbereiding
from saving.rows import save_row

Texts = Mapping[str, str]


@transaction.atomic
def save_uitleg(*, voorbereiding: Voorbereiding, read: Texts, sent: Texts, by: Gebruiker) -> dict[str, str]:
    """`read` is what the page held, `sent` what is there now, by code. What a colleague wrote since is given back, and
    that text is not saved."""
    row = Voorbereiding.objects.select_for_update().get(pk=voorbereiding.pk)
    mine = {code: tekst for code, tekst in sent.items() if tekst != read.get(code, "")}
    now = {code: row.uitleg.get(code, "") for code in mine}
    theirs = {code: now[code] for code, tekst in mine.items() if now[code] not in (read.get(code, ""), tekst)}
    kept = {**row.uitleg, **{code: tekst for code, tekst in mine.items() if code not in theirs}}
    save_row(row=row, values={"uitleg": {c: t for c, t in kept.items() if t}}, version=row.version, by=by)
    return theirs
