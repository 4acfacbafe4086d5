from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.actions import add_stap, copy_voorbeeld, move_stap
from aanpak.drawing import drawings
from aanpak.lokaal_forms import StapForm
from aanpak.meldroute import meldroutes, voorbeelden
from aanpak.models import Routestap
from aanpak.row_views import GONE, PLACE, SAVED, Kind, Page, render_form, render_history, save_changed, save_new
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.permissions import Permission, requires
from saving.gone import gone
from saving.revisions import earlier

KIND = Kind(said_new="De stap is toegevoegd.", said="De stap is opgeslagen.", add=add_stap)
PAGE = Page(
    naam="Stap",
    code="stap",
    lijst="aanpak:meldroute_detail",
    lijst_titel="Meldroute",
    weg="De stap is dan weg, ook uit het beleidsplan en van de poster.",
    terug="Terug naar de meldroute",
)
RICHTINGEN = {"omhoog": -1, "omlaag": 1}


@requires(Permission.READ)
def meldroute_detail(request: GemeenteHttpRequest) -> HttpResponse:
    routes = meldroutes()
    filled = [route for route in routes if route.stappen]
    context = {
        "routes": routes,
        "drawings": list(drawings(filled)),
        "filled": filled,
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
    if request.method != "POST":
        return render_form(request, form, PAGE)
    status = save_new(request, form, KIND)
    return redirect(place(form.instance)) if status == SAVED else render_form(request, form, PAGE, status)


@requires(Permission.EDIT)
def stap_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    stap = Routestap.objects.filter(pk=pk).first()
    if stap is None:
        return gone_stap(request, pk)
    initial = earlier(stap, request.GET.get("versie", ""))
    form = StapForm(request.POST or None, instance=stap, initial=initial)
    if request.method != "POST":
        return render_form(request, form, PAGE, taken_over=bool(initial))
    status = save_changed(request, form, KIND)
    if status == SAVED:
        return redirect(place(form.instance))
    return gone_stap(request, pk) if status == GONE else render_form(request, form, PAGE, status)


def gone_stap(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return gone(
        request,
        Routestap,
        pk,
        wat="deze stap",
        url=reverse("aanpak:stap_add"),
        terug=reverse("aanpak:meldroute_detail"),
    )


@requires(Permission.EDIT)
def stap_geschiedenis(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    url = reverse("aanpak:stap_edit", args=[pk])
    return render_history(request, StapForm(instance=stap), titel=stap.wat, url=url, terug="Stap aanpassen")


@require_POST
@requires(Permission.EDIT)
def stap_move(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    if step := RICHTINGEN.get(request.POST.get("richting", "")):
        move_stap(stap=stap, by=step)
    return redirect(place(stap))


@require_POST
@requires(Permission.EDIT)
def stap_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    stap = get_object_or_404(Routestap, pk=pk)
    stap.delete()
    messages.success(request, f"‘{stap.wat}’ is verwijderd.")
    return redirect(place(stap))


def place(stap: Routestap) -> str:
    """Back to where one was: the route of that melder."""
    return f"{reverse('aanpak:meldroute_detail')}#{stap.melder}"
