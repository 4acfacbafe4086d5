"""How wide a column is: as its longest cell, within reason. A longer text goes on below itself, and a title sooner."""

import math
from collections.abc import Sequence
from datetime import date, datetime

from sheets.sheet import Cell, Sheet

NARROWEST, WIDEST = 8, 60  # in characters
ARROW = 3  # the button of the filter stands in the head
LINES = 3  # over which a title may go on, so that a column of short words stays narrow
SHORT = 14


def widths_of(sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> list[int]:
    found = [width_of_title(title) + ARROW for title in sheet.header]
    for number, cells in enumerate(zip(*rows, strict=True)):
        found[number] = max(found[number], *map(width_of, set(cells)))  # a column says the same many times
    return [min(max(width + 1, NARROWEST), WIDEST) for width in found]


def width_of_title(title: str) -> int:
    if len(title) <= SHORT:
        return len(title)
    return max(SHORT, math.ceil(len(title) / LINES), *(len(word) for word in title.split()))


def width_of(cell: Cell) -> int:
    if cell is None:
        return 0
    if isinstance(cell, datetime):
        return len("29-11-2026 18:38")
    if isinstance(cell, date):
        return len("29-11-2026")
    return max((len(line) for line in str(cell).splitlines()), default=0)
