"""What goes into a file: the figures of a selection, or all that each gemeente of it shared in the round, by name.

Of a gemeente there is a row per answer, never one with all its answers, so that no column puts gemeenten in order.
"""

from collections.abc import Iterator

from django.utils import timezone

from dashboards.curve import curve_of
from dashboards.gemeente import inhoud_of
from dashboards.queries import STATUSSEN, Group, response_of, stand_of, support_of
from dashboards.selection import Choice, Selection
from kader.models import Bouwsteen, Organisatieniveau
from metingen.enquete import VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete
from metingen.models import Grootteklasse, Indiening
from sheets.sheet import Cell, Sheet

MARK = "Werkbestand, niet voor publicatie"
WORDS = dict([*JaNee.choices, *Beleidsplan.choices])
SOORTEN = {"themas": "Per thema", "bouwstenen": "Per bouwsteen", "rollen": "Per rol"}
SPREAD = ("code", "onderwerp", "groep", "antwoord", "aantal", "van")
ANTWOORDEN = ("gemeentecode", "gemeente", "code", "onderwerp", "antwoord", "wie doet het", "zin", "deelcriteria")


def figures(choice: Choice) -> list[Sheet]:
    """Numbers of gemeenten; none is named."""
    return [
        Sheet("Over dit bestand", ("wat", "waarde"), about(choice, "Cijfers van alle gemeenten samen"), filters=False),
        Sheet("Respons", ("wat", "aantal"), response_rows(choice.selection)),
        curve_sheet(choice),
        *spread_sheets(choice),
        support_sheet(choice),
        codebook(choice.bouwstenen),
    ]


def flat_figures(choice: Choice) -> Sheet:
    """The spread in one table, for a form that knows no sheets."""
    rows = [(sheet.naam, *row) for sheet in spread_sheets(choice) for row in sheet.rows]
    return Sheet("Cijfers", ("soort", *SPREAD), rows)


def by_name(choice: Choice) -> list[Sheet]:
    """All that was shared in the round, with a codebook."""
    indieningen = list(named(choice.selection))
    return [
        Sheet("Over dit bestand", ("wat", "waarde"), about(choice, MARK), filters=False),
        gemeenten_sheet(choice, indieningen),
        Sheet("Antwoorden", ANTWOORDEN, answer_rows(choice, indieningen)),
        codebook(choice.bouwstenen),
    ]


def flat_by_name(choice: Choice) -> Sheet:
    return Sheet("Antwoorden", ANTWOORDEN, answer_rows(choice, list(named(choice.selection))))


def named(selection: Selection) -> Iterator[Indiening]:
    """Alphabetical; without what a file does not need."""
    found = selection.indieningen.order_by("gemeente__sorteernaam", "gemeente__code").select_related("gemeente")
    return found.only("inhoud", "ingediend_at", "gemeente__code", "gemeente__naam").iterator()


def about(choice: Choice, mark: str) -> list[tuple[Cell, ...]]:
    selection, response = choice.selection, response_of(choice.selection)
    return [
        ("Soort bestand", mark),
        ("Meetronde", selection.title),
        ("Kader", str(selection.meetronde.kaderversie)),
        ("Peildatum", selection.meetronde.peildatum),
        ("Stand van", timezone.localdate()),
        *((naam.capitalize(), label) for naam, label in choice.form.narrowed),
        ("Gemeenten in deze keuze", response.total),
        ("Daarvan delen met jou", response.ingediend),
        ("Onbekend", "Niet ingediend, of niet gedeeld met jou. Dat betekent niet dat er niets geregeld is."),
    ]


def response_rows(selection: Selection) -> list[tuple[Cell, ...]]:
    response = response_of(selection)
    counts = {
        "ingediend en gedeeld": response.ingediend,
        "toegezegd": response.toegezegd,
        "onbekend": response.onbekend,
    }
    return [*counts.items(), ("alle gemeenten", response.total)]


def curve_sheet(choice: Choice) -> Sheet:
    curve = curve_of(choice.selection, choice.earlier)
    rows = [(day, *(total for _, total in totals)) for day, totals in curve.rows]
    return Sheet("Verloop", ("dagen sinds de opening", *(line.titel for line in curve.lines)), rows)


def spread_sheets(choice: Choice) -> list[Sheet]:
    stand = stand_of(choice.selection.indieningen, choice.bouwstenen)
    return [Sheet(naam, SPREAD, list(spread_rows(stand[soort]))) for soort, naam in SOORTEN.items()]


def spread_rows(groups: list[Group]) -> Iterator[tuple[Cell, ...]]:
    for group in groups:
        for row in group.rows:
            for word, count in zip(STATUSSEN.values(), row.spread.counts, strict=True):
                yield row.code, row.naam, group.naam, word, count, row.spread.n


def support_sheet(choice: Choice) -> Sheet:
    """Per bouwsteen and provincie how many of how many have not yet arranged it: a row each, to count on with."""
    provincies = choice.form.provincies
    header = ("code", "bouwsteen", "provincie", "nog niet geregeld", "van")
    rows: list[tuple[Cell, ...]] = [
        (item.bouwsteen.code, item.bouwsteen.titel, naam, part.todo, part.n)
        for item in support_of(choice.selection.indieningen, choice.bouwstenen, provincies)
        for naam, part in zip(provincies.values(), item.per_provincie, strict=True)
        if part.n
    ]
    return Sheet("Steun per provincie", header, rows)


def gemeenten_sheet(choice: Choice, indieningen: list[Indiening]) -> Sheet:
    """Who they are, as on the peildatum, and when they submitted."""
    header = ("gemeentecode", "gemeente", "provincie", "veiligheidsregio", "inwoners", "grootteklasse", "ingediend op")
    return Sheet("Gemeenten", header, [gemeente_row(indiening) for indiening in indieningen])


def gemeente_row(indiening: Indiening) -> tuple[Cell, ...]:
    gemeente = inhoud_of(indiening).gemeente
    regios = {regio.soort: regio.naam for regio in gemeente.regios}
    size = "" if gemeente.inwoners is None else Grootteklasse.of(gemeente.inwoners).label
    day = timezone.localdate(indiening.ingediend_at)
    where = regios.get("provincie"), regios.get("veiligheidsregio")
    return gemeente.code, gemeente.naam, *where, gemeente.inwoners, str(size), day


def answer_rows(choice: Choice, indieningen: list[Indiening]) -> Iterator[tuple[Cell, ...]]:
    titels = {bouwsteen.code: bouwsteen.titel for bouwsteen in choice.bouwstenen}
    for indiening in indieningen:
        inhoud = inhoud_of(indiening)
        who = inhoud.gemeente.code, inhoud.gemeente.naam
        for antwoord in inhoud.antwoorden:
            yield *who, antwoord.code, titels.get(antwoord.code, ""), *answer_cells(antwoord)
        for naam, vraag in VRAGEN.items():
            answer = getattr(inhoud.enquete or GedeeldeEnquete(), naam)
            yield *who, naam, vraag, WORDS.get(answer, answer), None, None, None


def answer_cells(antwoord: GedeeldAntwoord) -> tuple[Cell, ...]:
    niveaus = ", ".join(str(Organisatieniveau(niveau).label) for niveau in antwoord.organisatieniveau)
    return STATUSSEN[antwoord.status], niveaus, antwoord.plan_zin, ", ".join(antwoord.deelcriteria or ())


def codebook(bouwstenen: list[Bouwsteen]) -> Sheet:
    """What each code and word means."""
    rows: list[tuple[Cell, ...]] = [
        (b.code, b.titel, b.thema.titel_kort, b.plateau, b.rol.titel, ", ".join(STATUSSEN.values())) for b in bouwstenen
    ]
    rows += [(naam, vraag, "Vragen van de meetronde", None, None, None) for naam, vraag in VRAGEN.items()]
    return Sheet("Codeboek", ("code", "betekenis", "thema", "plateau", "rol", "antwoorden"), rows)
