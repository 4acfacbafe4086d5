"""What is printed of a group: never wrong by more than docs/cijfers.md says, and never all or none."""

import itertools
import re
from collections import defaultdict

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as of_hypothesis
from hypothesis import strategies as st

from metingen import printed as rule
from metingen.groepscijfers import LAND, Lid
from metingen.models import Themavraag
from metingen.onderwerpen import BELEIDSPLAN, JA_NEE, STATUS
from metingen.printed import NUMBERS_FROM, figures_of, nearest, numbers_of, printed, share
from metingen.thema_counted import onderwerp_of
from tests.metingen.divisions import divisions


def show(onderwerp, counts):
    return tuple(printed(onderwerp, dict(zip(onderwerp.waarden, counts, strict=True))))


def concluded(onderwerp, n):
    """What is printed of n gemeenten, or left out, from which who knows n and the rule concludes all or none: by trying
    every way in which they may have answered. And of which answers, single ones and those that count together."""
    told = {waarde: (waarde,) for waarde in onderwerp.waarden} | dict(onderwerp.merged)
    possible = defaultdict(lambda: defaultdict(set))
    for counts in divisions(n, len(onderwerp.waarden)):
        what = show(onderwerp, counts)
        by = dict(zip(onderwerp.waarden, counts, strict=True))
        for name, waarden in told.items():
            possible[what][name].add(sum(by[waarde] for waarde in waarden))
    return {(what, name) for what, found in possible.items() for name, counts in found.items() if counts in ({0}, {n})}


@pytest.mark.parametrize("n", range(10, 34))
def test_who_knows_n_concludes_all_or_none_from_no_answer_to_a_question(n):
    assert concluded(JA_NEE, n) == set()


@pytest.mark.parametrize("n", [10, 12, 15, 25])
def test_who_knows_n_concludes_all_or_none_from_no_spread_of_statuses(n):
    assert concluded(STATUS, n) == set()


@pytest.mark.parametrize("n", [11, 20])
def test_who_knows_n_concludes_it_from_no_answer_about_a_plan(n):
    assert concluded(BELEIDSPLAN, n) == set()


def asked(soort, choices=0):
    keuzes = "\n".join(f"keuze {number}" for number in range(choices))
    return onderwerp_of(Themavraag(soort=soort, keuzes=keuzes))


@pytest.mark.parametrize("n", [*range(10, 34), 50])
@pytest.mark.parametrize("choices", [2, 3])
def test_who_knows_n_concludes_it_from_no_answer_to_a_themavraag(n, choices):
    assert concluded(asked("keuze", choices), n) == set()


@pytest.mark.parametrize("n", [10, 12, 15, 25])
def test_who_knows_n_concludes_it_from_no_number_in_classes(n):
    assert concluded(asked("geld"), n) == set()


def test_somebody_does_without_the_guard(monkeypatch):
    monkeypatch.setattr(rule, "gives_away", lambda *_: False)
    assert concluded(JA_NEE, 10) != set()


@pytest.mark.parametrize("n", range(10, 25))
def test_group_of_fewer_than_25_has_words_alone(n):
    assert all(number is None for counts in divisions(n, 4) for _, number, _ in show(JA_NEE, counts))


COUNTS = st.lists(st.integers(0, 120), min_size=6, max_size=6).filter(lambda counts: sum(counts) >= NUMBERS_FROM)


@of_hypothesis(max_examples=400, deadline=None)
@given(COUNTS)
def test_numbers_add_up_to_n_none_is_all_of_it_and_none_is_more_than_four_off(counts):
    n, numbers = sum(counts), numbers_of(counts)
    if numbers:
        assert (sum(numbers), max(numbers) < nearest(n), abs(nearest(n) - n) <= 2) == (nearest(n), True, True)
        assert max(abs(number - count) for number, count in zip(numbers, counts, strict=True)) <= 4


@of_hypothesis(max_examples=200, deadline=None)
@given(COUNTS)
def test_numbers_are_given_unless_nearly_all_say_the_same(counts):
    if sum(counts) - max(counts) >= 10:
        assert numbers_of(counts) != []


@of_hypothesis(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 24), min_size=6, max_size=6).filter(lambda counts: sum(counts) >= 10))
def test_words_can_all_be_true_at_once(counts):
    """The least that they say is no more than all, and the most no less."""
    least = {"weinig": 0, "een deel": 1, "ongeveer de helft": 2, "de meeste": 3}
    most = {"weinig": 1, "een deel": 2, "ongeveer de helft": 3, "de meeste": 5}
    words = [share for _, _, share in show(STATUS, counts) if share]
    if words:
        assert sum(least[word] for word in words) <= 5 <= sum(most[word] for word in words)


def test_row_in_which_nearly_all_say_the_same_is_in_words():
    """26 of 26 was once printed as 25 of 25."""
    alike = [("geregeld", None, "de meeste"), ("bezig", None, "weinig"), ("nog_niet", None, "weinig")]
    for counts in ({"geregeld": 26}, {"geregeld": 24, "deels": 2}):
        assert printed(STATUS, counts) == [*alike, ("overig", None, "weinig")]


def test_row_of_a_small_group_adds_up_in_words():
    """8 of 12 once was printed as 10 of about 10, with 5 beside it."""
    assert printed(STATUS, {"geregeld": 8, "deels": 4}) == [
        ("geregeld", None, "de meeste"),
        ("bezig", None, "een deel"),
        ("nog_niet", None, "weinig"),
        ("overig", None, "weinig"),
    ]


def test_onderwerp_is_left_out_when_the_words_together_say_that_nobody_gave_an_answer():
    """Of ten, twice about half can only be twice five: then nobody said anything else."""
    assert printed(JA_NEE, {"ja": 5, "nee": 5}) == []
    assert printed(JA_NEE, {"ja": 6, "nee": 4}) != []


def test_figures_of_a_group_are_rounded_to_add_up():
    answers = ["ja"] * 12 + ["nee"] * 11 + [""] * 3
    leden = [Lid(number, number, frozenset({LAND}), {"begroting": waarde}) for number, waarde in enumerate(answers)]
    found = [(each.waarde, each.aantal, each.n) for each in figures_of(LAND, leden, {"begroting": JA_NEE})]
    assert found == [("ja", 10, 25), ("nee", 10, 25), ("onbekend", 0, 25), ("", 5, 25)]


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "weinig"), (10, "weinig"), (15, "een deel"), (25, "ongeveer de helft"), (35, "de meeste"), (50, "de meeste")],
)
def test_share_in_words_never_says_all_or_none(count, words):
    assert share(count, 50) == words


# How far off, as docs/cijfers.md says.

PAGE = settings.BASE_DIR / "docs" / "cijfers.md"


def worst_at(n, places=6):
    """Of all ways to answer: how far a number, and a share that a reader computes, is off. With the counts in order and
    by their rests alone, as nothing else matters to the rounding; the largest gap in a share is then in the largest."""
    number, part = 0, 0.0
    for rests in itertools.combinations_with_replacement(range(5), places):
        if (n - sum(rests)) % 5 or n < sum(rests):
            continue
        whole = n - sum(rests)  # fives, to be divided over the answers
        for place in range(places):
            for fives in {0, 5, whole - 5, whole}:
                if not 0 <= fives <= whole:
                    continue
                counts = list(rests)
                counts[place] += fives
                counts[(place + 1) % places] += whole - fives
                if numbers := numbers_of(counts):
                    gaps = [abs(shown - count) for shown, count in zip(numbers, counts, strict=True)]
                    parts = [abs(shown / nearest(n) - count / n) for shown, count in zip(numbers, counts, strict=True)]
                    number, part = max(number, *gaps), max(part, *parts)
    return number, part


def told():
    """The table of docs/cijfers.md."""
    text = PAGE.read_text(encoding="utf-8").partition("<!-- fout -->")[2].partition("<!-- /fout -->")[0]
    return dict(re.findall(r"^\| ([^|]+) \| ([\d,]+)[^|]*\|$", text, re.MULTILINE))


def dutch(number):
    return f"{100 * number:.1f}".replace(".", ",")


def test_docs_say_how_far_a_number_can_be_off():
    ns = range(NUMBERS_FROM, NUMBERS_FROM + 10)
    worst = {n: worst_at(n) for n in (*ns, 100, 283)}
    assert told() == {
        "een aantal": str(max(number for number, _ in worst.values())),
        "het aantal gemeenten (n)": str(max(abs(nearest(n) - n) for n in ns)),
        "de getallen van een rij samen, naast de n die er staat": "0",
        "de getallen van een rij samen, naast de echte n": dutch(max(abs(nearest(n) - n) / n for n in ns)),
        "een aandeel bij 25 tot 35 gemeenten, als je zelf deelt": dutch(max(worst[n][1] for n in ns)),
        "een aandeel bij 100 gemeenten": dutch(worst[100][1]),
        "een aandeel bij 283 gemeenten": dutch(worst[283][1]),
    }
