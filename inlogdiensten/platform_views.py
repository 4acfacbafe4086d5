"""On the public host: who runs Kompas sets up the providers of VNG, CoMensha and regio's, and approves those of others.

Of a gemeente it is hers to set up: here one approves, tests, stops, and lets people in with a password again.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from accounts.sessions import INLOGDIENST
from inlogdiensten import pages
from inlogdiensten.actions import (
    InlogdienstFout,
    add_inlogdienst,
    approve,
    end_inlogdienst,
    lift_compulsory,
    make_compulsory,
)
from inlogdiensten.forms import PlatformInlogdienstForm, seen
from inlogdiensten.models import Aanvaarding, Inlogdienst
from inlogdiensten.views import NOT_APPROVED

BASE = "platform_"


def of_others(pk: UUID) -> Inlogdienst:
    """Which is set up here."""
    return get_object_or_404(Inlogdienst, pk=pk, gemeente=None)


@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    rows = Inlogdienst.objects.filter(ended_at=None).select_related("gemeente", "regio")
    context = {"place": "inlogdiensten", "rows": sorted(rows, key=lambda row: (row.is_working, row.where))}
    return render(request, "inlogdiensten/platform_inlogdienst_list.html", context)


@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = PlatformInlogdienstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inlogdienst = Inlogdienst(**form.scope, **{name: form.cleaned_data[name] for name in pages.SET_UP})
        add_inlogdienst(inlogdienst=inlogdienst, secret=form.cleaned_data["geheim"], by=request.user)
        messages.success(request, "De inlogdienst staat klaar. Een ander die Kompas beheert, keurt hem goed.")
        return redirect("platform_inlogdienst_detail", inlogdienst.pk)
    context = {"form": form, "base": BASE, "place": "inlogdiensten"}
    return render(request, "inlogdiensten/inlogdienst_add.html", context, status=422 if form.errors else 200)


@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_detail(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return pages.show(request, get_object_or_404(Inlogdienst, pk=pk), BASE, place="inlogdiensten")


@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit(request, of_others(pk), BASE)


@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_geheim(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit_credential(request, of_others(pk), BASE)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_test(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return pages.test(request, get_object_or_404(Inlogdienst, pk=pk), BASE)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_approve(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    inlogdienst, moment = get_object_or_404(Inlogdienst, pk=pk), seen(request.POST.get("gezien", ""))
    if moment and approve(inlogdienst=inlogdienst, by=request.user, seen=moment):
        messages.success(request, "De inlogdienst is goedgekeurd. Test hem nu.")
    else:
        messages.error(request, NOT_APPROVED)
    return redirect("platform_inlogdienst_detail", pk)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_inlogdienst_end(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    end_inlogdienst(inlogdienst=get_object_or_404(Inlogdienst, pk=pk), by=request.user)
    messages.success(request, "De inlogdienst is gestopt. Niemand komt er nog mee binnen.")
    return redirect("platform_inlogdienst_list")


@requires_landelijk(Permission.PLATFORM)
def platform_aanvaarding_functies(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit_functies(request, get_object_or_404(Aanvaarding, pk=pk, gemeente=None), BASE)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_aanvaarding_verplicht(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """For who works where it becomes compulsory, and keeps the noodaccount there."""
    aanvaarding = get_object_or_404(Aanvaarding, pk=pk, gemeente=None)
    try:
        if INLOGDIENST in request.session or not works_in(request, aanvaarding):
            raise InlogdienstFout(NOT_THERE)
        make_compulsory(aanvaarding=aanvaarding, by=request.user)
        messages.success(request, "Inloggen met de inlogdienst is nu verplicht. Jij hebt het noodaccount.")
    except InlogdienstFout as fout:
        messages.error(request, str(fout))
    return redirect("platform_inlogdienst_detail", aanvaarding.inlogdienst_id)


NOT_THERE = (
    "Verplicht maken kan alleen wie daar zelf werkt en nu met een wachtwoord is ingelogd: die heeft het noodaccount."
)


def works_in(request: AuthenticatedHttpRequest, aanvaarding: Aanvaarding) -> bool:
    place = (aanvaarding.regio_id and str(aanvaarding.regio_id), aanvaarding.organisatie)
    return any((toegang["regio"], toegang["organisatie"]) == place for toegang in request.user.toegangen)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def platform_aanvaarding_vrijwillig(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Also of a gemeente: when the noodaccount is gone, this is the way back."""
    aanvaarding = get_object_or_404(Aanvaarding, pk=pk)
    lift_compulsory(aanvaarding=aanvaarding)
    messages.success(request, "Inloggen met een wachtwoord kan daar weer.")
    return redirect("platform_inlogdienst_detail", aanvaarding.inlogdienst_id)
