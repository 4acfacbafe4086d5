"""What a Plan holds of the gemeente beside texts, sentences and acties, as blocks for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from aanpak.drawing import Drawing, draw
from reports.plan import Cijfer, Instrument, Meldroute, Nadruk, Onderdeel


@dataclass(frozen=True)
class Block:
    """One piece of a section; `template` prints it and knows which of the other fields there are."""

    template: str
    titel: str = ""
    instrumenten: tuple[Instrument, ...] = ()
    nadruk: tuple[Nadruk, ...] = ()
    cijfers: tuple[Cijfer, ...] = ()
    meldroutes: tuple[Meldroute, ...] = ()
    drawing: Drawing | None = None

    @property
    def answered(self) -> list[Instrument]:
        return [instrument for instrument in self.instrumenten if instrument.is_answered]

    @property
    def spoken(self) -> list[Instrument]:
        return [instrument for instrument in self.instrumenten if instrument.tekst]


def blocks(part: Onderdeel) -> tuple[Block, ...]:
    return tuple(make_blocks(part))


def make_blocks(part: Onderdeel) -> Iterable[Block]:
    if part.nadruk:
        yield Block("reports/plan/nadruk.html", nadruk=part.nadruk)
    for barriere, found in groupby(part.instrumenten, lambda instrument: instrument.barriere):
        titel = f"Instrumenten bij de barrière {barriere.lower()}"
        yield Block("reports/plan/instrumenten.html", titel=titel, instrumenten=tuple(found))
    if part.cijfers:
        yield Block("reports/plan/cijfers.html", cijfers=part.cijfers)
    if part.meldroutes:
        yield Block("reports/plan/meldroute.html", meldroutes=part.meldroutes, drawing=draw(part.meldroutes))
