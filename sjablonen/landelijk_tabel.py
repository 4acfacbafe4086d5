"""The figures of the country side by side: a column per year, a drawing, and where each figure comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from charts.years import Year, Years, shown
from sjablonen.landelijk import OLD, Reeks, landelijke_reeksen

NOT_FOUND = "niet gevonden"
DRAWN = 2  # reeksen in one drawing


@dataclass(frozen=True)
class Bron:
    """A source, and which years of it are used."""

    jaren: str
    titel: str
    url: str


@dataclass(frozen=True)
class Landelijk:
    reeksen: tuple[Reeks, ...]

    @cached_property
    def years(self) -> Sequence[int]:
        """Without a gap, from the first to the last of any."""
        found = [cijfer.jaar for reeks in self.reeksen for cijfer in reeks.cijfers]
        return range(min(found), max(found) + 1) if found else ()

    @property
    def rows(self) -> list[tuple[Reeks, list[tuple[int, str]]]]:
        """Per reeks and year what to print; nothing where it was not looked for."""
        return [(reeks, [(year, shown(self.value(reeks, year))) for year in self.years]) for reeks in self.reeksen]

    def value(self, reeks: Reeks, year: int) -> int | str:
        for cijfer in reeks.cijfers:
            if cijfer.jaar == year:
                return NOT_FOUND if cijfer.aantal is None else cijfer.aantal
        return ""

    @property
    def has_gap(self) -> bool:
        return any(cijfer.aantal is None for reeks in self.reeksen for cijfer in reeks.cijfers)

    @property
    def newest(self) -> int | None:
        """The last year of which anybody has a figure."""
        known = (cijfer.jaar for reeks in self.reeksen for cijfer in reeks.cijfers if cijfer.aantal is not None)
        return max(known, default=None)

    def is_old(self, today: date) -> bool:
        return self.newest is not None and self.newest < today.year - OLD

    @property
    def figure(self) -> Years:
        drawn = self.reeksen[:DRAWN]
        years = (Year(str(year), tuple(self.value(reeks, year) for reeks in drawn)) for year in self.years)
        return Years("Slachtoffers die per jaar bij CoMensha zijn gemeld", names_of(drawn), tuple(years))

    @property
    def sources(self) -> list[Bron]:
        """Each once, with the years that come from it."""
        found: dict[tuple[str, str], list[int]] = {}
        for reeks in self.reeksen:
            for cijfer in reeks.cijfers:
                if cijfer.bron:
                    years = found.setdefault((cijfer.bron, cijfer.bron_url), [])
                    years += [] if cijfer.jaar in years else [cijfer.jaar]
        return [Bron(" en ".join(map(str, years)), titel, url) for (titel, url), years in found.items()]


def names_of(reeksen: Iterable[Reeks]) -> tuple[str, ...]:
    return tuple(reeks.eigenaar for reeks in reeksen)


def in_plan(reeksen: Iterable[Reeks]) -> tuple[Reeks, ...]:
    return tuple(reeks for reeks in reeksen if reeks.in_plan)


def all_figures() -> dict[str, Any]:
    """What templates/sjablonen/landelijke_cijfers.html shows."""
    reeksen = landelijke_reeksen()
    main = Landelijk(in_plan(reeksen))
    others = Landelijk(tuple(reeks for reeks in reeksen if not reeks.in_plan))
    return {"main": main, "others": others, "reeksen": reeksen, "is_old": main.is_old(timezone.localdate())}
