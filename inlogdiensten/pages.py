"""The pages of a provider, as the host of a gemeente and the public host both have them; `base` is what stands before
the names of their addresses. Who may see which provider, say views.py and platform_views.py."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedHttpRequest
from inlogdiensten.actions import InlogdienstFout, change_inlogdienst, map_claims, renew_credential
from inlogdiensten.checking import Step, check
from inlogdiensten.forms import FunctiesForm, GeheimForm, InlogdienstForm
from inlogdiensten.models import Aanvaarding, Inlogdienst

SET_UP = ("naam", "issuer", "hosts", "client_id", "tweede_stap", "bewijs")
CHANGED = "Een collega heeft deze inlogdienst net ook gewijzigd. Wat je typte, staat er nog; kijk het na en sla het op."


def show(
    request: AuthenticatedHttpRequest,
    inlogdienst: Inlogdienst,
    base: str,
    *,
    steps: list[Step] | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    rows = inlogdienst.aanvaardingen.select_related("gemeente", "regio")
    own = [row for row in rows if row.scope == inlogdienst.scope]
    context |= {
        "dienst": inlogdienst,
        "base": base,
        "steps": steps,
        "own": next(iter(own), None),
        "others": [row for row in rows if row not in own],
        "is_mine": inlogdienst.set_up_by == request.user.pk,
    }
    return render(request, "inlogdiensten/inlogdienst_detail.html", context, status=status)


def edit(request: AuthenticatedHttpRequest, inlogdienst: Inlogdienst, base: str) -> HttpResponse:
    initial = {name: getattr(inlogdienst, name) for name in InlogdienstForm.base_fields if name != "gezien"}
    initial["gezien"] = inlogdienst.set_up_at.isoformat()
    form = InlogdienstForm(request.POST or None, initial=initial)
    fout = ""
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if change_inlogdienst(inlogdienst=inlogdienst, values=values, seen=values["gezien"], by=request.user):
            messages.success(request, "De inlogdienst is opgeslagen.")
            return redirect(f"{base}inlogdienst_detail", inlogdienst.pk)
        fout, form.data = CHANGED, {**request.POST.dict(), "gezien": initial["gezien"]}
    context = {"form": form, "dienst": inlogdienst, "base": base, "fout": fout}
    status = 409 if fout else 422 if form.errors else 200
    return render(request, "inlogdiensten/inlogdienst_edit.html", context, status=status)


def edit_credential(request: AuthenticatedHttpRequest, inlogdienst: Inlogdienst, base: str) -> HttpResponse:
    form = GeheimForm(request.POST or None, initial={"bewijs": inlogdienst.bewijs})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            renew_credential(inlogdienst=inlogdienst, bewijs=values["bewijs"], secret=values["geheim"])
            messages.success(request, "Opgeslagen. Test nu of de inlogdienst het kent.")
        except InlogdienstFout as fout:
            messages.error(request, str(fout))
        return redirect(f"{base}inlogdienst_detail", inlogdienst.pk)
    context = {"form": form, "dienst": inlogdienst, "base": base}
    return render(request, "inlogdiensten/inlogdienst_geheim.html", context, status=422 if form.errors else 200)


def edit_functies(request: AuthenticatedHttpRequest, aanvaarding: Aanvaarding, base: str) -> HttpResponse:
    form = FunctiesForm(request.POST or None, aanvaarding=aanvaarding)
    if request.method == "POST" and form.is_valid():
        map_claims(aanvaarding=aanvaarding, **form.cleaned_data)
        messages.success(request, "Opgeslagen. Het geldt vanaf de volgende keer dat iemand inlogt.")
        return redirect(f"{base}inlogdienst_list")  # of a provider that another offers, there is no page here
    context = {"form": form, "dienst": aanvaarding.inlogdienst, "base": base}
    return render(request, "inlogdiensten/aanvaarding_functies.html", context, status=422 if form.errors else 200)


def test(request: AuthenticatedHttpRequest, inlogdienst: Inlogdienst, base: str, **context: Any) -> HttpResponse:
    return show(request, inlogdienst, base, steps=check(inlogdienst), **context)
