from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from aanpak.actions import save_actie
from aanpak.conflicts import differences
from aanpak.forms import ActieFilterForm, ActieForm
from aanpak.models import Actie, Ambitie
from aanpak.queries import suggested_actie
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires

PLACE = {"place": "aanpak"}


@requires(Permission.READ)
def actie_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = ActieFilterForm(request.GET)
    acties = list(form.narrow(Actie.objects.select_related("bouwsteen", "vraag")))
    context = {
        "form": form,
        "acties": acties,
        "ambities": [
            (ambitie.label, found) for ambitie in Ambitie if (found := [a for a in acties if a.ambitie == ambitie])
        ],
        "staten": Actie.Staat.choices,
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "aanpak/actie_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def actie_add(request: AuthenticatedHttpRequest, code: str = "") -> HttpResponse:
    """With the `code` of a bouwsteen or extra question the form is filled in already, and nothing is saved yet."""
    new = suggested_actie(code) if code else Actie()
    new.updated_by = request.user.pk
    form = ActieForm(request.POST or None, instance=new)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "De actie is toegevoegd.")
        return redirect("aanpak:actie_list")
    return render_form(request, form, status=422 if form.errors else 200)


@requires(Permission.EDIT)
def actie_edit(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    actie = get_object_or_404(Actie, pk=pk)
    form = ActieForm(request.POST or None, instance=actie)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200)
    if save_actie(actie=form.instance, version=form.cleaned_data["version"], by=request.user):
        messages.success(request, "De actie is opgeslagen.")
        return redirect("aanpak:actie_list")
    current = Actie.objects.get(pk=pk)
    form.data = {**request.POST.dict(), "version": current.version}
    names = [name for name in ActieForm.base_fields if name != "version"]
    return render_form(request, form, status=409, differences=differences(form, current, names))


def render_form(request: AuthenticatedHttpRequest, form: ActieForm, status: int, **extra: Any) -> HttpResponse:
    context = {**PLACE, "form": form, "actie": form.instance, "adding": form.instance._state.adding, **extra}
    return render(request, "aanpak/actie_form.html", context, status=status)


@require_POST
@requires(Permission.EDIT)
def actie_staat(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    actie = get_object_or_404(Actie, pk=pk)
    if request.POST.get("staat") in Actie.Staat.values:
        actie.staat = request.POST["staat"]
        save_actie(actie=actie, version=actie.version, by=request.user)
        messages.success(request, f"‘{actie.wat}’ staat op: {actie.get_staat_display()}.")
    return redirect("aanpak:actie_list")


@require_POST
@requires(Permission.EDIT)
def actie_delete(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    actie = get_object_or_404(Actie, pk=pk)
    actie.delete()
    messages.success(request, f"‘{actie.wat}’ is verwijderd.")
    return redirect("aanpak:actie_list")
