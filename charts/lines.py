"""Small lines beside each other, all on one scale: one share over up to five rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charts.figure import HALF, Figure, Table, line, percent, place, svg, text
from charts.fills import ACCENT, GRID, SUBTLE

HEIGHT, TOP, BOTTOM = 150, 22, 26
LEFT, RIGHT = 0.26, 0.88


@dataclass(frozen=True)
class Point:
    """`value` from 0 to 1; None where it is not known or may not be shown."""

    label: str
    value: float | None

    @property
    def said(self) -> str:
        return "geen cijfer" if self.value is None else percent(self.value)


@dataclass(frozen=True)
class Panel:
    """All panels of a figure have a point for the same rounds, the earliest first."""

    title: str
    points: tuple[Point, ...]

    @property
    def spoken(self) -> str:
        return f"{self.title}: " + ", ".join(f"{point.label} {point.said}" for point in self.points)

    def x(self, number: int) -> float:
        return LEFT + (RIGHT - LEFT) * (number / (len(self.points) - 1) if len(self.points) > 1 else HALF)

    @property
    def known(self) -> list[tuple[float, float]]:
        """Of each point that has a value, how far right and how high: a share of the width, and of the height."""
        return [(self.x(number), point.value) for number, point in enumerate(self.points) if point.value is not None]

    @property
    def stretches(self) -> list[tuple[tuple[float, float], tuple[float, float]]]:
        """Only between two rounds that follow each other: over a gap there is no line."""
        found = enumerate(pairwise(self.points))
        return [
            ((self.x(at), before.value), (self.x(at + 1), now.value))
            for at, (before, now) in found
            if before.value is not None and now.value is not None
        ]


@dataclass(frozen=True, kw_only=True)
class Lines(Figure):
    panels: tuple[Panel, ...]

    @property
    def drawn(self) -> list[tuple[str, SafeString]]:
        """The title of each panel, and the panel."""
        return [(panel.title, svg(panel.spoken, HEIGHT, pieces(panel))) for panel in self.panels]

    @property
    def drawing(self) -> SafeString:
        return format_html(
            '<ul class="k-fig__panels">{}</ul>',
            format_html_join("", '<li><span class="k-fig__label">{}</span>{}</li>', self.drawn),
        )

    @property
    def table(self) -> Table:
        head = [point.label for point in self.panels[0].points] if self.panels else []
        return Table(
            [self.what, *head], [[panel.title, *(point.said for point in panel.points)] for panel in self.panels]
        )


def y(value: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value, 1)


def pieces(panel: Panel) -> Iterator[SafeString]:
    for value in (0, HALF, 1):
        yield line("0%", y(value), "100%", y(value), kind="grid", stroke=GRID)
        yield text("0%", y(value) - 8, percent(value), anchor="start", ink=SUBTLE, kind="small")
    for (x1, before), (x2, now) in panel.stretches:
        yield line(place(x1), y(before), place(x2), y(now), kind="line", stroke=ACCENT, width=3)
    for x, value in panel.known:
        yield format_html('<circle class="k-plot__dot" cx="{}" cy="{}" r="4" fill="{}" />', place(x), y(value), ACCENT)
    for x, value in dict.fromkeys([*panel.known[:1], *panel.known[-1:]]):
        yield text(place(x), y(value) - 14, percent(value), kind="strong")
    for number in dict.fromkeys((0, len(panel.points) - 1)) if panel.points else ():
        yield text(place(panel.x(number)), HEIGHT - 10, panel.points[number].label, ink=SUBTLE)
