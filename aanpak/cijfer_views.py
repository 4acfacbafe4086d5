from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.lokaal_forms import CijferForm
from aanpak.models import Cijfer
from aanpak.row_views import GONE, PLACE, SAVED, Kind, Page, render_form, render_history, save_changed, save_new
from aanpak.series import tables_of
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from saving.gone import gone
from saving.revisions import earlier
from sjablonen.landelijk_tabel import all_figures

KIND = Kind(
    said_new="Het cijfer is toegevoegd.",
    said="Het cijfer is opgeslagen.",
    twice="Dit cijfer staat er al, met hetzelfde onderwerp, jaar en dezelfde bron.",
)
PAGE = Page(
    naam="Cijfer",
    code="cijfer",
    lijst="aanpak:cijfer_list",
    lijst_titel="Cijfers",
    weg="Het cijfer is dan weg, ook uit het beleidsplan.",
)


@requires(Permission.READ)
def cijfer_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    cijfers = list(Cijfer.objects.select_related("vorm"))
    context = {"cijfers": cijfers, "tables": tables_of(cijfers), "can_edit": Permission.EDIT in request.permissions}
    return render(request, "aanpak/cijfer_list.html", {**PLACE, **context})


@requires(Permission.READ)
def landelijk_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """What CoMensha and the Nationaal Rapporteur count in the country, which stands in bijlage 2 of every plan."""
    return render(request, "aanpak/landelijk_list.html", {**PLACE, **all_figures()})


@requires(Permission.EDIT)
def cijfer_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = CijferForm(request.POST or None)
    if request.method != "POST":
        return render_form(request, form, PAGE)
    status = save_new(request, form, KIND)
    return redirect("aanpak:cijfer_list") if status == SAVED else render_form(request, form, PAGE, status)


@requires(Permission.EDIT)
def cijfer_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    cijfer = Cijfer.objects.filter(pk=pk).first()
    if cijfer is None:
        return gone_cijfer(request, pk)
    initial = earlier(cijfer, request.GET.get("versie", ""))
    form = CijferForm(request.POST or None, instance=cijfer, initial=initial)
    if request.method != "POST":
        return render_form(request, form, PAGE, taken_over=bool(initial))
    status = save_changed(request, form, KIND)
    if status == SAVED:
        return redirect("aanpak:cijfer_list")
    return gone_cijfer(request, pk) if status == GONE else render_form(request, form, PAGE, status)


def gone_cijfer(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return gone(
        request, Cijfer, pk, wat="dit cijfer", url=reverse("aanpak:cijfer_add"), terug=reverse("aanpak:cijfer_list")
    )


@requires(Permission.EDIT)
def cijfer_geschiedenis(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    cijfer = get_object_or_404(Cijfer, pk=pk)
    url = reverse("aanpak:cijfer_edit", args=[pk])
    return render_history(request, CijferForm(instance=cijfer), titel=str(cijfer), url=url, terug="Cijfer aanpassen")


@require_POST
@requires(Permission.EDIT)
def cijfer_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    cijfer = get_object_or_404(Cijfer, pk=pk)
    cijfer.delete()
    messages.success(request, f"‘{cijfer}’ is verwijderd.")
    return redirect("aanpak:cijfer_list")
