"""Bringing a gemeente aboard: one by one, or all from a file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Uitnodiging
from accounts.permissions import Beheerder, Permission
from accounts.scopes import requires_landelijk
from accounts.uitnodiging_actions import UitnodigingFout, resend_uitnodiging, withdraw_uitnodiging
from beheer.actions import bring_aboard, note, set_agreement
from beheer.forms import AgreementForm, BeheerderForm, BoardingForm, ZoekForm
from beheer.import_actions import carry_over
from beheer.models import Openingsverzoek
from beheer.queries import gemeenten_for, invitations, make_page, people_of
from beheer.views import FRAME
from tenants.models import Gemeente
from tenants.queries import gemeenten_with_stand


@require_safe
@requires_landelijk(Permission.PLATFORM)
def gemeente_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = ZoekForm(request.GET)
    found = gemeenten_for(form.cleaned_data["q"], form.cleaned_data["stand"]) if form.is_valid() else None
    page = make_page(Gemeente.objects.none() if found is None else found, request.GET)
    context = {**FRAME, "form": form, "page": page}
    return render(request, "beheer/gemeente_list.html", context, status=422 if form.errors else 200)


def show(request: AuthenticatedHttpRequest, gemeente: Gemeente, **forms: Any) -> HttpResponse:
    """The page of one gemeente; `forms` are those that were sent and not accepted."""
    agreed = {"datum": gemeente.verwerkersovereenkomst_on}
    stand = [each for each in gemeenten_with_stand() if each.pk == gemeente.pk]
    context = {
        **FRAME,
        "gemeente": gemeente,
        "stand": stand,
        "verzoek": Openingsverzoek.objects.waiting().filter(gemeente=gemeente).first(),
        "people": people_of(gemeente=gemeente),
        "invitations": invitations().filter(gemeente=gemeente),
        "agreement_form": AgreementForm(initial=agreed),
        "invite_form": BeheerderForm(),
        **forms,
    }
    return render(request, "beheer/gemeente_detail.html", context, status=422 if forms else 200)


@require_safe
@requires_landelijk(Permission.PLATFORM)
def gemeente_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return show(request, get_object_or_404(Gemeente, code=code))


@require_POST
@requires_landelijk(Permission.PLATFORM)
def gemeente_open(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    gemeente = get_object_or_404(Gemeente.objects.today(), code=code)
    bring_aboard(gemeente=gemeente, by=request.user.pk)
    if gemeente.opening == Gemeente.Opening.ACTIVE:
        messages.info(request, f"{gemeente} is al open.")
    else:
        messages.success(request, f"Genoteerd: {gemeente} wordt geopend.")
    return redirect("beheer:gemeente_detail", code)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def gemeente_agreement(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    gemeente = get_object_or_404(Gemeente, code=code)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return show(request, gemeente, agreement_form=form)
    set_agreement(gemeente=gemeente, on=form.cleaned_data["datum"])
    messages.success(request, "De datum van de verwerkersovereenkomst is vastgelegd.")
    return redirect("beheer:gemeente_detail", code)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def gemeente_invite(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    gemeente = get_object_or_404(Gemeente.objects.today(), code=code)
    form = BeheerderForm(request.POST)
    if not form.is_valid() or form.refuse_held(Beheerder.naam, gemeente=gemeente):
        return show(request, gemeente, invite_form=form)
    try:
        bring_aboard(gemeente=gemeente, by=request.user.pk, **form.cleaned_data)
    except UitnodigingFout as fout:
        form.add_error(None, str(fout))
        return show(request, gemeente, invite_form=form)
    later = "" if gemeente.opening == Gemeente.Opening.ACTIVE else " De mail gaat zodra de gemeente open is."
    messages.success(request, f"{form.cleaned_data['email']} is uitgenodigd als beheerder.{later}")
    return redirect("beheer:gemeente_detail", code)


@requires_landelijk(Permission.PLATFORM)
def gemeente_import(request: AuthenticatedHttpRequest) -> HttpResponse:
    """First what would happen; what is done is what that page showed, and nothing else."""
    form = BoardingForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if not form.is_valid() or request.POST.get("stap") == "veranderen":
        status = 422 if form.errors else 200
        return render(request, "beheer/gemeente_import.html", {**FRAME, "form": form}, status=status)
    boarding, fout, status = form.boarding, "", 200
    if request.POST.get("stap") == "uitvoeren":
        if request.POST.get("mark") == boarding.mark:
            done = carry_over(lines=boarding.new, by=request.user.pk)
            note(request=request, status=200, about=done)
            messages.success(request, f"Genoteerd voor {len(done)} {'gemeente' if len(done) == 1 else 'gemeenten'}.")
            return redirect("beheer:gemeente_list")
        fout, status = "Er is intussen iets veranderd. Hieronder staat wat er nu zou gebeuren.", 409
    context = {**FRAME, "form": form, "boarding": boarding, "fout": fout}
    return render(request, "beheer/gemeente_verschil.html", context, status=status)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def uitnodiging_resend(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(Uitnodiging.objects.select_related("gemeente", "regio"), pk=pk)
    if resend_uitnodiging(uitnodiging=uitnodiging):
        messages.success(request, f"De uitnodiging voor {uitnodiging.email} gaat nog een keer op de post.")
    else:
        messages.error(request, "Deze uitnodiging is intussen aangenomen of ingetrokken.")
    return redirect("beheer:uitnodiging_list")


@require_POST
@requires_landelijk(Permission.PLATFORM)
def uitnodiging_withdraw(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    uitnodiging = get_object_or_404(Uitnodiging, pk=pk)
    if withdraw_uitnodiging(uitnodiging=uitnodiging, by=request.user.pk):
        messages.success(request, f"De uitnodiging voor {uitnodiging.email} is ingetrokken.")
    else:
        messages.error(request, "Deze uitnodiging is intussen aangenomen of ingetrokken.")
    return redirect("beheer:uitnodiging_list")
