"""The judge must be able to say no."""

from collections import Counter

import pytest

from tests.chaos.faults import FAULTS, series
from tests.chaos.people import Promises
from tests.chaos.verdict import Found, broken

SAVES = [("stad", "SV-P1-1", f"Keer {number}.") for number in range(5)]
REPORT = "0b0c"


@pytest.fixture
def promises():
    return Promises(saves=list(SAVES), reports={REPORT})


@pytest.fixture
def found():
    return Found(Counter(SAVES), {REPORT: ("done", True)})


def judged(promises, found, faults=1):
    return broken([promises], found, promised_faults=1, faults=faults)


def test_all_kept_is_no_line(promises, found):
    assert judged(promises, found) == []


def test_a_lost_save(promises, found):
    del found.sentences[SAVES[0]]
    assert judged(promises, found) == [f"lost: {SAVES[0]}"]


def test_a_double_save(promises, found):
    found.sentences[SAVES[0]] += 1
    assert judged(promises, found) == [f"double: {SAVES[0]}"]


def test_a_save_of_which_nobody_heard_may_be_there(promises, found):
    found.sentences["stad", "SV-P1-1", "Keer 9."] = 1
    assert judged(promises, found) == []


def test_a_lost_report(promises, found):
    found.reports = {}
    assert judged(promises, found) == [f"report lost: {REPORT}"]


@pytest.mark.parametrize("state", [("waiting", False), ("running", False), ("failed", False), ("done", False)])
def test_a_report_that_is_not_there_in_the_end(promises, found, state):
    found.reports[REPORT] = state
    assert judged(promises, found) == [f"report without a file ({state[0]}): {REPORT}"]


def test_a_report_that_nobody_asked_for(promises, found):
    found.reports["ffff"] = ("done", True)
    assert judged(promises, found) == ["1 reports that nobody asked for, with 0 requests unclear"]


def test_fewer_faults_than_promised(promises, found):
    assert judged(promises, found, faults=0) == ["0 faults of the 1 that were promised"]


def test_nobody_at_work(promises, found):
    promises.saves.pop()
    assert judged(promises, found) == ["only 4 saves: nobody was at work"]


def test_an_answer_that_kompas_should_not_give(promises, found):
    promises.wrong.append("stad SV-P1-1: 409 on saving version 3")
    assert judged(promises, found) == ["stad SV-P1-1: 409 on saving version 3"]


def test_series_has_as_many_of_each_and_the_same_for_a_seed():
    kinds = Counter(series(60, seed=1))
    assert (kinds, series(7, seed=1) == series(7, seed=1)) == (Counter(dict.fromkeys(FAULTS, 10)), True)
