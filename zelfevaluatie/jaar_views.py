"""A closed year, to read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from zelfevaluatie.antwoord_views import OVERLEGGEN
from zelfevaluatie.jaar_queries import closed_or_404, years
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import aanvullend_in_year, aanvullende_of, antwoord_in_year, antwoorden_of, onderbouwing_of
from zelfevaluatie.stand import make_overzicht

PLACE = {"place": "zelfevaluatie"}


@requires(Permission.READ)
def jaar_detail(request: AuthenticatedHttpRequest, jaar: int) -> HttpResponse:
    """`?kader=` chooses where a gemeente went to a next Kader within the year. What is open has its own page."""
    found = [year for year in years() if year.jaar == jaar]
    if found and all(year.is_open for year in found):
        return redirect("zelfevaluatie:zelfevaluatie_detail")
    zelfevaluatie = closed_or_404(jaar, request.GET.get("kader", ""))
    antwoorden = antwoorden_of(zelfevaluatie)
    context = {
        "overzicht": make_overzicht(antwoorden),
        "antwoorden": antwoorden,
        "aanvullend": aanvullende_of(zelfevaluatie),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render_closed(request, "zelfevaluatie/jaar_detail.html", zelfevaluatie, context)


@requires(Permission.READ)
def jaar_bouwsteen(request: AuthenticatedHttpRequest, jaar: int, code: str) -> HttpResponse:
    zelfevaluatie = closed_or_404(jaar, request.GET.get("kader", ""))
    page = antwoord_in_year(zelfevaluatie, code)
    onderbouwing, _names = onderbouwing_of(page["antwoord"])
    counted = page["antwoord"].bouwsteen.oorsprong in OVERLEGGEN
    context = {**page, **onderbouwing, "counts": zelfevaluatie if counted else None}
    return render_closed(request, "zelfevaluatie/jaar_bouwsteen.html", zelfevaluatie, context)


@requires(Permission.READ)
def jaar_vraag(request: AuthenticatedHttpRequest, jaar: int, code: str) -> HttpResponse:
    zelfevaluatie = closed_or_404(jaar, request.GET.get("kader", ""))
    return render_closed(
        request, "zelfevaluatie/jaar_vraag.html", zelfevaluatie, aanvullend_in_year(zelfevaluatie, code)
    )


def render_closed(
    request: AuthenticatedHttpRequest, template: str, zelfevaluatie: Zelfevaluatie, context: dict[str, Any]
) -> HttpResponse:
    known = {
        "zelfevaluatie": zelfevaluatie,
        "years": years(),
        "door": Collega.names({zelfevaluatie.closed_by} - {None}).get(zelfevaluatie.closed_by, ""),
    }
    return render(request, template, {**PLACE, **known, **context})
