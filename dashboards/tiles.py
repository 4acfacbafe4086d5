"""The country as tiles: a part of it each, all of one size and in a fixed place, so that a large part does not weigh
more than a small one. Never in the order of what they show.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboards.indicators import ONBEKEND, Indicator, Value
from dashboards.where import Part, Parts
from tenants.models import Regio

# Row by row, as near as they lie to each other; invented ones stand in the place of the real one, mirrored.
PLACES = {
    Regio.Soort.PROVINCIE: (3, ("27 21 20", "24 23 22", "28 26 25", "29 30 31")),
    Regio.Soort.VEILIGHEIDSREGIO: (
        5,
        ("10 02 01 03 04", "12 11 25 06 05", "15 13 14 09 07", "17 16 18 08 23", "19 20 21 22 24"),
    ),
}
TITLES = {Regio.Soort.PROVINCIE: "Per provincie", Regio.Soort.VEILIGHEIDSREGIO: "Per veiligheidsregio"}
STEPS = 4


@dataclass(frozen=True)
class Tile:
    naam: str
    yes: int
    of: int
    unknown: int
    url: str

    @property
    def step(self) -> str:
        """Which quarter the share is in, from 0; "onbekend" when nobody answered."""
        return str(min(STEPS - 1, STEPS * self.yes // self.of)) if self.of else "onbekend"


@dataclass(frozen=True)
class TileMap:
    soort: str
    titel: str
    columns: int
    tiles: list[Tile]


def tile_maps(
    indicator: Indicator, answers: Mapping[str, Value], where: Parts, link: Callable[[str, str], str]
) -> list[TileMap]:
    """`answers`: of the gemeenten that count, by code."""
    found = []
    for soort, (columns, rows) in PLACES.items():
        parts: dict[Part, Counter[Value]] = defaultdict(Counter)
        for gemeente, value in answers.items():
            if part := where[soort].get(gemeente):
                parts[part][value] += 1
        tiles = [
            Tile(short(part.naam), *indicator.shares(counts), counts[ONBEKEND], link(soort, part.code))
            for part, counts in in_place(parts, rows)
        ]
        if len(tiles) > 1:  # one alone says what the title says
            found.append(TileMap(soort, TITLES[soort], columns, tiles))
    return found


def in_place(parts: Mapping[Part, Counter[Value]], rows: tuple[str, ...]) -> list[tuple[Part, Counter[Value]]]:
    return sorted(parts.items(), key=lambda item: (place_of(item[0].code, rows), item[0].code))


def place_of(code: str, rows: tuple[str, ...]) -> int:
    """PV20 is a real one, PV920 the invented one in its place; who has none comes last."""
    back = -1 if len(code) > len("PV20") else 1
    numbers = [number for row in rows for number in row.split()[::back]]
    return numbers.index(code[-2:]) if code[-2:] in numbers else len(numbers)


def short(naam: str) -> str:
    return naam.removeprefix("Voorbeeldprovincie ").removeprefix("Voorbeeld")
