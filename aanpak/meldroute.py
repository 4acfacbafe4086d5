"""The meldroute of a gemeente: per melder its steps, what to do in a hurry first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from aanpak.models import Routestap
from sjablonen.models import Voorbeeldstap
from tenants.models import Gemeente
from tenants.written import written


@dataclass(frozen=True)
class Meldroute:
    melder: str
    stappen: tuple[Routestap, ...]

    @property
    def titel(self) -> str:
        return Routestap.Melder(self.melder).label

    @property
    def spoed(self) -> list[Routestap]:
        return [stap for stap in self.stappen if stap.spoed]

    @property
    def gewoon(self) -> list[Routestap]:
        return [stap for stap in self.stappen if not stap.spoed]

    @property
    def lacks_112(self) -> bool:
        """Written, but whoever sees danger is not told to ring 112 first."""
        return bool(self.stappen) and not any("112" in (stap.telefoon, *words(stap.wat)) for stap in self.spoed)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@dataclass(frozen=True)
class Voorbeeld:
    """An example to copy: of a regio, or of the country."""

    regio: str  # its id, empty for the country
    naam: str
    stappen: tuple[Voorbeeldstap, ...]


@written
def all_stappen() -> QuerySet[Routestap]:
    return Routestap.objects.all()


def meldroutes() -> list[Meldroute]:
    """One for each kind of melder, also when it has no steps yet; one query."""
    found: dict[str, list[Routestap]] = {melder: [] for melder in Routestap.Melder.values}
    for stap in all_stappen():
        found[stap.melder].append(stap)
    return [Meldroute(melder, tuple(stappen)) for melder, stappen in found.items()]


def voorbeelden(gemeente: Gemeente) -> list[Voorbeeld]:
    """Those of its regio's first."""
    rows = Voorbeeldstap.objects.for_gemeente(gemeente).order_by("regio__naam", "melder", "volgorde")
    return list(grouped(rows))


def grouped(rows: Iterable[Voorbeeldstap]) -> Iterable[Voorbeeld]:
    for regio, stappen in groupby(rows, lambda stap: stap.regio):
        naam = f"Voorbeeld van {regio}" if regio else "Landelijk voorbeeld"
        yield Voorbeeld(str(regio.pk) if regio else "", naam, tuple(stappen))
