"""What `make load` leans on: the mix, moments that do not wait, and what counts as full or wrong."""

import itertools
import time
from collections import Counter

import pytest

from benchmarks.load import table
from benchmarks.load.mix import MIX, Answered, People, deck
from benchmarks.load.play import best_of, errors
from benchmarks.load.ramp import Step, ask, due, percentile, ramp


def test_every_twenty_requests_are_exactly_the_mix():
    assert MIX == {"bouwsteen": 7, "opslaan": 5, "lijst": 3, "plan": 2, "acties": 2, "indienen": 1}
    cards = deck(37)
    for _ in range(5):
        assert Counter(itertools.islice(cards, 20)) == MIX


def test_requests_are_due_by_chance_and_as_many_as_asked():
    moments = list(due(50, 100, seed=1))
    assert moments == list(due(50, 100, seed=1)) == sorted(moments)
    assert (4_700 < len(moments) < 5_300, moments[-1] < 100) == (True, True)
    gaps = [b - a for a, b in itertools.pairwise(moments)]
    assert max(gaps) > 5 * sum(gaps) / len(gaps)  # no metronome


class Slow:
    """Takes longer than the time between two requests."""

    def act(self, kind):
        time.sleep(0.05)
        return kind, 200


def test_waiting_in_a_row_counts():
    """Of one person who needs 50 ms for each, five asked at once: the last waits for the four before it."""
    answered = ask(People([Slow()]), iter([0.0] * 5), itertools.repeat("lijst"), time.monotonic())
    seconds = sorted(each.seconds for each in answered)
    assert [each.kind for each in answered] == ["lijst"] * 5
    assert all(found >= 0.049 * n for n, found in enumerate(seconds, start=1))


@pytest.mark.parametrize(
    ("status", "wrong"),
    [(200, False), (204, False), (302, False), (409, False), (422, True), (404, True), (503, True), (0, True)],
)
def test_a_conflict_is_no_error_and_anything_else_is(status, wrong):
    assert Answered("opslaan", status, 0.1).is_wrong == wrong


def step(asked, statuses, seconds=1.0, taken=0.1):
    answered = [Answered("lijst", status, taken) for status in statuses]
    return Step(asked, 1.0, seconds, answered, {"web": 0.5, "postgres": 0.1})


def test_a_step_says_what_it_took():
    row = step(10, [200] * 9 + [409]).as_row()
    assert (row["per_s"], row["p95_ms"], row["errors"], row["conflicts"]) == (10, 100, 0, 1)
    assert (row["cpu_ms"], row["cpu_ms_by_part"], row["busy_cores"]) == (60, {"web": 50, "postgres": 10}, 0.6)


def test_full_is_too_slow_or_too_late():
    assert not step(10, [200] * 10).is_full
    assert not step(10, [200] * 7).is_full  # by chance fewer came
    assert step(10, [200] * 10, seconds=3.5).is_full
    assert step(10, [200] * 10, taken=1.5).is_full
    assert best_of([step(10, [200] * 10), step(20, [200] * 20), step(30, [200] * 20, taken=1.5)]).asked_per_s == 20


def test_more_is_asked_until_two_steps_in_a_row_are_full(monkeypatch):
    full = iter([False, True, False, True, True, False])
    monkeypatch.setattr("benchmarks.load.ramp.step", lambda *_, per_s, **__: step(per_s, [200], taken=2 * next(full)))
    assert [each.asked_per_s for each in ramp(None, None, first=64, seconds=1)] == [64, 80, 100, 125, 156.25]


def test_who_was_cut_off_by_a_kill_is_no_error_and_everybody_else_is():
    cut = step(10, [200] * 9 + [0] * 8)
    assert errors([], {"killing": cut}, 1) == []
    assert errors([], {"killing": cut}, 0) == ["8 errors killing: {'200': 9, '0': 8}"]
    assert errors([cut], {"calm": cut}, 1) == [
        "8 errors at 10.0/s: {'200': 9, '0': 8}",
        "8 errors calm: {'200': 9, '0': 8}",
    ]


def test_percentile():
    assert (percentile([], 95), percentile([7], 95), percentile(list(range(101)), 95)) == (0, 7, 95)


def test_a_table_is_put_between_its_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("voor\n<!-- load -->\noud\n<!-- /load -->\nna\n<!-- plan -->\n<!-- /plan -->\n")
    table.write(page, "load", "nieuw")
    table.write(page, "plan", "ook")
    assert page.read_text() == "voor\n<!-- load -->\nnieuw\n<!-- /load -->\nna\n<!-- plan -->\nook\n<!-- /plan -->\n"


def test_the_page_has_a_place_for_each_table():
    text = table.PAGE.read_text(encoding="utf-8")
    assert [text.count(f"<!-- {mark}{name} -->") for name in ("load", "plan", "connection") for mark in ("", "/")] == [
        1
    ] * 6


def test_the_plan_follows_from_the_figures():
    found = {"most": {"cpu_ms_by_part": {"web": 50, "postgres": 10, "worker": 3, "valkey": 1}}}
    rows = table.planned(found).splitlines()[2:]
    assert rows[2] == "| 342 | 1,026 | 41.0 | 3.4 | 0.8 | 2 |"
    assert rows[-1] == "| 3,000 | 9,000 | 360.0 | 30.0 | 6.6 | 15 |"
