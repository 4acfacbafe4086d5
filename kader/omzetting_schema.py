"""What became of each bouwsteen and question of the version before, in the file of a next version. Knows no Django.

A row says one kind of change with the codes on both sides. A code may stand in several splits and joins, so that many
can become many; what stayed, was renamed, is new or was dropped stands in one row only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Soort = Literal["ongewijzigd", "hernoemd", "gesplitst", "samengevoegd", "nieuw", "vervallen"]
AnyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-P[12])?-[1-9][0-9]?$")]

# How many codes stand on each side: the least and, unless there is no limit, the most.
SIDES: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "ongewijzigd": ((1, 1), (1, 1)),
    "hernoemd": ((1, 1), (1, 1)),
    "gesplitst": ((1, 1), (2, None)),
    "samengevoegd": ((2, None), (1, 1)),
    "nieuw": ((0, 0), (1, 1)),
    "vervallen": ((1, 1), (0, 0)),
}
SHARED = ("gesplitst", "samengevoegd")  # whose codes may stand in more rows


class Regel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    soort: Soort
    van: list[AnyCode]
    naar: list[AnyCode]


class Omzetting(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    van_versie: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
    bouwstenen: list[Regel]
    vragen: list[Regel]


@dataclass(frozen=True)
class Side:
    """The codes of one version, with the text that decides whether one is unchanged."""

    versie: str
    teksten: dict[str, str]


def problems(place: str, rows: Iterable[Regel], old: Side, new: Side) -> Iterator[str]:
    """Everything that is wrong with the rows of bouwstenen or of questions, in words with their place."""
    rows = list(rows)
    for row in rows:
        where = f"{place} > {row.soort} {', '.join([*row.van, *row.naar]) or '(zonder code)'}"
        for side, codes, (least, most) in zip(("van", "naar"), (row.van, row.naar), SIDES[row.soort], strict=True):
            if len(codes) < least or (most is not None and len(codes) > most):
                yield f"{where}: bij {side} {hoort(least, most)}"
            yield from (f"{where}: {code} staat er tweemaal in" for code, n in Counter(codes).items() if n > 1)
        yield from (f"{where}: {code} bestaat niet in {old.versie}" for code in row.van if code not in old.teksten)
        yield from (f"{where}: {code} bestaat niet in {new.versie}" for code in row.naar if code not in new.teksten)
        yield from (f"{where}: {reason}" for reason in not_unchanged(row, old, new))
    yield from alone(place, rows, old, [row.van for row in rows])
    yield from alone(place, rows, new, [row.naar for row in rows])


def hoort(least: int, most: int | None) -> str:
    if most == 0:
        return "hoort geen code"
    return "hoort één code" if most == 1 else f"horen ten minste {least} codes"


def not_unchanged(row: Regel, old: Side, new: Side) -> Iterator[str]:
    if row.soort == "ongewijzigd" and len(row.van) == len(row.naar) == 1:
        (van,), (naar,) = row.van, row.naar
        if van != naar or old.teksten.get(van) != new.teksten.get(naar):
            yield f"code of tekst is anders dan in {old.versie}; dan is het ‘hernoemd’"


def alone(place: str, rows: list[Regel], side: Side, codes: list[list[str]]) -> Iterator[str]:
    """Every code of this side stands somewhere, and in one row unless all its rows share."""
    kinds: dict[str, list[str]] = {code: [] for code in side.teksten}
    for row, found in zip(rows, codes, strict=True):
        for code in found:
            kinds.setdefault(code, []).append(row.soort)
    for code, soorten in kinds.items():
        if not soorten:
            yield f"{place}: {code} van {side.versie} staat er niet in"
        elif len(soorten) > 1 and not set(soorten) <= set(SHARED):
            yield f"{place}: {code} van {side.versie} staat in meer regels ({', '.join(soorten)})"
