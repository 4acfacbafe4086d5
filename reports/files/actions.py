"""From asking for a rapport to its file in the database: once, whatever breaks on the way."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from printing.pdf import RenderFout
from reports.document.enums import PlanStatus
from reports.document.plan import Plan
from reports.files.formats import EVERY_FORM
from reports.files.made_of import made_of
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

    Once for all who ask, as long as it would come out the same; an adopted version has one file for good of every form
    that says nothing of today.
    """
    form = EVERY_FORM[formaat]
    beleidsplan = plan_for(zelfevaluatie)
    mine = beleidsplan.rapporten.filter(formaat=formaat, **about.links()).defer("content", "plan")
    if about.is_for_good(form) and (kept := adopted(mine).exclude(finished_at=None).last()):
        return kept
    plan = about.plan(form, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    sha256 = made_of(form, plan)
    if there := usable(mine.filter(made_of_sha256=sha256)):
        return there if there.requested_by else take(rapport=there, gemeente=gemeente, by=by)
    job = request_job(kind=RENDER_TASK, gemeente=gemeente, by=by)
    return Rapport.objects.create(
        pk=job.pk,
        beleidsplan=beleidsplan,
        plan=plan.to_json(),
        formaat=formaat,
        made_of_sha256=sha256,
        requested_by=by.pk,
        **about.links(),
    )


def usable(same: RapportQuerySet) -> Rapport | None:
    """One that is made, that is being made ahead, or that somebody asked for and that a worker will make."""
    if made := same.exclude(finished_at=None).first():
        return made
    waiting = {rapport.pk: rapport for rapport in same.filter(finished_at=None)}
    ahead = next((rapport for rapport in waiting.values() if rapport.requested_by is None), None)
    job = Job.objects.unfinished().filter(pk__in=list(waiting)).first()
    return ahead or (waiting[job.pk] if job else None)


def take(*, rapport: Rapport, gemeente: Gemeente, by: Gebruiker) -> Rapport:
    """What was made ahead is from now on as if she had asked for it, and so it will be if it is still being made."""
    rapport.requested_by, rapport.requested_at = by.pk, timezone.now()
    rapport.save(update_fields=["requested_by", "requested_at"])
    if rapport.finished_at is None:
        request_job(kind=RENDER_TASK, gemeente=gemeente, by=by, pk=rapport.pk)
    return rapport


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
        rapport = Rapport.objects.filter(pk=job.pk).only("plan", "formaat", "finished_at").first()
    if rapport is None:
        return fail(job=job, reason=WIPED, final=True)
    if rapport.finished_at:  # it was being made ahead when somebody asked
        return finish(job=job)
    plan = Plan.from_json(rapport.plan)
    form = EVERY_FORM[rapport.formaat]
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
            # Its hash anew: who asked may be of an older or newer version of Kompas than we are.
            values = {**made.columns, "made_of_sha256": made_of(form, plan), "finished_at": timezone.now()}
            Rapport.objects.filter(pk=job.pk).update(**values)
        finish(job=job)
    return None
