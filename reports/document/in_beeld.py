"""The gemeente in beeld: where it looks, at which forms and why, and what it counted in the last years.

Only what it filled in. What is not in beeld is said in words, and is not the same as none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from charts.years import Year, Years
from reports.document.naming import joined
from reports.document.plan import Plan, PlanCijfer, PlanZin

IN_BEELD = "in-beeld"
SECTORS = {"AB-P1-2", "AB-P2-2"}  # the scans: sentences at these say which sectors and groups are vulnerable here
VORMEN, CIJFERS = "h1_2", "bijlage_2"
YEARS, DRAWINGS = 3, 2  # that fit beside each other
WIDTH = 300
NO_ROW = "geen cijfer"  # in a drawing
NOT_IN_VIEW = "niet in beeld"  # as aanpak.models.Cijfer has it


@dataclass(frozen=True)
class Geteld:
    """What one organisation counted, the first year first."""

    titel: str
    bron: str
    cijfers: tuple[PlanCijfer, ...]

    @property
    def said(self) -> str:
        """`18 in 2023, minder dan 5 in 2024 en 31 in 2025`."""
        return joined([f"{cijfer.aantal} in {cijfer.jaar}" for cijfer in self.cijfers])

    @property
    def figure(self) -> Years | None:
        """None where there are no two numbers to see beside each other. A year without a row keeps its place."""
        values = {cijfer.jaar: value_of(cijfer) for cijfer in self.cijfers}
        span = range(min(values), max(values) + 1)
        years = tuple(Year(str(jaar), (values.get(jaar, NO_ROW),)) for jaar in span)
        drawn = [year for year in years if year.numbers]
        return Years(self.titel, (self.titel,), years, width=WIDTH) if len(drawn) > 1 else None


@dataclass(frozen=True)
class InBeeld:
    geteld: tuple[Geteld, ...]

    @property
    def drawn(self) -> list[tuple[str, Years]]:
        found = ((each.titel, each.figure) for each in self.geteld)
        return [(titel, figure) for titel, figure in found if figure][:DRAWINGS]

    @property
    def not_in_view(self) -> bool:
        return any(cijfer.aantal == NOT_IN_VIEW for each in self.geteld for cijfer in each.cijfers)


def value_of(cijfer: PlanCijfer) -> int | str:
    """A small number has no height: it is kept as words."""
    digits = cijfer.aantal.replace(".", "")
    return int(digits) if digits.isdecimal() else cijfer.aantal


def has_in_beeld(plan: Plan) -> bool:
    """Not in a plan from before the gemeente was asked, which says these things elsewhere."""
    part = plan.onderdeel(VORMEN)
    if part.zonder_nadruk is None:
        return False
    reasons = any(vorm.tekst for vorm in part.zonder_nadruk)
    return bool(part.nadruk or reasons or plan.onderdeel(CIJFERS).cijfers or sectors(plan))


def sectors(plan: Plan) -> tuple[PlanZin, ...]:
    """What the scans found, as far as there is a sentence of one that was done."""
    parts = (part for part in plan.onderdelen if part.code.startswith("ambitie_"))
    zinnen = (zin for part in parts for zin in part.zinnen)
    return tuple(zin for zin in zinnen if zin.code in SECTORS and zin.is_done and zin.tekst)


def in_beeld(cijfers: Iterable[PlanCijfer]) -> InBeeld:
    """Of the last years that anybody counted in."""
    cijfers = list(cijfers)
    last = max((cijfer.jaar for cijfer in cijfers), default=0)
    found: dict[tuple[str, str], list[PlanCijfer]] = {}
    for cijfer in sorted(cijfers, key=lambda cijfer: cijfer.jaar):
        if cijfer.jaar > last - YEARS:
            found.setdefault((titel_of(cijfer), cijfer.bron), []).append(cijfer)
    return InBeeld(tuple(Geteld(titel, bron, tuple(rows)) for (titel, bron), rows in found.items()))


def titel_of(cijfer: PlanCijfer) -> str:
    titel = f"{cijfer.titel} ({cijfer.vorm.lower()})" if cijfer.vorm else cijfer.titel
    return f"{titel}, {cijfer.namen}" if cijfer.gemeenten else titel
