"""The two choice lists that a gemeente fills in at once: instrumenten per barrière, and vormen with local emphasis."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from aanpak.keuze_forms import InstrumentForm, KeuzeForm, VormForm
from aanpak.lokaal_actions import save_keuzes
from aanpak.views import PLACE
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from sjablonen.models import Instrument


@requires(Permission.READ)
def instrument_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render_instrumenten(request, InstrumentForm.for_rows())


@require_POST
@requires(Permission.EDIT)
def instrument_save(request: AuthenticatedHttpRequest) -> HttpResponse:
    forms, status = save(request, InstrumentForm)
    if status:
        return render_instrumenten(request, forms, status)
    messages.success(request, "De instrumenten zijn opgeslagen.")
    return redirect("aanpak:instrument_list")


@requires(Permission.READ)
def vorm_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    return render_forms(request, "aanpak/vorm_list.html", VormForm.for_rows())


@require_POST
@requires(Permission.EDIT)
def vorm_save(request: AuthenticatedHttpRequest) -> HttpResponse:
    forms, status = save(request, VormForm)
    if status:
        return render_forms(request, "aanpak/vorm_list.html", forms, status)
    messages.success(request, "De vormen zijn opgeslagen.")
    return redirect("aanpak:vorm_list")


def save(request: AuthenticatedHttpRequest, form_class: type[KeuzeForm]) -> tuple[list[Any], int]:
    """Everything that was changed, or nothing when a field is not right. The status is 0 when all went well; after a
    lost race what did not collide is saved."""
    forms: list[Any] = form_class.for_rows(request.POST)
    if not all(form.is_valid() for form in forms if form.is_bound):
        return forms, 422
    changed = [form for form in forms if form.is_changed]
    read = [(form.instance, form.cleaned_data["version"]) for form in changed]
    not_saved = save_keuzes(keuzes=read, by=request.user)
    lost = [form for form in changed if form.instance in not_saved]
    if lost:
        forms = form_class.after_conflict(lost, request.POST)
    return forms, 409 if any(form.differences for form in forms) else 0


def render_instrumenten(
    request: AuthenticatedHttpRequest, forms: list[InstrumentForm], status: int = 200
) -> HttpResponse:
    barrieres = [(Instrument.Barriere(code), list(found)) for code, found in groupby(forms, barriere_of)]
    return render_forms(request, "aanpak/instrument_list.html", forms, status, barrieres=barrieres)


def barriere_of(form: InstrumentForm) -> str:
    instrument: Any = form.row
    return str(instrument.barriere)


def render_forms(
    request: AuthenticatedHttpRequest, template: str, forms: list[Any], status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "forms": forms,
        "faulty": [form for form in forms if form.errors],
        "lost": [form for form in forms if form.differences],
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, template, {**PLACE, **context, **extra}, status=status)
