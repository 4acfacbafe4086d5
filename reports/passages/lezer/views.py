"""The tweede lezer: remarks about the plan, each with the way to its place. None of them holds anything up."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.page import PLACE, zelfevaluatie_or_404
from reports.passages.lezer.actions import bring_back, put_away
from reports.passages.lezer.queries import nalezing_of, read_now

KEY = re.compile(r"[0-9a-f]{64}")


@requires(Permission.READ)
def lezer_detail(request: GemeenteHttpRequest) -> HttpResponse:
    can_edit = Permission.EDIT in request.permissions
    found = nalezing_of(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente, can_edit=can_edit)
    return render(
        request, "reports/passages/lezer/lezer_detail.html", {**PLACE, "nalezing": found, "can_edit": can_edit}
    )


@require_POST
@requires(Permission.EDIT)
def lezer_put_away(request: GemeenteHttpRequest) -> HttpResponse:
    """`opmerking` is the key of a remark, once for each; one that the text no longer gives is left alone."""
    spoken = read_now(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)
    done = put_away(keys=posted(request), spoken=spoken, by=request.user)
    if done:
        messages.success(request, "Weggelegd. Verandert de tekst, dan komt de opmerking terug.")
    else:
        messages.info(request, "Deze opmerking is er niet meer. De tekst is veranderd.")
    return to_list(request)


@require_POST
@requires(Permission.EDIT)
def lezer_bring_back(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie_or_404()
    if bring_back(keys=posted(request)):
        messages.success(request, "De opmerking staat weer in de lijst.")
    return to_list(request)


def posted(request: GemeenteHttpRequest) -> list[str]:
    return [key for key in request.POST.getlist("opmerking") if KEY.fullmatch(key)]


def to_list(request: GemeenteHttpRequest) -> HttpResponse:
    """Back to the same check, as far as it is still there."""
    check = request.POST.get("check", "")
    anchor = f"#lezer-{check}" if check.replace("_", "").isalpha() and check.isascii() else ""
    return redirect(resolve_url("reports:lezer_detail") + anchor)
