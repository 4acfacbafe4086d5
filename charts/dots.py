"""A dot per group, in a fixed order, with the country as a line through them all."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from charts.figure import HALF, Figure, Row, Table, line, percent, place, rows_of, shares, svg, upright
from charts.fills import ACCENT, FILLS, GRID, SUBTLE, TEXT, sample

HEIGHT = 28
BAND = '<rect class="k-plot__block" x="{}" y="8" width="{}" height="12" fill="{}" stroke="{}" stroke-width="0.75" />'


@dataclass(frozen=True)
class Dot:
    """One group: a `value` from 0 to 1; or, where only words may be said, the `span` that they stand for and what is
    `said`; or neither, and `said` is why."""

    label: str
    value: float | None = None
    span: tuple[float, float] | None = None
    said: str = ""
    detail: str = ""

    @property
    def words(self) -> str:
        return self.said or ("geen cijfer" if self.value is None else percent(self.value))


@dataclass(frozen=True, kw_only=True)
class Dots(Figure):
    """The order of `dots` is fixed by who makes it, never by value. `country`: of the line, 0 to 1."""

    dots: tuple[Dot, ...]
    counted: str  # what the shares are of
    country: float | None = None
    country_word: str = "Nederland"
    banded: str = "in woorden, of afgerond: hier ligt het echte cijfer"

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        found = [(sample('<circle cx="10" cy="7" r="6" fill="{}" />', ACCENT), self.counted)]
        if any(dot.span for dot in self.dots):
            band = '<rect x="0.5" y="2" width="19" height="10" fill="{}" stroke="{}" />'
            found.append((sample(band, FILLS["nog_niet"].tone, SUBTLE), self.banded))
        if self.country is not None:
            mark = sample('<path d="M10 0V14" stroke="{}" stroke-width="3" />', TEXT)
            found.append((mark, f"{self.country_word}: {percent(self.country)}"))
        return found

    @property
    def rows(self) -> list[Row]:
        return [self.row(dot) for dot in self.dots]

    @property
    def drawing(self) -> SafeString:
        return rows_of(self.rows, shares())

    def row(self, dot: Dot) -> Row:
        if dot.value is None and dot.span is None:
            return Row(dot.label, instead=dot.words, detail=dot.detail)
        drawn = svg(f"{dot.label}: {dot.words}", HEIGHT, self.pieces(dot))
        return Row(dot.label, drawn, detail=dot.detail, result=dot.words)

    def pieces(self, dot: Dot) -> Iterator[SafeString]:
        yield from (upright(at, HEIGHT) for at in (0, HALF, 1))
        yield line("0%", HEIGHT / 2, "100%", HEIGHT / 2, kind="grid", stroke=GRID)
        if dot.span:
            low, high = dot.span
            yield format_html(BAND, place(low), place(high - low), FILLS["nog_niet"].tone, SUBTLE)
        if self.country is not None:
            yield line(place(self.country), 0, place(self.country), HEIGHT, kind="mark", stroke=TEXT, width=2.5)
        if dot.value is not None:
            shape = '<circle class="k-plot__dot" cx="{}" cy="{}" r="7" fill="{}" stroke="#fff" stroke-width="1.5" />'
            yield format_html(shape, place(dot.value), HEIGHT / 2, ACCENT)

    @property
    def table(self) -> Table:
        rows = [[dot.label, dot.words] for dot in self.dots]
        if self.country is not None:
            rows.insert(0, [self.country_word, percent(self.country)])
        return Table([self.what, self.counted], rows)
