"""How far a job is, for every page that shows it."""

import pytest

from jobs.models import Job
from jobs.progress import LOST, Progress

NAMES = ("Tellen", "Opmaken", "Bewaren")
WAITS = "Je pdf staat in de rij"


def of(state=None, step=0, made=False):
    job = None if state is None else Job(state=state, step=step, reason="Stuk." if state == Job.State.FAILED else "")
    return Progress.of(job, made=made, names=NAMES, waits=WAITS)


@pytest.mark.parametrize(
    ("progress", "text", "steps"),
    [
        (of(Job.State.WAITING), WAITS, ["busy", "waiting", "waiting"]),
        (of(Job.State.RUNNING, 2), "Opmaken, 2 van 3", ["done", "busy", "waiting"]),
        (of(Job.State.FAILED, 2), "Opmaken, 2 van 3", ["done", "failed", "waiting"]),
    ],
)
def test_progress_says_what_is_done_and_what_comes(progress, text, steps):
    assert (progress.text, [step.state for step in progress.steps]) == (text, steps)


@pytest.mark.parametrize(
    ("progress", "state", "reason"),
    [
        (of(made=True), "done", ""),  # whatever became of its job
        (of(Job.State.RUNNING, 1, made=True), "done", ""),
        (of(), "failed", LOST),
        (of(Job.State.FAILED, 1), "failed", "Stuk."),
    ],
)
def test_what_was_made_is_there_and_what_has_no_job_has_failed(progress, state, reason):
    assert (progress.state, progress.reason, progress.is_final) == (state, reason, True)


def test_mark_changes_with_every_step():
    marks = [of(Job.State.WAITING).mark, *(of(Job.State.RUNNING, step).mark for step in (1, 2)), of(made=True).mark]
    assert len(set(marks)) == 4
