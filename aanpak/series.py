"""The cijfers side by side: per thing that was counted a row, per year a column, and how the last two compare."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aanpak.models import Cijfer
from tenants.names import sort_key

COLUMNS = 6  # years that fit beside each other on a page


@dataclass(frozen=True)
class Series:
    """What one organisation counted, the oldest year first. All cijfers are of the same thing."""

    cijfers: Sequence[Cijfer]

    @property
    def first(self) -> Cijfer:
        return self.cijfers[0]

    @property
    def change(self) -> int | None:
        """1 up, -1 down, 0 the same, of the last two known years; None when that cannot be told.

        Between two numbers that may not be shown it is not told either: it would say which of them is larger.
        """
        known = [cijfer.aantal for cijfer in self.cijfers if cijfer.aantal is not None]
        if len(known) < 2 or all(aantal in Cijfer.SMALL for aantal in known[-2:]):
            return None
        before, last = known[-2:]
        return (last > before) - (last < before)

    @property
    def trend(self) -> str:
        """`meer dan in 2024`; empty when there is nothing to compare."""
        if self.change is None:
            return ""
        words = {1: "meer dan", -1: "minder dan", 0: "evenveel als"}[self.change]
        known = [cijfer.jaar for cijfer in self.cijfers if cijfer.aantal is not None]
        return f"{words} in {known[-2]}"

    def cells(self, years: Sequence[int]) -> list[tuple[int, Cijfer | None]]:
        """Per year its cijfer, or None when nobody filled it in."""
        by_year = {cijfer.jaar: cijfer for cijfer in self.cijfers}
        return [(year, by_year.get(year)) for year in years]


@dataclass(frozen=True)
class Table:
    """As many years as fit; `rows` has only what was counted in one of them."""

    years: Sequence[int]
    rows: Sequence[tuple[Series, list[tuple[int, Cijfer | None]]]]

    @property
    def titel(self) -> str:
        first, last = self.years[0], self.years[-1]
        return f"Cijfers van {first}" if first == last else f"Cijfers van {first} tot en met {last}"


def tables_of(cijfers: Iterable[Cijfer]) -> list[Table]:
    """The newest years first; within a table the years run from left to right."""
    found: dict[tuple[object, ...], list[Cijfer]] = defaultdict(list)
    for cijfer in sorted(cijfers, key=lambda cijfer: cijfer.jaar):
        found[cijfer.onderwerp, cijfer.omschrijving, cijfer.vorm_id, cijfer.bron].append(cijfer)
    order = list(Cijfer.Onderwerp.values)
    series = sorted(
        (Series(group) for group in found.values()),
        key=lambda one: (
            order.index(one.first.onderwerp),
            sort_key(one.first.omschrijving),
            one.first.vorm.volgorde if one.first.vorm else 0,
            sort_key(one.first.bron),
        ),
    )
    years = sorted({cijfer.jaar for one in series for cijfer in one.cijfers})
    chunks = [years[max(end - COLUMNS, 0) : end] for end in range(len(years), 0, -COLUMNS)]
    return [table_of(series, chunk) for chunk in chunks]


def table_of(series: Iterable[Series], years: Sequence[int]) -> Table:
    rows = [(one, one.cells(years)) for one in series]
    return Table(years, [(one, cells) for one, cells in rows if any(cijfer for _, cijfer in cells)])
