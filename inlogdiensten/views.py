"""On the host of a gemeente: her beheerders set up providers, approve each other's, and accept what others offer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from accounts.sessions import INLOGDIENST
from inlogdiensten import pages
from inlogdiensten.actions import (
    InlogdienstFout,
    accept,
    add_inlogdienst,
    approve_own,
    end_inlogdienst,
    lift_compulsory,
    make_compulsory,
    offer,
    stop_accepting,
)
from inlogdiensten.forms import AanbodForm, NewInlogdienstForm, seen
from inlogdiensten.models import Aanvaarding, Inlogdienst

BASE = "inlogdiensten:"
NOT_APPROVED = "Niet goedgekeurd. Iemand heeft hem net gewijzigd, of je hebt hem zelf ingesteld. Kijk hem opnieuw na."
NOT_ACCEPTED = (
    "Niet geaccepteerd. De inlogdienst is gestopt, of net gewijzigd en nog niet goedgekeurd. Kijk hem opnieuw na."
)
OWN_LOGIN_FIRST = "Log eerst in met je wachtwoord en je tweede stap. Zo weet je dat het noodaccount werkt."


def own(request: GemeenteHttpRequest, pk: UUID) -> Inlogdienst:
    return get_object_or_404(Inlogdienst, pk=pk, gemeente=request.gemeente)


def own_aanvaarding(request: GemeenteHttpRequest, pk: UUID) -> Aanvaarding:
    return get_object_or_404(Aanvaarding.objects.select_related("inlogdienst"), pk=pk, gemeente=request.gemeente)


@requires(Permission.MANAGE)
def inlogdienst_list(request: GemeenteHttpRequest) -> HttpResponse:
    rows = Aanvaarding.objects.filter(gemeente=request.gemeente, inlogdienst__ended_at=None)
    rows = rows.select_related("inlogdienst__gemeente")
    return render(request, "inlogdiensten/inlogdienst_list.html", {"rows": rows})


@requires(Permission.MANAGE)
def inlogdienst_add(request: GemeenteHttpRequest) -> HttpResponse:
    form = NewInlogdienstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in pages.SET_UP}
        inlogdienst = Inlogdienst(gemeente=request.gemeente, **values)
        add_inlogdienst(inlogdienst=inlogdienst, secret=form.cleaned_data["geheim"], by=request.user)
        messages.success(
            request, "De inlogdienst staat klaar. Een tweede beheerder, of wie Kompas beheert, keurt hem goed."
        )
        return redirect("inlogdiensten:inlogdienst_detail", inlogdienst.pk)
    context = {"form": form, "base": BASE}
    return render(request, "inlogdiensten/inlogdienst_add.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE)
def inlogdienst_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    return pages.show(request, own(request, pk), BASE, aanbod=AanbodForm(own=request.gemeente))


@requires(Permission.MANAGE)
def inlogdienst_edit(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit(request, own(request, pk), BASE)


@requires(Permission.MANAGE)
def inlogdienst_geheim(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit_credential(request, own(request, pk), BASE)


@require_POST
@requires(Permission.MANAGE)
def inlogdienst_test(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    return pages.test(request, own(request, pk), BASE, aanbod=AanbodForm(own=request.gemeente))


@require_POST
@requires(Permission.MANAGE)
def inlogdienst_approve(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    inlogdienst = own(request, pk)
    moment = seen(request.POST.get("gezien", ""))
    if moment and approve_own(inlogdienst=inlogdienst, by=request.user, seen=moment):
        messages.success(request, "De inlogdienst is goedgekeurd. Test hem nu.")
    else:
        messages.error(request, NOT_APPROVED)
    return redirect("inlogdiensten:inlogdienst_detail", pk)


@require_POST
@requires(Permission.MANAGE)
def inlogdienst_end(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    end_inlogdienst(inlogdienst=own(request, pk), by=request.user)
    messages.success(request, "De inlogdienst is gestopt. Niemand komt er nog mee binnen.")
    return redirect("inlogdiensten:inlogdienst_list")


@require_POST
@requires(Permission.MANAGE)
def inlogdienst_offer(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    inlogdienst, form = own(request, pk), AanbodForm(request.POST, own=request.gemeente)
    if not form.is_valid():
        return pages.show(request, inlogdienst, BASE, aanbod=form, status=422)
    try:
        offer(inlogdienst=inlogdienst, gemeente=form.cleaned_data["gemeente"])
        messages.success(request, "Aangeboden. Een beheerder van die gemeente kan hem accepteren.")
    except InlogdienstFout as fout:
        messages.error(request, str(fout))
    return redirect("inlogdiensten:inlogdienst_detail", pk)


@require_POST
@requires(Permission.MANAGE)
def aanvaarding_accept(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    if accept(aanvaarding=own_aanvaarding(request, pk), by=request.user):
        messages.success(request, "De inlogdienst is geaccepteerd. Collega’s kunnen hun werkaccount nu koppelen.")
    else:
        messages.error(request, NOT_ACCEPTED)
    return redirect("inlogdiensten:inlogdienst_list")


@require_POST
@requires(Permission.MANAGE)
def aanvaarding_end(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    stop_accepting(aanvaarding=own_aanvaarding(request, pk))
    messages.success(request, "Met deze inlogdienst komt niemand hier nog binnen.")
    return redirect("inlogdiensten:inlogdienst_list")


@requires(Permission.MANAGE)
def aanvaarding_functies(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    return pages.edit_functies(request, own_aanvaarding(request, pk), BASE)


@require_POST
@requires(Permission.MANAGE)
def aanvaarding_verplicht(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    aanvaarding = own_aanvaarding(request, pk)
    try:
        if INLOGDIENST in request.session:
            raise InlogdienstFout(OWN_LOGIN_FIRST)
        make_compulsory(aanvaarding=aanvaarding, by=request.user)
        messages.success(request, "Inloggen met de inlogdienst is nu verplicht. Jij hebt het noodaccount.")
    except InlogdienstFout as fout:
        messages.error(request, str(fout))
    return redirect("inlogdiensten:inlogdienst_list")


@require_POST
@requires(Permission.MANAGE)
def aanvaarding_vrijwillig(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    lift_compulsory(aanvaarding=own_aanvaarding(request, pk))
    messages.success(request, "Inloggen met een wachtwoord kan hier weer.")
    return redirect("inlogdiensten:inlogdienst_list")
