"""What goes into a file: the figures of a selection, or all that each gemeente of it shared in the round, by name. Both
are working files (dashboards/werkbestand.py).

Each sheet is a table that a pivot table takes as it is: one head, one kind of value per column, no sums among the rows.
"""

from collections import Counter
from collections.abc import Iterator

from django.utils.formats import date_format

from dashboards import themas
from dashboards.curve import curve_of
from dashboards.queries import STATUSSEN, Group, Spread, response_of, spread_per_bouwsteen, stand_of
from dashboards.selection import Choice, Selection
from dashboards.sheets_by_name import DEELNAME, KINDS, NIVEAUS, WORDS, answers_of, named, sheets_by_name
from dashboards.support import support_of
from dashboards.themas import by_name_of
from kader.models import Bouwsteen
from metingen.enquete import COUNTED, VRAGEN
from metingen.models import Grootteklasse, Themavraag
from metingen.tegenspraak import RULES
from sheets.sheet import Cell, Sheet

SOORTEN = {"themas": "Per thema", "bouwstenen": "Per bouwsteen", "rollen": "Per rol"}
# Of the sheets by name: what it holds, which kind of value, and which words.
COLUMNS = (
    ("deelname", "Of de gemeente indiende en met jou deelt", "woord", ", ".join(DEELNAME)),
    ("inwoners", "Aantal inwoners volgens het CBS", "getal", None),
    ("grootteklasse", "Inwoners in klassen", "woord", ", ".join(str(label) for label in Grootteklasse.labels)),
    ("centrumgemeente vrouwenopvang", "Leeg als Kompas niet weet bij welke de gemeente hoort", "woord", None),
    ("ingediend op", "Dag van de indiening die nu geldt", "datum", None),
    ("ingediend via", "Kompas, of een eenmalige link en wie die liet sturen", "woord", None),
    *((naam, "Wie de bouwsteen uitvoert; leeg is niet aangekruist", "woord", "ja") for naam in NIVEAUS.values()),
    ("zin", "De zin voor in het plan, als de gemeente die deelde", "woord", None),
)
SPREAD = ("code", "onderwerp", "groep", "antwoord", "aantal", "van")


def figures(choice: Choice) -> list[Sheet]:
    """Numbers of gemeenten; none is named."""
    vragen = by_name_of(choice.selection.meetronde)
    return [
        Sheet("Over dit bestand", ("wat", "waarde"), about(choice), filters=False),
        Sheet("Respons", ("wat", "aantal", "van"), response_rows(choice.selection)),
        curve_sheet(choice),
        *spread_sheets(choice),
        wide_spread(choice),
        question_sheet(choice.selection, vragen),
        support_sheet(choice),
        codebook(choice.bouwstenen, [themas.described(each, is_counted=True) for each in vragen]),
    ]


def flat_figures(choice: Choice) -> Sheet:
    """The spread in one table, for a form that knows no sheets."""
    rows = [(sheet.naam, *row) for sheet in spread_sheets(choice) for row in sheet.rows]
    return Sheet("Cijfers", ("soort", *SPREAD), rows)


def by_name(choice: Choice) -> list[Sheet]:
    """All that was shared in the round, with a codebook."""
    vragen = by_name_of(choice.selection.meetronde)
    return [
        Sheet("Over dit bestand", ("wat", "waarde"), about(choice), filters=False),
        *sheets_by_name(named(choice.selection), choice.bouwstenen, vragen),
        codebook(choice.bouwstenen, [themas.described(each, is_counted=False) for each in vragen]),
    ]


def flat_by_name(choice: Choice) -> Sheet:
    return answers_of(named(choice.selection), choice.bouwstenen)


def about(choice: Choice) -> list[tuple[Cell, ...]]:
    """Words alone, as a column has one kind of value: the days and numbers stand on the other sheets."""
    meetronde = choice.selection.meetronde
    return [
        *choice.werkbestand.facts,
        ("Gemeenten in deze keuze", str(response_of(choice.selection).total)),
        ("Kader", str(meetronde.kaderversie)),
        ("Peildatum", date_format(meetronde.peildatum, "j F Y")),
        ("Onbekend", "Niet ingediend, of niet gedeeld met jou. Dat betekent niet dat er niets geregeld is."),
    ]


def response_rows(selection: Selection) -> list[tuple[Cell, ...]]:
    response = response_of(selection)
    counts = response.ingediend, response.toegezegd, response.onbekend
    return [(naam, count, response.total) for naam, count in zip(DEELNAME, counts, strict=True)]


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


def wide_spread(choice: Choice) -> Sheet:
    """A row per bouwsteen, a column per answer."""
    spreads = spread_per_bouwsteen(choice.selection.indieningen)
    header = ("code", "bouwsteen", "thema", "plateau", "rol", *STATUSSEN.values(), "van")
    rows: list[tuple[Cell, ...]] = []
    for bouwsteen in choice.bouwstenen:
        spread = spreads.get(bouwsteen.code, Spread())
        rows.append((*described(bouwsteen), *spread.counts, spread.n))
    return Sheet("Bouwstenen naast elkaar", header, rows)


def described(bouwsteen: Bouwsteen) -> tuple[Cell, ...]:
    return bouwsteen.code, bouwsteen.titel, bouwsteen.thema.titel_kort, bouwsteen.plateau, bouwsteen.rol.titel


def question_sheet(selection: Selection, vragen: list[Themavraag]) -> Sheet:
    """How often each answer was given to the questions of the round: one query, two where it had some of its own."""
    given = list(selection.indieningen.values_list(*COUNTED))
    rows: list[tuple[Cell, ...]] = []
    for place, (vraag, values) in enumerate(COUNTED.items()):
        counts = Counter(row[place] for row in given)
        rows += [(vraag, VRAGEN[vraag], WORDS[value], counts[value], len(given)) for value in (*values, "")]
    rows += themas.counted_rows(selection, vragen)
    return Sheet("Vragen van de ronde", ("code", "vraag", "antwoord", "aantal", "van"), rows)


def support_sheet(choice: Choice) -> Sheet:
    """Per bouwsteen and provincie how many of how many have not arranged all of it: a row each, to count on with."""
    provincies = choice.form.provincies
    header = ("code", "bouwsteen", "plateau", "provincie", "(nog) niet volledig geregeld", "waarvan niets", "van")
    rows: list[tuple[Cell, ...]] = [
        (item.bouwsteen.code, item.bouwsteen.titel, item.bouwsteen.plateau, naam, part.todo, part.nothing, part.n)
        for item in support_of(choice.selection.indieningen, choice.bouwstenen, provincies)
        for naam, part in zip(provincies.values(), item.per_provincie, strict=True)
        if part.n
    ]
    return Sheet("Steun per provincie", header, rows)


def codebook(bouwstenen: list[Bouwsteen], asked: list[tuple[Cell, ...]]) -> Sheet:
    """What each code and word means, and which answers there are; `asked`: the rows of what only this round asked."""
    statuses = ", ".join(STATUSSEN.values())
    rows: list[tuple[Cell, ...]] = [(*described(b), "woord", statuses) for b in bouwstenen]
    rows += [(naam, vraag, None, None, None, KINDS.get(naam, "woord"), answers(naam)) for naam, vraag in VRAGEN.items()]
    rows += asked
    rows += [(naam, betekenis, None, None, None, soort, words) for naam, betekenis, soort, words in COLUMNS]
    rows += [(rule.code, rule.zin, None, None, None, "woord", None) for rule in RULES]
    return Sheet("Codeboek", ("code", "betekenis", "thema", "plateau", "rol", "soort", "antwoorden"), rows)


def answers(vraag: str) -> str | None:
    return ", ".join(WORDS[value] for value in (*COUNTED[vraag], "")) if vraag in COUNTED else None
