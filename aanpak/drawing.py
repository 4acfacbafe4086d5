"""The meldroute as a drawing: where each box, line of text and arrow stands. templates/aanpak/tekening.html draws it.

SVG does not break lines and no font is at hand here, so widths are guessed, a little too wide on purpose. The same
route gives the same drawing. What does not fit is cut off: the list beside the drawing has every word.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

LANE, GAP, PADDING, GUTTER = 228, 18, 10, 20
LINE, ARROW, HEAD = 17, 22, 44
LANES = 3  # side by side on a page
SIZE = 13  # of the letters
LINES_MAX = 5
NARROW, WIDE = set("iljtfrI.,:;'|!()[]- "), set("mwMW@%—")


class Step(Protocol):
    @property
    def wat(self) -> str: ...
    @property
    def wie(self) -> str: ...
    @property
    def telefoon(self) -> str: ...
    @property
    def spoed(self) -> bool: ...


class Route(Protocol):
    @property
    def titel(self) -> str: ...
    @property
    def stappen(self) -> Sequence[Step]: ...


@dataclass(frozen=True)
class Line:
    text: str
    x: int
    y: int
    bold: bool = False


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    height: int
    number: str
    spoed: bool
    lines: tuple[Line, ...]
    arrow: str  # path to the next box, or empty
    width: int = LANE

    @property
    def number_x(self) -> int:
        return self.x + PADDING

    @property
    def number_y(self) -> int:
        return self.y + PADDING + SIZE - 1


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    heads: tuple[Line, ...]
    boxes: tuple[Box, ...]
    size: int = SIZE


def drawings(routes: Sequence[Route]) -> Iterator[Drawing]:
    """Side by side they show who does what; one route alone is its list of steps once more, on a third of the page."""
    if len(routes) > 1:
        rows = ceil(len(routes) / LANES)
        for row in range(rows):
            yield draw(routes[row * len(routes) // rows : (row + 1) * len(routes) // rows])


def draw(routes: Iterable[Route]) -> Drawing:
    heads: list[Line] = []
    boxes: list[Box] = []
    bottom = 0
    for lane, route in enumerate(routes):
        x = 1 + lane * (LANE + GAP)
        heads += [
            Line(text, x, SIZE + 4 + index * LINE, bold=True) for index, text in enumerate(wrap(route.titel, LANE, 2))
        ]
        y = HEAD
        number = 0
        for index, stap in enumerate(route.stappen):
            number += not stap.spoed
            box = make_box(stap, x, y, "!" if stap.spoed else str(number), last=index == len(route.stappen) - 1)
            boxes.append(box)
            y += box.height + ARROW
        bottom = max(bottom, y - ARROW)
    lanes = len({box.x for box in boxes})
    return Drawing(lanes * (LANE + GAP) - GAP + 2, bottom + 2, tuple(heads), tuple(boxes))


def make_box(stap: Step, x: int, y: int, number: str, *, last: bool) -> Box:
    room = LANE - 2 * PADDING - GUTTER
    said = [(text, False) for text in wrap(stap.wat, room)]
    with_whom = ", ".join(part for part in (stap.wie, stap.telefoon) if part)
    said += [(text, True) for text in wrap(with_whom, room)]
    lines = tuple(
        Line(text, x + PADDING + GUTTER, y + PADDING + SIZE - 1 + index * LINE, bold)
        for index, (text, bold) in enumerate(said)
    )
    height = 2 * PADDING + LINE * len(lines) - 2
    middle, end = x + LANE // 2, y + height
    arrow = "" if last else f"M{middle} {end}v{ARROW - 1}m-4 -6l4 6l4 -6"
    return Box(x, y, height, number, stap.spoed, lines, arrow)


def wrap(text: str, room: int, lines_max: int = LINES_MAX) -> list[str]:
    """`text` in lines of at most `room`; a word that is too long is broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines += pieces(word, room)
        if len(lines) > lines_max:
            return [*lines[: lines_max - 1], f"{lines[lines_max - 1]}…"]
    return lines


def pieces(word: str, room: int) -> list[str]:
    made = [""]
    for char in word:
        if width(made[-1] + char) > room:
            made.append("")
        made[-1] += char
    return made


def width(text: str) -> float:
    return SIZE * sum(0.32 if c in NARROW else 0.9 if c in WIDE or ord(c) > 0x250 else 0.56 for c in text)
