from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.bestuurder import summary
from reports.document.search import headings, search
from reports.files import actions
from reports.files.formats import FORMS
from reports.files.queries import latest_rapporten, rapport_or_404
from reports.forms import SearchForm
from reports.gather.plan import gather_plan
from reports.gather.stand import stand_of
from reports.models import Rapport
from reports.passages import preview
from reports.versions.queries import life_of
from samenwerking.queries import invitations_for
from tenants.files import file_response
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie
from zelfevaluatie.stand import make_overzicht

PLACE = {"place": "plan"}


@requires(Permission.READ)
def plan_detail(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        return render(request, "reports/plan_detail.html", {**PLACE, "plan": None, "found": None})
    context: dict[str, Any] = {
        **PLACE,
        **preview.context(zelfevaluatie=zelfevaluatie, gemeente=request.gemeente),
        "rapporten": latest_rapporten(zelfevaluatie),
        "life": life_of(zelfevaluatie),
        "invitations": invitations_for(request.gemeente),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/plan_detail.html", {**context, **searched(request, context)})


def searched(request: GemeenteHttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The search field; and what was found, when there is something to search for."""
    form = SearchForm(request.GET if "zoek" in request.GET else None)
    if not form.is_valid():
        return {"search": form, "found": None}
    printed = render_to_string("reports/document/plan.html", context, request)
    return {"search": form, "found": search(printed, form.cleaned_data["zoek"], headings(context["chapters"]))}


@requires(Permission.READ)
def bestuurder_detail(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        raise Http404
    overzicht = make_overzicht(antwoorden_of(zelfevaluatie))
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
    context = {
        **PLACE,
        "page": summary(replace(plan, stand=stand_of(overzicht))),
        "overzicht": overzicht,
        "life": life_of(zelfevaluatie),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/bestuurder_detail.html", context)


@require_POST
@requires(Permission.EDIT)
def rapport_request(request: GemeenteHttpRequest, formaat: str) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        raise Http404
    rapport = actions.request_rapport(
        zelfevaluatie=zelfevaluatie, gemeente=request.gemeente, by=request.user, formaat=formaat
    )
    return redirect("reports:rapport_status", pk=rapport.pk)


@requires(Permission.READ)
def rapport_status(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """htmx asks each second and names what it shows; while that is still so it gets 204 and nothing is read out."""
    stand = rapport_or_404(pk)
    if request.htmx and request.GET.get("seen") == stand.mark:
        return HttpResponse(status=204)
    template = "reports/files/rapport_status.html" + ("#progress" if request.htmx else "")
    can_edit = Permission.EDIT in request.permissions
    return render(request, template, {**PLACE, "stand": stand, "can_edit": can_edit})


@requires(Permission.READ)
def rapport_download(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    rapport = get_object_or_404(
        Rapport.objects.only("content", "plan", "formaat", "gezamenlijk_plan"), pk=pk, content__isnull=False
    )
    form, plan = FORMS[rapport.formaat], rapport.plan
    last = (
        plan["uitvoering"]["jaar"] if plan.get("uitvoering") else f"{plan['jaar']}-{plan['status'].replace('_', '-')}"
    )
    joint = "gezamenlijk-" if rapport.gezamenlijk_plan_id else ""
    name = f"{joint}{form.slug}-{request.gemeente.slug}-{last}.{form.extension}"
    return file_response(bytes(rapport.content or b""), name=name, mimetype=form.mimetype)


@require_POST
@requires(Permission.EDIT)
def rapport_retry(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    failed = get_object_or_404(Rapport.objects.defer("content"), pk=pk)
    rapport = actions.retry_rapport(rapport=failed, gemeente=request.gemeente, by=request.user)
    return redirect("reports:rapport_status", pk=rapport.pk)
