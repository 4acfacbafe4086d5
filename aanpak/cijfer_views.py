from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from aanpak.conflicts import differences
from aanpak.lokaal_actions import add_row, save_row
from aanpak.lokaal_forms import CijferForm
from aanpak.models import Cijfer
from aanpak.series import tables_of
from aanpak.views import PLACE
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires


@requires(Permission.READ)
def cijfer_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    cijfers = list(Cijfer.objects.select_related("vorm"))
    context = {"cijfers": cijfers, "tables": tables_of(cijfers), "can_edit": Permission.EDIT in request.permissions}
    return render(request, "aanpak/cijfer_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def cijfer_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = CijferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if add_row(row=form.instance, by=request.user):
            messages.success(request, "Het cijfer is toegevoegd.")
            return redirect("aanpak:cijfer_list")
        form.add_error(None, "Een collega heeft dit cijfer net al toegevoegd.")
    return render_form(request, form, status=422 if form.errors else 200)


@requires(Permission.EDIT)
def cijfer_edit(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    cijfer = get_object_or_404(Cijfer, pk=pk)
    form = CijferForm(request.POST or None, instance=cijfer)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200)
    if save_row(row=form.instance, version=form.cleaned_data["version"], by=request.user):
        messages.success(request, "Het cijfer is opgeslagen.")
        return redirect("aanpak:cijfer_list")
    current = get_object_or_404(Cijfer, pk=pk)
    form.data = {**request.POST.dict(), "version": current.version}
    return render_form(request, form, status=409, differences=differences(form, current, Cijfer.FIELDS))


@require_POST
@requires(Permission.EDIT)
def cijfer_delete(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    cijfer = get_object_or_404(Cijfer, pk=pk)
    cijfer.delete()
    messages.success(request, f"‘{cijfer}’ is verwijderd.")
    return redirect("aanpak:cijfer_list")


def render_form(request: AuthenticatedHttpRequest, form: CijferForm, status: int, **extra: Any) -> HttpResponse:
    context = {**PLACE, "form": form, "cijfer": form.instance, "adding": form.instance._state.adding, **extra}
    return render(request, "aanpak/cijfer_form.html", context, status=status)
