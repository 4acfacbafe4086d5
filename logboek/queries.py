from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict

from logboek.models import Gebeurtenis, GebeurtenisQuerySet
from logboek.subjects import Subject, subjects_of
from logboek.words import outcome, words_for

PER_PAGE = 50
LAST_PAGE = 10_000


TOGETHER = timedelta(minutes=10)  # saves of one person that a page made while she typed


@dataclass(frozen=True)
class Line:
    """What one person did to one thing within ten minutes; `gebeurtenis` is the last time, `since` the first."""

    gebeurtenis: Gebeurtenis
    naam: str
    what: str
    outcome: str
    subject: Subject
    count: int
    since: datetime


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    number: int
    filters: str  # the query of this page without its number
    has_next: bool


def make_page(rows: GebeurtenisQuerySet, people: Mapping[Any, str], asked: QueryDict) -> Page:
    """One query for the rows, whatever the size of the logboek: it is not counted."""
    given = asked.get("pagina", "1")
    number = min(max(int(given), 1), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 9 else 1
    found = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    filters = asked.copy()
    filters.pop("pagina", None)
    shown = found[:PER_PAGE]
    subjects = subjects_of(shown)
    lines = [line(group, people, subjects) for group in together(shown)]
    return Page(lines, number, filters.urlencode(), has_next=len(found) > PER_PAGE)


def together(rows: list[Gebeurtenis]) -> list[list[Gebeurtenis]]:
    """The newest first, as they come; what belongs together stands where the last of it does."""
    groups: list[list[Gebeurtenis]] = []
    latest: dict[tuple[Any, ...], list[Gebeurtenis]] = {}
    for row in rows:
        key = (row.created_by, row.action, row.object, row.status, row.network)
        group = latest.get(key)
        if group and row.object and group[0].created_at - row.created_at <= TOGETHER:
            group.append(row)
        else:
            latest[key] = [row]
            groups.append(latest[key])
    return groups


def line(group: list[Gebeurtenis], people: Mapping[Any, str], subjects: Mapping[tuple[str, str], Subject]) -> Line:
    row = group[0]
    subject = subjects.get((row.action, row.object), Subject(""))
    what, naam = words_for(row.action), people.get(row.created_by, "onbekend")
    return Line(row, naam, what, outcome(row.status), subject, len(group), group[-1].created_at)


def rows_of(rows: GebeurtenisQuerySet, people: Mapping[Any, str]) -> list[dict[str, Any]]:
    """As they are exported."""
    return [
        {
            "wanneer": row.created_at,
            "wie": people.get(row.created_by, "onbekend"),
            "wie_id": row.created_by,
            "wat": words_for(row.action),
            "actie": row.action,
            "waarover": row.object,
            "uitkomst": outcome(row.status),
            "status": row.status,
            "nummer": row.reference,
            "netwerk": row.network,
        }
        for row in rows
    ]
