"""The questions of one round beside the Kader, while it is a concept: at most five, each read by a second person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.meetronde_actions import MeetrondeFout
from metingen.models import Meetronde, Themavraag
from metingen.thema_actions import (
    add_themavraag,
    copy_themavragen,
    delete_themavraag,
    earlier_questions,
    save_themavraag,
)
from metingen.thema_forms import ThemavraagForm
from metingen.thema_models import MOST
from metingen.thema_queries import themavragen_of
from metingen.views import frame, gone_meetronde, may_act
from saving.gone import gone
from saving.revisions import earlier, history
from saving.rows import Deleted

LIST = "metingen:themavraag_list"


@requires_landelijk(Permission.LANDELIJK)
def themavraag_list(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    vragen = themavragen_of(meetronde)
    may_edit = may_act(request) and meetronde.staat == Meetronde.Staat.CONCEPT
    context = {"meetronde": meetronde, "vragen": vragen, "may_edit": may_edit, "most": MOST}
    context["earlier"] = earlier_questions(meetronde)[: MOST - len(vragen)] if may_edit else []
    return render(request, "metingen/themavraag_list.html", {**frame(), **context})


@requires_landelijk(Permission.MEETRONDE)
def themavraag_add(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = Meetronde.objects.filter(pk=pk).first()
    if meetronde is None:
        return gone_meetronde(request, pk)
    form = ThemavraagForm(request.POST if request.method == "POST" else None, instance=Themavraag(meetronde=meetronde))
    if not form.is_valid():
        return render_form(request, meetronde, form, status=422 if form.errors else 200)
    try:
        add_themavraag(meetronde=meetronde, row=form.instance, by=request.user)
    except Deleted:
        return gone_meetronde(request, pk)
    except MeetrondeFout as fout:
        return render_form(request, meetronde, form, status=409, fout=str(fout))
    messages.success(request, "De vraag is opgeslagen. Een tweede persoon leest haar voordat de meetronde opent.")
    return redirect(LIST, pk)


@requires_landelijk(Permission.MEETRONDE)
def themavraag_edit(request: AuthenticatedHttpRequest, ronde: UUID, pk: UUID) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier version; nothing is saved until the user does."""
    row = Themavraag.objects.select_related("meetronde").filter(pk=pk, meetronde=ronde).first()
    if row is None:
        return gone_vraag(request, ronde, pk)
    initial = earlier(row, request.GET.get("versie", ""))
    form = ThemavraagForm(request.POST if request.method == "POST" else None, instance=row, initial=initial)
    if not form.is_valid():
        return render_form(request, row.meetronde, form, status=422 if form.errors else 200, old=bool(initial))
    try:
        saved = save_themavraag(form=form, by=request.user)
    except Deleted:
        return gone_vraag(request, ronde, pk)
    except MeetrondeFout as fout:
        return render_form(request, row.meetronde, form, status=409, fout=str(fout))
    if saved.conflicts:
        return render_form(request, row.meetronde, form, status=409)
    messages.success(
        request, f"{'De vraag is opgeslagen.' if saved.changed else 'Niets veranderd.'} {form.told}".strip()
    )
    return redirect(LIST, row.meetronde_id)


def render_form(
    request: AuthenticatedHttpRequest, meetronde: Meetronde, form: ThemavraagForm, status: int = 200, **shown: Any
) -> HttpResponse:
    context = {"meetronde": meetronde, "form": form, "adding": bool(form.new_id), "fout": "", "old": False, **shown}
    context["vraag"] = form.stored
    return render(request, "metingen/themavraag_form.html", {**frame(), **context}, status=status)


def gone_vraag(request: AuthenticatedHttpRequest, ronde: UUID, pk: UUID) -> HttpResponse:
    add, back = (reverse(f"metingen:themavraag_{name}", args=[ronde]) for name in ("add", "list"))
    return gone(request, Themavraag, pk, wat="deze vraag", url=add, terug=back)


@requires_landelijk(Permission.LANDELIJK)
def themavraag_geschiedenis(request: AuthenticatedHttpRequest, ronde: UUID, pk: UUID) -> HttpResponse:
    vraag = get_object_or_404(Themavraag.objects.select_related("meetronde"), pk=pk, meetronde=ronde)
    found = history(ThemavraagForm(instance=vraag), before=request.GET.get("voor", ""))
    may_edit = vraag.meetronde.staat == Meetronde.Staat.CONCEPT and may_act(request)
    url = reverse("metingen:themavraag_edit", args=[ronde, pk]) if may_edit else ""
    context = {**frame(), "vraag": vraag, "meetronde": vraag.meetronde, "history": found, "url": url}
    return render(request, "metingen/themavraag_geschiedenis.html", context)


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def themavraag_delete(request: AuthenticatedHttpRequest, ronde: UUID, pk: UUID) -> HttpResponse:
    vraag = get_object_or_404(Themavraag.objects.select_related("meetronde"), pk=pk, meetronde=ronde)
    try:
        delete_themavraag(themavraag=vraag)
    except (MeetrondeFout, Deleted):
        messages.warning(request, "Deze meetronde is geopend of verwijderd. De vraag blijft zoals zij was.")
        return redirect("metingen:meetronde_list")
    messages.success(request, "De vraag is verwijderd.")
    return redirect(LIST, vraag.meetronde_id)


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def themavraag_copy(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde, pk=pk)
    try:
        count = copy_themavragen(meetronde=meetronde, by=request.user)
    except (MeetrondeFout, Deleted):
        messages.warning(request, "Deze meetronde is geopend of verwijderd. Er is niets overgenomen.")
        return redirect("metingen:meetronde_list")
    words = "1 vraag is" if count == 1 else f"{count} vragen zijn"
    messages.success(request, f"{words} overgenomen. Gemeenten zien daar straks hun vorige antwoord bij.")
    return redirect(LIST, pk)
