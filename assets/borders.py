"""Makes fixtures/gemeenten_grenzen.json out of fixtures/gemeenten_svgpaden.json: `.venv/bin/python assets/borders.py`.

The shapes are cut along each line that two gemeenten share, or that one has with the sea or another country. What lies
between gemeenten of two provincies is then a border of provincies, whatever the division of the day is; and who lies
beside whom is known too.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
SHAPES, BORDERS = FIXTURES / "gemeenten_svgpaden.json", FIXTURES / "gemeenten_grenzen.json"
SOURCE = "CBS/Kadaster via PDOK, CC BY 4.0, vereenvoudigd door cartomap; afgeleid door assets/borders.py"
Point = tuple[float, float]
Edge = frozenset[Point]


def rings_of(shape: str) -> Iterator[list[Point]]:
    """Each closed line of an SVG path that has M, L and Z alone."""
    for ring in filter(None, shape.split("Z")):
        points = [tuple(map(float, pair.split(","))) for pair in re.findall(r"[\d.-]+,[\d.-]+", ring)]
        yield [(x, y) for x, y in points]


def edges_of(shape: str) -> set[Edge]:
    return {
        frozenset(pair)
        for ring in rings_of(shape)
        for pair in zip(ring, ring[1:] + ring[:1], strict=True)
        if pair[0] != pair[1]
    }


def chains(edges: set[Edge]) -> Iterator[list[Point]]:
    """The edges as few lines, from end to end; a ring ends where it began."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for edge in edges:
        one, other = edge
        beside[one].add(other)
        beside[other].add(one)
    while beside:
        line = [min((point for point in beside if len(beside[point]) % 2), default=min(beside))]
        while line[-1] in beside:
            here, there = line[-1], min(beside[line[-1]])
            for point, gone in ((here, there), (there, here)):
                beside[point].discard(gone)
                if not beside[point]:
                    del beside[point]
            line.append(there)
        yield line


def written(line: list[Point]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in line)


def make(shapes: dict[str, str]) -> dict[str, object]:
    owners: dict[Edge, list[str]] = defaultdict(list)
    for code, shape in sorted(shapes.items()):
        for edge in edges_of(shape):
            owners[edge].append(code)
    shared: dict[tuple[str, ...], set[Edge]] = defaultdict(set)
    for edge, codes in owners.items():
        shared[tuple(codes)].add(edge)
    borders = {" ".join(codes): "".join(map(written, chains(edges))) for codes, edges in sorted(shared.items())}
    boxes = {}
    for code, shape in sorted(shapes.items()):
        xs, ys = zip(*(point for ring in rings_of(shape) for point in ring), strict=True)
        boxes[code] = [min(xs), min(ys), max(xs), max(ys)]
    return {"bron": SOURCE, "boxes": boxes, "borders": borders}


if __name__ == "__main__":
    made = make(json.loads(SHAPES.read_text(encoding="utf-8"))["paths"])
    BORDERS.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
