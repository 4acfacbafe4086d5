"""What differs between two texts of one passage, word by word."""

import re
from html.parser import HTMLParser

from saving import diff
from saving.diff import Change
from sjablonen.markdown import markdown

BLOCKS = {"p": "\n\n", "h4": "\n\n", "table": "\n", "br": "\n"}  # what stands before each
BETWEEN = " · "  # the cells of a row
LOOSE = re.compile(r" +\n(?: (?=\S))?|\n (?=\S)")  # white space around the end of a line, but for what indents an item


def word_diff(old: str, new: str) -> list[Change]:
    """As people read them, not as they were typed."""
    return diff.word_diff(as_read(old), as_read(new))


def unwrapped(text: str) -> str:
    """Paragraphs and items as one line each: the fixture breaks its lines, a writer and a comparison do not."""
    return re.sub(r"(?<![\n|])\n[ \t]*(?![ \t\n|]|(?:[-*+]|\d+[.)]|#+)\s)", " ", text.strip())


def as_read(text: str) -> str:
    """The printed words of a Markdown: a link with its address, an item with its mark, the cells of a row behind one
    another. What only makes letters bold is left out."""
    reader = Reader()
    reader.feed(markdown(text))
    reader.close()
    return LOOSE.sub("\n", "".join(reader.said)).strip()


class Reader(HTMLParser):
    """Of our own HTML, see sjablonen/markdown.py."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.marks: list[int] = []  # of the lists around: the number of its next item, 0 without numbers
        self.fresh = False  # at the beginning of an item or a row
        self.href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"ul", "ol"}:
            self.said += [] if self.marks else ["\n"]
            self.marks.append(int(values.get("start") or 1) if tag == "ol" else 0)
        elif tag == "li":
            self.begin(f"\n{'  ' * (len(self.marks) - 1)}{self.mark()} ")
        elif tag == "tr":
            self.begin("\n")
        elif tag in {"td", "th"}:
            self.cell()
        elif tag in BLOCKS and not self.fresh:
            self.said.append("\n" if self.marks else BLOCKS[tag])
        elif tag == "a":
            self.href = values.get("href") or ""

    def cell(self) -> None:
        if not self.fresh:
            self.said[-1] = self.said[-1].rstrip()
            self.said.append(BETWEEN)
        self.fresh = False

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self.marks.pop()
        elif tag == "a" and self.href:
            address = self.href.removeprefix("mailto:")
            self.said += [] if self.said[-1] == address else [f" ({address})"]
            self.href = ""

    def handle_data(self, data: str) -> None:
        if not data.isspace():
            self.fresh = False
        if not self.fresh:
            self.said.append(re.sub(r"\s+", " ", data))

    def begin(self, mark: str) -> None:
        self.said.append(mark)
        self.fresh = True

    def mark(self) -> str:
        number = self.marks[-1]
        self.marks[-1] += bool(number)
        return f"{number}." if number else "•"
