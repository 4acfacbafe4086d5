"""What a Plan holds of the gemeente beside texts, sentences and acties, as blocks for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.utils.formats import date_format

from aanpak.drawing import Drawing, drawings
from reports.document.in_beeld import NOT_IN_VIEW, InBeeld, in_beeld
from reports.document.plan import (
    Plan,
    PlanCijfer,
    PlanDeel,
    PlanIndicator,
    PlanInstrument,
    PlanMeldroute,
    PlanNadruk,
)
from sjablonen.landelijk_tabel import Landelijk
from sjablonen.opvang import Opvang

JAREN_MAX = 5  # columns that fit between what was counted and by whom


@dataclass(frozen=True)
class Reeks:
    """What one organisation counted, year by year; empty where there is no count of that year."""

    cijfer: PlanCijfer
    cells: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Block:
    """One piece of a section; `template` prints it and knows which of the other fields there are."""

    template: str
    titel: str = ""
    instrumenten: tuple[PlanInstrument, ...] = ()
    nadruk: tuple[PlanNadruk, ...] = ()
    cijfers: tuple[PlanCijfer, ...] = ()
    meldroutes: tuple[PlanMeldroute, ...] = ()
    indicatoren: tuple[PlanIndicator, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    landelijk: Landelijk | None = None
    in_beeld: InBeeld | None = None
    opvang: tuple[Opvang, ...] = ()
    is_last: bool = False  # of its kind
    asked_when: str = ""  # when it was filled in whether an instrument was used

    @property
    def has_reasons(self) -> bool:
        return any(vorm.tekst for vorm in self.nadruk)

    @property
    def not_in_view(self) -> bool:
        return any(cijfer.aantal == NOT_IN_VIEW for cijfer in self.cijfers)

    @cached_property
    def reeksen(self) -> list[Reeks]:
        """A row for each thing that was counted; none when nothing was counted twice, or twice in one year, or in too
        many years."""
        jaren = sorted({cijfer.jaar for cijfer in self.cijfers})
        found: dict[tuple[object, ...], dict[int, PlanCijfer]] = {}
        for cijfer in self.cijfers:
            found.setdefault((cijfer.titel, cijfer.vorm, cijfer.gemeenten, cijfer.bron), {})[cijfer.jaar] = cijfer
        if (
            len(found) == len(self.cijfers)
            or len(jaren) > JAREN_MAX
            or sum(map(len, found.values())) < len(self.cijfers)
        ):
            return []
        return [
            Reeks(next(iter(rows.values())), tuple((jaar, rows[jaar].aantal if jaar in rows else "") for jaar in jaren))
            for rows in found.values()
        ]

    @property
    def has_gaps(self) -> bool:
        return any(not aantal for reeks in self.reeksen for _, aantal in reeks.cells)

    @property
    def answered(self) -> list[PlanInstrument]:
        return [instrument for instrument in self.instrumenten if instrument.is_answered]

    @property
    def has_beschikbaar(self) -> bool:
        """Whether that is a column; this and the next two: one that nobody filled in says nothing."""
        return any(instrument.beschikbaar for instrument in self.instrumenten)

    @property
    def has_in_beleid(self) -> bool:
        return any(instrument.in_beleid for instrument in self.instrumenten)

    @property
    def has_gebruikt(self) -> bool:
        return any(instrument.gebruikt for instrument in self.instrumenten)

    @property
    def spoken(self) -> list[PlanInstrument]:
        return [instrument for instrument in self.instrumenten if instrument.tekst]


def blocks(part: PlanDeel) -> tuple[Block, ...]:
    return tuple(make_blocks(part))


def make_blocks(part: PlanDeel) -> Iterable[Block]:
    if part.nadruk and part.zonder_nadruk is None:  # else it stands with what is in beeld
        yield Block("reports/document/nadruk.html", nadruk=part.nadruk)
    yield from barrieres(part)
    if part.indicatoren is not None:
        yield Block("reports/document/indicatoren.html", indicatoren=part.indicatoren)
    if part.landelijk:
        yield Block("reports/document/landelijk.html", landelijk=Landelijk(part.landelijk))
    if part.cijfers:
        yield Block("reports/document/cijfers.html", cijfers=part.cijfers)
    if part.opvang:
        yield Block("reports/document/opvang.html", opvang=part.opvang)
    if part.meldroutes:
        routes = tuple(replace(route, titel=titled(route)) for route in part.meldroutes)
        yield Block("reports/document/meldroute.html", meldroutes=routes, drawings=tuple(drawings(routes)))


def in_beeld_blocks(plan: Plan) -> Iterable[Block]:
    """At which forms the gemeente looks, at which not, and what it counted."""
    vormen = plan.onderdeel("h1_2")
    if vormen.nadruk:
        yield Block("reports/document/nadruk.html", nadruk=vormen.nadruk)
    if without := tuple(vorm for vorm in vormen.zonder_nadruk or () if vorm.tekst):
        yield Block("reports/document/zonder_nadruk.html", nadruk=without)
    yield Block("reports/document/in_beeld.html", in_beeld=in_beeld(plan.onderdeel("bijlage_2").cijfers))


def titled(route: PlanMeldroute) -> str:
    return f"{route.titel} ({route.namen})" if route.gemeenten else route.titel


def barrieres(part: PlanDeel) -> Iterable[Block]:
    groups = [tuple(found) for _, found in groupby(part.instrumenten, lambda instrument: instrument.barriere)]
    asked_when = filled_in_when(part.instrumenten)
    for found in groups:
        titel = f"Instrumenten bij de barrière {found[0].barriere.lower()}"
        is_last = found is groups[-1]
        template = "reports/document/instrumenten.html"
        yield Block(
            template, titel=titel, instrumenten=found, is_last=is_last, asked_when=asked_when if is_last else ""
        )


def filled_in_when(instrumenten: Iterable[PlanInstrument]) -> str:
    """`in november 2026`, or `tussen maart 2025 en november 2026`; empty when nobody says, as in older plans."""
    days = [instrument.ingevuld for instrument in instrumenten if instrument.gebruikt and instrument.ingevuld]
    if not days:
        return ""
    first, last = (date_format(day, "F Y") for day in (min(days), max(days)))
    return f"in {first}" if first == last else f"tussen {first} en {last}"
