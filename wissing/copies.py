"""What a gemeente made public goes, whole, when the words stand in it: a page with a hole in it is no copy any
more. She makes the plan public again, with what is left of it."""

from collections.abc import Iterable
from uuid import UUID

from openbaar.models import OpenbaarBestand, OpenbaarPlan
from reports.versions.openbaar_actions import remove_strays
from tenants.models import Gemeente
from tenants.sight import pattern_of


def copies_with(words: str, *, files: Iterable[str], gemeente: Gemeente) -> set[UUID]:
    """Of her public plans those that hold the words, on their page or in one of these files."""
    pattern = pattern_of(words)
    mine = OpenbaarPlan.objects.filter(gemeente=gemeente)
    found = {plan.pk for plan in mine if pattern.search(plan.titel) or pattern.search(plan.tekst)}
    held = OpenbaarBestand.objects.filter(gemeente=gemeente, pk__in=list(files))
    return found | set(held.values_list("plan_id", flat=True))


def remove_files(plans: Iterable[UUID]) -> None:
    """Before the words are looked for: a file that holds them would stop the wipe."""
    OpenbaarBestand.objects.filter(plan__in=list(plans)).delete()


def remove_copies(plans: Iterable[UUID], *, gemeente: Gemeente) -> None:
    """After it, so that what was wiped is counted; and of a version whose text changed, a copy is no copy any more."""
    OpenbaarPlan.objects.filter(gemeente=gemeente, pk__in=list(plans)).delete()
    remove_strays(gemeente)
