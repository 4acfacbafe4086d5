"""What a Plan holds of the gemeente beside texts, sentences and acties, as blocks for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from aanpak.drawing import Drawing, draw
from reports.document.plan import PlanCijfer, PlanDeel, PlanInstrument, PlanMeldroute, PlanNadruk

LANES = 3  # side by side on a page


@dataclass(frozen=True)
class Block:
    """One piece of a section; `template` prints it and knows which of the other fields there are."""

    template: str
    titel: str = ""
    instrumenten: tuple[PlanInstrument, ...] = ()
    nadruk: tuple[PlanNadruk, ...] = ()
    cijfers: tuple[PlanCijfer, ...] = ()
    meldroutes: tuple[PlanMeldroute, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    is_last: bool = False  # of its kind

    @property
    def answered(self) -> list[PlanInstrument]:
        return [instrument for instrument in self.instrumenten if instrument.is_answered]

    @property
    def spoken(self) -> list[PlanInstrument]:
        return [instrument for instrument in self.instrumenten if instrument.tekst]


def blocks(part: PlanDeel) -> tuple[Block, ...]:
    return tuple(make_blocks(part))


def make_blocks(part: PlanDeel) -> Iterable[Block]:
    if part.nadruk:
        yield Block("reports/document/nadruk.html", nadruk=part.nadruk)
    yield from barrieres(part)
    if part.cijfers:
        yield Block("reports/document/cijfers.html", cijfers=part.cijfers)
    if part.meldroutes:
        routes = tuple(replace(route, titel=titled(route)) for route in part.meldroutes)
        drawings = tuple(draw(routes[first : first + LANES]) for first in range(0, len(routes), LANES))
        yield Block("reports/document/meldroute.html", meldroutes=routes, drawings=drawings)


def titled(route: PlanMeldroute) -> str:
    return f"{route.titel} ({route.namen})" if route.gemeenten else route.titel


def barrieres(part: PlanDeel) -> Iterable[Block]:
    groups = [tuple(found) for _, found in groupby(part.instrumenten, lambda instrument: instrument.barriere)]
    for found in groups:
        titel = f"Instrumenten bij de barrière {found[0].barriere.lower()}"
        is_last = found is groups[-1]
        yield Block("reports/document/instrumenten.html", titel=titel, instrumenten=found, is_last=is_last)
