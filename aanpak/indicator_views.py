from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.actions import add_indicator
from aanpak.enums import Ambitie
from aanpak.lokaal_forms import IndicatorForm
from aanpak.models import Indicator
from aanpak.row_views import GONE, PLACE, SAVED, Kind, Page, render_form, render_history, save_changed, save_new
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from saving.gone import gone
from saving.revisions import earlier

KIND = Kind(
    said_new="De indicator is toegevoegd.",
    said="De indicator is opgeslagen.",
    add=add_indicator,
)
PAGE = Page(
    naam="Indicator",
    code="indicator",
    lijst="aanpak:indicator_list",
    lijst_titel="Indicatoren",
    weg="De indicator is dan weg, ook uit het beleidsplan.",
)


@requires(Permission.READ)
def indicator_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    found = list(Indicator.objects.all())
    context = {
        "ambities": [(ambitie, [row for row in found if row.ambitie == ambitie]) for ambitie in Ambitie],
        "max": Indicator.MAX,
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "aanpak/indicator_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def indicator_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    """`?ambitie=2` fills that in."""
    form = IndicatorForm(request.POST or None, initial={"ambitie": request.GET.get("ambitie", "")})
    if request.method != "POST":
        return render_form(request, form, PAGE)
    status = save_new(request, form, KIND)
    return redirect("aanpak:indicator_list") if status == SAVED else render_form(request, form, PAGE, status)


@requires(Permission.EDIT)
def indicator_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    indicator = Indicator.objects.filter(pk=pk).first()
    if indicator is None:
        return gone_indicator(request, pk)
    initial = earlier(indicator, request.GET.get("versie", ""))
    form = IndicatorForm(request.POST or None, instance=indicator, initial=initial)
    if request.method != "POST":
        return render_form(request, form, PAGE, taken_over=bool(initial))
    status = save_changed(request, form, KIND)
    if status == SAVED:
        return redirect("aanpak:indicator_list")
    return gone_indicator(request, pk) if status == GONE else render_form(request, form, PAGE, status)


def gone_indicator(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    add, back = reverse("aanpak:indicator_add"), reverse("aanpak:indicator_list")
    return gone(request, Indicator, pk, wat="deze indicator", url=add, terug=back)


@requires(Permission.EDIT)
def indicator_geschiedenis(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    indicator = get_object_or_404(Indicator, pk=pk)
    url = reverse("aanpak:indicator_edit", args=[pk])
    form = IndicatorForm(instance=indicator)
    return render_history(request, form, titel=indicator.wat, url=url, terug="Indicator aanpassen")


@require_POST
@requires(Permission.EDIT)
def indicator_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    indicator = get_object_or_404(Indicator, pk=pk)
    indicator.delete()
    messages.success(request, f"‘{indicator.wat}’ is verwijderd.")
    return redirect("aanpak:indicator_list")
