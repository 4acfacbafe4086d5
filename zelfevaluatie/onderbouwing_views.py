"""What an answer rests on: links and files."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from tenants.files import file_response
from zelfevaluatie.antwoord_views import forms_of, render_bouwsteen
from zelfevaluatie.models import Onderbouwing
from zelfevaluatie.onderbouwing_forms import OnderbouwingForm
from zelfevaluatie.queries import antwoord_for, bouwsteen_page


@require_POST
@requires(Permission.EDIT)
def onderbouwing_add(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    antwoord = antwoord_for(code)
    new = Onderbouwing(antwoord=antwoord, created_by=request.user.pk)
    form = OnderbouwingForm(request.POST, request.FILES, instance=new, auto_id="onderbouwing_%s")
    if form.is_valid():
        form.save()
        messages.success(request, f"‘{form.instance.titel}’ staat bij de onderbouwing.")
        return redirect("zelfevaluatie:bouwsteen_detail", code)
    page = bouwsteen_page(code)
    return render_bouwsteen(request, page, forms_of(page), status=422, onderbouwing=form)


@require_POST
@requires(Permission.EDIT)
def onderbouwing_delete(request: AuthenticatedHttpRequest, code: str, pk: Any) -> HttpResponse:
    get_object_or_404(Onderbouwing, pk=pk, antwoord=antwoord_for(code)).delete()
    messages.success(request, "De onderbouwing is verwijderd.")
    return redirect("zelfevaluatie:bouwsteen_detail", code)


@requires(Permission.READ)
def onderbouwing_download(request: AuthenticatedHttpRequest, code: str, pk: Any) -> HttpResponse:
    found = get_object_or_404(Onderbouwing.objects.exclude(bestand=None), pk=pk, antwoord__bouwsteen__code=code)
    return file_response(bytes(found.bestand or b""), name=found.bestandsnaam, mimetype=found.mimetype)
