"""Versions of the plan, the forms of each, their adoption, and what differs between two."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, Vaststeller, requires
from accounts.queries import who_holds
from reports.document import html
from reports.document.enums import PlanStatus
from reports.document.gaps import open_ends
from reports.document.look import logo_of
from reports.document.plan import Plan
from reports.document.vergelijking import compare
from reports.files.formats import forms_of
from reports.files.subjects import OfVersion
from reports.files.views import ask
from reports.gather.plan import gather_plan
from reports.gather.version import plan_of
from reports.models import Planversie
from reports.page import PLACE, zelfevaluatie_or_404
from reports.versions.actions import (
    EXAMPLE,
    SECOND_PERSON,
    Adoption,
    OvergangFout,
    adopt_version,
    offer_version,
    offered_by,
    save_version,
    withdraw_version,
)
from reports.versions.archief import archive_pdf, archive_zip
from reports.versions.archief import chosen as chosen_archief
from reports.versions.forms import NOW, PlanversieForm, VaststellingForm, VergelijkForm
from reports.versions.openbaar_actions import public_of, why_not
from reports.versions.queries import VersieStand, all_versions, form_stands, overgangen_of, version_or_404
from tenants.canonical import canonical
from tenants.files import file_response, image_response
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import current_zelfevaluatie


@requires(Permission.READ)
def version_list(request: GemeenteHttpRequest) -> HttpResponse:
    stands = all_versions()
    context = {
        "stands": stands,
        "form": VergelijkForm(None, [stand.versie for stand in stands]),
        "can_edit": Permission.EDIT in request.permissions,
        "has_plan": current_zelfevaluatie() is not None,
        "jaar": timezone.localdate().year,
    }
    return render(request, "reports/versions/version_list.html", {**PLACE, **context})


@requires(Permission.EDIT)
def version_add(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = zelfevaluatie_or_404()
    form = PlanversieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            versie = save_version(
                zelfevaluatie=zelfevaluatie, gemeente=request.gemeente, by=request.user, **form.values
            )
        except OvergangFout as fout:
            form.add_error("naam", str(fout))
        else:
            messages.success(request, f"‘{versie.naam}’ is bewaard en verandert niet meer.")
            return redirect("reports:version_detail", versie.pk)
    status = 422 if form.errors else 200
    return render(request, "reports/versions/version_form.html", {**PLACE, "form": form}, status=status)


@requires(Permission.READ)
def version_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    stand = version_or_404(pk)
    printed = html.context(plan_of(stand.versie))
    context = {
        **printed,
        "logo_src": resolve_url("reports:version_logo", pk) if printed["logo_src"] else "",
        "stand": stand,
        "versie": stand.versie,
        "overgangen": overgangen_of(stand.versie),
        "forms": form_stands(stand.versie),
        "can_edit": Permission.EDIT in request.permissions,
        "may_adopt": request.gemeente.may_adopt,
        "can_adopt": Permission.ADOPT in request.permissions,
        "can_withdraw": Permission.ADOPT in request.held,
        "second_person": f"{SECOND_PERSON} {who_holds(Vaststeller.naam)}"
        if needs_second_person(request, stand)
        else "",
        "example": EXAMPLE,
        "public": public_of(stand.versie, request.gemeente) if stand.versie.vastgesteld_at else None,
        "refused": why_not(stand.versie) if stand.versie.gezamenlijk_plan_id and stand.versie.vastgesteld_at else "",
        "archief": chosen_archief() if stand.versie.vastgesteld_at else None,
        "can_manage": Permission.MANAGE in request.permissions,
        "open_ends": "" if stand.versie.vastgesteld_at else left_open(stand.versie),
    }
    return render(request, "reports/versions/version_detail.html", {**PLACE, **context})


@requires(Permission.READ)
def version_logo(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """The logo that a kept version has, whatever came later."""
    look = Plan.from_json(version_or_404(pk).versie.plan).huisstijl
    content = logo_of(look)
    if not content:
        raise Http404
    return image_response(content, mimetype=look.logo_mimetype)


@require_POST
@requires(Permission.EDIT)
def version_rapport(request: GemeenteHttpRequest, pk: UUID, formaat: str) -> HttpResponse:
    versie = version_or_404(pk).versie
    if formaat not in forms_of(versie):
        raise Http404
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(beleidsplan=versie.beleidsplan_id)
    return ask(request, zelfevaluatie=zelfevaluatie, formaat=formaat, about=OfVersion(versie))


@requires(Permission.READ)
def version_json(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """The frozen text, byte for byte what its sha256 was taken of."""
    versie = version_or_404(pk).versie
    return file_response(
        canonical(versie.plan), name=f"beleidsplan-{versie.sha256[:12]}.json", mimetype="application/json"
    )


@requires(Permission.READ)
def version_archief(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """The PDF/A with its metadata; once the beheerder said how long plans are kept, and the file is made."""
    versie, archief = version_or_404(pk).versie, chosen_archief()
    if versie.vastgesteld_at is None or archief is None:
        raise Http404
    if (pdf := archive_pdf(versie)) is None:
        messages.info(request, "De pdf is nog niet klaar. Probeer het over een minuut opnieuw.")
        return redirect("reports:version_detail", pk)
    name, content = archive_zip(versie=versie, pdf=pdf, archief=archief, gemeente=request.gemeente)
    return file_response(content, name=name, mimetype="application/zip")


@require_POST
@requires(Permission.EDIT)
def version_offer(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    versie = version_or_404(pk).versie
    try:
        offer_version(versie=versie, by=request.user)
    except OvergangFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"‘{versie.naam}’ ligt ter vaststelling.")
    return redirect("reports:version_detail", pk)


@require_POST
@requires(Permission.EDIT)
def version_withdraw(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    versie = version_or_404(pk).versie
    try:
        withdraw_version(versie=versie, by=request.user)
    except OvergangFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"‘{versie.naam}’ ligt niet meer ter vaststelling.")
    return redirect("reports:version_detail", pk)


@requires(Permission.ADOPT)
def vaststelling_form(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """First the form; then, with the same fields hidden, what will happen and cannot be undone; then it happens."""
    stand = version_or_404(pk)
    if not request.gemeente.may_adopt or stand.status != PlanStatus.TER_VASTSTELLING:
        reason = "Deze versie ligt niet ter vaststelling." if request.gemeente.may_adopt else EXAMPLE
        messages.error(request, reason)
        return redirect("reports:version_detail", pk)
    if needs_second_person(request, stand):
        messages.error(request, SECOND_PERSON)
        return redirect("reports:version_detail", pk)
    form = VaststellingForm(request.POST or None, initial=first_answers(stand.versie))
    step = request.POST.get("stap", "")
    if request.method != "POST" or step == "wijzigen" or not form.is_valid():
        status = 422 if request.method == "POST" and step != "wijzigen" else 200
        return render(
            request, "reports/versions/vaststelling_form.html", {**PLACE, "form": form, "stand": stand}, status=status
        )
    if step != "bevestigd":
        return render_confirm(request, stand, form)
    return adopt(request, stand, form)


def render_confirm(request: GemeenteHttpRequest, stand: VersieStand, form: VaststellingForm) -> HttpResponse:
    adoption = form.adoption()
    context = {"form": form, "stand": stand, "adoption": adoption, "open_ends": left_open(stand.versie, adoption)}
    return render(request, "reports/versions/vaststelling_confirm.html", {**PLACE, **context})


def needs_second_person(request: GemeenteHttpRequest, stand: VersieStand) -> bool:
    """Whether this version waits for somebody else to note what was decided."""
    if stand.status != PlanStatus.TER_VASTSTELLING or Permission.ADOPT_ALONE in request.permissions:
        return False
    return Permission.ADOPT in request.permissions and offered_by(stand.versie) == request.user.pk


def left_open(versie: Planversie, adoption: Adoption | None = None) -> str:
    """What the text leaves open, and the decision does not fill in."""
    plan = Plan.from_json(versie.plan)
    if adoption:
        plan = replace(plan, periode_van=adoption.periode_van, periode_tot=adoption.periode_tot)
    return " ".join(open_ends(plan))


def first_answers(versie: Planversie) -> dict[str, Any]:
    """What the text itself says already."""
    plan = Plan.from_json(versie.plan)
    return {"citeertitel": plan.volledig, "periode_van": plan.periode_van, "periode_tot": plan.periode_tot}


def adopt(request: GemeenteHttpRequest, stand: VersieStand, form: VaststellingForm) -> HttpResponse:
    versie = stand.versie
    try:
        alone = Permission.ADOPT_ALONE in request.permissions
        adopt_version(versie=versie, gemeente=request.gemeente, by=request.user, adoption=form.adoption(), alone=alone)
    except OvergangFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"‘{versie.naam}’ is vastgesteld. De pdf wordt nu gemaakt.")
    return redirect("reports:version_detail", versie.pk)


@requires(Permission.READ)
def version_compare(request: GemeenteHttpRequest) -> HttpResponse:
    stands = all_versions()
    form = VergelijkForm(request.GET, [stand.versie for stand in stands])
    context: dict[str, Any] = {**PLACE, "form": form, "has_versions": bool(stands), "comparison": None}
    if form.is_valid():
        a, b = form.cleaned_data["a"], form.cleaned_data["b"]
        chapters = compare(chosen(request, a), chosen(request, b))
        context |= {
            "comparison": chapters,
            "changed": sum(bool(chapter.changes) for chapter in chapters),
            "titel_a": form.titels[a],
            "titel_b": form.titels[b],
        }
    return render(request, "reports/versions/version_compare.html", context)


def chosen(request: GemeenteHttpRequest, key: str) -> Plan:
    if key != NOW:
        return plan_of(version_or_404(UUID(key)).versie)
    return gather_plan(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)
