"""The sheets of a round that name gemeenten: one with a row per gemeente, and others with a row per answer.

A column holds one kind of value: words, numbers or days. So a pivot table works without preparing anything, and a
number is never among words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from dashboards.gemeente import inhoud_of
from dashboards.queries import STATUSSEN
from dashboards.selection import Selection
from dashboards.themas import column, number_or_words
from dashboards.where import Part, where_of
from kader.enums import Organisatieniveau
from kader.models import Bouwsteen, Deelcriterium
from metingen.enquete import VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, Inhoud
from metingen.models import Grootteklasse, Themavraag
from metingen.weergave import via_of
from sheets.sheet import Cell, Sheet

WORDS = {**dict(JaNee.choices), **dict(Beleidsplan.choices), "": STATUSSEN[""]}
KINDS = {"beleidsplan_geldig_tot": "datum", "aandachtsfunctionaris_uren": "getal"}  # the other questions: words
ONBEKEND = "onbekend"
DEELNAME = ("ingediend en gedeeld", "toegezegd", ONBEKEND)
WHO = ("gemeentecode", "gemeente", "provincie", "veiligheidsregio", "grootteklasse")
VIA = ("antwoordlink_by", "antwoordlink_organisatie")  # columns that say by which way it came
# Who does it: several may hold, so a column each.
NIVEAUS = {
    Organisatieniveau.ZELF: "door de gemeente zelf",
    Organisatieniveau.BUURGEMEENTEN: "met buurgemeenten",
    Organisatieniveau.CENTRUMGEMEENTE: "door de centrumgemeente",
    Organisatieniveau.REGIO: "door de regio",
    Organisatieniveau.LANDELIJK: "landelijk",
}


@dataclass(frozen=True)
class Named:
    """A gemeente as it was on the peildatum, from the public tables, and what it shared in the round, if it did."""

    code: str
    naam: str
    inwoners: int | None
    regios: dict[str, Part]
    promised: bool
    submitted: date | None = None
    via: str | None = None
    inhoud: Inhoud | None = None

    @property
    def grootteklasse(self) -> str:
        return "" if self.inwoners is None else str(Grootteklasse.of(self.inwoners).label)

    @property
    def who(self) -> tuple[Cell, ...]:
        return self.code, self.naam, self.regio("provincie"), self.regio("veiligheidsregio"), self.grootteklasse

    def regio(self, soort: str) -> str | None:
        return self.regios[soort].naam if soort in self.regios else None

    @property
    def deelname(self) -> str:
        return DEELNAME[0] if self.inhoud else DEELNAME[1] if self.promised else ONBEKEND

    @property
    def enquete(self) -> GedeeldeEnquete:
        return (self.inhoud and self.inhoud.enquete) or GedeeldeEnquete()

    @property
    def antwoorden(self) -> tuple[GedeeldAntwoord, ...]:
        return self.inhoud.antwoorden if self.inhoud else ()


def named(selection: Selection) -> list[Named]:
    """Alphabetical, with who shared nothing among them: four queries."""
    shared = {
        indiening.gemeente_id: (
            timezone.localdate(indiening.ingediend_at),
            via_of(indiening),
            inhoud_of(indiening),
        )
        for indiening in selection.indieningen.only("inhoud", "ingediend_at", "gemeente_id", *VIA).iterator()
    }
    promised = set(selection.toezeggingen.values_list("gemeente", flat=True))
    where = where_of(selection.meetronde)
    gemeenten = selection.gemeenten.order_by("sorteernaam", "code").values_list("pk", "code", "naam", "inwoners")
    return [
        Named(code, naam, inwoners, where.get(pk, {}), pk in promised, *shared.get(pk, ()))
        for pk, code, naam, inwoners in gemeenten
    ]


def sheets_by_name(gemeenten: list[Named], bouwstenen: list[Bouwsteen], vragen: list[Themavraag]) -> list[Sheet]:
    return [
        wide(gemeenten, bouwstenen, vragen),
        answers_of(gemeenten, bouwstenen),
        questions_of(gemeenten, vragen),
        deelcriteria_of(gemeenten, bouwstenen),
        uitleg_of(gemeenten),
    ]


def wide(gemeenten: list[Named], bouwstenen: list[Bouwsteen], vragen: list[Themavraag]) -> Sheet:
    """A row per gemeente of the selection. Who shared nothing is "onbekend" in every column of words."""
    header = (
        *(*WHO[:4], "centrumgemeente vrouwenopvang", "inwoners", WHO[4], "deelname", "ingediend op", "ingediend via"),
        *(f"{bouwsteen.code} {bouwsteen.titel}" for bouwsteen in bouwstenen),
        *VRAGEN,
        *map(column, vragen),
    )
    codes = [bouwsteen.code for bouwsteen in bouwstenen]
    return Sheet("Gemeenten", header, [wide_row(gemeente, codes, vragen) for gemeente in gemeenten])


def wide_row(gemeente: Named, codes: list[str], vragen: list[Themavraag]) -> tuple[Cell, ...]:
    *first, klasse = gemeente.who
    centrum = gemeente.regio("centrumgemeente_vo")
    given = {antwoord.code: STATUSSEN[antwoord.status] for antwoord in gemeente.antwoorden}
    missing = STATUSSEN[""] if gemeente.inhoud else ONBEKEND
    statuses = (given.get(code, missing) for code in codes)
    asked = [value_of(gemeente, vraag) for vraag in VRAGEN] + [thema_of(gemeente, vraag) for vraag in vragen]
    submitted = gemeente.deelname, gemeente.submitted, gemeente.via or ONBEKEND
    return *first, centrum, gemeente.inwoners, klasse, *submitted, *statuses, *asked


def value_of(gemeente: Named, vraag: str) -> Cell:
    answer: Any = getattr(gemeente.enquete, vraag)
    if vraag in KINDS:
        return answer
    return WORDS.get(answer, answer) if gemeente.inhoud else ONBEKEND


def thema_of(gemeente: Named, vraag: Themavraag) -> Cell:
    if gemeente.inhoud:
        return number_or_words(vraag, gemeente.inhoud)
    return ONBEKEND if vraag.is_choice else None


def answers_of(gemeenten: list[Named], bouwstenen: list[Bouwsteen]) -> Sheet:
    """A row per gemeente that shared and bouwsteen."""
    header = (*WHO, "code", "bouwsteen", "thema", "plateau", "rol", "antwoord", *NIVEAUS.values(), "zin")
    return Sheet("Antwoorden", header, list(answer_rows(gemeenten, bouwstenen)))


def answer_rows(gemeenten: list[Named], bouwstenen: list[Bouwsteen]) -> Iterator[tuple[Cell, ...]]:
    known = {b.code: (b.code, b.titel, b.thema.titel_kort, b.plateau, b.rol.titel) for b in bouwstenen}
    for gemeente in gemeenten:
        who = gemeente.who
        for antwoord in gemeente.antwoorden:
            what = known.get(antwoord.code, (antwoord.code, None, None, None, None))
            done = (True if niveau in antwoord.organisatieniveau else None for niveau in NIVEAUS)
            yield *who, *what, STATUSSEN[antwoord.status], *done, antwoord.plan_zin


def questions_of(gemeenten: list[Named], vragen: list[Themavraag]) -> Sheet:
    """A row per gemeente that shared and question of the round."""
    header = (*WHO, "code", "vraag", "antwoord", "getal", "datum")
    rows = [
        (*gemeente.who, *cells) for gemeente in gemeenten if gemeente.inhoud for cells in answered(gemeente, vragen)
    ]
    return Sheet("Vragen van de ronde", header, rows)


def answered(gemeente: Named, vragen: list[Themavraag]) -> Iterator[tuple[Cell, ...]]:
    for vraag, titel in VRAGEN.items():
        yield vraag, titel, *by_kind(KINDS.get(vraag), value_of(gemeente, vraag))
    for thema in vragen:
        yield thema.name, thema.vraag, *by_kind(None if thema.is_choice else "getal", thema_of(gemeente, thema))


def by_kind(kind: str | None, value: Cell) -> tuple[Cell, Cell, Cell]:
    return None if kind else value, value if kind == "getal" else None, value if kind == "datum" else None


def deelcriteria_of(gemeenten: list[Named], bouwstenen: list[Bouwsteen]) -> Sheet:
    """A row per deelcriterium that a gemeente ticked and shared."""
    teksten = dict(Deelcriterium.objects.filter(bouwsteen__in=bouwstenen).values_list("code", "tekst"))
    rows = [
        (*gemeente.who, antwoord.code, code, teksten.get(code))
        for gemeente in gemeenten
        for antwoord in gemeente.antwoorden
        for code in antwoord.deelcriteria or ()
    ]
    return Sheet("Deelcriteria", (*WHO, "code", "deelcriterium", "tekst"), rows)


def uitleg_of(gemeenten: list[Named]) -> Sheet:
    """A row per explanation that a gemeente gave of answers which do not seem to fit together."""
    rows = [
        (*gemeente.who, each.code, each.zin, each.tekst)
        for gemeente in gemeenten
        for each in (gemeente.inhoud.uitleg if gemeente.inhoud else ())
    ]
    return Sheet("Uitleg", (*WHO, "code", "wat niet lijkt te passen", "klopt, want"), rows)
