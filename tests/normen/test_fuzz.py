import pytest

from tests.normen.conftest import COUNTS
from tests.normen.fuzz import SEED, SLOWEST, Score, run

PARTS = 4  # so that two processes share the work
PROMISED = 5_000 // PARTS


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_is_answered_with_an_error_of_ours(db, part):
    score = run(Score(SEED, done=part * PROMISED), (part + 1) * PROMISED)
    COUNTS.append(f"verzoek {part * PROMISED} tot {score.done}, zaad {SEED}: {score}")
    assert (score.failures, score.unsafe) == ([], [])
    assert (score.statuses.total(), score.p99 < SLOWEST) == (PROMISED, True)


def test_score_goes_on_where_a_run_was_stopped(tmp_path):
    score = Score(1)
    for number in range(200):
        score.add(number, "GET /", 200, 3.0 if number == 0 else 0.01, "")
    score.save(tmp_path / "fuzz.json")
    assert Score.load(tmp_path / "fuzz.json", 1) == score
    assert Score.load(tmp_path / "fuzz.json", 2) == Score(2)
    assert score.p99 == 0.02


def test_score_keeps_each_error_of_ours():
    score = Score(1)
    score.add(0, "GET /", 500, 0.01, "")
    score.add(1, "GET /", 404, 0.01, "nosniff")
    assert (score.failures, score.unsafe) == (["0: 500 GET /"], ["1: nosniff GET /"])
