"""Groepscijfers of one Publicatie as tables: per thema, and the questions that the Kader does not ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format

from kader.kept import inhoud_of
from kader.models import Status
from metingen.enquete import COUNTED, Beleidsplan, JaNee
from metingen.models import Groepscijfer, Publicatie
from metingen.onderwerpen import BUSY, PLAN, REST, onderwerp_of
from metingen.printed import Share
from metingen.publicatie_queries import Answers, Groep, answers_of
from metingen.thema_counted import in_words, thema_words
from sheets.sheet import Cell, Sheet

NOT_ANSWERED = "niet ingevuld"
STATUSES = [*reversed(Status.values[:4]), Status.NVT.value, ""]  # from arranged to not yet
WORDS = {**dict(Status.choices), **dict(JaNee.choices), **dict(Beleidsplan.choices), "": NOT_ANSWERED}
MERGED = {BUSY: "mee bezig", PLAN: "ja, er is een plan"}  # what counts together in words
# What the Kader does not ask, as a reader outside a gemeente understands it; questions with the same answers together.
ENQUETE = {
    "Beleidsplan": {"beleidsplan": "Is er een beleidsplan voor de aanpak van mensenhandel?"},
    "Mensen en geld": {
        "begroting": "Staat er geld voor in de begroting?",
        "aandachtsfunctionaris": "Is er een aandachtsfunctionaris?",
        "zorgcoordinatie": "Is er zorgcoördinatie voor slachtoffers?",
    },
}
VALUES = {vraag: [*waarden, ""] for vraag, waarden in COUNTED.items()}


def word(onderwerp: str, waarde: str) -> str:
    """What an answer is called: `geregeld`, or of those that count together `mee bezig`."""
    if waarde == REST:
        return onderwerp_of(onderwerp).rest
    return MERGED.get(waarde) or str(WORDS.get(waarde, waarde))


@dataclass(frozen=True)
class Row:
    """`cells`: what the head of its table says, and how many. Or `words`: an answer, and which share gave it. With
    neither, the onderwerp is not shown for this group."""

    code: str
    titel: str
    cells: list[tuple[str, int]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        """In one line, for a table of numbers: `de meeste: geregeld`, or all of them."""
        told = [f"{share}: {answer}" for answer, share in self.words]
        most = [line for line, (_, share) in zip(told, self.words, strict=True) if share != Share.FEW]
        return "; ".join(most if len(most) == 1 else told)


@dataclass(frozen=True)
class Table:
    """When no row has numbers, `head` is that of the words."""

    titel: str
    first: str  # head of the column with titles
    head: list[str]
    rows: list[Row]

    @property
    def in_words(self) -> bool:
        return not any(row.cells for row in self.rows)


def tables_of(publicatie: Publicatie, groep: Groep) -> list[Table]:
    """All answers of one group: three queries."""
    answers = answers_of(publicatie, groep)
    bouwstenen = inhoud_of(publicatie.meetronde.kaderversie).bouwstenen
    themas = dict.fromkeys(bouwsteen.thema for bouwsteen in bouwstenen)
    tables = [
        table(thema.titel, "Bouwsteen", {b.code: b.titel for b in bouwstenen if b.thema == thema}, STATUSES, answers)
        for thema in themas
    ]
    asked = [table(titel, "Vraag", vragen, VALUES[next(iter(vragen))], answers) for titel, vragen in ENQUETE.items()]
    return tables + asked + [thema_table(*each, answers) for each in thema_words(publicatie.meetronde).items()]


def thema_table(code: str, named: tuple[str, dict[str, str]], answers: Mapping[str, Answers]) -> Table:
    """Of one question that only this round asked."""
    vraag, words = named
    found = answers.get(code, Answers(0))
    given = found.numbers or found.words
    cells = [(words[waarde], aantal) for waarde, aantal in found.numbers.items()]
    told = [(words[waarde], share) for waarde, share in found.words.items()]
    return Table(vraag, "Vraag", [words[waarde] for waarde in given], [Row(code, vraag, cells=cells, words=told)])


def table(
    titel: str, first: str, titels: Mapping[str, str], waarden: list[str], answers: Mapping[str, Answers]
) -> Table:
    rows = [row(code, naam, waarden, answers.get(code)) for code, naam in titels.items()]
    code = next(iter(titels))
    numbers = any(each.cells for each in rows)
    head = waarden if numbers else list(onderwerp_of(code).merged)
    return Table(titel, first, [word(code, waarde) for waarde in head], rows)


def row(code: str, titel: str, waarden: list[str], answers: Answers | None) -> Row:
    if answers is None:
        return Row(code, titel)
    if answers.numbers:
        return Row(code, titel, cells=[(word(code, waarde), answers.numbers[waarde]) for waarde in waarden])
    return Row(code, titel, words=[(word(code, waarde), share) for waarde, share in answers.words.items()])


HEADER = (
    "soort",
    "groep",
    "onderwerp",
    "antwoord",
    "aantal (op 5 afgerond)",
    "aandeel in woorden",
    "n (op 5 afgerond)",
)


def sheet_of(publicatie: Publicatie) -> Sheet:
    """All groups in one table."""
    themas = thema_words(publicatie.meetronde)
    rows = [cells_of(cijfer, themas) for cijfer in publicatie.groepscijfers.order_by("pk")]
    return Sheet("Groepscijfers", HEADER, rows)


def cells_of(cijfer: Groepscijfer, themas: dict[str, tuple[str, dict[str, str]]]) -> tuple[Cell, ...]:
    about = in_words(cijfer, themas) or (cijfer.onderwerp, word(cijfer.onderwerp, cijfer.waarde))
    return cijfer.get_soort_display(), cijfer.groep_naam, *about, cijfer.aantal, cijfer.aandeel or None, cijfer.n


def about(publicatie: Publicatie) -> Sheet:
    """What the figures are, before them in a book of sheets."""
    meetronde = publicatie.meetronde
    rows: list[tuple[Cell, ...]] = [
        ("Soort bestand", "Groepscijfers van VNG en CoMensha samen; deze mogen naar buiten"),
        ("Meetronde", meetronde.titel),
        *(
            [("Oefening", "Deze gemeenten bestaan niet en de antwoorden zijn verzonnen.")]
            if meetronde.voorbeeld
            else []
        ),
        ("Geteld op", date_format(timezone.localtime(publicatie.created_at), "j F Y")),
        ("Wie meetelt", who_counts(publicatie)),
        ("Kader", str(meetronde.kaderversie)),
        (
            "Getallen",
            "Afgerond op vijf, samen het aantal gemeenten; een getal kan er vier naast zitten, 0 is ten hoogste 4",
        ),
        ("Woorden", "Bij minder dan 25 gemeenten, en waar bijna alle gemeenten hetzelfde antwoordden"),
        ("Onbekend", "Wie niet indiende, telt niet mee. Dat betekent niet dat er niets geregeld is."),
    ]
    return Sheet("Over dit bestand", ("wat", "waarde"), rows, filters=False)


def who_counts(publicatie: Publicatie) -> str:
    if publicatie.soort == Publicatie.Soort.TUSSENSTAND:
        return "Alle gemeenten die indienden, behalve de tien laatste, met wie zij ook delen"
    return "Alle gemeenten die indienden, met wie zij ook delen"


def file_name(publicatie: Publicatie, ending: str) -> str:
    """`groepscijfers-Meting 2026-2026-11-30.csv`; of an exercise `voorbeeld-…`."""
    example = "voorbeeld-" if publicatie.meetronde.voorbeeld else ""
    day = timezone.localdate(publicatie.created_at)
    return f"{example}{publicatie.soort}-{publicatie.meetronde.titel}-{day}.{ending}"
