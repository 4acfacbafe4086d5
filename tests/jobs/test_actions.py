from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.actions import WORN_OUT, LeaseLost, claim, fail, finish, progress, renew, request_job, sweep
from jobs.models import MAX_ATTEMPTS, Job
from tenants.context import in_gemeente
from tests.jobs.conftest import KIND


def test_request_job_is_offered_after_the_commit(gemeente, bewerker, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = request_job(kind=KIND, gemeente=gemeente, by=bewerker)
        assert published == []
    assert published == [(KIND, {"job_id": str(job.pk), "gemeente_id": str(gemeente.pk)})]
    assert (Job.objects.get().state, Job.objects.get().created_by) == (Job.State.WAITING, bewerker.pk)


def test_request_job_rolled_back_offers_nothing(gemeente, bewerker, published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        request_job(kind=KIND, gemeente=gemeente, by=bewerker)
        transaction.set_rollback(True)
    assert (published, Job.objects.count()) == ([], 0)


def test_request_job_without_a_broker_still_stands(gemeente, bewerker, no_broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        request_job(kind=KIND, gemeente=gemeente, by=bewerker)
    assert Job.objects.get().state == Job.State.WAITING


def test_claim_takes_a_waiting_job_once(make_job):
    job = make_job()
    mine = claim(job_id=job.pk)
    assert (mine.state, mine.attempts) == (Job.State.RUNNING, 1)
    assert timedelta(seconds=25) < mine.lease_until - timezone.now() < timedelta(seconds=31)
    assert claim(job_id=job.pk) is None


def test_claim_takes_over_when_the_lease_has_ended(make_job):
    job = make_job(lease=-1, attempts=1, step=3)
    mine = claim(job_id=job.pk)
    assert (mine.attempts, mine.step) == (2, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"lease": 20, "attempts": 1},
        {"lease": -1, "attempts": MAX_ATTEMPTS},
        {"state": Job.State.DONE},
        {"state": Job.State.FAILED, "reason": "stuk"},
    ],
)
def test_claim_leaves_what_is_not_claimable(make_job, values):
    assert claim(job_id=make_job(**values).pk) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda job: renew(job=job),
        lambda job: progress(job=job, step=2),
        lambda job: finish(job=job),
        lambda job: fail(job=job, reason="stuk", final=True),
    ],
)
def test_a_worker_that_lost_its_lease_changes_nothing(make_job, change):
    slow = claim(job_id=make_job().pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = claim(job_id=slow.pk)
    before = Job.objects.values().get()
    with pytest.raises(LeaseLost):
        change(slow)
    assert Job.objects.values().get() == before
    finish(job=quick)
    assert Job.objects.get().state == Job.State.DONE


def test_progress_shows_the_step_and_holds_the_job(make_job):
    job = claim(job_id=make_job().pk)
    Job.objects.update(lease_until=timezone.now())
    progress(job=job, step=2)
    again = Job.objects.get()
    assert again.step == 2
    assert again.lease_until > timezone.now() + timedelta(seconds=25)


@pytest.mark.parametrize(
    ("attempts", "final", "state", "reason"),
    [
        (0, False, Job.State.WAITING, ""),
        (0, True, Job.State.FAILED, "stuk"),
        (MAX_ATTEMPTS - 1, False, Job.State.FAILED, "stuk"),
    ],
)
def test_fail_tries_again_until_it_is_final_or_worn_out(make_job, attempts, final, state, reason):
    job = claim(job_id=make_job(attempts=attempts).pk)
    fail(job=job, reason="stuk", final=final)
    again = Job.objects.get()
    assert (again.state, again.reason, again.is_final) == (state, reason, state == Job.State.FAILED)


def test_sweep_offers_what_was_lost(make_job, published):
    lost = [make_job(), make_job(lease=-1, attempts=1)]
    make_job(lease=20, attempts=1)
    make_job(state=Job.State.DONE)
    assert sweep() == 2
    assert [ids["job_id"] for _, ids in published] == [str(job.pk) for job in lost]
    assert sweep() == 0  # offered a moment ago


def test_sweep_leaves_a_fresh_request_to_its_own_message(stadskanaal, published):
    Job.objects.create(kind=KIND, gemeente=stadskanaal)
    assert (sweep(), published) == (0, [])


def test_sweep_ends_what_broke_off_too_often(make_job, published):
    make_job(lease=-1, attempts=MAX_ATTEMPTS)
    assert (sweep(), published) == (0, [])
    job = Job.objects.get()
    assert (job.state, job.reason, job.lease_until) == (Job.State.FAILED, WORN_OUT, None)


def test_sweep_without_a_broker_offers_again_next_time(make_job, monkeypatch, no_broker, request):
    make_job()
    assert sweep() == 0
    published = request.getfixturevalue("published")
    assert (sweep(), len(published)) == (1, 1)


def test_sweep_leaves_a_closed_gemeente_alone(make_job, stadskanaal, published):
    make_job()
    stadskanaal.opened_at = None
    stadskanaal.save()
    assert (sweep(), published) == (0, [])


def test_sweep_leaves_a_gemeente_in_maintenance_alone(make_job, stadskanaal, published):
    make_job()
    stadskanaal.maintenance_since = timezone.now()
    stadskanaal.save()
    assert (sweep(), published) == (0, [])


def test_a_gemeente_sees_only_its_own_jobs(make_job, stadskanaal, voorbeeldstad):
    mine, other = make_job(), make_job(gemeente=voorbeeldstad)
    make_job(gemeente=None)
    with in_gemeente(stadskanaal):
        assert list(Job.objects.all()) == [mine]
    with in_gemeente(voorbeeldstad):
        assert list(Job.objects.all()) == [other]
