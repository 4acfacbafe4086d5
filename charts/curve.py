"""How the response grew: this round beside the one before, on dates, under the line of all that were asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from charts.figure import Figure, Table, line, place, svg, text, together
from charts.fills import ACCENT, GRID, SUBTLE, TEXT, sample

HEIGHT, TOP, BOTTOM = 300, 36, 30
WIDTH = 0.76  # of the plot; right of it the lines have their names
APART = 17  # of two names, so that they do not touch
MARKS = 9  # in the table
STROKES = ((ACCENT, "", 3.5), (SUBTLE, "7 4", 2), (SUBTLE, "2 4", 2))  # of the round itself, then of earlier ones


@dataclass(frozen=True)
class Growth:
    """One round: `label` stands at the end of its line; `steps` are a day since the opening and how many by then, each
    later and higher; `until` is the last day of which we know."""

    label: str
    steps: tuple[tuple[int, int], ...]
    until: int

    def at(self, day: int) -> int | None:
        """How many by then; None after the round, or in the future."""
        return max((total for at, total in self.steps if at <= day), default=0) if day <= self.until else None

    @property
    def reached(self) -> int:
        return self.at(self.until) or 0


@dataclass(frozen=True, kw_only=True)
class Curve(Figure):
    """`lines`: the round itself first; `opened`: its first day, of which the axis has the dates; `last`: of how many
    days the axis is; `ceiling`: how many were asked; `today`: which day it is now, where it is still open."""

    lines: tuple[Growth, ...]
    opened: date
    last: int
    ceiling: int
    ceiling_word: str
    today: int | None = None

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        shape = '<path d="M0 7H20" stroke="{}" stroke-dasharray="{}" stroke-width="{}" fill="none" />'
        return [(sample(shape, *stroke), each.label) for each, stroke in zip(self.lines, STROKES, strict=False)]

    @property
    def drawing(self) -> SafeString:
        now = "; ".join(f"{each.label}: {each.reached} van {self.ceiling}" for each in self.lines)
        return svg(f"{now}. De tabel hierna geeft het verloop.", HEIGHT, self.pieces())

    def pieces(self) -> Iterator[SafeString]:
        for value in [*round_marks(self.ceiling), self.ceiling]:
            is_ceiling = value == self.ceiling
            kind, stroke = ("ceiling", SUBTLE) if is_ceiling else ("grid", GRID)
            yield line("0%", self.y(value), place(WIDTH), self.y(value), kind=kind, stroke=stroke)
            words = f"{value} {self.ceiling_word}" if is_ceiling else str(value)
            yield text("0%", self.y(value) - 9, words, anchor="start", ink=SUBTLE, kind="small")
        yield from self.dates()
        yield self.paths()
        yield from self.ends()

    def dates(self) -> Iterator[SafeString]:
        for number, anchor in enumerate(("start", "middle", "middle", "end")):
            day = round(self.last * number / 3)
            yield text(self.x(day), HEIGHT - 12, self.day(day), anchor=anchor, ink=SUBTLE)
        if self.today is not None and 0 <= self.today <= self.last:
            x = self.x(self.today)
            yield line(x, TOP - 18, x, self.y(0), kind="today", stroke=SUBTLE, width=1.5)
            anchor = "end" if self.today > self.last / 2 else "start"
            yield text(x, TOP - 27, "vandaag", anchor=anchor, ink=TEXT, kind="small")

    def paths(self) -> SafeString:
        """In units of a day and a gemeente: stretched over the plot, with strokes that are not."""
        found = [
            format_html(
                '<path class="k-plot__path" d="{}" stroke="{}" stroke-dasharray="{}" stroke-width="{}" fill="none" '
                'vector-effect="non-scaling-stroke" />',
                self.path(each),
                *stroke,
            )
            for each, stroke in reversed(list(zip(self.lines, STROKES, strict=False)))
        ]
        return format_html(
            '<svg x="0" y="{}" width="{}" height="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>',
            TOP,
            place(WIDTH),
            HEIGHT - TOP - BOTTOM,
            self.last or 1,
            self.ceiling or 1,
            together(found),
        )

    def path(self, each: Growth) -> str:
        moves = "".join(f"H{day}V{self.ceiling - total}" for day, total in each.steps)
        return f"M0 {self.ceiling}{moves}H{min(each.until, self.last)}"

    def ends(self) -> Iterator[SafeString]:
        """The name and height of each line beside it; who comes too near another moves down."""
        taken: float = -APART
        for each in sorted(self.lines, key=lambda each: -each.reached):
            y = max(self.y(each.reached), taken + APART)
            taken = y
            kind = "strong" if each is self.lines[0] else "small"
            ink = ACCENT if each is self.lines[0] else SUBTLE
            yield text(place(WIDTH + 0.015), y, f"{each.reached} · {each.label}", anchor="start", ink=ink, kind=kind)

    def x(self, day: float) -> str:
        return place(WIDTH * day / (self.last or 1))

    def y(self, total: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * total / (self.ceiling or 1), 1)

    def day(self, number: int) -> str:
        return date_format(self.opened + timedelta(days=number), "j b")

    @property
    def table(self) -> Table:
        """In whole weeks, few enough to read, and the last day."""
        week = 7 * max(1, -(-self.last // (7 * MARKS)))
        days = sorted({*range(0, self.last, week), self.last})
        rows = [[self.day(day), *(said(each.at(day)) for each in self.lines)] for day in days]
        return Table([self.what, *(each.label for each in self.lines)], rows)


def said(total: int | None) -> str:
    return "geen cijfer" if total is None else str(total)


def round_marks(ceiling: int) -> list[int]:
    """0, 100, 200, 300 under 346: steps of 1, 2 or 5 times a power of ten, none too near the ceiling."""
    least = max(1, ceiling / 4)
    power = 10 ** (len(str(int(least))) - 1)
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
    return [value for value in range(0, ceiling, step) if value <= 0.9 * ceiling]
