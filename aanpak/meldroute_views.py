from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.conflicts import differences
from aanpak.drawing import draw
from aanpak.lokaal_actions import add_stap, copy_voorbeeld, move_stap, save_row
from aanpak.lokaal_forms import StapForm
from aanpak.meldroute import meldroutes, voorbeelden
from aanpak.models import Routestap
from aanpak.views import PLACE
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.permissions import Permission, requires

RICHTINGEN = {"omhoog": -1, "omlaag": 1}


@requires(Permission.READ)
def meldroute_detail(request: GemeenteHttpRequest) -> HttpResponse:
    routes = meldroutes()
    filled = [route for route in routes if route.stappen]
    context = {
        "routes": routes,
        "drawing": draw(filled) if filled else None,
        "voorbeelden": voorbeelden(request.gemeente) if len(filled) < len(routes) else [],
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "aanpak/meldroute_detail.html", {**PLACE, **context})


@requires(Permission.READ)
def meldroute_poster(request: AuthenticatedHttpRequest) -> HttpResponse:
    routes = [route for route in meldroutes() if route.stappen]
    return render(request, "aanpak/meldroute_poster.html", {**PLACE, "routes": routes})


@require_POST
@requires(Permission.EDIT)
def meldroute_copy(request: GemeenteHttpRequest) -> HttpResponse:
    found = {voorbeeld.regio: voorbeeld for voorbeeld in voorbeelden(request.gemeente)}
    voorbeeld = found.get(request.POST.get("regio", ""))
    if voorbeeld is None:
        raise Http404
    if copy_voorbeeld(voorbeeld=list(voorbeeld.stappen), by=request.user):
        messages.success(request, "Het voorbeeld is overgenomen. Pas het aan je eigen functies en contactpunten aan.")
    return redirect("aanpak:meldroute_detail")


@requires(Permission.EDIT)
def stap_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    melder = request.GET.get("melder", "")
    form = StapForm(request.POST or None, initial={"melder": melder} if melder in Routestap.Melder.values else {})
    if request.method == "POST" and form.is_valid():
        if add_stap(stap=form.instance, by=request.user):
            messages.success(request, "De stap is toegevoegd.")
            return redirect(place(form.instance))
        form.add_error(None, f"Deze route heeft al {Routestap.MAX} stappen. Haal er eerst een weg.")
    return render_form(request, form, status=422 if form.errors else 200)


@requires(Permission.EDIT)
def stap_edit(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    form = StapForm(request.POST or None, instance=stap)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200)
    if save_row(row=form.instance, version=form.cleaned_data["version"], by=request.user):
        messages.success(request, "De stap is opgeslagen.")
        return redirect(place(form.instance))
    current = get_object_or_404(Routestap, pk=pk)
    form.data = {**request.POST.dict(), "version": current.version}
    return render_form(request, form, status=409, differences=differences(form, current, Routestap.FIELDS))


@require_POST
@requires(Permission.EDIT)
def stap_move(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    if step := RICHTINGEN.get(request.POST.get("richting", "")):
        move_stap(stap=stap, by=step)
    return redirect(place(stap))


@require_POST
@requires(Permission.EDIT)
def stap_delete(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    stap.delete()
    messages.success(request, f"‘{stap.wat}’ is verwijderd.")
    return redirect(place(stap))


def place(stap: Routestap) -> str:
    """Back to where one was: the route of that melder."""
    return f"{reverse('aanpak:meldroute_detail')}#{stap.melder}"


def render_form(request: AuthenticatedHttpRequest, form: StapForm, status: int, **extra: Any) -> HttpResponse:
    context = {**PLACE, "form": form, "stap": form.instance, "adding": form.instance._state.adding, **extra}
    return render(request, "aanpak/stap_form.html", context, status=status)
