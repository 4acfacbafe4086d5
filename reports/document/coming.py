"""Which acties come in the twelve months after the plan begins. Each document that says so gets them here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from aanpak.enums import Cadans
from reports.document.means import to_do
from reports.document.plan import Plan, PlanActie

ONCE = {"", Cadans.EENMALIG}


@dataclass(frozen=True)
class Coming:
    """`acties` are due within a year, or come back; of `undated` nobody said when."""

    since: date
    acties: tuple[PlanActie, ...]
    undated: tuple[PlanActie, ...]


def coming(plan: Plan) -> Coming:
    """From the day of the text, of the stand that came with it, or on which the plan begins: the latest of these."""
    days = (timezone.localdate(plan.made_at), plan.stand_op, plan.periode_van)
    since = max(day for day in days if day)
    acties = to_do(plan.acties)
    due = [actie for actie in acties if is_due(actie, until=year_after(since))]
    undated = [actie for actie in acties if actie.gereed is None and actie.cadans in ONCE]
    return Coming(since, tuple(in_order(due)), tuple(undated))


def is_due(actie: PlanActie, *, until: date) -> bool:
    return actie.gereed < until if actie.gereed else actie.cadans not in ONCE


def in_order(acties: Iterable[PlanActie]) -> list[PlanActie]:
    """With a day first; then what comes back."""
    return sorted(acties, key=lambda actie: actie.gereed or date.max)


def year_after(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
