"""The three layers of text: what the gemeente wrote goes before its regio, and its regio before the country.

Also what a local text may contain, and which standard text it replaced.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404

import tenants.models
from reports.document.choices import keuzes_of
from reports.models import LokalePassage
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped
from zelfevaluatie.models import Zelfevaluatie

LOKAAL = "lokaal"  # the layer, and the part of the plan for texts without a standard
COLUMNS_MAX = 6


@dataclass(frozen=True)
class LokaleTekst:
    """A text that only the gemeente can write; the questions help to begin. Empty, it is not printed."""

    code: str
    titel: str
    vragen: tuple[str, ...]


LOKALE_TEKSTEN = (
    LokaleTekst(
        "lokaal.waarom_hier",
        "Waarom hier",
        (
            "Wat maakt onze gemeente kwetsbaar? Denk aan ligging, werk, wonen of toerisme.",
            "Welke vormen van mensenhandel zijn hier het meest te verwachten, en waarom?",
            "Wat laten cijfers of onderzoek over onze gemeente of regio zien?",
            "Wat willen wij voor onze inwoners bereiken?",
        ),
    ),
    LokaleTekst(
        "lokaal.onze_keuzes",
        "Onze keuzes",
        (
            "Wat doen wij het eerst, en waarom juist dat?",
            "Wat doen wij zelf, en wat doen wij samen met de regio?",
            "Waar zetten wij extra mensen of geld op in?",
        ),
    ),
    LokaleTekst(
        "lokaal.niet",
        "Wat we niet doen",
        (
            "Welke onderdelen van het Kader kiezen wij nu niet? Wat is de reden?",
            "Wat laten wij aan anderen over, en aan wie?",
            "Wanneer kijken wij opnieuw naar deze keuze?",
        ),
    ),
)


class Mark(StrEnum):
    """What the contents say of a text; the value is also the name of its shape."""

    STANDAARD = "standaard"
    AANGEPAST = "aangepast"
    NIEUW = "nieuwe versie"
    LEEG = "leeg"

    @property
    def shape(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Layer:
    """One place in the plan: the standard text that would be there, and what the gemeente put in its stead."""

    code: str
    naam: str  # of the gemeente, for `{gemeente}`
    standard: Passage | None
    lokaal: LokalePassage | None
    guide: LokaleTekst | None = None

    @property
    def anchor(self) -> str:
        return anchor(self.code)

    @property
    def onderdeel(self) -> str:
        return self.standard.onderdeel if self.standard else self.code.partition(".")[0]

    @property
    def titel(self) -> str:
        return filled_in(self.standard.titel, self.naam) if self.standard else self.guide.titel if self.guide else ""

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
    def standard_key(self) -> tuple[str, int] | None:
        """Layer and version, as a local text remembers what it replaced."""
        return (self.standard.laag, self.standard.versie) if self.standard else None

    @property
    def mark(self) -> Mark:
        if self.is_outdated:
            return Mark.NIEUW
        if self.is_local:
            return Mark.AANGEPAST
        return Mark.STANDAARD if self.standard else Mark.LEEG


def anchor(code: str) -> str:
    """The address of a passage in the page; a dot would be a class to CSS."""
    return code.replace(".", "-")


def filled_in(text: str, naam: str) -> str:
    """`{gemeente}` gets a curly apostrophe, which quotes cannot take for their own."""
    return text.replace("{gemeente}", naam.replace("'", "’"))


def layers(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> dict[str, Layer]:
    """Every place by code, in the order of the plan, in three queries, or four with texts that must be checked.

    Runs as the gemeente.
    """
    lokaal = {row.code: row for row in zelfevaluatie.lokale_passages.all()}
    guides = {guide.code: guide for guide in LOKALE_TEKSTEN}
    standards = first_by_rank(Passage.objects.for_gemeente(gemeente))
    chosen = set(keuzes_of(zelfevaluatie).controleren)
    # What was switched off again, but in the meantime became a text of the gemeente's own, keeps its place and title.
    kept = {code for code, row in lokaal.items() if row.tekst} - {*standards, *guides}
    standards |= first_by_rank(Passage.objects.to_check_for(gemeente).filter(code__in=chosen | kept))
    ordered = sorted(standards, key=lambda code: standards[code].volgorde)
    return {
        code: Layer(code, gemeente.korte_naam, standards.get(code), lokaal.get(code), guides.get(code))
        for code in dict.fromkeys([*ordered, *guides, *lokaal])
    }


def first_by_rank(passages: Iterable[Passage]) -> dict[str, Passage]:
    """Of each code the one that goes before the others."""
    found: dict[str, Passage] = {}
    for row in passages:
        known = found.get(row.code)
        if known is None or rank(row) < rank(known):
            found[row.code] = row
    return found


def rank(passage: Passage) -> tuple[bool, str, str]:
    """A regio goes before the country; of two regio's the first by name, so that it is always the same one."""
    regio = passage.regio
    return (passage.laag == Passage.Laag.LANDELIJK, regio.naam if regio else "", regio.soort if regio else "")


def layer_or_404(code: str, *, zelfevaluatie: Zelfevaluatie | None, gemeente: tenants.models.Gemeente) -> Layer:
    layer = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente).get(code) if zelfevaluatie else None
    if layer is None:
        raise Http404
    return layer


# What a local text may contain. What slips through comes out as text: see sjablonen.markdown.
LINK = re.compile(r"\]\(\s*+<?+(?!https://|mailto:)", re.IGNORECASE)
HEADING = re.compile(r"^\s{0,3}(#{1,2}|#{4,6})(\s|$)|^\s{0,3}(=+|-{2,})\s*$", re.MULTILINE)
DELIMITER = re.compile(r"^[\s|:-]*-[\s|:-]*$")


def problems(tekst: str) -> list[str]:
    """What is wrong with a Markdown text, in words for its writer; empty when nothing is."""
    checks = (
        (HEADING.search(tekst), "Zet voor een tussenkop drie hekjes en een spatie: ### Tussenkop."),
        ("![" in tekst, "Een afbeelding kan niet in het plan. Haal ‘![’ weg."),
        (LINK.search(tekst), "Een link begint met https:// of mailto:."),
        (too_many_columns(tekst), f"Een tabel heeft ten hoogste {COLUMNS_MAX} kolommen."),
    )
    return [problem for found, problem in checks if found]


def too_many_columns(tekst: str) -> bool:
    lines = (line.strip("> \t") for line in tekst.splitlines())
    return any("|" in line and DELIMITER.match(line) and line.strip("|").count("|") >= COLUMNS_MAX for line in lines)


def replaced_standard(layer: Layer, gemeente: tenants.models.Gemeente) -> str:
    """The standard text that the local one replaced, as it then was; empty when there was none."""
    if layer.lokaal is None or layer.lokaal.standard_versie is None:
        return ""
    found: Iterable[Passage] = Passage.objects.within(gemeente).filter(
        code=layer.code, laag=layer.lokaal.standard_laag, versie=layer.lokaal.standard_versie
    )
    passage = min(found, key=rank, default=None)
    return filled_in(passage.tekst, gemeente.korte_naam) if passage else ""
