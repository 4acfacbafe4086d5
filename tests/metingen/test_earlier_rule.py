"""What comes in the place of the numbers of 0.9.0: true, and nothing that these did not say themselves."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metingen.earlier_rule import in_place_of, is_right, rounded
from metingen.onderwerpen import JA_NEE, STATUS
from metingen.printed import nearest, share
from tests.metingen.divisions import divisions


def numbers_of(onderwerp, counts):
    """As 0.9.0 printed them."""
    n = sum(counts)
    return {waarde: rounded(count, n) for waarde, count in zip(onderwerp.waarden, counts, strict=True)}


@pytest.mark.parametrize("n", [10, 13, 18, 24, 25, 27])
def test_words_are_true_of_every_way_to_answer_that_gives_these_numbers(n):
    """They follow from the numbers, so all who answered otherwise with the same numbers get the same."""
    possible = defaultdict(list)
    for counts in divisions(n, len(JA_NEE.waarden)):
        possible[tuple(numbers_of(JA_NEE, counts).values())].append(dict(zip(JA_NEE.waarden, counts, strict=True)))
    for numbers, ways in possible.items():
        found = in_place_of(JA_NEE, dict(zip(JA_NEE.waarden, numbers, strict=True)), n)
        for waarde, aantal, word in found:
            if aantal is None:
                said = {share(sum(way[each] for each in JA_NEE.merged[waarde]), n) for way in ways}
                assert said == {word}


COUNTS = st.lists(st.integers(0, 40), min_size=6, max_size=6).filter(lambda counts: sum(counts) >= 10)


@settings(max_examples=300, deadline=None)
@given(COUNTS)
def test_nothing_that_stays_is_far_off_or_reads_as_all(counts):
    n, numbers = sum(counts), numbers_of(STATUS, counts)
    kept = [aantal for _, aantal, _ in in_place_of(STATUS, numbers, n) if aantal is not None]
    if kept:
        assert (n >= 25, abs(sum(kept) - nearest(n)) <= nearest(n) / 5, max(kept) < nearest(n)) == (True, True, True)


def test_row_of_a_small_group_becomes_words_where_they_follow():
    """20 of about 20 were 18 at least; 10 of about 10 may have been eight, and then nothing follows."""
    assert in_place_of(STATUS, numbers_of(STATUS, (0, 0, 0, 12, 0, 0)), 12) == []
    assert [word for _, _, word in in_place_of(STATUS, numbers_of(STATUS, (0, 0, 0, 20, 0, 0)), 20)] == [
        "de meeste",
        "weinig",
        "weinig",
        "weinig",
    ]


def test_row_of_which_nothing_follows_is_left_out():
    """5 of about 10 may be three, and may be seven."""
    assert in_place_of(STATUS, numbers_of(STATUS, (6, 0, 0, 6, 0, 0)), 12) == []


def test_row_that_was_right_stays():
    numbers = numbers_of(STATUS, (10, 8, 5, 12, 0, 0))
    assert in_place_of(STATUS, numbers, 35) == [(waarde, number, "") for waarde, number in numbers.items()]


@pytest.mark.parametrize(
    ("numbers", "n", "right"),
    [([25, 5], 30, True), ([20, 15], 30, True), ([20, 20], 30, False), ([30, 0], 30, False)],
)
def test_what_an_earlier_rule_printed_is_right_when_it_is_near_n_and_none_is_all(numbers, n, right):
    assert is_right(numbers, n) is right
