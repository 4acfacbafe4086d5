"""The merge of three texts, at random: nothing is lost, and nobody is said to have written what another wrote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from saving.merge import groups_of, merge

NAMES = ("status", "reden", "zin", "vinkjes", "zo_houden")
BOUND = (("status", "reden"),)
TEXTS = st.sampled_from(["", "a", "b", "c"])
TICKS = st.lists(st.sampled_from(["x", "y", "z"]), unique=True)
ROWS = st.fixed_dictionaries(
    {"status": TEXTS, "reden": TEXTS, "zin": TEXTS, "vinkjes": TICKS, "zo_houden": st.booleans()}
)
AT_RANDOM = settings(max_examples=2_000, deadline=None, derandomize=True, database=None)


def parts(row, group):
    return [sorted(row[name]) if isinstance(row[name], list) else row[name] for name in group]


@AT_RANDOM
@given(ROWS, ROWS, ROWS)
def test_merge_loses_nothing_and_blames_nobody(read, now, sent):
    found = merge(read=read, now=now, sent=sent, bound=BOUND)
    for group in groups_of(NAMES, BOUND):
        base, there, mine, result = (parts(row, group) for row in (read, now, sent, found.values))
        if group in found.conflicts:
            # Only where both wrote, and not the same; then nothing is overwritten.
            assert (base != there, base != mine, there != mine, result) == (True, True, True, there)
        elif base == mine:
            assert result == there  # what I did not touch is as others left it
        elif there in (base, mine):
            assert result == mine  # what only I touched is as I sent it
        else:
            assert group == ("vinkjes",)
            ticked = {each for each in sent["vinkjes"] if each not in read["vinkjes"]}
            taken_out = {each for each in read["vinkjes"] if each not in sent["vinkjes"]}
            added = {each for each in now["vinkjes"] if each not in read["vinkjes"]}
            assert ticked | added <= set(found.values["vinkjes"])
            assert not taken_out & set(found.values["vinkjes"])


@AT_RANDOM
@given(ROWS, ROWS, ROWS)
def test_merge_tells_just_what_differs_from_the_page(read, now, sent):
    found = merge(read=read, now=now, sent=sent, bound=BOUND)
    undecided = {name for group in found.conflicts for name in group}
    for name in NAMES:
        assert (name in found.theirs) == (parts(found.values, [name]) != parts(sent, [name]) and name not in undecided)
        assert (name in found.mine) == (parts(found.values, [name]) != parts(now, [name]))
        if name in found.theirs and name != "vinkjes":
            assert parts(now, [name]) == parts(found.values, [name])  # it is another's, and it is there


@AT_RANDOM
@given(ROWS, ROWS)
def test_merge_of_one_person_alone_is_what_was_sent(read, sent):
    found = merge(read=read, now=read, sent=sent, bound=BOUND)
    assert (parts(found.values, NAMES), found.theirs, found.conflicts) == (parts(sent, NAMES), (), ())


@AT_RANDOM
@given(ROWS, ROWS, ROWS)
def test_two_saves_one_after_the_other_end_the_same_whoever_is_first(read, one, other):
    """As far as they do not collide: a merge takes from both alike."""
    first = merge(read=read, now=one, sent=other, bound=BOUND)
    second = merge(read=read, now=other, sent=one, bound=BOUND)
    assert set(first.conflicts) == set(second.conflicts)
    undecided = {name for group in first.conflicts for name in group}
    rest = [name for name in NAMES if name not in undecided]
    assert parts(first.values, rest) == parts(second.values, rest)
