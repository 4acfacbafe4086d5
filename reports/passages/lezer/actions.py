"""Putting remarks of the tweede lezer away, and taking them out again. Doing either twice changes nothing."""

from collections.abc import Iterable

from accounts.models import Gebruiker
from reports.document.checks.check import Subject
from reports.document.checks.reader import Said
from reports.models import KloptZo


def put_away(*, keys: Iterable[str], spoken: list[tuple[Subject, list[Said]]], by: Gebruiker) -> int:
    """Of `keys` those that the tweede lezer really says now; how many that are."""
    there = {remark.key for _, checks in spoken for said in checks for remark in said.remarks}
    rows = [KloptZo(sha256=key, created_by=by.pk) for key in sorted(there & set(keys))]
    KloptZo.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def bring_back(*, keys: Iterable[str]) -> int:
    deleted, _ = KloptZo.objects.filter(sha256__in=list(keys)).delete()
    return deleted
