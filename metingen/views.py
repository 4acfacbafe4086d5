"""The rounds, for VNG and CoMensha together: both may see this; who did not share with them is unknown here. Who asks
something of all gemeenten has a right of its own, and for what cannot be undone there are two: verzoek_actions.py."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Toegang
from accounts.permissions import Permission
from accounts.scopes import landelijke_rights, requires_landelijk
from berichten.models import Bericht
from metingen.forms import MeetrondeForm
from metingen.meetronde_actions import (
    MeetrondeFout,
    MeetrondeOpened,
    delete_meetronde,
    save_meetronde,
)
from metingen.meetronde_queries import response_of, rounds_with_response
from metingen.models import Meetronde, Rondeverzoek
from metingen.verzoek_actions import request_act
from metingen.verzoek_queries import done_for, planned_for, waiting_for
from saving.gone import gone
from saving.revisions import earlier, history
from saving.rows import Deleted, create_row


def frame() -> dict[str, Any]:
    return {"place": "meetrondes", "list_url": reverse("metingen:meetronde_list")}


@requires_landelijk(Permission.LANDELIJK)
def meetronde_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    context = {**frame(), "rounds": rounds_with_response(request.organisaties), "with_us": names(request)}
    return render(request, "metingen/meetronde_list.html", context | {"may": may_act(request)})


def may_act(request: AuthenticatedHttpRequest) -> bool:
    return Permission.MEETRONDE in landelijke_rights(request.user)


def names(request: AuthenticatedHttpRequest) -> str:
    return " of ".join(Toegang.Organisatie(value).label for value in sorted(request.organisaties, reverse=True))


@requires_landelijk(Permission.MEETRONDE)
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
    context |= {"may": may_act(request), "waiting": waiting_for(meetronde, request.user)}
    context["vragen"] = meetronde.themavragen.count()
    context |= {"done": done_for(meetronde), "planned": planned_for(meetronde, request.user)}
    mails = meetronde.verzoeken.filter(soort=Rondeverzoek.Soort.HERINNEREN).values("pk")
    context["reminding"] = Bericht.objects.under_way().filter(about__in=mails).exists()
    return render(request, "metingen/meetronde_detail.html", context)


def numbers(request: AuthenticatedHttpRequest, meetronde: Meetronde) -> dict[str, Any]:
    return {"response": response_of(meetronde, request.organisaties), "with_us": names(request)}


@requires_landelijk(Permission.MEETRONDE)
def meetronde_edit(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    meetronde = Meetronde.objects.filter(pk=pk).first()
    if meetronde is None:
        return gone_meetronde(request, pk)
    if meetronde.staat != Meetronde.Staat.CONCEPT and request.method != "POST":
        messages.warning(request, "Deze meetronde is al geopend en verandert niet meer.")
        return redirect("metingen:meetronde_detail", pk)
    initial = earlier(meetronde, request.GET.get("versie", ""))
    form = MeetrondeForm(request.POST or None, instance=meetronde, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200, old=bool(initial))
    try:
        saved = save_meetronde(form=form, by=request.user)
    except Deleted:
        return gone_meetronde(request, pk)
    except MeetrondeOpened:
        saved = None
    if saved is None or saved.conflicts:
        return render_form(request, form, status=409, opened=saved is None)
    said = "De meetronde is opgeslagen." if saved.changed else "Niets veranderd: dit was al opgeslagen."
    messages.success(request, f"{said} {form.told}".strip())
    return redirect("metingen:meetronde_detail", pk)


def gone_meetronde(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    add, back = reverse("metingen:meetronde_add"), reverse("metingen:meetronde_list")
    return gone(request, Meetronde, pk, wat="deze meetronde", url=add, terug=back)


@requires_landelijk(Permission.LANDELIJK)
def meetronde_geschiedenis(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    found = history(MeetrondeForm(instance=meetronde), before=request.GET.get("voor", ""))
    may_edit = meetronde.staat == Meetronde.Staat.CONCEPT and may_act(request)
    url = reverse("metingen:meetronde_edit", args=[pk]) if may_edit else ""
    context = {**frame(), "meetronde": meetronde, "history": found, "url": url}
    return render(request, "metingen/meetronde_geschiedenis.html", context)


@requires_landelijk(Permission.MEETRONDE)
def meetronde_delete(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Of a concept alone; asks once more."""
    meetronde = get_object_or_404(Meetronde, pk=pk)
    if request.method != "POST" and meetronde.staat == Meetronde.Staat.CONCEPT:
        return render(request, "metingen/meetronde_delete.html", {**frame(), "meetronde": meetronde})
    if request.method != "POST":
        messages.warning(request, "Deze meetronde is geopend. Alleen een concept kun je verwijderen.")
        return redirect("metingen:meetronde_detail", pk)
    try:
        delete_meetronde(meetronde=meetronde)
    except MeetrondeOpened:
        messages.warning(request, "Deze meetronde is geopend. Alleen een concept kun je verwijderen.")
        return redirect("metingen:meetronde_detail", pk)
    except Deleted:
        messages.warning(request, "Een collega heeft deze meetronde al verwijderd.")
    else:
        messages.success(request, f"‘{meetronde}’ is verwijderd.")
    return redirect("metingen:meetronde_list")


def asked(request: AuthenticatedHttpRequest, meetronde: Meetronde, soort: str, **context: Any) -> HttpResponse:
    """A page that says what will happen, or that it waits; on POST it is asked of a second person."""
    if request.method != "POST":
        waiting = next((each for each in waiting_for(meetronde, request.user) if each.verzoek.soort == soort), None)
        context |= {**frame(), "meetronde": meetronde, "waiting": waiting}
        return render(request, PAGES[soort], context)
    try:
        request_act(meetronde=meetronde, soort=soort, by=request.user)
    except MeetrondeFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, "Gevraagd. Het gebeurt als een collega met hetzelfde recht het bevestigt.")
    return redirect("metingen:meetronde_detail", meetronde.pk)


PAGES: dict[str, str] = {
    Rondeverzoek.Soort.OPENEN: "metingen/meetronde_open.html",
    Rondeverzoek.Soort.VERLENGEN: "metingen/meetronde_extend.html",
    Rondeverzoek.Soort.SLUITEN: "metingen/meetronde_close.html",
    Rondeverzoek.Soort.HERINNEREN: "metingen/meetronde_remind.html",
    Rondeverzoek.Soort.PUBLICEREN: "metingen/meetronde_publish.html",
}


@requires_landelijk(Permission.MEETRONDE)
def meetronde_close(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    return asked(request, meetronde, Rondeverzoek.Soort.SLUITEN, **numbers(request, meetronde))
