"""What went back, stayed and went on: back to the left, on to the right, as shares of who could move that way.

Who had it arranged already cannot go on, and who had not begun cannot go back; neither counts in the share that it
could not be part of. Both sides have one scale, so that lengths compare.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from charts.figure import HALF, Figure, Mark, Row, Table, block, line, percent, place, rows_of, svg, text, within
from charts.fills import FILLS, TEXT, swatch

HEIGHT, TOP, THICK = 32, 4, 24
BACK, ON = "in_voorbereiding", "geregeld"
MIDDLE = 0.16  # of the width, for who stayed: a number, no length
WIDE_ENOUGH = 0.08


@dataclass(frozen=True)
class Move:
    """Numbers of gemeenten: who went back of who could, who went on of who could, and who stayed as they were."""

    label: str
    back: int
    could_back: int
    on: int
    could_on: int
    stayed: int
    detail: str = ""

    @property
    def share_back(self) -> float:
        return self.back / self.could_back if self.could_back else 0

    @property
    def share_on(self) -> float:
        return self.on / self.could_on if self.could_on else 0

    @property
    def spoken(self) -> str:
        return (
            f"{self.label}: vooruit {self.on} van de {self.could_on} die vooruit konden ({percent(self.share_on)}), "
            f"terug {self.back} van {self.could_back} ({percent(self.share_back)}), gelijk gebleven {self.stayed}"
        )


@dataclass(frozen=True, kw_only=True)
class Moves(Figure):
    moves: tuple[Move, ...]

    @property
    def reach(self) -> float:
        """How far the left side goes: half, unless somewhere more went back. The right one goes to all."""
        return 1 if any(move.share_back > HALF for move in self.moves) else HALF

    @property
    def scale(self) -> float:
        """The width of 100%."""
        return (1 - MIDDLE) / (1 + self.reach)

    @property
    def legend(self) -> list[tuple[SafeString, str]]:
        return [
            (swatch(BACK), "terug, van wie terug kon"),
            (swatch("nvt"), "gelijk gebleven (aantal)"),
            (swatch(ON), "vooruit, van wie vooruit kon"),
        ]

    @property
    def marks(self) -> list[Mark]:
        left, right = self.reach * self.scale, self.reach * self.scale + MIDDLE
        back = [(0.0, "start", percent(self.reach)), (left + MIDDLE / 2, "middle", "gelijk")]
        return [*back, (right + HALF * self.scale, "middle", percent(HALF)), (1.0, "end", percent(1))]

    @property
    def rows(self) -> list[Row]:
        return [self.row(move) for move in self.moves]

    @property
    def drawing(self) -> SafeString:
        return rows_of(self.rows, self.marks)

    def row(self, move: Move) -> Row:
        if not move.could_back and not move.could_on:
            return Row(move.label, instead="niemand kon veranderen")
        return Row(move.label, svg(move.spoken, HEIGHT, self.pieces(move)), detail=move.detail)

    def pieces(self, move: Move) -> Iterator[SafeString]:
        left = self.reach * self.scale
        right = left + MIDDLE
        for at in (0, left, right, right + HALF * self.scale, 1):
            yield line(place(at), 0, place(at), HEIGHT, kind="grid")
        yield from self.side(BACK, move.share_back, left, -1)
        yield block("nvt", left, TOP, MIDDLE, THICK)
        yield text(place(left + MIDDLE / 2), HEIGHT / 2, str(move.stayed), kind=within("nvt"))
        yield from self.side(ON, move.share_on, right, 1)

    def side(self, fill: str, share: float, start: float, way: int) -> Iterator[SafeString]:
        """From `start` to the left (-1) or the right (1); its number within it, or beside it where it does not fit."""
        width = share * self.scale
        end = start + way * width
        if width:
            yield block(fill, min(start, end), TOP, width, THICK)
        if width >= WIDE_ENOUGH:
            middle, ink = place((start + end) / 2), FILLS[fill].ink
            yield text(middle, HEIGHT / 2, percent(share), ink=ink, kind=within(fill))
        else:
            beside = place(end + way * 0.012)
            yield text(beside, HEIGHT / 2, percent(share), anchor="start" if way > 0 else "end", ink=TEXT)

    @property
    def table(self) -> Table:
        head = [self.what, "terug", "konden terug", "gelijk", "vooruit", "konden vooruit"]
        rows = [
            [each.label, *map(str, (each.back, each.could_back, each.stayed, each.on, each.could_on))]
            for each in self.moves
        ]
        return Table(head, rows)
