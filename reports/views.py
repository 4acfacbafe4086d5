from dataclasses import replace
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from kader.queries import version_of
from reports.document import uitvoeringsplan
from reports.document.bestuurder import summary
from reports.document.means import means_of
from reports.document.plan import Uitvoering
from reports.document.search import headings, search
from reports.files.formats import FORMS
from reports.files.queries import latest_rapporten
from reports.files.subjects import PlanNow
from reports.files.views import ask
from reports.forms import SearchForm
from reports.gather.plan import gather_acties, gather_plan
from reports.gather.stand import stand_of
from reports.page import PLACE
from reports.passages import preview
from reports.passages.nieuw.queries import news_of
from reports.versions.queries import life_of
from samenwerking.queries import invitations_for
from voorgangers.queries import plannen_in_force
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie
from zelfevaluatie.stand import make_overzicht


@requires(Permission.READ)
def plan_detail(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        return render(request, "reports/plan_detail.html", {**PLACE, "plan": None, "found": None})
    shown = preview.context(zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
    context: dict[str, Any] = {
        **PLACE,
        **shown,
        "nieuw": news_of(shown["places"], since=zelfevaluatie.opened_at),
        "rapporten": latest_rapporten(zelfevaluatie),
        "uitvoeringsjaar": min(zelfevaluatie.jaar, timezone.localdate().year) + 1,
        "life": life_of(zelfevaluatie),
        "invitations": invitations_for(request.gemeente),
        "voorgangersplannen": plannen_in_force(request.gemeente),
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


YEARS = range(2020, 2100)


@requires(Permission.READ)
def uitvoeringsplan_detail(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    if jaar not in YEARS:
        raise Http404
    planned, _ = gather_acties(version_of(request.gemeente))
    acties = [actie for part in planned.values() for actie in part]
    taken = uitvoeringsplan.taken_of(acties, jaar)
    by_quarter = request.GET.get("per") == "kwartaal"
    group = uitvoeringsplan.per_kwartaal if by_quarter else uitvoeringsplan.per_trekker
    context = {
        "jaar": jaar,
        "by_quarter": by_quarter,
        "means": means_of(taak.actie for taak in taken),
        "groepen": group(taken),
        "previous": jaar - 1 if jaar - 1 in YEARS else None,
        "next": jaar + 1 if jaar + 1 in YEARS else None,
        "made_at": timezone.localtime(),
        "can_ask": Permission.EDIT in request.permissions and current_zelfevaluatie() is not None,
    }
    return render(request, "reports/uitvoeringsplan_detail.html", {**PLACE, **context})


@require_POST
@requires(Permission.EDIT)
def uitvoeringsplan_rapport(request: GemeenteHttpRequest, jaar: int, formaat: str) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None or jaar not in YEARS or not FORMS[formaat].of_year:
        raise Http404
    per: Literal["kwartaal", "trekker"] = "kwartaal" if request.POST.get("per") == "kwartaal" else "trekker"
    about = PlanNow(Uitvoering(jaar=jaar, per=per))
    return ask(request, zelfevaluatie=zelfevaluatie, formaat=formaat, about=about)
