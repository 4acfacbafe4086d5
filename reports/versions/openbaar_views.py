"""Whether everybody may read an adopted plan: with a preview before, and to be taken back at any moment."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from openbaar.queries import downloads_of
from reports.files.queries import RapportStand, stands
from reports.models import Planversie
from reports.page import PLACE
from reports.versions.openbaar_actions import (
    FILES,
    OpenbaarFout,
    copy_of,
    files_of,
    note_gemeenteblad,
    public_of,
    publish_plan,
    request_files,
    why_not,
    withdraw_plan,
)
from reports.versions.openbaar_forms import GemeentebladForm
from reports.versions.queries import version_or_404

OTHER_NUMBER = "Een collega vulde intussen een ander nummer in: {}. Jouw nummer staat nog in het veld. Kijk welk klopt."
NO_NUMBER = "geen nummer"


@dataclass(frozen=True)
class FileStand:
    """One of the files that go along, and how far it is."""

    label: str
    stand: RapportStand | None

    @property
    def is_made(self) -> bool:
        return self.stand is not None and self.stand.rapport.finished_at is not None

    @property
    def can_ask(self) -> bool:
        return self.stand is None or (self.stand.progress.is_final and not self.is_made)


def adopted_or_404(pk: UUID) -> Planversie:
    """A concept is never public."""
    versie = version_or_404(pk).versie
    if versie.vastgesteld_at is None:
        raise Http404
    return versie


@requires(Permission.ADOPT)
def openbaar_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    versie = adopted_or_404(pk)
    if request.gemeente.is_over and public_of(versie, request.gemeente) is None:
        return redirect("reports:version_detail", pk)  # what ended makes nothing public any more
    return shown(request, versie)


def shown(request: GemeenteHttpRequest, versie: Planversie, form: Any = None, status: int = 200) -> HttpResponse:
    """What is public of it and what one can do with that; or how it would look."""
    public = public_of(versie, request.gemeente)
    files = file_stands(versie) if public is None else []
    context = {
        "versie": versie,
        "public": public,
        "refused": "" if public else why_not(versie),
        "downloads": downloads_of(public) if public else [],
        "files": files,
        "ready": all(each.is_made for each in files),
        "can_ask": any(each.can_ask for each in files),
        "copy": copy_of(versie=versie, gemeente=request.gemeente) if public is None else None,
        "form": form or GemeentebladForm.of(None, public.gemeenteblad if public else ""),
        "is_over": request.gemeente.is_over,
    }
    return render(request, "reports/versions/openbaar_detail.html", {**PLACE, **context}, status=status)


def file_stands(versie: Planversie) -> list[FileStand]:
    """The newest of each form."""
    found = {stand.rapport.formaat: stand for stand in stands(list(files_of(versie).light()))}
    return [FileStand(formaat.label, found.get(formaat.value)) for formaat in FILES]


@require_POST
@requires(Permission.ADOPT)
def openbaar_files(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    request_files(versie=adopted_or_404(pk), gemeente=request.gemeente, by=request.user)
    messages.success(request, "Kompas maakt de bestanden klaar. Dat duurt meestal minder dan een minuut.")
    return redirect("reports:openbaar_detail", pk)


@require_POST
@requires(Permission.ADOPT)
def openbaar_publish(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    versie = adopted_or_404(pk)
    form = GemeentebladForm.of(request.POST, "")
    if not form.is_valid():
        return shown(request, versie, form, status=422)
    number = form.cleaned_data["gemeenteblad"]
    try:
        plan = publish_plan(versie=versie, gemeente=request.gemeente, gemeenteblad=number)
    except OpenbaarFout as fout:
        form.add_error(None, str(fout))
        return shown(request, versie, form, status=422)
    messages.success(request, f"Het plan is openbaar. Iedereen kan het lezen op {plan.short_url}")
    return redirect("reports:openbaar_detail", pk)


@require_POST
@requires(Permission.ADOPT)
def openbaar_gemeenteblad(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    versie = adopted_or_404(pk)
    public = public_of(versie, request.gemeente)
    if public is None:
        raise Http404
    form = GemeentebladForm.of(request.POST, public.gemeenteblad)
    if not form.is_valid():
        return shown(request, versie, form, status=422)
    number, seen = form.cleaned_data["gemeenteblad"], form.cleaned_data["gezien"]
    if not note_gemeenteblad(versie=versie, gemeente=request.gemeente, gemeenteblad=number, seen=seen):
        form.data = {**request.POST.dict(), "gezien": public.gemeenteblad}
        form.add_error("gemeenteblad", OTHER_NUMBER.format(public.gemeenteblad or NO_NUMBER))
        return shown(request, versie, form, status=409)
    messages.success(request, "Het nummer staat bij het openbare plan.")
    return redirect("reports:openbaar_detail", pk)


@require_POST
@requires(Permission.ADOPT)
def openbaar_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    if withdraw_plan(versie=adopted_or_404(pk), gemeente=request.gemeente):
        messages.success(request, "Het plan is niet meer openbaar. Op het webadres staat niets meer.")
    else:
        messages.info(request, "Het plan was al niet meer openbaar.")
    return redirect("reports:openbaar_detail", pk)
