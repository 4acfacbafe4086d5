from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from logboek.models import Gebeurtenis, GebeurtenisQuerySet
from logboek.words import outcome, words_for

PER_PAGE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Line:
    gebeurtenis: Gebeurtenis
    naam: str
    what: str
    outcome: str


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    number: int
    filters: str  # the query of this page without its number
    has_next: bool


def make_page(rows: GebeurtenisQuerySet, people: Mapping[Any, str], asked: QueryDict) -> Page:
    """One query, whatever the size of the logboek: it is not counted."""
    given = asked.get("pagina", "1")
    number = min(max(int(given), 1), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 9 else 1
    found = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    filters = asked.copy()
    filters.pop("pagina", None)
    lines = [line(row, people) for row in found[:PER_PAGE]]
    return Page(lines, number, filters.urlencode(), has_next=len(found) > PER_PAGE)


def line(row: Gebeurtenis, people: Mapping[Any, str]) -> Line:
    return Line(row, people.get(row.created_by, "onbekend"), words_for(row.action), outcome(row.status))


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
