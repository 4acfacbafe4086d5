from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from jobs.actions import LeaseLost, claim, fail
from jobs.models import Job
from printing.pdf import RenderFout
from reports.document.plan import Plan
from reports.files.actions import RENDER_TASK, WIPED, render_rapport, request_rapport, retry_rapport
from reports.models import Rapport
from reports.tasks import render_rapport as task
from tests.reports.conftest import as_platform
from zelfevaluatie.models import Antwoord, Zelfevaluatie


def test_request_rapport_freezes_the_plan(rapport, gemeente, bewerker):
    Antwoord.objects.update(plan_zin="Later geschreven.")
    plan = Plan.from_json(Rapport.objects.get().plan)
    assert [zin.tekst for zin in plan.onderdeel("ambitie_2").zinnen] == ["Zin over SV-P1-1."]
    job = Job.objects.get()
    assert (job.pk, job.kind, job.gemeente_id, job.created_by) == (rapport.pk, RENDER_TASK, gemeente.pk, bewerker.pk)


def test_request_rapport_again_gives_the_one_that_is_being_made(rapport, filled, gemeente, bewerker, lezer):
    assert request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker) == rapport
    assert request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=lezer) == rapport
    assert Job.objects.count() == 1


@pytest.mark.parametrize("formaat", ["pdf", "docx", "odt", "html"])
def test_request_rapport_of_a_plan_that_did_not_change_is_made_once(filled, gemeente, bewerker, lezer, pdf, formaat):
    ask = partial(request_rapport, zelfevaluatie=filled, gemeente=gemeente, formaat=formaat)
    first = ask(by=bewerker)
    make(first, gemeente)
    again = ask(by=lezer)
    assert (again, again.requested_by, Job.objects.count()) == (first, bewerker.pk, 1)
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Nu anders.")
    changed = ask(by=bewerker)
    assert (changed == first, changed.finished_at) == (False, None)
    make(changed, gemeente)
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Zin over SV-P1-1.")
    assert ask(by=bewerker) == first  # as it was before


def test_request_rapport_while_an_older_text_is_made_makes_the_new_one(rapport, filled, gemeente, bewerker):
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Nu anders.")
    assert request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker) != rapport


def test_request_rapport_after_one_that_failed_makes_another(rapport, job, filled, gemeente, bewerker):
    with as_platform():
        fail(job=job, reason="Te groot.", final=True)
    assert request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker) != rapport


def make(rapport, gemeente):
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)


@pytest.mark.parametrize(("before", "after"), [("", "concept"), ("vastgesteld", "vastgesteld")])
def test_request_rapport_tells_the_zelfevaluatie_that_there_is_a_plan(zelfevaluatie, gemeente, bewerker, before, after):
    Zelfevaluatie.objects.update(plan_status=before)
    request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=bewerker)
    assert Zelfevaluatie.objects.get().plan_status == after


def test_render_rapport_keeps_the_pdf_and_ends_the_job(job, pdf, gemeente):
    with as_platform():
        render_rapport(job=job, gemeente=gemeente)
    rapport = Rapport.objects.get()
    assert (bytes(rapport.content), rapport.sha256, rapport.pages) == (pdf.content, pdf.sha256, 3)
    assert rapport.finished_at is not None
    assert Job.objects.get().state == Job.State.DONE


def test_render_rapport_keeps_nothing_when_another_took_over(job, pdf, gemeente, monkeypatch):
    def meanwhile(html, **options):
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert claim(job_id=job.pk)
        # What `progress` would notice just before: let only the last step be too late.
        monkeypatch.setattr("reports.files.actions.progress", lambda **arguments: None)
        return pdf

    monkeypatch.setattr("reports.files.formats.render_pdf", meanwhile)
    with as_platform(), pytest.raises(LeaseLost):
        render_rapport(job=job, gemeente=gemeente)
    rapport = Rapport.objects.get()
    assert (rapport.content, rapport.finished_at, Job.objects.get().state) == (None, None, Job.State.RUNNING)


@pytest.mark.parametrize(("final", "state"), [(True, Job.State.FAILED), (False, Job.State.WAITING)])
def test_render_rapport_that_fails_says_why(job, gemeente, monkeypatch, final, state):
    def refuse(html, **options):
        raise RenderFout("Te groot.", final=final)

    monkeypatch.setattr("reports.files.formats.render_pdf", refuse)
    with as_platform():
        render_rapport(job=job, gemeente=gemeente)
    again = Job.objects.get()
    assert (again.state, again.reason) == (state, "Te groot." if final else "")


def test_render_rapport_that_was_wiped_meanwhile_ends(job, gemeente):
    Rapport.objects.all().delete()
    with as_platform():
        render_rapport(job=job, gemeente=gemeente)
    assert (Job.objects.get().state, Job.objects.get().reason) == (Job.State.FAILED, WIPED)


def test_the_task_makes_it_once(rapport, pdf, gemeente):
    with as_platform():
        for _ in range(2):
            task(job_id=str(rapport.pk), gemeente_id=str(gemeente.pk))
    assert (Job.objects.get().attempts, Rapport.objects.get().pages) == (1, 3)


def test_retry_rapport_replaces_one_that_failed(rapport, job, gemeente, bewerker):
    with as_platform():
        fail(job=job, reason="Te groot.", final=True)
    again = retry_rapport(rapport=rapport, gemeente=gemeente, by=bewerker)
    assert again.pk != job.pk
    assert list(Rapport.objects.all()) == [again]
    assert Job.objects.unfinished().get().pk == again.pk


def test_retry_rapport_leaves_one_that_is_still_being_made(rapport, gemeente, bewerker):
    assert retry_rapport(rapport=rapport, gemeente=gemeente, by=bewerker) == rapport
    assert Rapport.objects.count() == 1
