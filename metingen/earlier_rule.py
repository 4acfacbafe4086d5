"""What comes in the place of numbers of the first rule (0.9.0). Pure computation.

That rule rounded each count by itself, in groups of ten too. Counting the same gemeenten again would not do: who kept
the old numbers would have two roundings of the same counts, which together can say that all gave an answer, or none. So
what comes in their place follows from the old numbers and n alone, and gives away nothing that these did not.
"""

from collections.abc import Iterable, Mapping

from metingen.printed import NUMBERS_FROM, Onderwerp, Share, nearest, share


def in_place_of(onderwerp: Onderwerp, numbers: Mapping[str, int], n: int) -> list[tuple[str, int | None, str]]:
    """Per answer its number, or its share, as `printed` gives them: the same numbers where they were right; else words,
    as far as these follow from them; else nothing. `n`: the true one."""
    if n >= NUMBERS_FROM and is_right(numbers.values(), nearest(n)):
        return [(waarde, number, "") for waarde, number in numbers.items()]
    bounds = {waarde: bounds_of(number, n) for waarde, number in numbers.items()}
    found = [(name, word_for(waarden, bounds, n)) for name, waarden in onderwerp.merged.items()]
    return [(name, None, word) for name, word in found if word] if all(word for _, word in found) else []


def is_right(numbers: Iterable[int], n: int) -> bool:
    """Whether a row may stay: not far from n, and none of its numbers reads as all."""
    found = list(numbers)
    return 5 * abs(sum(found) - n) <= n and max(found) < n


def rounded(count: int, n: int) -> int:
    return min(nearest(count), nearest(n - 2))


def bounds_of(number: int, n: int) -> tuple[int, int]:
    """Between which counts it stands for."""
    fits = [count for count in range(n + 1) if rounded(count, n) == number]
    return (fits[0], fits[-1]) if fits else (0, n)


def word_for(waarden: Iterable[str], bounds: Mapping[str, tuple[int, int]], n: int) -> Share | None:
    """The share of these answers together, when every way to answer that fits the numbers has the same."""
    inside = set(waarden)
    low, high = (sum(bounds[each][end] for each in bounds if each in inside) for end in (0, 1))
    others_low, others_high = (sum(bounds[each][end] for each in bounds if each not in inside) for end in (0, 1))
    least, most = share(max(low, n - others_high), n), share(min(high, n - others_low), n)
    return least if least == most else None
