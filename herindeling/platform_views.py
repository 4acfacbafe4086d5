"""What the operator does: which gemeente goes over into which, and letting people in. Nothing of what they wrote."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from herindeling.actions import declare_opvolging, let_in, people_of, remove_opvolging
from herindeling.forms import OpvolgingForm
from herindeling.handover import OverdrachtFout
from herindeling.queries import all_stands
from tenants.models import Opvolging


@requires_landelijk(Permission.PLATFORM)
def opvolging_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    """A POST adds a pair."""
    form = OpvolgingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            added = declare_opvolging(predecessor=data["voorganger"], successor=data["opvolger"], datum=data["datum"])
        except OverdrachtFout as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Vastgelegd: {added.predecessor.naam} gaat over in {added.successor.naam}.")
            return redirect("opvolging_list")
    context = {"place": "platform", "form": form, "stands": all_stands()}
    return render(request, "herindeling/opvolging_list.html", context, status=422 if form.errors else 200)


@require_POST
@requires_landelijk(Permission.PLATFORM)
def opvolging_let_in(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Whom the beheerder of the predecessor chose may work in the successor. By number: names are of the gemeenten."""
    opvolging = get_object_or_404(Opvolging.objects.select_related("predecessor", "successor"), pk=pk)
    chosen = [person.pk for person in people_of(opvolging) if person.chosen]
    try:
        count = let_in(opvolging=opvolging, chosen=chosen, by=request.user.pk)
    except OverdrachtFout as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Toegang in {opvolging.successor.naam} gegeven aan: {count}.")
    return redirect("opvolging_list")


@require_POST
@requires_landelijk(Permission.PLATFORM)
def opvolging_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    opvolging = get_object_or_404(Opvolging.objects.select_related("predecessor", "successor"), pk=pk)
    gemeente, last = opvolging.predecessor, opvolging.datum - timedelta(days=1)
    try:
        goes_on = remove_opvolging(opvolging=opvolging)
    except OverdrachtFout as error:
        messages.error(request, str(error))
    else:
        then = "blijft bestaan" if goes_on else f"eindigt nog wel op {date_format(last, 'j F Y')}"
        messages.success(request, f"De opvolging is weggehaald. {gemeente.naam} {then}.")
    return redirect("opvolging_list")
