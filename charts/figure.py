"""What all charts have in common, and the pieces that they are drawn of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from charts.fills import GRID, SUBTLE, TEXT, paint

HALF = 0.5
ROW = '<li><span class="k-fig__label">{}{}</span>{}<span class="k-fig__result">{}</span></li>'
KEPT = 300  # drawn charts in memory, some 15 kB each
CELL = '<td class="k-table__number" data-label="{}">{}</td>'
AXIS = ((0.0, "start"), (HALF, "middle"), (1.0, "end"))


@dataclass(frozen=True)
class Table:
    """The same figures as text; the first cell of a row is what the row is about."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def body(self) -> SafeString:
        """Not in the template: a page has hundreds of cells, and Django's templates take long over those."""
        return format_html_join(
            "", '<tr><th scope="row">{}</th>{}</tr>', ((row[0], self.cells(row)) for row in self.rows)
        )

    def cells(self, row: Sequence[str]) -> SafeString:
        return format_html_join("", CELL, zip(self.head[1:], row[1:], strict=True))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`anchor`: its id, unique on the page, so that one can point at it; `title`: what one sees, as a sentence;
    `about`: whose figures, n and date; `note`: what is left out, and why; `what`: what a row of the table is."""

    anchor: str
    title: str
    about: str
    note: str = ""
    what: str = ""

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        """A sample and its word; empty where the drawing says it itself."""
        return []

    @property
    def drawing(self) -> SafeString:
        raise NotImplementedError

    @property
    def table(self) -> Table | None:
        """None where the drawing is a table."""
        raise NotImplementedError

    @property
    def shown(self) -> "Shown":
        """All that a template needs, drawn once for the same figures."""
        return shown(self)


@dataclass(frozen=True)
class Shown:
    legend: list[tuple[SafeString, str]]
    drawing: SafeString
    head: Sequence[str]  # of the table; empty when there is none
    body: SafeString | str


@lru_cache(maxsize=KEPT)
def shown(figure: Figure) -> Shown:
    table = figure.table
    return Shown(figure.legend, figure.drawing, table.head if table else (), table.body if table else "")


def percent(share: float) -> str:
    """`31%`; half a percent goes up."""
    return f"{int(100 * share + HALF)}%"


def place(share: float) -> str:
    """A share of the width, for an attribute."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"


def together(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def svg(spoken: str, height: int, parts: Iterable[SafeString]) -> SafeString:
    """`spoken`: what it shows, for who does not see it."""
    return format_html(
        '<svg class="k-plot" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        height,
        spoken,
        together(parts),
    )


def text(x: str, y: float, words: str, *, anchor: str = "middle", ink: str = TEXT, kind: str = "word") -> SafeString:
    """`y` is the middle of the letters. `kind`: of the classes in assets/charts.css that begin with k-plot__."""
    weight = 600 if "strong" in kind else 400
    shape = (
        '<text class="k-plot__{}" x="{}" y="{}" dy="0.35em" text-anchor="{}" fill="{}" font-size="14" font-weight="{}">'
        "{}</text>"
    )
    return format_html(shape, kind, x, y, anchor, ink, weight, words)


def line(x1: str, y1: float, x2: str, y2: float, *, kind: str, stroke: str = GRID, width: float = 1) -> SafeString:
    return format_html(
        '<line class="k-plot__{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" />',
        kind,
        x1,
        y1,
        x2,
        y2,
        stroke,
        width,
    )


def block(fill: str, x: float, y: float, width: float, height: float) -> SafeString:
    """A part of a bar; `x` and `width` are shares, the others are not."""
    return format_html(
        '<rect class="k-plot__block" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="0.75" />',
        place(x),
        y,
        place(width),
        height,
        paint(fill),
        SUBTLE,
    )


def within(fill: str) -> str:
    """The kind of a number that stands on this fill: over the lines of its pattern it gets an edge of its tone."""
    return f"in k-plot__in--{fill}"


def upright(share: float, height: int) -> SafeString:
    """A thin line of the axis, behind what is drawn."""
    return line(place(share), 0, place(share), height, kind="grid")


@dataclass(frozen=True)
class Row:
    """One line of a chart that is a list. `drawn`, or `instead`: why nothing may be drawn. `detail` stands small beside
    its label; `result` after what is drawn."""

    label: str
    drawn: SafeString | None = None
    instead: str = ""
    detail: str = ""
    result: str = ""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        detail = format_html(' <span class="k-meta">{}</span>', self.detail) if self.detail else ""
        shown = self.drawn or format_html('<span class="k-fig__instead">{}</span>', self.instead)
        return self.label, detail, shown, self.result


Mark = tuple[float, str, str]  # where on an axis, which side of the words, and the words


def rows_of(rows: Iterable[Row], marks: Iterable[Mark]) -> SafeString:
    """The rows under each other, and their axis above."""
    return format_html(
        '<ul class="k-fig__rows"><li class="k-fig__axis" aria-hidden="true"><span></span>'
        '<svg class="k-plot" width="100%" height="18">{}</svg><span></span></li>{}</ul>',
        axis(marks),
        format_html_join("", ROW, (row.cells for row in rows)),
    )


def axis(marks: Iterable[Mark]) -> SafeString:
    return together(text(place(at), 9, words, anchor=anchor, ink=SUBTLE) for at, anchor, words in marks)


def shares() -> list[Mark]:
    """The axis from none to all."""
    return [(at, anchor, percent(at)) for at, anchor in AXIS]
