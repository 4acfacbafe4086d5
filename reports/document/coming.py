"""Which acties come in the twelve months after the plan begins. Each document that says so gets them here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from aanpak.enums import Cadans
from aanpak.moment import rank
from reports.document.means import to_do
from reports.document.plan import Plan, PlanActie

ONCE = {"", Cadans.EENMALIG}


@dataclass(frozen=True)
class Coming:
    """`acties` are due within a year, or come back; of `undated` nobody said when. What always goes on is in none."""

    since: date
    acties: tuple[PlanActie, ...]
    undated: tuple[PlanActie, ...]


def coming(plan: Plan) -> Coming:
    """From the day of the text, of the stand that came with it, or on which the plan begins: the latest of these."""
    days = (timezone.localdate(plan.made_at), plan.stand_op, plan.periode_van)
    since = max(day for day in days if day)
    acties = to_do(plan.acties)
    due = [actie for actie in acties if is_due(actie, until=year_after(since))]
    undated = [actie for actie in acties if not actie.wanneer]
    return Coming(since, tuple(in_order(due)), tuple(undated))


def is_due(actie: PlanActie, *, until: date) -> bool:
    if actie.gereed:
        return actie.gereed < until
    return date(actie.jaar, 1, 1) < until if actie.jaar else actie.cadans not in ONCE


def in_order(acties: Iterable[PlanActie]) -> list[PlanActie]:
    """By day, or the end of the year; then what comes back. What is *nu* goes before the rest of its day."""
    return sorted(acties, key=lambda actie: (last_day(actie), rank(actie)))


def last_day(actie: PlanActie) -> date:
    return actie.gereed or (date(actie.jaar, 12, 31) if actie.jaar else date.max)


def is_late(actie: PlanActie, today: date) -> bool:
    """What comes back has a year in which it begins, and is not late after that."""
    return bool(actie.gereed or (actie.jaar and actie.cadans in ONCE)) and last_day(actie) < today


def year_after(day: date) -> date:
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
