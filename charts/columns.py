"""A column per round: how many of how many. The line above it is all that were asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from charts.figure import Figure, Table, block, line, percent, place, svg, text, within
from charts.fills import FILLS, SUBTLE, sample, swatch

HEIGHT, TOP, BOTTOM = 240, 24, 44  # of the drawing, above its columns and below them
WIDTH = 0.6  # of a column within its place
TALL_ENOUGH = 46  # for its number within it


@dataclass(frozen=True)
class Column:
    """`value` of `total`; `detail`: under its label; `fill`: paler for what is not sure yet."""

    label: str
    value: int
    total: int
    detail: str = ""
    fill: str = "geregeld"

    @property
    def share(self) -> float:
        return self.value / self.total if self.total else 0


@dataclass(frozen=True, kw_only=True)
class Columns(Figure):
    """`counted`: what the columns count; `asked`: what the line above them is."""

    columns: tuple[Column, ...]
    counted: str
    asked: str

    @property
    def top(self) -> int:
        return max((count for each in self.columns for count in (each.value, each.total)), default=0) or 1

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        edge = sample('<path d="M0 3H20" stroke="{}" stroke-width="2" stroke-dasharray="4 2" />', SUBTLE)
        return [(swatch("geregeld"), self.counted), (edge, self.asked)]

    @property
    def drawing(self) -> SafeString:
        spoken = "; ".join(f"{each.label}: {each.value} van {each.total}" for each in self.columns)
        return svg(f"{self.counted}. {spoken}", HEIGHT, self.pieces())

    @property
    def table(self) -> Table:
        rows = [[each.label, str(each.value), str(each.total), percent(each.share)] for each in self.columns]
        return Table([self.what, self.counted, self.asked, "aandeel"], rows)

    def y(self, count: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / self.top, 1)

    def pieces(self) -> Iterator[SafeString]:
        slot = 1 / max(1, len(self.columns))
        for number, column in enumerate(self.columns):
            yield from self.column(column, slot * number, slot)
        yield line("0%", self.y(0), "100%", self.y(0), kind="grid", stroke=SUBTLE)

    def column(self, column: Column, left: float, slot: float) -> Iterator[SafeString]:
        middle, start = place(left + slot / 2), left + slot * (1 - WIDTH) / 2
        height = self.y(0) - self.y(column.value)
        yield block(column.fill, start, self.y(column.value), slot * WIDTH, round(height, 1))
        ends = place(start - 0.1 * slot), place(start + slot * (WIDTH + 0.1))
        yield line(ends[0], self.y(column.total), ends[1], self.y(column.total), kind="ceiling", stroke=SUBTLE, width=2)
        yield text(middle, self.y(column.total) - 11, str(column.total), ink=SUBTLE)
        if height >= TALL_ENOUGH:
            ink, kind = FILLS[column.fill].ink, within(column.fill)
            yield text(middle, self.y(column.value) + 14, str(column.value), ink=ink, kind=f"{kind} k-plot__strong")
            yield text(middle, self.y(column.value) + 32, percent(column.share), ink=ink, kind=kind)
        else:
            yield text(middle, self.y(column.value) - 10, str(column.value), kind="strong")
        yield text(middle, HEIGHT - BOTTOM + 14, column.label)
        if column.detail:
            yield text(middle, HEIGHT - BOTTOM + 32, column.detail, ink=SUBTLE)
