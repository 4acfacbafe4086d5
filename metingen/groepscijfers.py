"""Which groups of gemeenten may be shown (ADR 0011); what of them: printed.py. Pure computation, without a database.

Whoever reads Groepscijfers also knows which gemeenten are in a group, which of them submitted or withdrew, and all that
was published before. So a group of ten is not safe by itself: nineteen minus ten is nine. What may be subtracted is any
sum of published groups, each taken any number of times, also over several Publicaties of one round. Of all these
combinations, none may say something about one to nine gemeenten alone.

The rule that guarantees it: a group is added only if the gemeenten contain ten *sets without overlap, each of which
alone fixes every combination of what is published* (ten disjoint bases of the matrix with a row per published group and
a column per Indiening). Proof: take a combination in which nine gemeenten or fewer are left. They lie in nine of the
sets at most, so it is zero on all of the tenth; that set fixes it, so it is zero everywhere and says nothing.

It covers all at once: a group under ten, the rest of a group beside its parts, groups of different kinds that cross,
and a group that changed by one to nine since an earlier Publicatie, because somebody came, left or sent something else.
It is a little strict: it never shows more than one independent group per ten gemeenten.

The order is fixed: the country, then from large to small. So the same Indieningen always give the same groups, and what
is left out is small.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

MINIMUM = 10
PRIME = 2**61 - 1
KINDS = ("land", "grootteklasse", "provincie", "veiligheidsregio")  # the first goes first when groups are as large
Group = tuple[str, str]  # soort and code
LAND: Group = ("land", "")


@dataclass(frozen=True)
class Lid:
    """One Indiening that counts. `waarden`: per onderwerp what it answered; not needed of an earlier Publicatie."""

    indiening: Any  # what tells one from another, as the next
    gemeente: Any
    groups: frozenset[Group]
    waarden: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Earlier:
    """A Publicatie of the same round: whom it counted, and which groups it showed."""

    leden: Sequence[Lid]
    shown: frozenset[Group]


def members(leden: Iterable[Lid]) -> dict[Group, list[Lid]]:
    found: dict[Group, list[Lid]] = defaultdict(list)
    for lid in leden:
        for group in lid.groups:
            found[group].append(lid)
    return found


def choose_groups(leden: Sequence[Lid], earlier: Sequence[Earlier] = ()) -> list[Group]:
    """The groups that may be shown now, largest first. Empty when there is none."""
    everybody = {lid.indiening: lid.gemeente for each in (*(e.leden for e in earlier), leden) for lid in each}
    rows = [ids(before[group]) for each in earlier for before in [members(each.leden)] for group in sorted(each.shown)]
    chosen = []
    found = members(leden)
    for group in sorted(found, key=lambda group: (-len(found[group]), KINDS.index(group[0]), group[1])):
        row = ids(found[group])
        if len(row) >= MINIMUM and (row in rows or is_safe([*rows, row], everybody)):
            rows.append(row)
            chosen.append(group)
    return chosen


def ids(leden: Iterable[Lid]) -> frozenset[Hashable]:
    return frozenset(lid.indiening for lid in leden)


def is_safe(rows: Iterable[frozenset[Hashable]], everybody: dict[Hashable, Hashable]) -> bool:
    """Whether ten sets of gemeenten without overlap each fix every combination of these rows.

    False may also mean that we did not find them. `everybody`: of each Indiening its gemeente; one gemeente with two
    Indieningen, in two Publicaties, counts once.
    """
    columns: dict[int, list[Hashable]] = defaultdict(list)  # by the rows it is in, as bits
    patterns: Counter[Hashable] = Counter()
    for number, row in enumerate(rows):
        for indiening in row:
            patterns[indiening] += 1 << number
    for indiening, pattern in sorted(patterns.items(), key=lambda item: str(item[0])):
        columns[pattern].append(everybody[indiening])
    size = rank(columns)
    if size * MINIMUM > len({gemeente for column in columns.values() for gemeente in column}):
        return False
    used: set[Hashable] = set()
    return all(take_basis(columns, used, size) for _ in range(MINIMUM))


def rank(patterns: Iterable[int]) -> int:
    """Of the matrix with these columns, over the rationals: modulo a prime so large that it divides nothing here."""
    basis: dict[int, dict[int, int]] = {}
    for pattern in patterns:
        column = {row: 1 for row in range(pattern.bit_length()) if pattern >> row & 1}
        while column:
            pivot = max(column)
            if pivot not in basis:
                inverse = pow(column[pivot], -1, PRIME)
                basis[pivot] = {row: value * inverse % PRIME for row, value in column.items()}
                break
            factor = column[pivot]
            for row, value in basis[pivot].items():
                rest = (column.get(row, 0) - factor * value) % PRIME
                if rest:
                    column[row] = rest
                else:
                    column.pop(row, None)
    return len(basis)


def take_basis(columns: dict[int, list[Hashable]], used: set[Hashable], size: int) -> bool:
    """Take `size` independent columns of gemeenten that are not used yet, and say whether that was possible.

    From where most are left, so that small groups keep theirs for the others. Within one set a gemeente may count
    twice. Columns that are independent modulo two are so over the rationals too.
    """
    free = {pattern: [one for one in column if one not in used] for pattern, column in columns.items()}
    basis: dict[int, int] = {}
    taken: set[Hashable] = set()
    for pattern in sorted(free, key=lambda pattern: (-len(free[pattern]), pattern)):
        rest = pattern
        while rest and rest.bit_length() in basis:
            rest ^= basis[rest.bit_length()]
        if rest and free[pattern]:
            basis[rest.bit_length()] = rest
            taken.add(free[pattern][0])
    used |= taken
    return len(basis) == size
