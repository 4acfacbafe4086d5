"""What became of the adopted plan: the progress of today, the evaluation of a year, and what was kept of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from reports.document.evaluatie import evaluation_of
from reports.document.plan import Plan
from reports.files.queries import evaluation_rapporten
from reports.gather.evaluatie import evaluatie_of, gather_evaluatie
from reports.models import Evaluatieversie
from reports.page import PLACE
from reports.versions.evaluatie.actions import save_evaluatie
from reports.versions.evaluatie.forms import EvaluatieForm
from reports.versions.evaluatie.queries import begin, kept_of, years
from reports.versions.queries import current_adopted
from saving.revisions import earlier, history


@requires(Permission.READ)
def voortgang_detail(request: GemeenteHttpRequest) -> HttpResponse:
    versie = current_adopted()
    if versie is None:
        return render_nothing(request, "Voortgang van het plan")
    jaar = max(timezone.localdate().year, begin(versie))
    page = evaluation_of(gather_evaluatie(versie=versie, gemeente=request.gemeente, jaar=jaar))
    context = {
        **{"page": page, "versie": versie, "evaluatiejaar": years().default},
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/versions/evaluatie/voortgang_detail.html", {**PLACE, **context})


@requires(Permission.READ)
def evaluatie_current(request: GemeenteHttpRequest) -> HttpResponse:
    """To the last whole year of the plan."""
    found = years()
    if not found.adopted:
        return render_nothing(request, "Evaluatie van het plan")
    return redirect("reports:evaluatie_detail", found.default)


def render_nothing(request: GemeenteHttpRequest, titel: str) -> HttpResponse:
    return render(request, "reports/versions/evaluatie/nog_niet.html", {**PLACE, "titel": titel})


@requires(Permission.READ)
def evaluatie_detail(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    found = years()
    versie = found.plan_in(jaar)
    if versie is None:
        return no_plan(request, jaar)
    page = evaluation_of(gather_evaluatie(versie=versie, gemeente=request.gemeente, jaar=jaar))
    context = {
        "page": page,
        "versie": versie,
        "kept": kept_of(jaar),
        "rapporten": evaluation_rapporten(versie, jaar),
        "previous": jaar - 1 if jaar - 1 in found.all else None,
        "next": jaar + 1 if jaar + 1 in found.all else None,
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/versions/evaluatie/evaluatie_detail.html", {**PLACE, **context})


def no_plan(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    """To a year in which there was one, if there is."""
    messages.info(request, f"In {jaar} gold er nog geen vastgesteld plan.")
    return redirect("reports:evaluatie_current")


@requires(Permission.EDIT)
def evaluatie_form(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier text; nothing is saved until the user does."""
    if years().plan_in(jaar) is None:
        return no_plan(request, jaar)
    row = evaluatie_of(jaar)
    first = earlier(row, request.GET.get("versie", ""))
    form = EvaluatieForm(request.POST or None, instance=row, initial=first)
    context: dict[str, Any] = {**PLACE, "form": form, "jaar": jaar, "taken_over": bool(first)}
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "reports/versions/evaluatie/evaluatie_form.html", context, status=422 if form.errors else 200
        )
    if save_evaluatie(form=form, by=request.user).conflicts:
        return render(request, "reports/versions/evaluatie/evaluatie_form.html", context, status=409)
    messages.success(request, " ".join(filter(None, ["De tekst van de evaluatie is opgeslagen.", form.told])))
    return redirect("reports:evaluatie_detail", jaar)


@requires(Permission.READ)
def evaluatie_geschiedenis(request: GemeenteHttpRequest, jaar: int) -> HttpResponse:
    if years().plan_in(jaar) is None:
        return no_plan(request, jaar)
    found = history(EvaluatieForm(instance=evaluatie_of(jaar)), before=request.GET.get("voor", ""))
    url = resolve_url("reports:evaluatie_form", jaar) if Permission.EDIT in request.permissions else ""
    context = {**PLACE, "naam": f"Evaluatie {jaar}", "url": url, "history": found}
    return render(request, "reports/keuzes/geschiedenis.html", context)


@requires(Permission.READ)
def evaluatieversie_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """As it was kept, whatever became of the plan since."""
    kept = get_object_or_404(Evaluatieversie, pk=pk)
    context = {
        "kept": kept,
        "door": Collega.names({kept.created_by}).get(kept.created_by, ""),
        "page": evaluation_of(Plan.from_json(kept.plan)),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/versions/evaluatie/evaluatieversie_detail.html", {**PLACE, **context})
