"""What reading a document gives: its paragraphs in order, each under its headings. Knows nothing of Django."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from printing.reading.refusals import PIECES_MAX, NotRead

LETTERS_MAX = 1_000_000  # of all together; a plan of 200 pages has half of it
PIECE_MAX = 3_000  # letters; what is longer is cut between two sentences
HEADING_MAX = 160
POINT_SHORT = 40  # points that are mostly shorter say nothing by themselves, and stay with the sentence before them
LEVEL_LOOSE = 8  # of a heading without a number: under every other
# What no field takes: controls, what nobody sees, half of a pair.
ODD = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]+")
NUMBERED = re.compile(r"^(?:[A-Z]?\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.)]?\s+(?=\S)")
NAMED = re.compile(
    r"^(?:hoofdstuk|bijlage|deel|ambitie|thema|pijler|spoor|speerpunt|doel|artikel|paragraaf)\s+(?:\d{1,2}|[a-z])\b|"
    r"^(?:voorwoord|inleiding|samenvatting|leeswijzer|inhoudsopgave|inhoud|bijlagen|bronnen|literatuur)$",
    re.IGNORECASE,
)
WHAT = re.compile(r"\b(?:wat|acties?|activiteit(?:en)?|maatregel(?:en)?|inzet|taak|taken|resultaat)\b", re.IGNORECASE)
COLUMN = re.compile(
    r"^(?:nr|nummer|wie|wanneer|waar|hoe|waarom|door|met|naam|functie|rol|partners?|partij(?:en)?|organisaties?|afdeling"
    r"|trekker|eigenaar|verantwoordelijk\w*|betrokken\w*|planning|periode|jaar|datum|termijn|gereed|status|kosten|uren"
    r"|budget|dekking|doel\w*|indicator\w*|onderwerp|thema|bron|aantal|toelichting|opmerking\w*|contact\w*|telefoon\w*)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-Z‘“])")


class Kind(StrEnum):
    ALINEA = "alinea"
    PUNT = "punt"
    RIJ = "rij"


@dataclass(frozen=True)
class Piece:
    kop: tuple[str, ...]  # its headings, the outermost first
    soort: str
    tekst: str


def cleaned(text: str) -> str:
    return " ".join(ODD.sub(" ", unicodedata.normalize("NFC", text.replace("\u00ad", ""))).split())


def heading_level(text: str) -> int | None:
    """Of a line that looks like a heading because it says its number or what it is; else None."""
    if len(text) > HEADING_MAX or text.endswith((".", ";", ",")):
        return None
    if found := NUMBERED.match(text):
        return 1 + found[0].count(".", 0, -2)
    return 1 if NAMED.match(text) else None


@dataclass
class Outline:
    """Takes a document piece by piece, in order."""

    pieces: list[Piece] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    letters: int = 0

    def heading(self, level: int, text: str) -> None:
        text = cleaned(text)
        if text:
            self.close()
            self.headings = [each for each in self.headings if each[0] < level] + [(level, text[:HEADING_MAX])]

    def rename(self, text: str) -> None:
        """The last heading goes on."""
        level, _ = self.headings[-1]
        self.headings[-1] = (level, cleaned(text)[:HEADING_MAX])

    def paragraph(self, text: str) -> None:
        text = cleaned(text)
        if text:
            self.close()
            self.add(Kind.ALINEA, text)

    def point(self, text: str) -> None:
        text = cleaned(text)
        if text:
            self.points.append(f"{text[:-1].rstrip()}." if text.endswith((";", ",")) else text)

    def note(self, text: str) -> None:
        """Said about what came last; it follows when the list of that is whole."""
        text = cleaned(text)
        if text:
            self.notes.append(text)

    def row(self, header: Sequence[str], cells: Sequence[str]) -> None:
        self.close()
        self.add(Kind.RIJ, row_text([cleaned(each) for each in header], [cleaned(each) for each in cells]))

    def close(self) -> None:
        """The points so far are all there are of this list."""
        self.end_list()
        notes, self.notes = self.notes, []
        for note in notes:
            self.add(Kind.ALINEA, note)

    def end_list(self) -> None:
        points, self.points = self.points, []
        lead = self.pieces[-1] if self.pieces else None
        if points and lead and lead.tekst.endswith(":") and median(map(len, points)) < POINT_SHORT:
            whole = f"{lead.tekst} {'; '.join(point.rstrip('.;,') for point in points)}."
            if len(whole) <= PIECE_MAX:
                self.pieces[-1] = Piece(lead.kop, lead.soort, whole)
                return
        for point in points:
            self.add(Kind.PUNT, point)

    def add(self, kind: Kind, text: str) -> None:
        kop = tuple(heading for _, heading in self.headings)
        for part in parts_of(text):
            self.letters += len(part)
            if any(char.isalpha() for char in part):
                self.pieces.append(Piece(kop, kind.value, part))
        if len(self.pieces) > PIECES_MAX or self.letters > LETTERS_MAX:
            raise NotRead("long")  # half a plan would pass for a whole one

    def done(self) -> list[Piece]:
        self.close()
        return self.pieces


def parts_of(text: str) -> list[str]:
    """Cut between sentences; a sentence that is too long by itself, anywhere."""
    parts = [""]
    for sentence in SENTENCE.split(text) if len(text) > PIECE_MAX else [text]:
        if parts[-1] and len(parts[-1]) + len(sentence) >= PIECE_MAX:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return [part[at : at + PIECE_MAX] for part in parts for at in range(0, len(part), PIECE_MAX)]


def row_text(header: Sequence[str], cells: Sequence[str]) -> str:
    """What is done first, the rest behind it with the heading of its column."""
    first = next((n for n, name in enumerate(header) if n < len(cells) and cells[n] and WHAT.search(name)), None)
    if first is None:
        return " · ".join(filter(None, cells))
    rest = [
        f"{header[n]}: {cell.rstrip('.')}." if n < len(header) and header[n] else f"{cell.rstrip('.')}."
        for n, cell in enumerate(cells)
        if n != first and cell
    ]
    return " ".join([f"{cells[first].rstrip('.')}.", *rest])


class Table:
    """The rows of a table, of which the first may say what stands in each column."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.header: list[str] | None = None

    def row(self, cells: Sequence[str]) -> None:
        found = [cleaned(cell) for cell in cells]
        if len([cell for cell in found if cell]) < 2:
            self.outline.paragraph(" ".join(filter(None, found)))  # a box, or a row that names a group
        elif self.header is None:
            self.header = found
            if not is_header(found):
                self.outline.row([], found)
        else:
            self.outline.row(self.header if is_header(self.header) else [], found)


def is_header(cells: Sequence[str]) -> bool:
    """Short, and one of them the name of a column: without one the row is text, and would be lost."""
    is_short = all(len(cell) <= 50 and not cell.endswith(".") for cell in cells)
    return is_short and any(WHAT.search(cell) or COLUMN.match(cell) for cell in cells)
