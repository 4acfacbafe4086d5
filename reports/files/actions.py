"""From asking for a rapport to its file in the database: once, whatever breaks on the way."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from printing.pdf import RenderFout
from reports.document.enums import PlanStatus
from reports.document.plan import Plan
from reports.files.formats import FORMS
from reports.files.subjects import PlanNow, Subject, adopted, subject_of
from reports.models import Beleidsplan, Rapport, RapportQuerySet
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

RENDER_TASK = "reports.tasks.render_rapport"
# Shown while it is made; `Job.step` counts from 1. The first is done when the rapport is asked for.
STEPS = ("Antwoorden verzamelen", "Hoofdstukken samenstellen", "Pagina’s opmaken", "Bestand bewaren")
WIPED = "Dit rapport is intussen gewist."
NOW = PlanNow()


@transaction.atomic
def request_rapport(
    *,
    zelfevaluatie: Zelfevaluatie,
    gemeente: Gemeente,
    by: Gebruiker,
    formaat: str = Rapport.Formaat.PDF,
    about: Subject = NOW,
) -> Rapport:
    """Freeze the plan that it is about, and have its file made.

    Asking again while that runs gives the same rapport; an adopted version has one PDF for good, and so it is for every
    form that says nothing of today.
    """
    form = FORMS[formaat]
    beleidsplan = plan_for(zelfevaluatie)
    found = about.same(beleidsplan.rapporten.filter(formaat=formaat, **about.links()).defer("content", "plan"))
    found = adopted(found) if about.is_for_good(form) else found.filter(requested_by=by.pk)
    there = (about.is_for_good(form) and found.exclude(finished_at=None).last()) or busy(found)
    if there:
        return there
    plan = about.plan(form, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    job = request_job(kind=RENDER_TASK, gemeente=gemeente, by=by)
    return Rapport.objects.create(
        pk=job.pk,
        beleidsplan=beleidsplan,
        plan=plan.to_json(),
        formaat=formaat,
        requested_by=by.pk,
        **about.links(),
    )


def busy(rapporten: RapportQuerySet) -> Rapport | None:
    """One of these that is still being made."""
    waiting = rapporten.filter(finished_at=None)
    job = Job.objects.unfinished().filter(pk__in=list(waiting.values_list("pk", flat=True))).first()
    return waiting.get(pk=job.pk) if job else None


def plan_for(zelfevaluatie: Zelfevaluatie) -> Beleidsplan:
    """Its Beleidsplan, made when missing and held until we commit, so that a double click waits and finds the first."""
    Beleidsplan.objects.get_or_create(zelfevaluatie=zelfevaluatie)
    Zelfevaluatie.objects.filter(pk=zelfevaluatie.pk, plan_status="").update(plan_status=PlanStatus.CONCEPT)
    return Beleidsplan.objects.select_for_update().get(zelfevaluatie=zelfevaluatie)


@transaction.atomic
def retry_rapport(*, rapport: Rapport, gemeente: Gemeente, by: Gebruiker) -> Rapport:
    """A new one in the place of one that failed; any other is given back as it is."""
    if not Job.objects.filter(pk=rapport.pk, state=Job.State.FAILED).exists():
        return rapport
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(beleidsplan=rapport.beleidsplan_id)
    about = subject_of(rapport)
    rapport.delete()
    return request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, formaat=rapport.formaat, about=about)


def render_rapport(*, job: Job, gemeente: Gemeente) -> None:
    """The work of the task. Raises LeaseLost when another worker has taken over: then that one's result stands."""
    progress(job=job, step=2)
    with in_gemeente(gemeente):
        rapport = Rapport.objects.filter(pk=job.pk).only("plan", "formaat").first()
    if rapport is None:
        return fail(job=job, reason=WIPED, final=True)
    plan = Plan.from_json(rapport.plan)
    form = FORMS[rapport.formaat]
    html = form.html(plan)
    progress(job=job, step=3)
    try:
        made = form.make(plan, html, lambda: renew(job=job))
    except RenderFout as error:
        return fail(job=job, reason=error.reason, final=error.final)
    progress(job=job, step=4)
    # One transaction on one connection, though in two roles: file and job are both done, or neither is.
    with transaction.atomic():
        with in_gemeente(gemeente):
            Rapport.objects.filter(pk=job.pk).update(
                content=made.content, sha256=made.sha256, pages=made.pages, finished_at=timezone.now()
            )
        finish(job=job)
    return None
