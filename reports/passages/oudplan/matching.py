"""Which place a paragraph of an old plan most likely belongs to. Pure: takes texts and their lexemes, gives proposals.

Three voices: the key words in the paragraph and in its headings, and how much its lexemes are like those of the text at
that place (cosine, rare ones weigh more). See docs/oud-plan.md for how well that goes.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from printing.reading.pieces import Kind, Piece
from reports.passages.oudplan.words import Word, Words, folded, literal_of

STERK, ZWAK, LIKE = 3.0, 1.0, 10.0
OF_HEADING, OF_OUTER = 0.7, 0.25
MORE = 0.5  # of what a second strong word counts: three of one place are not three times as sure
LEAST = 1.4  # below it there is no proposal
OTHERS = 4
NOTHING = re.compile(
    r"^(?:leeswijzer|inhoud(?:sopgave)?|colofon|ondertekening|bronnen|bronvermelding|literatuur(?:lijst)?|afkortingen"
    r"|begrippenlijst|citeertitel|inwerkingtreding|slotbepaling(?:en)?|vaststelling)\b"
)
EMPTY_TALK = re.compile(
    r"^(?:bron:|\(bron|aldus (?:vastgesteld|besloten)|in (?:dit )?hoofdstuk|hoofdstuk \d|in de bijlagen? staat|zie "
    r"(?:ook )?bijlage|deze (?:regeling|notitie) treedt in werking|noten?:)"
)
ACTS = re.compile(
    r"\b(?:acties?|actiepunten|actieplan|maatregelen|activiteiten|uitvoering\w*|planning|resultaten"
    r"|gaan (?:we|wij) doen|doen (?:we|wij)(?! al))\b"
)
WILL = re.compile(
    r"\b(?:gaan|zullen|zal|willen|voeren|organiseren|stellen|maken|zetten|geven|krijgen|volgen|plaatsen|starten|"
    r"ontwikkelen|nemen|sluiten|wordt|worden|opnemen|vernieuwen|uitvoeren|opstellen|20[2-4]\d)\b"
)
WE = re.compile(r"\b(?:wij|we|ons|onze)\b")
ACTIE_MAX = 500
NUMBER = re.compile(r"^[a-z]?\d+(?:\.\d+)*\.?\s+")
AMBITIE = re.compile(r"\bambitie (\d)\b")


@dataclass(frozen=True)
class Place:
    """Where a paragraph can go: a bouwsteen, an extra question, or a passage of the plan."""

    code: str
    soort: str
    titel: str
    tekst: str
    naam: str  # as people choose it from a list


BOUWSTEEN, VRAAG, PASSAGE = "bouwsteen", "vraag", "passage"


@dataclass(frozen=True)
class Voorstel:
    """`plaatsen`: codes, the best first; none when it is probably of no use. `als`: zin, actie, passage or weg."""

    als: str
    plaatsen: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """Which parts of key words stand in a paragraph, in the heading above it, and in those above that."""

    text: set[str]
    near: set[str]
    outer: set[str]
    heading: str

    def weight(self, word: Word) -> float:
        if word.parts <= self.text:
            return 1.0
        if word.parts <= self.text | self.near:
            return OF_HEADING
        return OF_OUTER if word.parts <= self.text | self.outer else 0.0


class Matcher:
    def __init__(self, places: Sequence[Place], words: Mapping[str, Words], lexemes: Sequence[Sequence[str]]) -> None:
        """`lexemes` of each place, in the same order."""
        self.places = places
        self.words = {place.code: words.get(place.code, Words()) for place in places}
        every = [word for found in self.words.values() for word in (*found.sterk, *found.zwak)]
        self.parts = {part: (literal_of(part), re.compile(part)) for word in every for part in word.parts}
        self.of_headings: dict[str, set[str]] = {"": set()}
        counts = Counter(lexeme for found in lexemes for lexeme in set(found))
        self.rarity = {lexeme: math.log(1 + len(places) / times) for lexeme, times in counts.items()}
        self.vectors = [self.vector(found) for found in lexemes]

    def vector(self, lexemes: Sequence[str]) -> dict[str, float]:
        found = {
            lexeme: (1 + math.log(times)) * self.rarity[lexeme]
            for lexeme, times in Counter(lexemes).items()
            if lexeme in self.rarity
        }
        length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {lexeme: weight / length for lexeme, weight in found.items()}

    def propose(self, piece: Piece, lexemes: Sequence[str]) -> Voorstel:
        headings = [NUMBER.sub("", folded(heading)) for heading in piece.kop]
        text = folded(piece.tekst)
        if EMPTY_TALK.match(text) or any(NOTHING.match(heading) for heading in headings):
            return Voorstel("weg", ())
        like = self.likeness(lexemes)
        heard = self.hear(text, headings)
        scores = {
            place.code: (self.spoken(place, heard) + LIKE * like[n]) * self.weight(place, piece, headings)
            for n, place in enumerate(self.places)
        }
        order = sorted(self.places, key=lambda place: -scores[place.code])
        if not order or scores[order[0].code] < LEAST:
            return Voorstel("weg", tuple(place.code for place in order[:OTHERS]))
        return Voorstel(self.kind(order[0], piece, headings), tuple(place.code for place in order[: OTHERS + 1]))

    def hear(self, text: str, headings: Sequence[str]) -> Heard:
        near, outer = headings[-1] if headings else "", " . ".join(headings[:-1])
        return Heard(self.parts_in(text), self.parts_in_heading(near), self.parts_in_heading(outer), near)

    def parts_in(self, text: str) -> set[str]:
        return {part for part, (literal, pattern) in self.parts.items() if literal in text and pattern.search(text)}

    def parts_in_heading(self, heading: str) -> set[str]:
        """Many paragraphs have the same."""
        if heading not in self.of_headings:
            self.of_headings[heading] = self.parts_in(heading)
        return self.of_headings[heading]

    def spoken(self, place: Place, heard: Heard) -> float:
        """What the key words say of it."""
        words, total = self.words[place.code], 0.0
        for kind, weight in ((words.sterk, STERK), (words.zwak, ZWAK)):
            found = sorted((heard.weight(word) for word in kind), reverse=True)
            total += weight * sum(each * MORE**n for n, each in enumerate(found[:4]))
        if any(word.parts <= heard.near for word in (*words.sterk, *words.zwak)):
            total += OF_HEADING * STERK
        return total + self.named(place, heard.heading)

    @staticmethod
    def named(place: Place, near: str) -> float:
        """A heading that is called as the place is."""
        titel = folded(place.titel)
        if not titel:
            return 0.0
        if near == titel:
            return STERK
        return STERK / 2 if titel in near else 0.0

    def likeness(self, lexemes: Sequence[str]) -> list[float]:
        mine = self.vector(lexemes)
        return [
            sum(weight * other[lexeme] for lexeme, weight in mine.items() if lexeme in other) for other in self.vectors
        ]

    def weight(self, place: Place, piece: Piece, headings: Sequence[str]) -> float:
        """A line of what is done belongs to a bouwsteen or question; what is in a bijlage stays text."""
        outer = headings[0] if headings else ""
        is_act = piece.soort != Kind.ALINEA and any(ACTS.search(heading) for heading in headings)
        if place.soort == PASSAGE:
            return (0.6 if is_act else 1.0) * self.weight_of_part(place.code, outer)
        return (0.55 if outer.startswith("bijlage") else 1.0) * (1.1 if WE.search(folded(piece.tekst)) else 1.0)

    @staticmethod
    def weight_of_part(code: str, outer: str) -> float:
        """A passage of the same bijlage or ambitie as the heading goes before those of others."""
        part = code.partition(".")[0]
        if found := re.match(r"bijlage (\d)", outer):
            return 1.3 if part == f"bijlage_{found[1]}" else 0.8
        if found := AMBITIE.search(outer):
            if part.startswith("ambitie_"):
                return 1.4 if part == f"ambitie_{found[1]}" else 0.6
            return 0.7
        return 0.9 if part.startswith("bijlage_") else 1.0

    @staticmethod
    def kind(place: Place, piece: Piece, headings: Sequence[str]) -> str:
        if place.soort == PASSAGE:
            return "passage"
        if len(piece.tekst) > ACTIE_MAX:
            return "zin"
        if piece.soort != Kind.ALINEA:
            is_act = any(ACTS.search(heading) for heading in headings) or WILL.search(folded(piece.tekst))
            return "actie" if is_act else "zin"
        return "zin"
