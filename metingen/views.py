"""The rounds, for VNG and CoMensha together: both may do all of this; who did not share with them is unknown here."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Toegang
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from berichten.models import Bericht
from metingen.forms import MeetrondeForm
from metingen.meetronde_actions import (
    MeetrondeChanged,
    MeetrondeFout,
    close_meetronde,
    open_meetronde,
    remind,
    save_meetronde,
)
from metingen.meetronde_queries import response_of, rounds_with_response
from metingen.models import Meetronde


def frame() -> dict[str, Any]:
    return {"place": "meetrondes", "list_url": reverse("metingen:meetronde_list")}


@requires_landelijk(Permission.LANDELIJK)
def meetronde_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    context = {**frame(), "rounds": rounds_with_response(request.organisaties), "with_us": names(request)}
    return render(request, "metingen/meetronde_list.html", context)


def names(request: AuthenticatedHttpRequest) -> str:
    return " of ".join(Toegang.Organisatie(value).label for value in sorted(request.organisaties, reverse=True))


@requires_landelijk(Permission.LANDELIJK)
def meetronde_add(request: AuthenticatedHttpRequest) -> HttpResponse:
    form = MeetrondeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meetronde = form.save()
        messages.success(request, "De meetronde is opgeslagen. Gemeenten zien haar pas als je haar opent.")
        return redirect("metingen:meetronde_detail", meetronde.pk)
    return render_form(request, form, status=422 if form.errors else 200)


def render_form(request: AuthenticatedHttpRequest, form: MeetrondeForm, status: int, **extra: Any) -> HttpResponse:
    context = {**frame(), "form": form, "meetronde": form.instance, "adding": form.instance._state.adding, **extra}
    return render(request, "metingen/meetronde_form.html", context, status=status)


@requires_landelijk(Permission.LANDELIJK)
def meetronde_detail(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde.objects.select_related("kaderversie"), pk=pk)
    publicatie = meetronde.publicaties.published().newest().first()
    context = {**frame(), "meetronde": meetronde, "publicatie": publicatie, **numbers(request, meetronde)}
    context["reminding"] = Bericht.objects.under_way().filter(about=meetronde.pk).exists()
    return render(request, "metingen/meetronde_detail.html", context)


def numbers(request: AuthenticatedHttpRequest, meetronde: Meetronde) -> dict[str, Any]:
    return {"response": response_of(meetronde, request.organisaties), "with_us": names(request)}


@requires_landelijk(Permission.LANDELIJK)
def meetronde_edit(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    if meetronde.staat != Meetronde.Staat.CONCEPT:
        messages.warning(request, "Deze meetronde is al geopend en verandert niet meer.")
        return redirect("metingen:meetronde_detail", pk)
    form = MeetrondeForm(request.POST or None, instance=meetronde)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200)
    values = {name: form.cleaned_data[name] for name in MeetrondeForm.Meta.fields}
    try:
        save_meetronde(meetronde=meetronde, values=values, version=form.cleaned_data["version"])
    except MeetrondeChanged as changed:
        return render_conflict(request, form, changed.meetronde)
    messages.success(request, "De meetronde is opgeslagen.")
    return redirect("metingen:meetronde_detail", pk)


def render_conflict(request: AuthenticatedHttpRequest, form: MeetrondeForm, now: Meetronde) -> HttpResponse:
    """Both texts; saving again makes mine count, unless it was opened meanwhile."""
    form.data = {**request.POST.dict(), "version": now.version}
    fields = [(name, form[name].label) for name in MeetrondeForm.Meta.fields]
    differences = [
        {"label": label, "mine": getattr(form.instance, name), "theirs": getattr(now, name)}
        for name, label in fields
        if getattr(form.instance, name) != getattr(now, name)
    ]
    opened = now.staat != Meetronde.Staat.CONCEPT
    return render_form(request, form, status=409, differences=differences, opened=opened)


def confirmed(request: AuthenticatedHttpRequest, pk: Any, action: Any, *, done: str, template: str) -> HttpResponse:
    """A page that says what will happen, and on POST the action itself."""
    meetronde = get_object_or_404(Meetronde, pk=pk)
    if request.method != "POST":
        return render(request, template, {**frame(), "meetronde": meetronde, **numbers(request, meetronde)})
    try:
        action(meetronde=meetronde, by=request.user)
    except MeetrondeFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, done)
    return redirect("metingen:meetronde_detail", pk)


@requires_landelijk(Permission.LANDELIJK)
def meetronde_open(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    done = "De meetronde is open. Gemeenten kunnen nu indienen."
    return confirmed(request, pk, open_meetronde, done=done, template="metingen/meetronde_open.html")


@requires_landelijk(Permission.LANDELIJK)
def meetronde_close(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    done = "De meetronde is gesloten. Indienen kan niet meer; intrekken wel."
    return confirmed(request, pk, close_meetronde, done=done, template="metingen/meetronde_close.html")


@requires_landelijk(Permission.LANDELIJK)
def meetronde_remind(request: AuthenticatedHttpRequest, pk: Any) -> HttpResponse:
    """How many got the mail is not said: with the response it would tell how many submitted without sharing here."""
    done = "De herinnering staat klaar, en gaat naar de gemeenten die nog niet hebben ingediend."
    return confirmed(request, pk, remind, done=done, template="metingen/meetronde_remind.html")
