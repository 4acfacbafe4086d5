"""From asking for a rapport to its file in the database: once, whatever breaks on the way."""

from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from accounts.models import Gebruiker
from jobs.actions import fail, finish, progress, renew, request_job
from jobs.models import Job
from printing.pdf import RenderFout
from reports.document.plan import Plan, Uitvoering
from reports.enums import PlanStatus
from reports.files.formats import FORMS, Form
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand
from reports.gather.version import JointPlan, plan_of, plan_today
from reports.models import Beleidsplan, Planversie, Rapport
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

RENDER_TASK = "reports.tasks.render_rapport"
# Shown while it is made; `Job.step` counts from 1. The first is done when the rapport is asked for.
STEPS = ("Antwoorden verzamelen", "Hoofdstukken samenstellen", "Pagina’s opmaken", "Bestand bewaren")
WIPED = "Dit rapport is intussen gewist."


@transaction.atomic
def request_rapport(
    *,
    zelfevaluatie: Zelfevaluatie,
    gemeente: Gemeente,
    by: Gebruiker,
    formaat: str = Rapport.Formaat.PDF,
    versie: Planversie | None = None,
    joint: JointPlan | None = None,
    uitvoering: Uitvoering | None = None,
) -> Rapport:
    """Freeze the plan as it is now, or take that of a version or of several gemeenten, and have its file made.

    Asking again while that runs gives the same rapport; an adopted version has one PDF for good, and so it is for every
    form that says nothing of today.
    """
    form = FORMS[formaat]
    beleidsplan = plan_for(zelfevaluatie)
    gezamenlijk_plan_id = joint.gezamenlijk_plan_id if joint else versie.gezamenlijk_plan_id if versie else None
    found = beleidsplan.rapporten.filter(planversie=versie, gezamenlijk_plan=gezamenlijk_plan_id, formaat=formaat)
    found = found.defer("content", "plan")
    if uitvoering:
        found = found.filter(plan__uitvoering=asdict(uitvoering))
    if versie and versie.vastgesteld_at and not form.of_today:
        found = found.filter(plan__status=PlanStatus.VASTGESTELD)
        if kept := found.exclude(finished_at=None).last():
            return kept
    else:
        found = found.filter(requested_by=by.pk)
    waiting = found.filter(finished_at=None)
    busy = Job.objects.unfinished().filter(pk__in=list(waiting.values_list("pk", flat=True))).first()
    if busy:
        return waiting.get(pk=busy.pk)
    plan = joint.plan if joint else plan_for_form(form, zelfevaluatie=zelfevaluatie, gemeente=gemeente, versie=versie)
    job = request_job(kind=RENDER_TASK, gemeente=gemeente, by=by)
    return Rapport.objects.create(
        pk=job.pk,
        beleidsplan=beleidsplan,
        planversie=versie,
        gezamenlijk_plan_id=gezamenlijk_plan_id,
        plan=replace(plan, uitvoering=uitvoering).to_json(),
        formaat=formaat,
        requested_by=by.pk,
    )


def plan_for_form(form: Form, *, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente, versie: Planversie | None) -> Plan:
    """What that form is made of: the plan as it is now, or as that version has it."""
    if versie is None:
        plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    else:
        plan = plan_today(versie) if form.of_today else plan_of(versie)
    if form.has_stand:
        plan = replace(plan, stand=gather_stand(zelfevaluatie), stand_op=timezone.localdate())
    return plan


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
    versie = Planversie.objects.select_related("beleidsplan").filter(rapporten=rapport).first()
    joint = None
    if rapport.gezamenlijk_plan_id and not versie:
        joint = JointPlan(rapport.gezamenlijk_plan_id, Plan.from_json(rapport.plan))
    uitvoering = Plan.from_json(rapport.plan).uitvoering
    rapport.delete()
    return request_rapport(
        zelfevaluatie=zelfevaluatie,
        gemeente=gemeente,
        by=by,
        formaat=rapport.formaat,
        versie=versie,
        joint=joint,
        uitvoering=uitvoering,
    )


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
