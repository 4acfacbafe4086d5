"""The files of a plan: asked for, followed while they are made, and taken along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.naming import file_slug
from reports.files import actions
from reports.files.ahead import hint_ahead
from reports.files.formats import EVERY_FORM, FORMS, PLAN_SLUG
from reports.files.queries import rapport_or_404
from reports.models import Rapport
from reports.page import PLACE
from tenants.files import file_response
from zelfevaluatie.queries import current_zelfevaluatie

ALREADY_MADE = "Dit bestand was al gemaakt. Sindsdien is er niets aan veranderd."


def ask(request: GemeenteHttpRequest, **what: Any) -> HttpResponse:
    """To the page where it can be followed; of a file that was asked for before, that page says so."""
    now = timezone.now()
    rapport = actions.request_rapport(gemeente=request.gemeente, by=request.user, **what)
    if rapport.finished_at and rapport.requested_at < now:
        messages.info(request, ALREADY_MADE)
    return redirect("reports:rapport_status", pk=rapport.pk)


@require_POST
@requires(Permission.EDIT)
def rapport_request(request: GemeenteHttpRequest, formaat: str) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None or FORMS[formaat].of_changes or FORMS[formaat].of_adoption:
        raise Http404
    return ask(request, zelfevaluatie=zelfevaluatie, formaat=formaat)


@requires(Permission.EDIT)
def rapport_ahead(request: GemeenteHttpRequest) -> HttpResponse:
    """The page of the plan says that it was left, or lies still; for who may ask for its PDF. A GET: nothing of the
    plan changes, and it is no act for the logboek."""
    hint_ahead(gemeente=request.gemeente)
    return HttpResponse(status=204)


@requires(Permission.READ)
def rapport_status(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """htmx asks how far it is and names what it shows; while that is still so it gets 204 and nothing is read out."""
    stand = rapport_or_404(pk)
    if request.htmx and request.GET.get("seen") == stand.progress.mark:
        return HttpResponse(status=204)
    template = "reports/files/rapport_status.html" + ("#progress" if request.htmx else "")
    can_edit = Permission.EDIT in request.permissions
    return render(request, template, {**PLACE, "stand": stand, "can_edit": can_edit})


@requires(Permission.READ)
def rapport_download(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    rapport = get_object_or_404(
        Rapport.objects.asked().only("content", "plan", "formaat", "gezamenlijk_plan"), pk=pk, content__isnull=False
    )
    form, plan = EVERY_FORM[rapport.formaat], rapport.plan
    titel, years = file_slug(plan, form.slug)
    slug = titel if form.slug == PLAN_SLUG else form.slug
    of_year = plan.get("uitvoering") or plan.get("evaluatie")
    last = of_year["jaar"] if of_year else f"{years}-{plan['status'].replace('_', '-')}"
    joint = "gezamenlijk-" if rapport.gezamenlijk_plan_id else ""
    name = f"{joint}{slug}-{request.gemeente.slug}-{last}.{form.extension}"
    return file_response(bytes(rapport.content or b""), name=name, mimetype=form.mimetype)


@require_POST
@requires(Permission.EDIT)
def rapport_retry(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    failed = get_object_or_404(Rapport.objects.defer("content"), pk=pk)
    rapport = actions.retry_rapport(rapport=failed, gemeente=request.gemeente, by=request.user)
    return redirect("reports:rapport_status", pk=rapport.pk)
