"""What may be published, tried by an adversary that knows all that was published and who was in it (adversary.py)."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metingen import groepscijfers
from metingen.groepscijfers import LAND, Earlier, Lid, choose_groups, members
from tests.metingen.adversary import by_algebra, by_subtraction


def country(*parts, first=0):
    """`(12, "P1", "V1", "klein")`: twelve gemeenten there."""
    leden = []
    for count, provincie, regio, klasse in parts:
        for _ in range(count):
            number = first + len(leden)
            groups = {("provincie", provincie), ("veiligheidsregio", regio), ("grootteklasse", klasse)}
            leden.append(Lid(f"i{number}", number, frozenset({LAND, *(group for group in groups if group[1])})))
    return leden


def codes(groups):
    return [code or "land" for _, code in groups]


def publish(rounds):
    """Each of these lists of leden in turn: what is published of them all, as sets of Indieningen."""
    earlier, published = [], []
    for leden in rounds:
        shown = choose_groups(leden, earlier)
        found = members(leden)
        published += [frozenset(lid.indiening for lid in found[group]) for group in shown]
        earlier.append(Earlier(leden, frozenset(shown)))
    return published


def seen(rounds):
    """What an adversary finds about one to nine gemeenten."""
    published = publish(rounds)
    gemeente_of = {lid.indiening: lid.gemeente for leden in rounds for lid in leden}
    return by_subtraction(published, gemeente_of) or by_algebra(published, gemeente_of)


# Which groups.


def test_group_of_nine_is_never_shown_and_of_ten_is():
    assert codes(choose_groups(country((9, "P1", "", "")))) == []
    assert codes(choose_groups(country((10, "P1", "", "")))) == ["land", "P1"]


def test_group_is_left_out_when_the_rest_would_be_nine():
    """P1 beside the country gives P2 away, so P1 waits too."""
    assert codes(choose_groups(country((20, "P1", "", ""), (9, "P2", "", "")))) == ["land"]
    assert codes(choose_groups(country((20, "P1", "", ""), (10, "P2", "", "")))) == ["land", "P1", "P2"]


def test_group_is_left_out_when_two_of_its_rest_are_small_together():
    parts = [(20, "P1", "", ""), (15, "P2", "", ""), (4, "P3", "", ""), (4, "P4", "", "")]
    assert codes(choose_groups(country(*parts))) == ["land", "P1"]


def test_veiligheidsregio_in_a_provincie_is_left_out_when_the_rest_of_the_provincie_is_small():
    inside = country((12, "P1", "V1", ""), (5, "P1", "V2", ""), (40, "P2", "V3", ""))
    assert codes(choose_groups(inside)) == ["land", "P2", "V3", "P1"]


def test_groups_that_cross_are_left_out_when_nine_are_in_one_alone():
    """All but nine of the small gemeenten are those of P1."""
    crossing = country((30, "P1", "", "klein"), (9, "P2", "", "klein"), (30, "P2", "", "groot"))
    shown = codes(choose_groups(crossing))
    assert (shown, seen([crossing])) == (["land", "klein", "groot"], None)


def test_groups_are_the_same_whatever_the_order_of_the_indieningen():
    leden = country((14, "P1", "V1", "a"), (13, "P2", "V1", "b"), (12, "P3", "V2", "a"), (11, "P3", "V3", "b"))
    assert choose_groups(leden) == choose_groups(leden[::-1])


# A next Publicatie of the same round.


def changed(leden, *, without=0, instead=0):
    """The first `without` have withdrawn; the next `instead` sent another Indiening."""
    left = leden[without:]
    return [Lid(f"{lid.indiening}b", lid.gemeente, lid.groups) for lid in left[:instead]] + left[instead:]


@pytest.mark.parametrize("change", [{"without": 1}, {"without": 9}, {"instead": 1}, {"instead": 9}])
def test_group_that_changed_by_one_to_nine_is_left_out_of_the_next_publication(change):
    first = country((40, "P1", "", ""), (30, "P2", "", ""))
    second = changed(first, **change)
    earlier = [Earlier(first, frozenset(choose_groups(first)))]
    assert codes(choose_groups(second, earlier)) == ["P2"]


@pytest.mark.parametrize("change", [{"without": 10}, {"instead": 10}])
def test_group_that_changed_by_ten_is_shown_again(change):
    first = country((40, "P1", "", ""), (30, "P2", "", ""))
    second = changed(first, **change)
    earlier = [Earlier(first, frozenset(choose_groups(first)))]
    assert sorted(codes(choose_groups(second, earlier))) == ["P1", "P2", "land"]


def test_group_that_joined_by_one_is_left_out_of_the_next_publication():
    first = country((40, "P1", "", ""), (30, "P2", "", ""))
    second = first + country((1, "P1", "", ""), first=70)
    assert codes(choose_groups(second, [Earlier(first, frozenset(choose_groups(first)))])) == ["P2"]


def test_group_that_was_left_out_stays_out_when_an_earlier_publication_would_give_its_rest_away():
    """P2 was left out for P3, which has five; that P3 is gone now does not make P2 safe beside the first country."""
    first = country((20, "P1", "", ""), (12, "P2", "", ""), (5, "P3", "", ""))
    assert codes(choose_groups(first)) == ["land", "P1"]
    second = first[:32]
    assert codes(choose_groups(second, [Earlier(first, frozenset({LAND, ("provincie", "P1")}))])) == ["P1"]


# Against the adversary.

PLACES = st.tuples(
    st.sampled_from(["P1", "P2", "P3"]), st.sampled_from(["V1", "V2", "V3", ""]), st.sampled_from(["a", "b"])
)
COUNTRIES = st.lists(st.tuples(st.integers(1, 14), PLACES), min_size=1, max_size=9).map(
    lambda parts: country(*((count, *place) for count, place in parts))
)
CHANGES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 99)), max_size=2
)


@settings(max_examples=150, deadline=None)
@given(COUNTRIES)
def test_nobody_finds_one_to_nine_gemeenten_in_one_publication(leden):
    assert seen([leden]) is None


@settings(max_examples=80, deadline=None)
@given(COUNTRIES, CHANGES)
def test_nobody_finds_one_to_nine_gemeenten_over_publications(leden, changes):
    """Some withdraw, some send another, some come; the place where that happens is drawn too."""
    rounds = [leden]
    for without, instead, joining, turn in changes:
        now = rounds[-1][turn % (len(rounds[-1]) + 1) :] + rounds[-1][: turn % (len(rounds[-1]) + 1)]
        came = country((joining, "P1", "V1", "a"), first=1_000 * len(rounds)) if joining else []
        rounds.append(changed(now, without=without, instead=instead) + came)
    assert seen(rounds) is None


@settings(max_examples=80, deadline=None)
@given(COUNTRIES, st.lists(st.integers(0, 40), max_size=3), st.integers(0, 12))
def test_nobody_finds_one_to_nine_gemeenten_with_a_tussenstand_before_it(leden, sizes, withdrawn):
    """Each of the country alone, over so many of the first; then some of these withdraw, and the round closes."""
    earlier, published = [], []
    for size in sorted(sizes):
        counted = [replace(lid, groups=frozenset({LAND})) for lid in leden[:size]]
        shown = choose_groups(counted, earlier)
        published += [frozenset(lid.indiening for lid in counted) for _ in shown]
        earlier.append(Earlier(counted, frozenset(shown)))
    found = members(leden[withdrawn:])
    published += [
        frozenset(lid.indiening for lid in found[group]) for group in choose_groups(leden[withdrawn:], earlier)
    ]
    gemeente_of = {lid.indiening: lid.gemeente for lid in leden}
    assert (by_subtraction(published, gemeente_of) or by_algebra(published, gemeente_of)) is None


@settings(max_examples=60, deadline=None)
@given(COUNTRIES, COUNTRIES)
def test_nobody_finds_one_to_nine_gemeenten_when_everything_moved(one, other):
    """The same gemeenten, in other groups: a peildatum does not move, but nothing rests on that."""
    moved = [Lid(f"{lid.indiening}b", lid.gemeente, lid.groups) for lid in other]
    assert seen([one, moved]) is None


@pytest.mark.parametrize(
    ("guard", "broken", "rounds"),
    [
        ("MINIMUM", 5, [country((9, "P1", "", ""))]),
        ("is_safe", lambda rows, everybody: True, [country((20, "P1", "", ""), (9, "P2", "", ""))]),
        ("take_basis", lambda *_: True, [country((30, "P1", "", "a"), (9, "P2", "", "a"), (30, "P2", "", "b"))]),
    ],
)
def test_adversary_finds_something_without_the_guard(guard, broken, rounds):
    assert seen(rounds) is None
    with patch.object(groepscijfers, guard, broken):
        assert seen(rounds) is not None


def test_adversary_finds_something_when_earlier_publications_are_forgotten():
    first = country((40, "P1", "", ""), (30, "P2", "", ""))
    rounds = [first, changed(first, without=1)]
    assert seen(rounds) is None
    forgetful = lambda leden, earlier, choose=choose_groups: choose(leden)  # noqa: E731
    with patch(f"{__name__}.choose_groups", forgetful):
        assert seen(rounds) is not None
