"""A line per row with a dot for each group, and the country as a mark: what a table with tints is on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charts.figure import HALF, Figure, Row, Table, line, percent, place, rows_of, shares, svg, upright
from charts.fills import ACCENT, SUBTLE, TEXT, sample

HEIGHT = 24
DOT = '<circle class="k-plot__dot" cx="{}" cy="{}" r="5" fill="{}" fill-opacity="0.55" stroke="#fff" />'
NONE = "–"


@dataclass(frozen=True)
class Strip:
    """`groups`: name and share of each, from 0 to 1, or None where there are too few; in a fixed order."""

    label: str
    groups: tuple[tuple[str, float | None], ...]
    country: float | None = None
    result: str = ""

    @property
    def spoken(self) -> str:
        said = ", ".join(f"{name} {percent(share)}" for name, share in self.groups if share is not None)
        return f"{self.label}: {said or 'geen groep is groot genoeg'}"


@dataclass(frozen=True, kw_only=True)
class Strips(Figure):
    """`counted`: what a dot is; all rows have the same groups."""

    strips: tuple[Strip, ...]
    counted: str
    country_word: str = "Nederland"

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        dot = sample('<circle cx="10" cy="7" r="5" fill="{}" fill-opacity="0.55" />', ACCENT)
        return [
            (dot, self.counted),
            (sample('<path d="M10 0V14" stroke="{}" stroke-width="3" />', TEXT), self.country_word),
        ]

    @property
    def rows(self) -> list[Row]:
        return [self.row(strip) for strip in self.strips]

    @property
    def drawing(self) -> SafeString:
        return rows_of(self.rows, shares())

    def row(self, strip: Strip) -> Row:
        if strip.country is None:
            return Row(strip.label, instead="geen antwoorden")
        return Row(strip.label, svg(strip.spoken, HEIGHT, pieces(strip)), result=strip.result)

    @property
    def table(self) -> Table:
        names = [name for name, _ in self.strips[0].groups] if self.strips else []
        rows = [
            [strip.label, said(strip.country), *(said(share) for _, share in strip.groups)] for strip in self.strips
        ]
        return Table([self.what, self.country_word, *names], rows)


def pieces(strip: Strip) -> Iterator[SafeString]:
    yield from (upright(at, HEIGHT) for at in (0, HALF, 1))
    yield line("0%", HEIGHT / 2, "100%", HEIGHT / 2, kind="grid", stroke=SUBTLE)
    for _, share in strip.groups:
        if share is not None:
            yield format_html(DOT, place(share), HEIGHT / 2, ACCENT)
    if strip.country is not None:
        yield line(place(strip.country), 0, place(strip.country), HEIGHT, kind="mark", stroke=TEXT, width=2.5)


def said(share: float | None) -> str:
    return NONE if share is None else percent(share)
