"""The three layers of text: what the gemeente wrote goes before its regio, and its regio before the country.

Also which standard text a local one replaced; what it may contain stands in document/passage.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import tenants.models
from reports.document.passage import LOKALE_TEKSTEN, LokaleTekst, Mark, anchor, filled_in
from reports.gather.keuzes import keuzes_of
from reports.models import LokalePassage
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped
from zelfevaluatie.models import Zelfevaluatie


@dataclass(frozen=True)
class Bron:
    """Where a standard text comes from."""

    bron: str
    bron_url: str
    gecontroleerd_op: date
    regio: str  # empty: of the country
    versie: int


@dataclass(frozen=True)
class Layer:
    """One place in the plan: the standard text that would be there, and what the gemeente put in its stead."""

    code: str
    naam: str  # of the gemeente, for `{gemeente}`
    standard: Passage | None
    lokaal: LokalePassage | None
    guide: LokaleTekst | None = None
    ended: Passage | None = None  # the version with which the standard text was withdrawn, where there is no other

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def onderdeel(self) -> str:
        found = self.standard or self.ended
        return found.onderdeel if found else self.code.partition(".")[0]

    @property
    def titel(self) -> str:
        found = self.standard or self.ended
        return filled_in(found.titel, self.naam) if found else self.guide.titel if self.guide else ""

    @property
    def standard_tekst(self) -> str:
        return filled_in(self.standard.tekst, self.naam) if self.standard else ""

    @property
    def editable(self) -> str:
        """What the form begins with."""
        return self.lokaal.tekst if self.is_local and self.lokaal else unwrapped(self.standard_tekst)

    @property
    def is_local(self) -> bool:
        return bool(self.lokaal and self.lokaal.tekst)

    @property
    def version(self) -> int:
        return self.lokaal.version if self.lokaal else 0

    @property
    def is_outdated(self) -> bool:
        """The standard text changed, or came from another layer, since the gemeente wrote its own."""
        if not (self.is_local and self.lokaal and self.standard):
            return False
        return (self.lokaal.standard_laag, self.lokaal.standard_versie) != self.standard_key

    @property
    def bron(self) -> Bron | None:
        found = self.standard
        if found is None:
            return None
        return Bron(found.bron, found.bron_url, found.gecontroleerd_op, str(found.regio or ""), found.versie)

    @property
    def has_history(self) -> bool:
        return bool(self.lokaal and self.lokaal.version)

    @property
    def standard_key(self) -> tuple[str, int] | None:
        """Layer and version, as a local text remembers what it replaced."""
        return (self.standard.laag, self.standard.versie) if self.standard else None

    @property
    def ended_key(self) -> tuple[str, int] | None:
        """As standard_key, of the withdrawal."""
        return (self.ended.laag, self.ended.versie) if self.ended else None

    @property
    def is_ended(self) -> bool:
        """The standard text was withdrawn and nothing stands in its place: the plan has no such text any more."""
        return self.ended is not None and not self.is_local

    @property
    def mark(self) -> Mark:
        if self.is_outdated:
            return Mark.NIEUW
        if self.is_local:
            return Mark.AANGEPAST
        if self.standard is None:
            return Mark.LEEG
        return Mark.REGIONAAL if self.standard.laag == Passage.Laag.REGIONAAL else Mark.STANDAARD


def layers(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> dict[str, Layer]:
    """Every place by code, in the order of the plan, in three queries, or four with texts that must be checked.

    Runs as the gemeente.
    """
    lokaal = {row.code: row for row in zelfevaluatie.lokale_passages.all()}
    guides = {guide.code: guide for guide in LOKALE_TEKSTEN}
    there = list(Passage.objects.standing_for(gemeente))
    standards = first_by_rank(row for row in there if not row.ingetrokken)
    ended = first_by_rank(row for row in there if row.ingetrokken and row.code not in standards)
    chosen = set(keuzes_of(zelfevaluatie).controleren)
    # What was switched off again, but in the meantime became a text of the gemeente's own, keeps its place and title.
    kept = {code for code, row in lokaal.items() if row.tekst} - {*standards, *guides, *ended}
    standards |= first_by_rank(Passage.objects.to_check_for(gemeente).filter(code__in=chosen | kept))
    places = ended | standards
    ordered = sorted(places, key=lambda code: places[code].volgorde)
    return {
        code: Layer(code, gemeente.korte_naam, standards.get(code), lokaal.get(code), guides.get(code), ended.get(code))
        for code in dict.fromkeys([*ordered, *guides, *lokaal])
    }


def first_by_rank(passages: Iterable[Passage]) -> dict[str, Passage]:
    """Of each code the one that goes before the others, at the place of the landelijke."""
    found: dict[str, Passage] = {}
    landelijk: dict[str, Passage] = {}
    for row in passages:
        known = found.get(row.code)
        if row.laag == Passage.Laag.LANDELIJK:
            landelijk[row.code] = row
        if known is None or rank(row) < rank(known):
            found[row.code] = row
    for code, row in found.items():
        row.stand_where(landelijk.get(code))
    return found


def rank(passage: Passage) -> tuple[bool, str, str]:
    """A regio goes before the country; of two regio's the first by name, so that it is always the same one."""
    regio = passage.regio
    return (passage.laag == Passage.Laag.LANDELIJK, regio.naam if regio else "", regio.soort if regio else "")


def replaced_standard(layer: Layer, gemeente: tenants.models.Gemeente) -> str:
    """The standard text that the local one replaced, as it then was; empty when there was none."""
    if layer.lokaal is None or layer.lokaal.standard_versie is None:
        return ""
    found: Iterable[Passage] = Passage.objects.within(gemeente).filter(
        code=layer.code, laag=layer.lokaal.standard_laag, versie=layer.lokaal.standard_versie
    )
    passage = min(found, key=rank, default=None)
    return filled_in(passage.tekst, gemeente.korte_naam) if passage else ""
