from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.models import Collega
from accounts.permissions import Permission, requires
from wissing.actions import UNREADABLE, WissingFout, confirm_wissing, request_wissing, withdraw_wissing
from wissing.forms import WissingForm
from wissing.models import Wissing
from wissing.queries import by_kind, places_of, progress_of, why_not
from wissing.words import Unreadable, reveal


@requires(Permission.EDIT)
def wissing_list(request: GemeenteHttpRequest) -> HttpResponse:
    rows = list(Wissing.objects.all()[:200])
    names = Collega.names({by for row in rows for by in (row.created_by, row.confirmed_by) if by})
    lines = [(row, names.get(row.created_by), names.get(row.confirmed_by), by_kind(row.counts)) for row in rows]
    can_ask = Permission.MANAGE in request.permissions
    return render(request, "wissing/wissing_list.html", {"lines": lines, "can_ask": can_ask})


@requires(Permission.MANAGE)
def wissing_add(request: GemeenteHttpRequest) -> HttpResponse:
    """First where the words stand; then, seeing that, ask."""
    form = WissingForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and request.POST.get("stap") != "wijzigen":
        if request.POST.get("stap") == "gevraagd":
            words, reden = form.cleaned_data["woorden"], form.cleaned_data["reden"]
            wissing = request_wissing(words=words, reden=reden, by=request.user)
            messages.success(request, "Het verzoek staat klaar. Je collega’s die mogen bevestigen, krijgen een mail.")
            return redirect("wissing:wissing_detail", wissing.pk)
        context["places"] = places_of(form.cleaned_data["woorden"])
        return render(request, "wissing/wissing_controle.html", context)
    return render(request, "wissing/wissing_form.html", context, status=422 if form.errors else 200)


@requires(Permission.EDIT)
def wissing_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    wissing = get_object_or_404(Wissing, pk=pk)
    return render_detail(request, wissing)


def render_detail(request: GemeenteHttpRequest, wissing: Wissing, fout: str = "") -> HttpResponse:
    """While the worker is at it, htmx asks how far it is and names what it shows; while that is so, it gets 204."""
    progress = progress_of(wissing)
    if progress and request.htmx and request.GET.get("seen") == progress.mark:
        return HttpResponse(status=204)
    may_confirm = wissing.is_in_time and (not progress or progress.is_final)
    words, unreadable = words_of(wissing) if may_confirm else ("", "")
    context = {
        **facts_of(wissing),
        "progress": progress,
        "words": words,
        "places": places_of(words) if words else None,
        "is_own": wissing.created_by == request.user.pk,
        "can_withdraw": may_confirm and Permission.MANAGE in request.permissions,
        "fout": fout or unreadable,
    }
    status = 409 if context["fout"] else 200
    template = "wissing/wissing_detail.html" + ("#stand" if request.htmx else "")
    return render(request, template, context, status=status)


def words_of(wissing: Wissing) -> tuple[str, str]:
    """The words, or why they cannot be read: they were asked under another KOMPAS_SECRET_KEY."""
    try:
        return reveal(wissing.words), ""
    except Unreadable:
        return "", UNREADABLE


def facts_of(wissing: Wissing) -> dict[str, Any]:
    names = Collega.names({by for by in (wissing.created_by, wissing.confirmed_by) if by})
    waarom, waar = why_not(wissing)
    return {
        "wissing": wissing,
        "waarom": waarom,
        "waar": waar,
        "kinds": by_kind(wissing.counts),
        "door": names.get(wissing.created_by),
        "tweede": names.get(wissing.confirmed_by),
    }


@require_POST
@requires(Permission.EDIT)
def wissing_confirm(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    wissing = get_object_or_404(Wissing, pk=pk)
    try:
        confirm_wissing(wissing=wissing, gemeente=request.gemeente, by=request.user)
    except WissingFout as fout:
        wissing.refresh_from_db()
        return render_detail(request, wissing, str(fout))
    messages.success(request, "Het wissen is begonnen. Op deze pagina zie je of het gelukt is.")
    return redirect("wissing:wissing_detail", wissing.pk)


@require_POST
@requires(Permission.MANAGE)
def wissing_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    withdraw_wissing(wissing=get_object_or_404(Wissing, pk=pk))
    messages.success(request, "Het verzoek is ingetrokken. Er is niets gewist.")
    return redirect("wissing:wissing_list")
