"""Where gemeenten lie: their shapes, the lines between them, and which part of the drawing is looked at.

Shapes: CBS/Kadaster via PDOK, CC BY 4.0, simplified; cut into lines by assets/borders.py. Invented gemeenten borrow
those of real ones, mirrored.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

FIXTURES = settings.BASE_DIR / "fixtures"
FIRST_WITH_SHAPE = "GM9101"  # of the invented ones
MARGIN = 0.06  # beside what is looked at, as a part of it
NARROWEST = 40  # how near one comes, in units of the drawing


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: "Box") -> bool:
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)

    def wider(self) -> "Box":
        """With a margin, and never so near that one gemeente fills the screen."""
        (x, y), half = self.middle, max(self.width, self.height, NARROWEST) * MARGIN
        across, down = max(self.width, NARROWEST) / 2 + half, max(self.height, NARROWEST) / 2 + half
        return Box(x - across, y - down, x + across, y + down)


@dataclass(frozen=True)
class Atlas:
    size: tuple[int, int]
    shapes: dict[str, str]  # the path of each real gemeente by its code, as the next
    boxes: dict[str, Box]
    borders: list[tuple[tuple[str, ...], str]]  # of which two gemeenten, or of which one with what is no gemeente

    @property
    def whole(self) -> Box:
        return Box(0, 0, *self.size)


@cache
def atlas() -> Atlas:
    drawing = read("gemeenten_svgpaden.json")
    lines = read("gemeenten_grenzen.json")
    _, _, width, height = map(int, drawing["viewBox"].split())
    boxes = {code: Box(*box) for code, box in lines["boxes"].items()}
    borders = [(tuple(codes.split()), path) for codes, path in lines["borders"].items()]
    return Atlas((width, height), drawing["paths"], boxes, borders)


def read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def places_of(codes: list[str], *, mirrored: bool) -> dict[str, str]:
    """The code of the real gemeente in whose place each stands. The n-th invented one stands where the n-th real one
    does; who comes after the last has no place."""
    shapes = atlas().shapes
    if not mirrored:
        return {code: code for code in codes if code in shapes}
    invented = sorted(code for code in codes if code >= FIRST_WITH_SHAPE)
    return dict(zip(invented, sorted(shapes), strict=False))


def around(codes: Iterable[str]) -> Box:
    """The part of the drawing in which these lie; all of it when they are none."""
    boxes = [atlas().boxes[code] for code in codes]
    if not boxes:
        return atlas().whole
    found = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return found.wider()


def middle_of(codes: Iterable[str]) -> tuple[float, float]:
    """Where a name stands: amid the gemeenten, the larger ones counting for more."""
    boxes = [atlas().boxes[code] for code in codes]
    weight = sum(box.width * box.height for box in boxes)
    return (
        sum(box.middle[0] * box.width * box.height for box in boxes) / weight,
        sum(box.middle[1] * box.width * box.height for box in boxes) / weight,
    )


def borders_of(parts: Mapping[str, str]) -> str:
    """One path for all lines between different parts, and around them. `parts`: of each real code its part."""

    def divides(codes: tuple[str, ...]) -> bool:
        found = {parts.get(code, "") for code in codes}
        return found != {""} and (len(found) > 1 or len(codes) == 1)  # beyond one gemeente lies what is none

    return "".join(path for codes, path in atlas().borders if divides(codes))


def neighbours(codes: list[str]) -> dict[str, str]:
    """Of each of these, the places in the list of those that touch it."""
    numbers = {code: str(number) for number, code in enumerate(codes)}
    found: dict[str, list[str]] = {code: [] for code in codes}
    for pair, _ in atlas().borders:
        if len(pair) == 2 and pair[0] in numbers and pair[1] in numbers:
            found[pair[0]].append(numbers[pair[1]])
            found[pair[1]].append(numbers[pair[0]])
    return {code: " ".join(beside) for code, beside in found.items()}
