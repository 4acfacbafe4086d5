"""Paragraphs out of lines, as a PDF and a pasted text give them: what was broken is joined, what returns on every page
is left out, and a heading is known by its number, or by being short and alone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from printing.reading.pieces import LEVEL_LOOSE, Outline, Piece, cleaned, heading_level

POINT = re.compile(r"^(?:[•▪●○◦‣■□➢➤\uf0b7\uf0a7\uf0d8*]|[-–—](?=\s)|o(?=\s)|[a-z]\)|\(?\d{1,2}\))\s*")
NUMBER = re.compile(r"^\d{1,2}\.\s+(?=\S)")
PAGE = re.compile(r"^(?:(?:pagina|blz\.?|p\.)\s*)?\d{1,3}(?:\s*(?:van|/|\|)\s*\d{1,3})?$", re.IGNORECASE)
FOOT = re.compile(r"(?:pagina|blz\.?)\s*\d{1,3}$|\b\d{1,3}\s*(?:van|/|\|)\s*\d{1,3}$", re.IGNORECASE)
FOOT_MAX = 80
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}$|\s{3,}\d{1,3}$")
ADDRESS = re.compile(r"^\S*(?:https?://|www\.)\S+$")
FOOTNOTE = re.compile(r"^\d{1,2} (?:Zie|Bron|Volgens|Artikel|Kamerstuk|De |Het |Voor )")
CHAPTER = re.compile(r"^(\d{1,2})[. ]")
SOURCE = re.compile(r"^\d{1,2} (?:Bron\b|Volgens|Artikel|Kamerstuk)|\b[Zz]ie\b")
ENDS = (".", "!", "?", ":", ";", ".”", ".’", '."')
OPEN_END = re.compile(r"\b(?:de|het|een|van|in|op|en|of|met|voor|aan|te|tot|door|bij|om|tegen|dat|die)$")
DOTTED = re.compile(r"^[A-Z]?\d{1,2}(?:\.\d{1,2})+")
HEADING_WORDS = 9
WIDTH_SHARE = 0.75  # of the width of a line; a sentence that ends before it ends its paragraph


def read_text(content: bytes) -> list[Piece]:
    return read_lines([content.decode("utf-8", "replace").split("\n")])


def read_lines(pages: Sequence[Sequence[str]]) -> list[Piece]:
    reading = Reading(width_of(pages))
    lines = kept(pages)
    for number, line in enumerate(lines):
        reading.take(line, lines[number + 1] if number + 1 < len(lines) else "")
    return reading.done()


def width_of(pages: Sequence[Sequence[str]]) -> int:
    """Of a full line: most are nearly as long. 0 when the lines are whole paragraphs."""
    lengths = sorted(len(line.strip()) for page in pages for line in page if line.strip())
    found = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return found if found <= 160 else 0


def kept(pages: Sequence[Sequence[str]]) -> list[str]:
    """Without what stands on top of or below every page, numbers of pages and lines of a table of contents."""
    edges = Counter(
        edge for page in pages for edge in {bare(line) for line in edge_of(page)} if edge and len(edge) < FOOT_MAX
    )
    again = {edge for edge, times in edges.items() if times >= 3 and times * 3 >= len(pages)}
    found = []
    for page in pages:
        outer = set(edge_of(page)) if len(pages) > 1 else set()
        for line in page:
            text = line.strip()
            if line in outer and FOOT.search(text) and len(text) < FOOT_MAX:
                continue
            if PAGE.match(text) or CONTENTS.search(line.rstrip()) or ADDRESS.match(text) or bare(text) in again:
                continue
            found.append(ODD_SPACE.sub(" ", line).strip())
    return found


ODD_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f\t]+")


def edge_of(page: Sequence[str]) -> Iterable[str]:
    lines = [line for line in page if line.strip()]
    return [*lines[:2], *lines[-2:]]


def bare(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


class Reading:
    def __init__(self, width: int) -> None:
        self.width = width
        self.outline = Outline()
        self.text = ""
        self.is_point = False
        self.is_heading = False
        self.is_note = False
        self.chapter = 0
        self.bare = False
        self.blank = True
        self.last = ""

    def take(self, line: str, after: str) -> None:
        if not line:
            self.blank = True
            return
        if self.heads_on(line, after):
            self.outline.rename(f"{self.last} {line}")
        elif self.continues(line, after):
            self.text = joined(self.text, line)
        else:
            self.flush()
            self.begin(line, after)
        self.blank, self.last = False, line

    def begin(self, line: str, after: str) -> None:
        was_bare, self.bare = self.bare, False
        level = None if was_bare or self.is_no_heading(line) else self.level_of(line, after)
        self.is_heading = level is not None
        if level is not None:
            self.outline.heading(level, line)
            if level == 1 and self.is_next(line):
                self.chapter = number_of(line)
            return
        point = POINT.match(line) or NUMBER.match(line)
        self.is_point, self.is_note = was_bare or point is not None, is_footnote(line)
        self.text = line[point.end() :] if point else line
        self.bare = not self.text  # its sign alone; the words come on the next line

    def is_no_heading(self, line: str) -> bool:
        """A footnote, or what looks like one and is not the next chapter."""
        return is_footnote(line) or (FOOTNOTE.match(line) is not None and not self.is_next(line))

    def is_next(self, line: str) -> bool:
        """Whether it has the number of the next chapter; what is pasted may begin with any."""
        number = number_of(line)
        return number > 0 and self.chapter in (0, number - 1)

    def heads_on(self, line: str, after: str) -> bool:
        """The second line of a heading."""
        return self.is_heading and not self.blank and not self.text and line[0].islower() and self.is_short(line)

    def continues(self, line: str, after: str) -> bool:
        """Whether it goes on with the paragraph before it."""
        if not self.text or POINT.match(line):
            return False
        if line[0].islower():
            return True
        is_new = NUMBER.match(line) or self.level_of(line, after) is not None
        if self.blank or is_new:
            return not is_new and not self.text.endswith(ENDS) and not self.is_short(self.last) and self.width > 0
        return not (self.text.endswith(ENDS) and self.is_short(self.last)) and self.width > 0

    def is_short(self, line: str) -> bool:
        return len(line) < self.width * WIDTH_SHARE

    def level_of(self, line: str, after: str) -> int | None:
        """Of a heading; None for a line of a text."""
        if POINT.match(line) or (self.width and not self.is_short(line) and not DOTTED.match(line)):
            return None
        level = heading_level(line)
        if level is not None:
            in_list = NUMBER.match(line) and (NUMBER.match(after) or ". " in line[4:])
            return None if in_list or line.endswith((":", ".")) or OPEN_END.search(line) else level
        is_loose = line[0].isupper() and not line.endswith((".", "!", ":", ";", ",", "”", "’"))
        goes_on = bool(after) and after[0].islower()
        return LEVEL_LOOSE if is_loose and not goes_on and self.is_alone(line) else None

    def is_alone(self, line: str) -> bool:
        """Few words, at the end of no sentence."""
        whole = not self.text or self.text.endswith(ENDS) or self.blank
        return whole and len(line.split()) <= HEADING_WORDS and not OPEN_END.search(line)

    def flush(self) -> None:
        text, self.text = self.text, ""
        if not text or self.is_note:
            return
        if self.is_point:
            self.outline.point(text)
        else:
            self.outline.paragraph(text)

    def done(self) -> list[Piece]:
        self.flush()
        return self.outline.done()


def number_of(line: str) -> int:
    """0 without one."""
    found = CHAPTER.match(line)
    return int(found[1]) if found else 0


def is_footnote(line: str) -> bool:
    """*2 De aanpak* is a heading; *2 De cijfers zijn van 2021.* is not."""
    is_sentence = line.endswith(ENDS) or len(line.split()) > HEADING_WORDS
    return FOOTNOTE.match(line) is not None and (is_sentence or SOURCE.search(line) is not None)


def joined(text: str, line: str) -> str:
    """A word that was broken off is whole again; a hyphen before a capital belongs to the word."""
    if text.endswith("-") and line[0].islower() and not cleaned(line).startswith(("en ", "of ")):
        return text[:-1] + line
    return f"{text} {line}"
