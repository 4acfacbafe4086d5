"""All that the charts of a page draw, once more as tables at its end: numbers with their percentage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from charts.figure import Figure, Table
from dashboards.curve import Curve


@dataclass(frozen=True)
class Tabel:
    titel: str
    first: str
    head: Sequence[str]
    body: SafeString | str

    @classmethod
    def of(cls, titel: str, table: Table) -> "Tabel":
        return cls(titel, table.head[0], table.head[1:], table.body)


def tabellen_of(figures: Iterable[Figure]) -> list[Tabel]:
    """Of those that are drawn on the page, with what was made of them for that."""
    found = [(figure.title, figure.shown) for figure in figures]
    return [Tabel(titel, shown.head[0], shown.head[1:], shown.body) for titel, shown in found if shown.head]


def curve_tabel(curve: Curve) -> Tabel:
    """With all earlier rounds, also those that are not drawn."""
    head = ["Dagen sinds de opening", *(line.titel for line in curve.lines)]
    rows = [[str(day), *("geen cijfer" if n is None else str(n) for _, n in totals)] for day, totals in curve.rows]
    return Tabel.of("Hoeveel gemeenten hadden ingediend", Table(head, rows))
