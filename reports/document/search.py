"""Searching in the plan as it is printed: marks what was found in the HTML of the preview, and lists the places.

It works on the HTML itself, so that whatever is printed can be found and nothing else: not the buttons and marks that
only the preview has. A hit may run on through emphasis or a link, but not from one block of text into the next.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reports.document.html import Section
from tenants.sight import seen_char

BLOCKS = {
    "br",
    "p",
    "li",
    "ul",
    "ol",
    "h2",
    "h3",
    "h4",
    "td",
    "th",
    "tr",
    "table",
    "caption",
    "dt",
    "dd",
    "div",
    "section",
}
VOID = {"br", "hr", "img", "input", "wbr"}
# Of the preview alone; also `svg`, which has no words.
NOT_PRINTED = {"plan-passage__tools", "plan-passage__leeg", "plan-herkomst", "k-visually-hidden"}
AROUND = 60
CUT = "…"


@dataclass(frozen=True)
class Place:
    """The place of the first hit in a section, and how many more there are in it. `snippet` is safe HTML."""

    id: str
    number: str
    titel: str
    snippet: SafeString
    more: int


@dataclass(frozen=True)
class Found:
    html: SafeString
    count: int
    places: tuple[Place, ...]


def headings(chapters: Iterable[Section]) -> dict[str, tuple[str, str]]:
    """Number and title of each section, by the id of its heading."""
    sections = [section for chapter in chapters for section in (chapter, *chapter.sections)]
    return {section.id: (section.number, section.titel) for section in sections}


def search(html: str, wanted: str, titels: dict[str, tuple[str, str]]) -> Found:
    """`titels`: see `headings`. `wanted` holds at least one letter."""
    marker = Marker(fold(wanted).text.strip())
    marker.feed(html)
    marker.close()
    marker.end_block()
    sections: dict[str, list[Hit]] = {}
    for hit in marker.hits:
        sections.setdefault(hit.section, []).append(hit)
    places = [
        Place(hits[0].id, *titels.get(section, ("", "")), hits[0].snippet, len(hits) - 1)
        for section, hits in sections.items()
    ]
    return Found(mark_safe("".join(marker.out)), len(marker.hits), tuple(places))  # noqa: S308 - see Marker


@dataclass(frozen=True)
class Folded:
    """Text as people see it, without accents; `origin` says for each character where it came from."""

    text: str
    origin: list[int]


def fold(text: str) -> Folded:
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", seen_char(char)):
            if unicodedata.combining(part) or (part == " " and folded[-1:] == [" "]):
                continue
            folded.append(part)
            origin.append(index)
    return Folded("".join(folded), origin)


@dataclass(frozen=True)
class Hit:
    id: str
    section: str
    snippet: SafeString


@dataclass
class Block:
    """A run of text that reads as one: where its pieces stand in `Marker.out`, and what they say, unescaped."""

    slots: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)


class Marker(HTMLParser):
    """Writes the HTML it reads: tags as they were, text escaped anew, with <mark> around what is `wanted`."""

    def __init__(self, wanted: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wanted = wanted
        self.out: list[str] = []
        self.hits: list[Hit] = []
        self.section = ""
        self.hidden: list[str] = []  # the open tags since one that is not printed
        self.block = Block()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in BLOCKS:
            self.end_block()
        if tag in {"h2", "h3"} and values.get("id"):
            self.section = values["id"] or ""
        if tag not in VOID and (self.hidden or tag == "svg" or NOT_PRINTED & set((values.get("class") or "").split())):
            self.hidden.append(tag)
        self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
        if self.hidden:
            self.hidden.pop()
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.block.slots.append(len(self.out))
            self.block.pieces.append(data)
        self.out.append(escape(data, quote=False))

    def end_block(self) -> None:
        """Mark what was found in the text since the last block."""
        block, self.block = self.block, Block()
        text = "".join(block.pieces)
        spans = list(found(text, self.wanted))
        first = len(self.hits) + 1
        for start, end in spans:
            snippet = snippet_of(text, start, end)
            self.hits.append(Hit(f"zoek-{len(self.hits) + 1}", self.section, snippet))
        offset = 0
        for slot, piece in zip(block.slots, block.pieces, strict=True):
            self.out[slot] = marked(piece, offset, spans, first)
            offset += len(piece)


def found(text: str, wanted: str) -> Iterable[tuple[int, int]]:
    """Where `wanted`, which is folded, stands in `text`: from and until."""
    folded = fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        last = at + len(wanted) - 1
        yield folded.origin[at], folded.origin[last] + 1
        at = folded.text.find(wanted, last + 1)


def marked(piece: str, offset: int, spans: list[tuple[int, int]], first: int) -> str:
    """One piece of a block that begins at `offset` in it. The id is where a hit begins, once."""
    out, done = [], 0
    for number, (start, end) in enumerate(spans, start=first):
        a, b = max(start - offset, 0), min(end - offset, len(piece))
        if a >= b:
            continue
        name = f' id="zoek-{number}"' if start >= offset else ""
        out.append(f"{escape(piece[done:a], quote=False)}<mark{name}>{escape(piece[a:b], quote=False)}</mark>")
        done = b
    return "".join(out) + escape(piece[done:], quote=False)


def snippet_of(text: str, start: int, end: int) -> SafeString:
    """Some words before and after a hit, which is marked."""
    before, after = text[:start], text[end:]
    if len(before) > AROUND:
        before = CUT + re.sub(r"^\S*\s", "", before[-AROUND:])
    if len(after) > AROUND:
        after = re.sub(r"\s\S*$", "", after[:AROUND]) + CUT
    return format_html("{}<mark>{}</mark>{}", before, text[start:end], after)
