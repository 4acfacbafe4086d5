"""The rounds, for VNG and CoMensha together: both may do all of this; who did not share with them is unknown here."""

from typing import Any
from uuid import UUID

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
    MeetrondeFout,
    MeetrondeOpened,
    close_meetronde,
    open_meetronde,
    remind,
    save_meetronde,
)
from metingen.meetronde_queries import response_of, rounds_with_response
from metingen.models import Meetronde
from saving.revisions import earlier, history
from saving.rows import create_row


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
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200)
    meetronde = create_row(row=form.instance, by=request.user)
    messages.success(request, "De meetronde is opgeslagen. Gemeenten zien haar pas als je haar opent.")
    return redirect("metingen:meetronde_detail", meetronde.pk)


def render_form(
    request: AuthenticatedHttpRequest, form: MeetrondeForm, status: int = 200, **shown: bool
) -> HttpResponse:
    context = {"form": form, "meetronde": form.instance, "adding": bool(form.new_id), "opened": False, "old": False}
    return render(request, "metingen/meetronde_form.html", {**frame(), **context, **shown}, status=status)


@requires_landelijk(Permission.LANDELIJK)
def meetronde_detail(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde.objects.select_related("kaderversie"), pk=pk)
    publicatie = meetronde.publicaties.published().newest().first()
    context = {**frame(), "meetronde": meetronde, "publicatie": publicatie, **numbers(request, meetronde)}
    context["reminding"] = Bericht.objects.under_way().filter(about=meetronde.pk).exists()
    return render(request, "metingen/meetronde_detail.html", context)


def numbers(request: AuthenticatedHttpRequest, meetronde: Meetronde) -> dict[str, Any]:
    return {"response": response_of(meetronde, request.organisaties), "with_us": names(request)}


@requires_landelijk(Permission.LANDELIJK)
def meetronde_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    meetronde = get_object_or_404(Meetronde, pk=pk)
    if meetronde.staat != Meetronde.Staat.CONCEPT and request.method != "POST":
        messages.warning(request, "Deze meetronde is al geopend en verandert niet meer.")
        return redirect("metingen:meetronde_detail", pk)
    initial = earlier(meetronde, request.GET.get("versie", ""))
    form = MeetrondeForm(request.POST or None, instance=meetronde, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200, old=bool(initial))
    try:
        saved = save_meetronde(form=form, by=request.user)
    except MeetrondeOpened:
        return render_form(request, form, status=409, opened=True)
    if saved.conflicts:
        return render_form(request, form, status=409)
    said = "De meetronde is opgeslagen." if saved.changed else "Niets veranderd: dit was al opgeslagen."
    messages.success(request, f"{said} {form.told}".strip())
    return redirect("metingen:meetronde_detail", pk)


@requires_landelijk(Permission.LANDELIJK)
def meetronde_geschiedenis(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    found = history(MeetrondeForm(instance=meetronde), before=request.GET.get("voor", ""))
    may_edit = meetronde.staat == Meetronde.Staat.CONCEPT
    url = reverse("metingen:meetronde_edit", args=[pk]) if may_edit else ""
    context = {**frame(), "meetronde": meetronde, "history": found, "url": url}
    return render(request, "metingen/meetronde_geschiedenis.html", context)


def confirmed(request: AuthenticatedHttpRequest, pk: UUID, action: Any, *, done: str, template: str) -> HttpResponse:
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
def meetronde_open(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    done = "De meetronde is open. Gemeenten kunnen nu indienen."
    return confirmed(request, pk, open_meetronde, done=done, template="metingen/meetronde_open.html")


@requires_landelijk(Permission.LANDELIJK)
def meetronde_close(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    done = "De meetronde is gesloten. Indienen kan niet meer; intrekken wel."
    return confirmed(request, pk, close_meetronde, done=done, template="metingen/meetronde_close.html")


@requires_landelijk(Permission.LANDELIJK)
def meetronde_remind(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """How many got the mail is not said: with the response it would tell how many submitted without sharing here."""
    done = "De herinnering staat klaar, en gaat naar de gemeenten die nog niet hebben ingediend."
    return confirmed(request, pk, remind, done=done, template="metingen/meetronde_remind.html")
