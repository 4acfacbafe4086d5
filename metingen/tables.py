"""Groepscijfers of one Publicatie as tables: per thema, and the questions that the Kader does not ask."""

from dataclasses import dataclass

from kader.models import Status
from metingen.enquete import COUNTED, Beleidsplan, JaNee
from metingen.models import Groepscijfer, Grootteklasse, Publicatie
from sheets.sheet import Cell, Sheet
from tenants.names import sort_key

NOT_ANSWERED = "niet ingevuld"
STATUSES = [*reversed(Status.values[:4]), Status.NVT.value, ""]  # from arranged to not yet
WORDS = {**dict(Status.choices), **dict(JaNee.choices), **dict(Beleidsplan.choices), "": NOT_ANSWERED}
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
Soort = Groepscijfer.Soort
ORDER = [Soort.LAND, Soort.GROOTTEKLASSE, Soort.PROVINCIE, Soort.VEILIGHEIDSREGIO]
SIZES = {klasse: number for number, klasse in enumerate(Grootteklasse.values)}


@dataclass(frozen=True)
class Groep:
    soort: str
    code: str
    naam: str
    n: int

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.soort}.{self.code}"

    @property
    def titel(self) -> str:
        """`gemeenten met tot 20.000 inwoners`, `Provincie Groningen`; not twice what kind it is."""
        if self.soort == Soort.LAND:
            return self.naam
        if self.soort == Soort.GROOTTEKLASSE:
            return f"gemeenten met {self.naam}"
        return self.naam if self.soort in self.naam.lower() else f"{self.soort_naam} {self.naam}"

    @property
    def soort_naam(self) -> str:
        return str(Soort(self.soort).label)


@dataclass(frozen=True)
class Row:
    """`cells`: what the head of its table says, and how many; empty when the onderwerp is not shown for this group."""

    code: str
    titel: str
    cells: list[tuple[str, int]]


@dataclass(frozen=True)
class Table:
    titel: str
    first: str  # head of the column with titles
    head: list[str]
    rows: list[Row]


def choices_of(publicatie: Publicatie) -> list[Groep]:
    """The groups that it shows, the country and the size classes first: one query."""
    rows = publicatie.groepscijfers.order_by("soort", "groep").values_list("soort", "groep", "groep_naam", "n")
    found = [Groep(*row) for row in rows.distinct()]
    return sorted(
        found, key=lambda each: (ORDER.index(Soort(each.soort)), SIZES.get(each.code, 0), sort_key(each.naam))
    )


def tables_of(publicatie: Publicatie, groep: Groep) -> list[Table]:
    """All answers of one group: three queries."""
    figures = publicatie.groepscijfers.filter(soort=groep.soort, groep=groep.code)
    counts = {(cijfer.onderwerp, cijfer.waarde): cijfer.aantal for cijfer in figures}

    def row(code: str, titel: str, waarden: list[str]) -> Row:
        shown = (code, "") in counts
        return Row(code, titel, [(WORDS[waarde], counts[code, waarde]) for waarde in waarden] if shown else [])

    bouwstenen = publicatie.meetronde.kaderversie.bouwstenen.select_related("thema")
    themas = dict.fromkeys(bouwsteen.thema for bouwsteen in bouwstenen)
    tables = [
        Table(
            thema.titel,
            "Bouwsteen",
            [WORDS[status] for status in STATUSES],
            [row(each.code, each.titel, STATUSES) for each in bouwstenen if each.thema == thema],
        )
        for thema in themas
    ]
    for titel, vragen in ENQUETE.items():
        waarden = VALUES[next(iter(vragen))]
        asked = [row(vraag, naam, waarden) for vraag, naam in vragen.items()]
        tables.append(Table(titel, "Vraag", [WORDS[waarde] for waarde in waarden], asked))
    return tables


def sheet_of(publicatie: Publicatie) -> Sheet:
    """All groups in one table."""
    header = ("soort", "groep", "onderwerp", "antwoord", "aantal (op 5 afgerond)", "n (op 5 afgerond)")
    return Sheet("Groepscijfers", header, [cells_of(cijfer) for cijfer in publicatie.groepscijfers.order_by("pk")])


def cells_of(cijfer: Groepscijfer) -> tuple[Cell, ...]:
    what = cijfer.get_soort_display(), cijfer.groep_naam, cijfer.onderwerp
    return *what, WORDS.get(cijfer.waarde, cijfer.waarde), cijfer.aantal, cijfer.n
