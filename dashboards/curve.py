"""How the response grew, in days since the round opened, beside that of earlier rounds."""

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
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 260, 44, 12, 36  # of the drawing, in its own units


@dataclass(frozen=True)
class Line:
    meetronde: Meetronde
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
    top: int

    @property
    def marks(self) -> list[int]:
        """Days for the table: whole weeks, few enough to read, and the last day."""
        week = 7 * max(1, -(-self.last // (7 * MARKS)))
        return [*range(0, self.last, week), self.last]

    @property
    def rows(self) -> list[tuple[int, list[tuple[str, int | None]]]]:
        """Per day the title of each line and how high it was."""
        return [(day, [(line.titel, line.at(day)) for line in self.lines]) for day in self.marks]

    @property
    def paths(self) -> list[tuple[int, str]]:
        """The number of a line and its `d`, the earliest round first, so that the round itself lies on top."""
        return [(index, self.path(line)) for index, line in reversed(list(enumerate(self.lines)))]

    def path(self, line: Line) -> str:
        moves = [f"M{self.x(0)} {self.y(0)}"]
        for day, total in line.steps:
            moves.append(f"H{self.x(day)}V{self.y(total)}")
        return "".join([*moves, f"H{self.x(line.until)}"])

    @property
    def grid(self) -> list[tuple[int, float]]:
        """Numbers of gemeenten, and the height at which their line lies."""
        return [(value, self.y(value)) for value in (0, self.top // 2, self.top)]

    @property
    def days(self) -> list[tuple[int, float]]:
        marks = self.marks
        return [(day, self.x(day)) for day in (marks[0], marks[len(marks) // 2], marks[-1])]

    def x(self, day: int) -> float:
        return round(LEFT + (WIDTH - LEFT - 12) * day / self.last, 1)

    def y(self, total: int) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * total / self.top, 1)


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
    highest = max((line.steps[-1][1] for line in lines if line.steps), default=0)
    return Curve(lines, last=max(7, *(line.until for line in lines)), top=max(10, -(-highest // 10) * 10))


def line_of(meetronde: Meetronde, per_day: list[tuple[date, int]]) -> Line:
    """What came in after the last day, or before the first, counts on that day."""
    opened = timezone.localdate(meetronde.opened_at) if meetronde.opened_at else meetronde.periode_van
    ended = timezone.localdate(meetronde.closed_at) if meetronde.closed_at else timezone.localdate()
    until = max(0, (ended - opened).days)
    days = [min(until, max(0, (day - opened).days)) for day, _ in per_day]
    return Line(meetronde, until, list(zip(days, accumulate(n for _, n in per_day), strict=True)))
