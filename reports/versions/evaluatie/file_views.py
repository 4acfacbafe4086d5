"""Keeping an evaluation, and the files of one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.evaluatie import evaluation_of
from reports.document.plan import Plan
from reports.files.subjects import OfEvaluation
from reports.files.views import ask
from reports.gather.evaluatie import gather_evaluatie
from reports.models import Evaluatieversie
from reports.page import PLACE
from reports.versions.evaluatie.actions import keep_evaluatie
from reports.versions.evaluatie.queries import years
from reports.versions.evaluatie.views import no_plan
from zelfevaluatie.models import Zelfevaluatie


@requires(Permission.EDIT)
def evaluatie_keep(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    """Asks once more, since it cannot be undone."""
    versie = years().plan_in(jaar)
    if versie is None:
        return no_plan(request, jaar)
    if request.method != "POST":
        page = evaluation_of(gather_evaluatie(versie=versie, gemeente=request.gemeente, jaar=jaar))
        return render(request, "reports/versions/evaluatie/evaluatie_keep.html", {**PLACE, "page": page})
    kept = keep_evaluatie(versie=versie, gemeente=request.gemeente, jaar=jaar, by=request.user)
    messages.success(request, f"De evaluatie over {jaar} is vastgelegd en verandert niet meer.")
    return redirect("reports:evaluatieversie_detail", kept.pk)


@require_POST
@requires(Permission.EDIT)
def evaluatie_rapport(request: GemeenteHttpRequest, jaar: int, formaat: str) -> HttpResponse:
    versie = years().plan_in(jaar)
    if versie is None:
        return no_plan(request, jaar)
    plan = gather_evaluatie(versie=versie, gemeente=request.gemeente, jaar=jaar)
    return ask_for(request, formaat, OfEvaluation(versie.pk, plan))


@require_POST
@requires(Permission.EDIT)
def evaluatieversie_rapport(request: GemeenteHttpRequest, pk: UUID, formaat: str) -> HttpResponse:
    kept = get_object_or_404(Evaluatieversie, pk=pk)
    return ask_for(request, formaat, OfEvaluation(kept.planversie_id, Plan.from_json(kept.plan)))


def ask_for(request: GemeenteHttpRequest, formaat: str, about: OfEvaluation) -> HttpResponse:
    found = Zelfevaluatie.objects.select_related("kaderversie")
    zelfevaluatie = found.get(beleidsplan__versies=about.planversie_id)
    return ask(request, zelfevaluatie=zelfevaluatie, formaat=formaat, about=about)
