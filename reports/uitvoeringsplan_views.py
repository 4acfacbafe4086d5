"""The uitvoeringsplan of a year: on screen as the acties are now, and as a file to hand out."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document import uitvoeringsplan
from reports.document.plan import Uitvoering
from reports.files import actions
from reports.files.formats import FORMS
from reports.gather.plan import gather_acties
from reports.views import PLACE
from zelfevaluatie.queries import current_zelfevaluatie

YEARS = range(2020, 2100)


@requires(Permission.READ)
def uitvoeringsplan_detail(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    if jaar not in YEARS:
        raise Http404
    acties = [actie for part in gather_acties().values() for actie in part]
    taken = uitvoeringsplan.taken_of(acties, jaar)
    by_quarter = request.GET.get("per") == "kwartaal"
    group = uitvoeringsplan.per_kwartaal if by_quarter else uitvoeringsplan.per_trekker
    context = {
        "jaar": jaar,
        "by_quarter": by_quarter,
        "aantal": len(taken),
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
    rapport = actions.request_rapport(
        zelfevaluatie=zelfevaluatie,
        gemeente=request.gemeente,
        by=request.user,
        formaat=formaat,
        uitvoering=Uitvoering(jaar=jaar, per="kwartaal" if request.POST.get("per") == "kwartaal" else "trekker"),
    )
    return redirect("reports:rapport_status", pk=rapport.pk)
