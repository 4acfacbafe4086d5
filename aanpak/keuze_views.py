"""The two choice lists that a gemeente fills in at once: instrumenten per barrière, and vormen with local emphasis."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from aanpak.actions import save_keuzes
from aanpak.keuze_forms import InstrumentForm, KeuzeForm, VormForm
from aanpak.row_views import PLACE, SAVED, render_history
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from sjablonen.models import Instrument


@requires(Permission.READ)
def instrument_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """`?versie=ID` fills in an earlier version of one of them; nothing is saved until the user does."""
    return render_instrumenten(request, InstrumentForm.for_rows(versie=request.GET.get("versie", "")))


@require_POST
@requires(Permission.EDIT)
def instrument_save(request: AuthenticatedHttpRequest) -> HttpResponse:
    forms, status = save(request, InstrumentForm, "De instrumenten zijn opgeslagen.")
    return redirect("aanpak:instrument_list") if status == SAVED else render_instrumenten(request, forms, status)


@requires(Permission.READ)
def vorm_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """As instrument_list."""
    forms = VormForm.for_rows(versie=request.GET.get("versie", ""))
    return render_forms(request, "aanpak/vorm_list.html", forms)


@require_POST
@requires(Permission.EDIT)
def vorm_save(request: AuthenticatedHttpRequest) -> HttpResponse:
    forms, status = save(request, VormForm, "De vormen zijn opgeslagen.")
    if status == SAVED:
        return redirect("aanpak:vorm_list")
    return render_forms(request, "aanpak/vorm_list.html", forms, status)


def save(request: AuthenticatedHttpRequest, form_class: type[KeuzeForm], said: str) -> tuple[list[Any], int]:
    """Everything that was changed, or nothing when a field is not right. What collides is asked, the rest is saved."""
    forms: list[Any] = form_class.for_rows(request.POST)
    if not all(form.is_valid() for form in forms if form.is_bound):
        return forms, 422
    sent = [form for form in forms if form.is_bound and form.is_sent]
    save_keuzes(forms=sent, by=request.user)
    if any(form.choices for form in sent):
        return forms, 409
    messages.success(request, said if any(form.saved.changed for form in sent) else "Niets veranderd.")
    for form in sent:
        if form.told:
            messages.info(request, f"{form.row.titel}: {form.told}")
    return forms, SAVED


@requires(Permission.EDIT)
def instrument_geschiedenis(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return render_keuze(request, InstrumentForm, code, reverse("aanpak:instrument_list"), "Instrumenten")


@requires(Permission.EDIT)
def vorm_geschiedenis(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return render_keuze(request, VormForm, code, reverse("aanpak:vorm_list"), "Vormen")


def render_keuze(
    request: AuthenticatedHttpRequest, form_class: type[KeuzeForm], code: str, url: str, terug: str
) -> HttpResponse:
    form = next((form for form in form_class.for_rows() if form.row.code == code), None)
    if form is None:
        raise Http404
    return render_history(request, form, titel=form.row.titel, url=url, terug=terug)


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
        "lost": [form for form in forms if form.choices],
        "old": [form for form in forms if form.taken_over],
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, template, {**PLACE, **context, **extra}, status=status)
