import pytest
from django.core.management import call_command
from django.db import connection

from jobs import tasks
from jobs.actions import LeaseLost, finish
from jobs.models import Job
from tenants.models import Gemeente


def never(**arguments):
    pytest.fail("must not run")


def raising(error):
    def work(**arguments):
        raise error

    return work


def test_work_on_claims_and_hands_over_job_and_gemeente(make_job, stadskanaal):
    job, seen = make_job(), []

    def work(*, job, gemeente):
        seen.append((job.pk, gemeente, connection.schema_name))
        finish(job=job)

    tasks.work_on(job_id=str(job.pk), gemeente_id=str(stadskanaal.pk), work=work)
    assert seen == [(job.pk, stadskanaal, "public")]
    assert Job.objects.get().state == Job.State.DONE


def test_work_on_a_job_twice_works_once(make_job, stadskanaal):
    job = make_job(state=Job.State.DONE)
    tasks.work_on(job_id=str(job.pk), gemeente_id=str(stadskanaal.pk), work=never)


def test_work_on_raises_when_the_gemeente_is_closed(make_job, stadskanaal):
    job = make_job()
    Gemeente.objects.filter(pk=stadskanaal.pk).update(opened_at=None)
    with pytest.raises(Gemeente.DoesNotExist):
        tasks.work_on(job_id=str(job.pk), gemeente_id=str(stadskanaal.pk), work=never)
    assert Job.objects.get().attempts == 0


def test_work_on_refuses_a_job_of_another_gemeente(make_job, voorbeeldstad):
    job = make_job()
    with pytest.raises(ValueError, match="hoort niet bij"):
        tasks.work_on(job_id=str(job.pk), gemeente_id=str(voorbeeldstad.pk), work=never)
    assert Job.objects.get().state == Job.State.FAILED


def test_work_on_waits_for_another_try_after_an_error(make_job, stadskanaal):
    job = make_job()
    tasks.work_on(job_id=str(job.pk), gemeente_id=str(stadskanaal.pk), work=raising(ZeroDivisionError()))
    again = Job.objects.get()
    assert (again.state, again.attempts) == (Job.State.WAITING, 1)


def test_work_on_gives_way_to_who_took_over(make_job, stadskanaal):
    job = make_job()
    tasks.work_on(job_id=str(job.pk), gemeente_id=str(stadskanaal.pk), work=raising(LeaseLost()))
    assert Job.objects.get().state == Job.State.RUNNING


def test_sweep_jobs_command_says_how_many(make_job, published, capsys):
    make_job()
    call_command("sweep_jobs")
    assert capsys.readouterr().out == "Opnieuw aangeboden taken: 1.\n"


def test_sweep_task_sweeps(make_job, published):
    make_job()
    tasks.sweep()
    assert len(published) == 1
