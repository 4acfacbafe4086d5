import itertools


def divisions(n, places):
    """Every way to divide n gemeenten over so many answers."""
    for cuts in itertools.combinations(range(n + places - 1), places - 1):
        ends = (-1, *cuts, n + places - 1)
        yield tuple(ends[i + 1] - ends[i] - 1 for i in range(places))
