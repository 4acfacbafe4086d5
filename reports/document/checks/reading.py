"""A Plan as the tweede lezer has it before her: what is printed of it, each text with its place, and what day it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from reports.document.checks.remark import Kind, Place
from reports.document.checks.sentences import sentences
from reports.document.choices import as_chosen
from reports.document.passage import LOKAAL
from reports.document.plan import Plan, PlanActie, PlanDeel, PlanIndicator, PlanPassage, PlanZin

VOORWOORD = "voorwoord"  # in the code of the one text that somebody signs with a name


@lru_cache(maxsize=1_000)
def sentences_of_all(standard: str) -> list[str]:
    """Of a standard text, which every gemeente has: what a gemeente wrote is never kept here."""
    return sentences(standard)


@dataclass(frozen=True)
class Written:
    """One text. `own`: of the gemeente; a standard text has rules of its own (sjablonen/stijl.py)."""

    place: Place
    text: str
    own: bool = True
    signed: bool = False

    @cached_property
    def sentences(self) -> list[str]:
        return sentences(self.text) if self.own else sentences_of_all(self.text)

    @cached_property
    def flat(self) -> str:
        """All of it on one line: most checks find nothing in it, and need not look at each sentence."""
        return " ".join(self.sentences)


@dataclass(frozen=True)
class Reading:
    whole: Plan  # with `stand`, whether or not that is printed
    today: date

    @cached_property
    def plan(self) -> Plan:
        return as_chosen(self.whole)

    @cached_property
    def texts(self) -> list[Written]:
        """In the order of the plan."""
        found = [*summarised(self.plan), *offered(self.plan)]
        found += [text for part in self.plan.onderdelen for text in texts_of(part)]
        paid = self.plan.keuzes.financiering_tekst
        place = Place(Kind.KEUZES, "Betaling van de zorgcoördinatie", field="financiering_tekst")
        return [text for text in (*found, Written(place, paid)) if text.text.strip()]

    @cached_property
    def own(self) -> list[Written]:
        return [text for text in self.texts if text.own]

    @cached_property
    def open_acties(self) -> list[PlanActie]:
        return [actie for actie in self.plan.acties if not actie.is_done]


def summarised(plan: Plan) -> Iterator[Written]:
    """What the gemeente wrote on the page for who decides."""
    chosen, place = plan.samenvatting, Place(Kind.SAMENVATTING, "Samenvatting")
    if chosen:
        reasons = (said for prioriteit in chosen.prioriteiten for said in (prioriteit.wat, prioriteit.reden))
        yield from (Written(place, text) for text in (*chosen.problemen, *reasons, chosen.not_now))


def offered(plan: Plan) -> Iterator[Written]:
    """What the gemeente wrote for the college to choose from; what an actie says is read with that actie."""
    chosen, place = plan.scenarios, Place(Kind.SCENARIOS, "Scenario’s voor het college")
    if chosen:
        yield from (Written(place, text) for text in (*(optie.naam for optie in chosen.opties), chosen.reden))


def texts_of(part: PlanDeel) -> Iterator[Written]:
    for passage in part.passages:
        own, signed = passage.laag == LOKAAL, VOORWOORD in passage.code
        yield Written(place_of_passage(passage, part), passage.tekst, own=own, signed=signed)
    for zin in part.zinnen:
        yield Written(place_of_zin(zin), zin.tekst)
    yield from planned(part)
    for instrument in part.instrumenten:
        yield Written(Place(Kind.INSTRUMENTEN, instrument.titel, instrument.code), instrument.tekst)
    for vorm in (*part.nadruk, *(part.zonder_nadruk or ())):
        yield Written(Place(Kind.VORMEN, vorm.titel, vorm.code), vorm.tekst)
    for route in part.meldroutes:
        for stap in route.stappen:
            yield Written(Place(Kind.MELDROUTE, route.titel, route.code), stap.wat)


def planned(part: PlanDeel) -> Iterator[Written]:
    """The acties, with what came of them or why not, and by what one will see whether they help."""
    for field, acties in (("resultaat", part.acties), ("niet_gedaan", part.vervallen)):
        for actie in acties:
            yield from (Written(place_of_actie(actie, name), getattr(actie, name)) for name in ("wat", field))
    for indicator in part.indicatoren or ():
        said = (indicator.wat, indicator.nulwaarde, indicator.streefwaarde)
        yield from (Written(place_of_indicator(indicator), text) for text in said)


def place_of_passage(passage: PlanPassage, part: PlanDeel) -> Place:
    titel = passage.titel or part.titel or passage.code
    return Place(Kind.PASSAGE, titel, passage.code, is_standard=passage.laag != LOKAAL)


def place_of_zin(zin: PlanZin, field: str = "plan_zin") -> Place:
    """An extra question has no thema."""
    kind = Kind.BOUWSTEEN if zin.thema else Kind.VRAAG
    return Place(kind, zin.titel or zin.code, zin.code, field)


def place_of_indicator(indicator: PlanIndicator) -> Place:
    return Place(Kind.INDICATOREN, indicator.wat)


def place_of_actie(actie: PlanActie, field: str) -> Place:
    return Place(Kind.ACTIE, actie.wat, str(actie.pk or actie.wat), field)
