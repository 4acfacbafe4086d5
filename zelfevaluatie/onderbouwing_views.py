"""What an answer rests on: links and files."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from tenants.files import file_response
from zelfevaluatie.antwoord_views import forms_of, render_bouwsteen
from zelfevaluatie.closed import YearClosed, closed_meanwhile, is_of_another, unless_closed
from zelfevaluatie.models import REMOVED_KEPT, Onderbouwing
from zelfevaluatie.onderbouwing_actions import add_onderbouwing, remove_onderbouwing, restore_onderbouwing
from zelfevaluatie.onderbouwing_forms import OnderbouwingForm
from zelfevaluatie.queries import antwoord_for, bouwsteen_page


@require_POST
@requires(Permission.EDIT)
def onderbouwing_add(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = antwoord_for(code)
    new = Onderbouwing(antwoord=antwoord, created_by=request.user.pk)
    form = OnderbouwingForm(request.POST, request.FILES, instance=new, auto_id="onderbouwing_%s")
    if is_of_another(request, antwoord.zelfevaluatie):
        return closed_meanwhile(request)
    if form.is_valid():
        new.pk = form.cleaned_data["nieuw"]
        try:
            with unless_closed():
                add_onderbouwing(row=new)
        except YearClosed:
            return closed_meanwhile(request)
        messages.success(request, f"‘{new.titel}’ staat bij de onderbouwing.")
        return back_to(code)
    page = bouwsteen_page(code)
    return render_bouwsteen(request, page, forms_of(page), status=422, onderbouwing=form)


@requires(Permission.EDIT)
def onderbouwing_delete(request: AuthenticatedHttpRequest, code: str, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Onderbouwing.objects.present().sized(), pk=pk, antwoord=antwoord_for(code))
    if request.method == "POST":
        remove_onderbouwing(row=row, by=request.user)
        days = REMOVED_KEPT.days
        messages.success(request, f"‘{row.titel}’ is verwijderd. Je kunt het nog {days} dagen terugzetten.")
        return back_to(code)
    names = Collega.names({row.created_by} - {None})
    context = {"code": code, "item": row, "door": names.get(row.created_by), "days": REMOVED_KEPT.days}
    return render(request, "zelfevaluatie/onderbouwing_delete.html", {"place": "zelfevaluatie", **context})


def back_to(code: str) -> HttpResponse:
    return redirect(f"{reverse('zelfevaluatie:bouwsteen_detail', args=[code])}#onderbouwing")


@require_POST
@requires(Permission.EDIT)
def onderbouwing_restore(request: AuthenticatedHttpRequest, code: str, pk: UUID) -> HttpResponse:
    """Once more, by a second click or a colleague, it says the same: it is there."""
    row = get_object_or_404(Onderbouwing.objects.known().defer("bestand"), pk=pk, antwoord=antwoord_for(code))
    restore_onderbouwing(row=row)
    messages.success(request, f"‘{row.titel}’ staat weer bij de onderbouwing.")
    return back_to(code)


@requires(Permission.READ)
def onderbouwing_download(request: AuthenticatedHttpRequest, code: str, pk: UUID) -> HttpResponse:
    rows = Onderbouwing.objects.present().filter(url="").select_related("bron")
    found = get_object_or_404(rows, pk=pk, antwoord__bouwsteen__code=code)
    return file_response(found.content, name=found.bestandsnaam, mimetype=found.mimetype)
