"""Stacked bars of 100%: what share of a group gave which answer; with the country's value as a thin mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.utils.safestring import SafeString

from charts.figure import (
    HALF,
    Figure,
    Row,
    Table,
    block,
    line,
    percent,
    place,
    rows_of,
    shares,
    svg,
    text,
    upright,
    within,
)
from charts.fills import FILLS, GREYS, TEXT, sample, swatch

HEIGHT, TOP, THICK = 32, 4, 24
WIDE_ENOUGH = 0.08  # for a number within it
NEAR = 0.03  # so near to a number, the mark would lie on it


@dataclass(frozen=True)
class Part:
    """`fill`: of charts/fills.py; `value`: in any unit, as all parts of a bar have it; `said`: in the table, if not
    its share."""

    fill: str
    word: str
    value: float
    said: str = ""


@dataclass(frozen=True)
class Bar:
    """`mark`: the country's share of the first part, 0 to 1; `instead`: why there is no bar."""

    label: str
    parts: tuple[Part, ...] = ()
    detail: str = ""
    result: str = ""
    mark: float | None = None
    instead: str = ""

    @cached_property
    def ordered(self) -> list[Part]:
        """The greys last."""
        return sorted(self.parts, key=lambda part: part.fill in GREYS)

    @cached_property
    def total(self) -> float:
        return sum(part.value for part in self.parts)

    @property
    def is_empty(self) -> bool:
        return bool(self.instead) or not self.total

    def share(self, part: Part) -> float:
        return part.value / self.total if self.total else 0

    def said(self, part: Part) -> str:
        return part.said or percent(self.share(part))

    @property
    def words(self) -> str:
        """As it is read out."""
        return ", ".join(f"{part.word} {percent(self.share(part))}" for part in self.ordered)


@dataclass(frozen=True, kw_only=True)
class Bars(Figure):
    """`marked`: whose value the mark is."""

    bars: tuple[Bar, ...]
    marked: str = "Nederland"

    @property
    def has_marks(self) -> bool:
        return any(bar.mark is not None for bar in self.bars)

    @property
    def kinds(self) -> dict[str, str]:
        """The word of each fill that is drawn, the greys last."""
        found = {part.fill: part.word for bar in self.bars for part in bar.parts}
        return dict(sorted(found.items(), key=lambda item: list(FILLS).index(item[0])))

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        mark = sample('<path d="M10 0V14" stroke="{}" stroke-width="3" />', TEXT)
        return [(swatch(fill), word) for fill, word in self.kinds.items()] + (
            [(mark, f"{self.marked}: {next(iter(self.kinds.values()), '')}")] if self.has_marks else []
        )

    @property
    def rows(self) -> list[Row]:
        return [self.row(bar) for bar in self.bars]

    @property
    def drawing(self) -> SafeString:
        return rows_of(self.rows, shares())

    def row(self, bar: Bar) -> Row:
        if bar.is_empty:
            return Row(bar.label, instead=bar.instead or "geen antwoorden")
        mark = "" if bar.mark is None else f". {self.marked}: {percent(bar.mark)}"
        drawn = svg(f"{bar.label}: {bar.words}{mark}", HEIGHT, pieces(bar))
        return Row(bar.label, drawn, detail=bar.detail, result=bar.result)

    @property
    def table(self) -> Table:
        words = list(dict.fromkeys(self.kinds.values()))
        marked = [f"{self.marked}: {words[0]}"] if self.has_marks and words else []
        return Table([self.what, *words, *marked], [self.cells(bar, words) for bar in self.bars])

    def cells(self, bar: Bar, words: list[str]) -> list[str]:
        said = {part.word: bar.said(part) for part in bar.parts}
        cells = [bar.instead if bar.is_empty else said.get(word, "0%") for word in words]
        mark = ["" if bar.mark is None else percent(bar.mark)] if self.has_marks else []
        return [bar.label, *cells, *mark]


def beside(mark: float | None, start: float, width: float) -> float:
    """The middle of a block, or a quarter of it where the mark would lie on the number."""
    middle = start + width / 2
    if mark is None or abs(mark - middle) > NEAR:
        return middle
    return start + width * (0.25 if mark >= middle else 0.75)


def pieces(bar: Bar) -> Iterator[SafeString]:
    yield from (upright(at, HEIGHT) for at in (0, HALF, 1))
    widths = [bar.share(part) for part in bar.ordered]
    starts = [0, *accumulate(widths)]
    for part, start, width in zip(bar.ordered, starts, widths, strict=False):
        if width:
            yield block(part.fill, start, TOP, width, THICK)
        if width >= WIDE_ENOUGH:
            ink = FILLS[part.fill].ink
            yield text(
                place(beside(bar.mark, start, width)), HEIGHT / 2, percent(width), ink=ink, kind=within(part.fill)
            )
    greys = next((start for part, start in zip(bar.ordered, starts, strict=False) if part.fill in GREYS), 1)
    if 0 < greys < 1:
        yield line(place(greys), TOP - 1, place(greys), TOP + THICK + 1, kind="gap", stroke="#fff", width=5)
    if bar.mark is not None:
        yield line(place(bar.mark), 0, place(bar.mark), HEIGHT, kind="halo", stroke="#fff", width=5)
        yield line(place(bar.mark), 0, place(bar.mark), HEIGHT, kind="mark", stroke=TEXT, width=2.5)
