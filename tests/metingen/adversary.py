"""Who wants to know what one gemeente answered, and has all that was published. Knows nothing of how groups are chosen.

Two of them: one subtracts sets, as anybody with a spreadsheet would; the other does linear algebra, in fractions.
"""

import itertools
from collections.abc import Hashable, Iterable
from fractions import Fraction
from random import Random

Set = frozenset[Hashable]
ENOUGH = 600  # combinations to try, when there are more


def by_subtraction(published: Iterable[Set], gemeente_of: dict[Hashable, Hashable]) -> Set | None:
    """A rest of one to nine gemeenten: of a set without others in it, or what two such sums do not share."""
    known = set(published)
    for _ in range(2):
        new = set()
        for one, other in itertools.permutations(known, 2):
            if other < one:
                new.add(one - other)
            if not one & other:
                new.add(one | other)
        if found := few(new | known, gemeente_of):
            return found
        known |= set(sorted(new, key=lambda each: (len(each), sorted(map(str, each))))[:25])
    differences = (one ^ other for one, other in itertools.combinations(known, 2) if one < other or other < one)
    return few(differences, gemeente_of)


def few(sets: Iterable[Set], gemeente_of: dict[Hashable, Hashable]) -> Set | None:
    return next((each for each in sets if 0 < len({gemeente_of[one] for one in each}) < 10), None)


def by_algebra(published: Iterable[Set], gemeente_of: dict[Hashable, Hashable], seed: int = 0) -> Set | None:
    """Indieningen of one to nine gemeenten that some combination of the published sums is about.

    The shortest combinations are zero on as many kinds of members as the sums are independent, but one: all choices of
    those kinds are tried, or a good number of them.
    """
    rows = sorted(set(published), key=lambda row: sorted(map(str, row)))
    kinds: dict[tuple[bool, ...], list[Hashable]] = {}
    for indiening in sorted(gemeente_of, key=str):
        kinds.setdefault(tuple(indiening in row for row in rows), []).append(indiening)
    kinds.pop(tuple([False] * len(rows)), None)
    basis = reduced([[Fraction(kind[number]) for kind in kinds] for number in range(len(rows))])
    for zeros in choices(len(kinds), len(basis) - 1, Random(seed)):
        vector = vanishing(basis, zeros)
        about = [one for value, each in zip(vector, kinds.values(), strict=True) if value for one in each]
        if 0 < len({gemeente_of[one] for one in about}) < 10:
            return frozenset(about)
    return None


def choices(count: int, size: int, random: Random) -> Iterable[tuple[int, ...]]:
    if size < 0:
        return
    for number, zeros in enumerate(itertools.combinations(range(count), size)):
        if number == ENOUGH:
            break
        yield zeros
    else:
        return
    for _ in range(ENOUGH):
        yield tuple(random.sample(range(count), size))


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The rows without those that follow from others, in echelon form."""
    basis: list[list[Fraction]] = []
    for each in rows:
        row = each
        for other in basis:
            pivot = next(i for i, value in enumerate(other) if value)
            row = [a - row[pivot] / other[pivot] * b for a, b in zip(row, other, strict=True)]
        if any(row):
            basis.append(row)
    return basis


def vanishing(basis: list[list[Fraction]], zeros: tuple[int, ...]) -> list[Fraction]:
    """A combination of the rows that is zero in those places."""
    rows = [list(row) for row in basis]
    for place in zeros:
        pivot = next((row for row in rows if row[place]), None)
        if pivot is not None:
            rows.remove(pivot)
            rows = [[a - row[place] / pivot[place] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
    return rows[0]
