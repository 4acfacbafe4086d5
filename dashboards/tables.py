"""All that the charts of a page draw, once more as tables at its end: numbers with their percentage."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from charts.figure import Figure, Table
from dashboards.curve import Curve


@dataclass(frozen=True)
class Tabel:
    titel: str
    table: Table

    @property
    def first(self) -> str:
        return self.table.head[0]

    @property
    def head(self) -> list[str]:
        return list(self.table.head[1:])

    @property
    def body(self) -> SafeString:
        return self.table.body


def tabellen_of(figures: Iterable[Figure]) -> list[Tabel]:
    return [Tabel(figure.title, table) for figure in figures if (table := figure.table)]


def curve_tabel(curve: Curve) -> Tabel:
    """With all earlier rounds, also those that are not drawn."""
    head = ["Dagen sinds de opening", *(line.titel for line in curve.lines)]
    rows = [[str(day), *("geen cijfer" if n is None else str(n) for _, n in totals)] for day, totals in curve.rows]
    return Tabel("Hoeveel gemeenten hadden ingediend", Table(head, rows))
