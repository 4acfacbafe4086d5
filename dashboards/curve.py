"""How the response grew, in days since the round opened, beside that of earlier rounds. What is drawn of it is in
figures_change.py."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from dashboards.forms import title
from dashboards.selection import Selection
from metingen.models import Meetronde

EARLIER = 3
MARKS = 9


@dataclass(frozen=True)
class Line:
    meetronde: Meetronde
    opened: date
    until: int  # the last day of which we know
    steps: list[tuple[int, int]]  # day, and how many by then

    @property
    def titel(self) -> str:
        return title(self.meetronde)

    def at(self, day: int) -> int | None:
        """How many had submitted by then; None after the round, or in the future."""
        return max((total for at, total in self.steps if at <= day), default=0) if day <= self.until else None


@dataclass(frozen=True)
class Curve:
    lines: list[Line]  # the round itself first
    last: int

    @property
    def marks(self) -> list[int]:
        """Days for the table: whole weeks, few enough to read, and the last day."""
        week = 7 * max(1, -(-self.last // (7 * MARKS)))
        return [*range(0, self.last, week), self.last]

    @property
    def rows(self) -> list[tuple[int, list[tuple[str, int | None]]]]:
        """Per day the title of each line and how high it was."""
        return [(day, [(line.titel, line.at(day)) for line in self.lines]) for day in self.marks]


def curve_of(selection: Selection, earlier: list[Meetronde]) -> Curve:
    rounds = [selection.meetronde, *earlier[:EARLIER]]
    rows = (
        selection.indieningen_in(rounds)
        .annotate(day=TruncDate("ingediend_at"))
        .values_list("meetronde", "day")
        .annotate(n=Count("pk"))
        .order_by("day")
    )
    found: dict[object, list[tuple[date, int]]] = defaultdict(list)
    for meetronde_id, day, n in rows:
        found[meetronde_id].append((day, n))
    lines = [line_of(meetronde, found[meetronde.pk]) for meetronde in rounds]
    return Curve(lines, last=max(7, *(line.until for line in lines)))


def line_of(meetronde: Meetronde, per_day: list[tuple[date, int]]) -> Line:
    """What came in after the last day, or before the first, counts on that day."""
    opened = timezone.localdate(meetronde.opened_at) if meetronde.opened_at else meetronde.periode_van
    ended = timezone.localdate(meetronde.closed_at) if meetronde.closed_at else timezone.localdate()
    until = max(0, (ended - opened).days)
    days = [min(until, max(0, (day - opened).days)) for day, _ in per_day]
    return Line(meetronde, opened, until, list(zip(days, accumulate(n for _, n in per_day), strict=True)))
