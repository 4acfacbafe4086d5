"""What is printed of a group that may be shown: numbers, words, or nothing (ADR 0011). Pure computation, as the choice
of groups in groepscijfers.py. All of it follows from the exact counts of one group, so it says no more than those.

From NUMBERS_FROM gemeenten on: numbers, each a multiple of five beside the count (at most four off), that add up to the
printed n. In a smaller group a multiple of five says too little or too much: there, answers that are alike are taken
together, and each gets a share in words. So does a row in which nearly all say the same, for who knows n must never
conclude that all gave an answer, or that none did. What would still say so is not printed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from metingen.groepscijfers import Group, Lid

RULE = 2  # the second so far: by the first, each count was rounded by itself, and all groups had numbers
ROUND = 5
NUMBERS_FROM = 25


class Share(models.TextChoices):
    """Of a group, in words. The first may be none, the last all."""

    FEW = "weinig", "weinig"
    SOME = "een deel", "een deel"
    HALF = "ongeveer de helft", "ongeveer de helft"
    MOST = "de meeste", "de meeste"


LIMITS = ((1, Share.FEW), (2, Share.SOME), (3, Share.HALF))  # up to and with so many fifths


@dataclass(frozen=True)
class Onderwerp:
    """All answers to a question, and which of them count together where only words may be given."""

    waarden: Sequence[str]
    merged: Mapping[str, Sequence[str]]
    rest: str  # what the last of those is called


@dataclass(frozen=True)
class Figure:
    """`aantal`, or else `aandeel` of a merged answer."""

    group: Group
    onderwerp: str
    waarde: str
    aantal: int | None
    aandeel: str
    n: int


def figures_of(group: Group, leden: Sequence[Lid], onderwerpen: Mapping[str, Onderwerp]) -> list[Figure]:
    return [
        Figure(group, naam, waarde, aantal, aandeel, nearest(len(leden)))
        for naam, onderwerp in onderwerpen.items()
        for waarde, aantal, aandeel in printed(onderwerp, Counter(lid.waarden.get(naam, "") for lid in leden))
    ]


def printed(onderwerp: Onderwerp, counts: Mapping[str, int]) -> list[tuple[str, int | None, str]]:
    """Per answer its number, or its share; nothing when neither may be printed."""
    found = [counts.get(waarde, 0) for waarde in onderwerp.waarden]
    if numbers := numbers_of(found):
        return [(waarde, number, "") for waarde, number in zip(onderwerp.waarden, numbers, strict=True)]
    sums = [sum(counts.get(each, 0) for each in waarden) for waarden in onderwerp.merged.values()]
    return [(waarde, None, share) for waarde, share in zip(onderwerp.merged, shares_of(sums), strict=False)]


def nearest(count: int) -> int:
    return (count + ROUND // 2) // ROUND * ROUND


def numbers_of(counts: Sequence[int]) -> list[int]:
    """Empty when numbers may not be given.

    Of what is given nobody concludes none: beside an answer with 0 there are two others with five or more, one of which
    can have had a gemeente less without a change to any number.
    """
    numbers = fitted(counts)
    return [] if is_for_words(counts, numbers) else numbers


def fitted(counts: Sequence[int]) -> list[int]:
    """Multiples of five that add up to n: each rounded down, and those with the largest rests up; of equal rests the
    largest counts."""
    total = nearest(sum(counts))
    numbers = [count - count % ROUND for count in counts]
    up = (total - sum(numbers)) // ROUND
    order = sorted(range(len(counts)), key=lambda place: (-(counts[place] % ROUND), -counts[place], place))
    for place in order[:up]:
        numbers[place] += ROUND
    return numbers


def is_for_words(counts: Sequence[int], numbers: Sequence[int]) -> bool:
    """A small group, or one where nearly all say the same, so that a number would read as all."""
    n = sum(counts)
    return n < NUMBERS_FROM or n - max(counts) < ROUND or max(numbers) == nearest(n)


def share(count: int, n: int) -> Share:
    return next((words for fifths, words in LIMITS if 5 * count <= fifths * n), Share.MOST)


def shares_of(counts: Sequence[int]) -> list[Share]:
    """Empty when who knows n could tell from them together that all, or none, gave one answer."""
    n = sum(counts)
    shares = [share(count, n) for count in counts]
    return [] if gives_away(shares, n) else shares


def gives_away(shares: Sequence[Share], n: int) -> bool:
    fits = {words: [count for count in range(n + 1) if share(count, n) == words] for words in set(shares)}
    bounds = [(fits[words][0], fits[words][-1]) for words in shares]
    lowest, highest = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    return any(min(high, n - lowest + low) <= 0 or max(low, n - highest + high) >= n for low, high in bounds)
