"""Going to a next version of the Kader, and back. For the beheerder."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from kader.models import KaderVersie, Overstap
from kader.queries import newer_than, version_of
from overzicht.kader_actions import go_back, go_over, last_overstap
from overzicht.kader_queries import preview_of, to_place
from zelfevaluatie.jaar_actions import JaarFout

PLACE = {"place": "zelfevaluatie"}


@requires(Permission.MANAGE)
def kader_over(request: GemeenteHttpRequest) -> HttpResponse:
    """First what will happen; the page names the version, so that nobody goes to another than she read about."""
    if request.method == "POST":
        return go(request)
    naar = newer_than(version_of(request.gemeente))
    if naar is None:
        return show_done(request)
    context = {"preview": preview_of(request.gemeente, naar)}
    return render(request, "overzicht/kader_over.html", {**PLACE, **context})


def go(request: GemeenteHttpRequest) -> HttpResponse:
    naar = get_object_or_404(KaderVersie.objects.published(), versie=request.POST.get("naar", ""))
    try:
        go_over(gemeente=request.gemeente, naar=naar, by=request.user)
    except (JaarFout, KaderVersie.DoesNotExist) as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, f"Jullie werken nu met Kader {naar}. De antwoorden staan klaar om te bevestigen.")
    return redirect("overzicht:kader_over")


def show_done(request: GemeenteHttpRequest) -> HttpResponse:
    """Which version holds, by which overstap, and what is left to do for it."""
    overstap = last_overstap(request.gemeente)
    context: dict[str, Any] = {"kader": version_of(request.gemeente), "overstap": overstap, "door": "", "placed": []}
    if overstap:
        context["door"] = Collega.names({overstap.created_by}).get(overstap.created_by, "wie Kompas beheert")
        context["placed"] = to_place(overstap)
    return render(request, "overzicht/kader_gedaan.html", {**PLACE, **context})


@require_POST
@requires(Permission.MANAGE)
def kader_back(request: GemeenteHttpRequest) -> HttpResponse:
    try:
        overstap: Overstap = go_back(gemeente=request.gemeente, by=request.user)
    except JaarFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, f"Jullie werken weer met Kader {overstap.van}. Alles is zoals vóór de overstap.")
    return redirect("overzicht:kader_over")
