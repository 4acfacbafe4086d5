"""Lists as Word and mail leave them in plain text, as Markdown: `•⇥punt`, `o⇥punt`, `1)⇥punt`, `a.⇥punt`.

Such a line had its level from a style that is gone. What is left to tell it by is how far the line is indented, and
which mark it has: a new mark is a level deeper, one from before is that level again.
"""

import re
from dataclasses import dataclass

from saving.signs import typed

ALWAYS = "•‣◦●○◉∙▪▫■□◆◇►▶▸\u2043"  # a bullet, by whatever it is followed
SPACED = "·»"  # by a space
TABBED = "o§*+\u2010-\u2015\u2212-"  # by a tab, or by more spaces than somebody types
LINE = re.compile(
    rf"(?P<indent>\s*)(?:(?P<always>[{ALWAYS}])\s*|(?P<spaced>[{SPACED}])\s+|"
    rf"(?:(?P<tabbed>[{TABBED}])|(?P<number>\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}})[.)])(?:[ \u00a0]*\t|[ \u00a0]{{2}})\s*|"
    r"(?P<dash>[\u2013\u2014])\s)(?P<text>\S.*)"
)
MARKDOWN = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
ROMAN = {
    word: number
    for number, word in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
STEP = " " * 4  # a level deeper for Markdown, under `- ` and under `10. ` alike
LEVELS = 8


@dataclass(frozen=True)
class Item:
    indent: int
    kind: str  # by which the items of one level know each other
    number: int  # 0: a bullet
    text: str

    @property
    def mark(self) -> str:
        return f"{self.number}." if self.number else "-"


def with_lists(tekst: str) -> str:
    """`tekst` with its lists as Markdown; what is no list, or is one in Markdown already, stays as it is."""
    lines = typed(tekst).replace("\r\n", "\n").split("\n")
    found = [LINE.fullmatch(line) for line in lines]
    said: list[str] = []
    levels: list[Item] = []
    in_list = False  # whether the line before belongs to an item
    for index, (line, match) in enumerate(zip(lines, found, strict=True)):
        if match and (not match["dash"] or in_list or begins_list(lines, found, index)):
            item = item_of(match, levels)
            is_first = not any(level.kind == item.kind for level in levels)
            levels = [*above(item, levels), item]
            if item.number > 1 and is_first and said and said[-1].strip():
                said.append("")  # a list that begins at another number must not touch the line before it
            said.append(f"{STEP * min(len(levels) - 1, LEVELS)}{item.mark} {item.text}")
            in_list = True
            continue
        if in_list and begins_paragraph(line):
            said.append("")  # else Markdown takes it for more of the item
        in_list = in_list and goes_on(line)
        levels = levels if in_list or not line.strip() else []
        said.append(line)
    return "\n".join(said)


def begins_list(lines: list[str], found: list[re.Match[str] | None], index: int) -> bool:
    """Whether a dash with a space after it is a mark; within a sentence it is the dash – as here – of that sentence."""
    before = lines[index - 1].strip() if index else ""
    following = found[index + 1] if index + 1 < len(found) else None
    return before == "" or before.endswith(":") or bool(following and following["dash"])


def item_of(match: re.Match[str], levels: list[Item]) -> Item:
    indent, text = len(match["indent"].expandtabs(4)), match["text"].rstrip()
    sign = match["number"]
    if sign is None:
        return Item(indent, match["always"] or match["spaced"] or match["tabbed"] or match["dash"], 0, text)
    if sign.isdecimal():
        return Item(indent, "1", int(sign), text)
    sign, last = sign.lower(), levels[-1] if levels else None
    is_ninth = bool(last and (last.kind, last.number) == ("a", 8))
    if len(sign) > 1 or (sign == "i" and not is_ninth) or (sign in ROMAN and last and last.kind == "i"):
        return Item(indent, "i", ROMAN.get(sign, 1), text)
    return Item(indent, "a", ord(sign) - ord("a") + 1, text)


def above(item: Item, levels: list[Item]) -> list[Item]:
    """The items that `item` stands under."""
    levels = [level for level in levels if level.indent <= item.indent]
    same = (index for index, level in enumerate(levels) if (level.indent, level.kind) == (item.indent, item.kind))
    return levels[: next(same, len(levels))]


def begins_paragraph(line: str) -> bool:
    return bool(line.strip()) and not goes_on(line)


def goes_on(line: str) -> bool:
    """Whether a line below an item belongs to it: indented, in the middle of a sentence, or an item of Markdown."""
    return bool(line.strip()) and (line[0].isspace() or line[0].islower() or bool(MARKDOWN.match(line)))
