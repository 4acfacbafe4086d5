"""What differs between two plans, by chapter and word by word.

It reads the text that is printed, so that whatever the templates come to say is compared too. Numbers of chapters and
paragraphs are left out: they move when anything is added.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest

from django.template.loader import render_to_string

from reports.document.enums import PlanStatus
from reports.document.html import context
from reports.document.plan import Plan
from saving.diff import word_diff

BLOCKS = {"h2", "h3", "h4", "p", "li", "tr", "caption", "dt", "dd"}
SKIPPED = {"plan-number"}
KINDS = {"same": "same", "new": "in", "gone": "out"}
ALIKE = 0.35  # with less in common, two texts are not a change of one another


@dataclass(frozen=True)
class Piece:
    """Some words; `kind` is `same`, `in` or `out`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Run:
    """Paragraphs that stayed the same, to be folded (`same`), or one that did not (`pieces`)."""

    same: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Chapter:
    id: str
    titel: str
    runs: tuple[Run, ...]

    @property
    def changes(self) -> int:
        return sum(bool(run.pieces) for run in self.runs)


def compare(old: Plan, new: Plan) -> list[Chapter]:
    """Every chapter of `new` in its order, then those that are gone; all text, nothing of it is HTML.

    What was decided, and when each was made, is no difference of the text.
    """
    before, after = text_of(undated(old, new)), text_of(undated(new, new))
    return [
        Chapter(
            code, (after.get(code) or before[code])[0], tuple(runs(before.get(code, [])[1:], after.get(code, [])[1:]))
        )
        for code in dict.fromkeys([*after, *before])
    ]


def undated(plan: Plan, other: Plan) -> Plan:
    return replace(plan, status=PlanStatus.CONCEPT.value, made_at=other.made_at, vaststellingen=())


def text_of(plan: Plan) -> dict[str, list[str]]:
    """Per chapter its title and then its paragraphs, headings, list items and rows of tables."""
    reader = Reader()
    reader.feed(render_to_string("reports/document/plan.html", context(plan)))
    reader.close()
    return reader.chapters


class Reader(HTMLParser):
    """Takes the paragraphs out of our own HTML. A block within a block ends the one around it."""

    def __init__(self) -> None:
        super().__init__()
        self.chapters: dict[str, list[str]] = {}
        self.block: list[str] | None = None
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.skipping or values.get("class") in SKIPPED:
            self.skipping += 1
        elif tag == "h2":
            self.flush()
            self.chapters[values.get("id") or ""] = []
            self.block = []
        elif tag in BLOCKS:
            self.flush()
            self.block = []
        elif tag in {"td", "th", "br"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif tag in BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if self.block is not None and not self.skipping:
            self.block.append(data)

    def flush(self) -> None:
        text = " ".join("".join(self.block or []).split())
        self.block = None
        if text:
            self.chapters[next(reversed(self.chapters))].append(text)


def runs(before: list[str], after: list[str]) -> Iterator[Run]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Run(same=tuple(after[j1:j2]))
            continue
        for old, new in zip_longest(before[i1:i2], after[j1:j2], fillvalue=""):
            yield Run(pieces=tuple(words(old, new)))


def words(old: str, new: str) -> Iterator[Piece]:
    """The words of two versions of one paragraph."""
    for change in word_diff(old, new, alike=ALIKE):
        yield Piece(KINDS[change.kind], change.text.strip())
