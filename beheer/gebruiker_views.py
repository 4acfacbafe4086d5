"""One person, whoever she works for: what the beheerder of one gemeente may not do to her."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.actions import NOT_PROVED
from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker, Toegang
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from beheer.actions import remove_gebruiker, reset_gebruiker
from beheer.forms import RemoveForm
from beheer.queries import find_people, make_page
from beheer.views import FRAME


@require_safe
@requires_landelijk(Permission.PLATFORM)
def gebruiker_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    context = {**FRAME, "typed": typed, "page": make_page(find_people(typed), request.GET)}
    return render(request, "beheer/gebruiker_list.html", context)


def known(pk: UUID) -> Gebruiker:
    return get_object_or_404(Gebruiker.objects.filter(anonymised_at=None), pk=pk)


def show(request: AuthenticatedHttpRequest, gebruiker: Gebruiker, form: RemoveForm) -> HttpResponse:
    held = Toegang.objects.filter(gebruiker=gebruiker).select_related("gemeente", "regio")
    context = {
        **FRAME,
        "gebruiker": gebruiker,
        "toegangen": held.order_by("valid_until", "functie"),
        "is_self": gebruiker.pk == request.user.pk,
        "form": form,
    }
    return render(request, "beheer/gebruiker_detail.html", context, status=422 if form.errors else 200)


@require_safe
@requires_landelijk(Permission.PLATFORM)
def gebruiker_detail(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return show(request, known(pk), RemoveForm())


@require_POST
@requires_landelijk(Permission.PLATFORM)
def gebruiker_reset(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    gebruiker = known(pk)
    if gebruiker.pk == request.user.pk:
        messages.error(request, "Je eigen login stel je niet hier opnieuw in, maar bij Beheer van mijn login.")
    elif gebruiker.claimed_email:
        messages.error(request, NOT_PROVED)
    else:
        reset_gebruiker(gebruiker=gebruiker)
        messages.success(request, f"{gebruiker} krijgt een mail om een nieuw wachtwoord en een tweede stap te kiezen.")
    return redirect("beheer:gebruiker_detail", pk)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def gebruiker_anonymise(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, form = known(pk), RemoveForm(request.POST)
    if gebruiker.pk == request.user.pk:
        messages.error(request, "Jezelf haal je niet weg. Vraag het een andere operator.")
        return redirect("beheer:gebruiker_detail", pk)
    if not form.is_valid():
        return show(request, gebruiker, form)
    remove_gebruiker(gebruiker=gebruiker)
    messages.success(request, "Alle toegang is beëindigd, en naam en e-mailadres zijn weg.")
    return redirect("beheer:gebruiker_list")
