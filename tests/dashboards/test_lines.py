"""Lines over the rounds are of the same gemeenten, and of ten at least."""

import pytest

from dashboards.lines import lines_of
from dashboards.selection import Selection, bouwstenen_of
from tests.dashboards.conftest import make_ronde, submit

BOTH = frozenset({"vng", "comensha"})


@pytest.fixture
def rounds(db):
    """The newest first."""
    return [make_ronde(f"Meting {year}", year=year) for year in (2026, 2025, 2024)]


def share(rounds, gemeenten, statuses, **values):
    """Per round a status for all bouwstenen; None for a round that they were not in."""
    for ronde, status in zip(rounds, statuses, strict=True):
        for gemeente in gemeenten if status else ():
            submit(ronde, gemeente, status=status, **values)


def found(rounds, **part):
    return lines_of(Selection(rounds[0], BOTH, **part), rounds[1:], bouwstenen_of(rounds[0].kaderversie))


def test_a_line_counts_the_gemeenten_that_shared_every_round(rounds):
    gemeenten = list(rounds[0].gemeenten()[:26])
    share(rounds, gemeenten[:5], ("geregeld", "geregeld", "deels"))
    share(rounds, gemeenten[5:20], ("geregeld", "deels", "deels"))
    share(rounds, gemeenten[20:26], ("deels", None, "geregeld"))  # not in all of them
    lines = found(rounds)
    assert (lines.n, lines.jaren) == (20, [2024, 2025, 2026])
    assert {tuple(line.percents) for _, group in lines.per_plateau for line in group} == {(0, 25, 100)}
    assert [sum(line.count for line in group) for _, group in lines.per_plateau] == [16, 7]


def test_the_oldest_round_is_left_out_when_fewer_than_ten_were_in_all(rounds):
    gemeenten = list(rounds[0].gemeenten()[:12])
    share(rounds, gemeenten[:9], ("geregeld", "deels", "deels"))
    share(rounds, gemeenten[9:12], ("geregeld", "geregeld", None))
    lines = found(rounds)
    assert (lines.n, lines.jaren) == (12, [2025, 2026])
    assert lines.per_plateau[0][1][0].percents == [25, 100]


@pytest.mark.parametrize("count", [0, 9])
def test_there_is_no_line_of_fewer_than_ten(rounds, count):
    share(rounds, rounds[0].gemeenten()[:count], ("geregeld", "deels", "deels"))
    assert found(rounds) is None


def test_there_is_no_line_of_one_round(rounds):
    share(rounds, rounds[0].gemeenten()[:12], ("geregeld", None, None))
    assert (found(rounds), found(rounds[:1])) == (None, None)


def test_a_part_of_the_country_counts_that_alone(rounds, groningen):
    elsewhere = rounds[0].gemeenten().exclude(pk__in=[gemeente.pk for gemeente in groningen])[:10]
    share(rounds, elsewhere, ("geregeld", "deels", "deels"))
    share(rounds, groningen, ("deels", "deels", "geregeld"))
    assert found(rounds, provincie="PV20").per_plateau[0][1][0].percents == [100, 0, 0]
    assert found(rounds).n == 20


def test_only_what_is_shared_with_this_organisatie_counts(rounds):
    share(rounds, rounds[0].gemeenten()[:12], ("geregeld", "deels", "deels"), organisaties=["comensha"])
    selection = Selection(rounds[0], frozenset({"vng"}))
    assert lines_of(selection, rounds[1:], bouwstenen_of(rounds[0].kaderversie)) is None
    assert found(rounds).n == 12


def test_pages_draw_them(vng, rounds):
    share(rounds, rounds[0].gemeenten()[:12], ("geregeld", "deels", "deels"))
    both = [f"Plateau {plateau}: in elk thema is meer geregeld dan in 2024" for plateau in (1, 2)]
    pages = [vng.get(path).context["lines"] for path in ("/land/", "/land/ontwikkeling/")]
    assert [[figure.title for figure in lines] for lines in pages] == [both[:1], both]
