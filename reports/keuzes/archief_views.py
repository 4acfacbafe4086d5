"""How long the gemeente keeps its plans: of the beheerder, once. Whoever writes the plan is not asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.keuzes.archief_forms import ArchiefForm
from reports.keuzes.archief_models import Archief
from reports.keuzes.views import render_history
from reports.page import PLACE


def archief() -> Archief:
    """The one row, or the defaults in one that was not saved. Runs as the gemeente."""
    return Archief.objects.first() or Archief()


@requires(Permission.MANAGE)
def archief_form(request: GemeenteHttpRequest) -> HttpResponse:
    form = ArchiefForm(request.POST or None, instance=archief())
    if request.method != "POST" or not form.is_valid():
        return render_archief(request, form, status=422 if form.errors else 200)
    if form.save_by(request.user).conflicts:
        return render_archief(request, form, status=409)
    said = "Opgeslagen. Het geldt voor alle vastgestelde plannen."
    messages.success(request, " ".join(filter(None, [said, form.told])))
    return redirect("reports:archief_form")


def render_archief(request: GemeenteHttpRequest, form: ArchiefForm, status: int) -> HttpResponse:
    return render(request, "reports/archief/archief_form.html", {**PLACE, "form": form}, status=status)


@requires(Permission.MANAGE)
def archief_geschiedenis(request: GemeenteHttpRequest) -> HttpResponse:
    return render_history(request, ArchiefForm(instance=archief()), "Bewaren van plannen", url="")
