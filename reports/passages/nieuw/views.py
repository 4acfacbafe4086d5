"""Nieuw in de standaardteksten: what changed and why, in the concept and in the adopted plan, and what to do then."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.document.wijzigingsblad import asked
from reports.files.formats import FORMS
from reports.files.views import ALREADY_MADE
from reports.gather.version import plan_of
from reports.page import PLACE, zelfevaluatie_or_404
from reports.passages.nieuw.actions import Besluit, decide, keep_former, make_wijzigingsblad, take_back
from reports.passages.nieuw.queries import Nieuw, Teksten, teksten_of
from zelfevaluatie.models import Zelfevaluatie

NO_PLAN = "Er geldt nu geen vastgesteld plan. Een wijzigingsblad is dan niet nodig."
NONE_CHOSEN = "Kies eerst een of meer teksten."
CHANGED = "Deze tekst is intussen weer veranderd. Kijk eerst wat er nu staat."


@requires(Permission.READ)
def nieuw_detail(request: GemeenteHttpRequest) -> HttpResponse:
    found = read(request)
    versie = found.versie
    is_joint = bool(versie and versie.gezamenlijk_plan_id)
    lines = asked(plan_of(versie), len(found.due)) if versie and found.due else []
    context = {
        **PLACE,
        "teksten": found,
        "is_joint": is_joint,
        "besluiten": lines,
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "reports/passages/nieuw/nieuw_detail.html", context)


@require_POST
@requires(Permission.EDIT)
def nieuw_seen(request: GemeenteHttpRequest) -> HttpResponse:
    """The new text stays in the concept; what was posted about an older version is left alone."""
    found = read(request)
    rows = posted(request, [*found.changed, *found.ended])
    if decide(rows=rows, besluit=Besluit.GEZIEN, by=request.user):
        is_gone = all(row.is_ended and not row.is_own for row in rows)
        told = "De tekst blijft uit je concept." if is_gone else "De tekst blijft zo in je concept."
        messages.success(
            request, told if any(row.is_ended for row in rows) else "De nieuwe tekst blijft in je concept."
        )
    else:
        messages.info(request, CHANGED)
    return to("concept")


@require_POST
@requires(Permission.EDIT)
def nieuw_restore(request: GemeenteHttpRequest) -> HttpResponse:
    found = read(request)
    row = next(iter(posted(request, [*found.changed, *found.ended, *found.seen])), None)
    if row is None or not row.old or (row.is_ended and row.is_own):
        messages.info(request, CHANGED)
        return to("concept")
    if keep_former(row=row, zelfevaluatie=zelfevaluatie_or_404(), by=request.user).conflicts:
        messages.warning(request, "Een collega heeft deze tekst net ook aangepast. Kijk eerst wat er nu staat.")
    else:
        messages.success(request, f"{row.titel or row.code}: de oude tekst staat weer in je concept, als eigen tekst.")
    return to("concept")


@require_POST
@requires(Permission.EDIT)
def nieuw_leave(request: GemeenteHttpRequest) -> HttpResponse:
    """Laat zo: the adopted plan goes on saying what it says."""
    found = read(request)
    rows = posted(request, found.adopted)
    if found.versie and decide(rows=rows, besluit=Besluit.LAAT_ZO, by=request.user, versie=found.versie):
        messages.success(request, "In het vastgestelde plan blijft de tekst zoals hij is.")
    else:
        messages.info(request, nothing(request))
    return to("vastgesteld")


@require_POST
@requires(Permission.EDIT)
def nieuw_bring_back(request: GemeenteHttpRequest) -> HttpResponse:
    """What was put away, in the concept (`seen`) or in the adopted plan (`left`), is in the list again."""
    found = read(request)
    done = take_back(codes=[row.code for row in posted(request, found.seen)], versie=None)
    if found.versie:
        done += take_back(codes=[row.code for row in posted(request, found.left)], versie=found.versie)
    if done:
        messages.success(request, "De tekst staat weer in de lijst.")
    return to("")


@require_POST
@requires(Permission.EDIT)
def nieuw_wijzigingsblad(request: GemeenteHttpRequest, formaat: str) -> HttpResponse:
    if not FORMS[formaat].of_changes:
        raise Http404
    found = read(request)
    rows = posted(request, found.ready)
    if found.versie is None or not rows:
        messages.warning(request, nothing(request) if found.versie else NO_PLAN)
        return to("vastgesteld")
    now = timezone.now()
    grown = Zelfevaluatie.objects.select_related("kaderversie").get(beleidsplan=found.versie.beleidsplan_id)
    rapport = make_wijzigingsblad(
        rows=rows,
        versie=found.versie,
        zelfevaluatie=grown,
        gemeente=request.gemeente,
        formaat=formaat,
        by=request.user,
    )
    if rapport.finished_at and rapport.requested_at < now:
        messages.info(request, ALREADY_MADE)
    return redirect("reports:rapport_status", pk=rapport.pk)


def read(request: GemeenteHttpRequest) -> Teksten:
    return teksten_of(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)


def posted(request: GemeenteHttpRequest, rows: Iterable[Nieuw]) -> list[Nieuw]:
    """Those of `rows` that were chosen, as far as they still are about the version that was seen."""
    wanted = set(request.POST.getlist("tekst"))
    return [row for row in rows if row.key in wanted]


def nothing(request: GemeenteHttpRequest) -> str:
    """Why nothing was done with what was posted."""
    return CHANGED if request.POST.getlist("tekst") else NONE_CHOSEN


def to(anchor: str) -> HttpResponse:
    return redirect(resolve_url("reports:nieuw_detail") + (f"#{anchor}" if anchor else ""))
