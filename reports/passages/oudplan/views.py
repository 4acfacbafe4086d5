"""Begin with the old plan: upload, follow how it is read, and decide about each paragraph."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.page import PLACE, zelfevaluatie_or_404
from reports.passages.oudplan.actions import decide, reopen, request_reading
from reports.passages.oudplan.forms import OudPlanForm, PlekForm
from reports.passages.oudplan.matching import PASSAGE, Place
from reports.passages.oudplan.models import Alinea, OudPlan
from reports.passages.oudplan.places import places_of
from reports.passages.oudplan.queries import PlanStand, alinea_or_404, decided, page_of, stand_or_404, standen
from reports.passages.oudplan.taking import Target, as_sent, take, target_of
from zelfevaluatie.closed import YearClosed, closed_meanwhile

SAID = {
    Alinea.Als.ZIN: "De zin staat bij ‘{}’.",
    Alinea.Als.ACTIE: "De actie is toegevoegd bij ‘{}’.",
    Alinea.Als.PASSAGE: "De tekst staat in het plan bij ‘{}’.",
}
ALREADY = "Over deze alinea was al besloten. Er is niets veranderd."


@requires(Permission.EDIT)
def oudplan_list(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie_or_404()
    form = OudPlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        plan = request_reading(
            bestand=form.content,
            soort=form.soort,
            jaar=form.cleaned_data["jaar"],
            gemeente=request.gemeente,
            by=request.user,
        )
        return redirect("reports:oudplan_detail", plan.pk)
    context = {**PLACE, "form": form, "standen": standen()}
    return render(request, "reports/passages/oudplan/oudplan_list.html", context, status=422 if form.is_bound else 200)


@requires(Permission.EDIT)
def oudplan_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """htmx asks how far it is and names what it shows; while that is still so it gets 204."""
    stand = stand_or_404(pk)
    if request.htmx:
        return still(request, stand)
    context: dict[str, Any] = {**PLACE, "stand": stand, "groups": [], "page": None, "gedaan": [], "toon": ""}
    if stand.plan.read_at:
        places = places_now(request)
        context["toon"] = "gedaan" if request.GET.get("toon") == "gedaan" else ""
        if context["toon"]:
            context["gedaan"] = decided(stand.plan, places)
        else:
            alineas = stand.plan.alineas.undecided()
            context["page"], context["groups"] = page_of(alineas, places, request.GET.get("pagina", ""))
    return render(request, "reports/passages/oudplan/oudplan_detail.html", context)


def still(request: GemeenteHttpRequest, stand: PlanStand) -> HttpResponse:
    """How far the reading is; once it is over the page loads itself anew."""
    if stand.progress.is_final:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if request.GET.get("seen") == stand.progress.mark:
        return HttpResponse(status=204)
    return render(request, "reports/passages/oudplan/oudplan_detail.html#progress", {"stand": stand})


def places_now(request: GemeenteHttpRequest) -> dict[str, Place]:
    return places_of(zelfevaluatie=zelfevaluatie_or_404(), gemeente=request.gemeente)


@requires(Permission.EDIT)
def oudplan_delete(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(OudPlan.objects.defer("bestand"), pk=pk)
    if request.method == "POST":
        plan.delete()
        messages.success(request, f"Ons plan {plan.jaar} is weggehaald. Wat je overnam, staat er nog.")
        return redirect("reports:oudplan_list")
    return render(request, "reports/passages/oudplan/oudplan_delete.html", {**PLACE, "plan": plan})


@requires(Permission.EDIT)
def alinea_detail(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """Choose a place, see what stands there, and save both together. `?plaats=` and `?als=` name the place."""
    alinea, places = alinea_or_404(pk), places_now(request)
    sent = request.GET if "plaats" in request.GET else first_choice(alinea, places)
    plek = PlekForm(sent or None, places=places)
    if not plek.is_valid():
        return render_alinea(request, alinea, plek, None, status=422 if "plaats" in request.GET else 200)
    target = target_for(request, alinea, plek.place, plek.soort, request.POST or None)
    if request.method != "POST":
        return render_alinea(request, alinea, plek, target)
    if not target.form.is_valid():
        return render_alinea(request, alinea, plek, target, status=422)
    try:
        if not take(target, by=request.user):
            if target.als == Alinea.Als.ACTIE:
                target = target_for(request, alinea, plek.place, plek.soort, request.POST)
            return render_alinea(request, alinea, plek, target, status=409)
    except YearClosed:
        return closed_meanwhile(request)
    return taken(request, target)


def first_choice(alinea: Alinea, places: dict[str, Place]) -> dict[str, str]:
    """What Kompas proposes, as far as the place is still there."""
    place = places.get(alinea.voorstel)
    return choice_at(place, alinea) if place else {}


def choice_at(place: Place, alinea: Alinea) -> dict[str, str]:
    """What it is as Kompas proposes, as far as that can be there."""
    is_actie = alinea.als == Alinea.Als.ACTIE and place.soort != PASSAGE
    return {"plaats": place.code, "als": PlekForm.ACTIE if is_actie else PlekForm.TEKST}


def target_for(request: GemeenteHttpRequest, alinea: Alinea, place: Place, als: str, data: Any) -> Target:
    zelfevaluatie = zelfevaluatie_or_404()
    return target_of(alinea, place, als, zelfevaluatie=zelfevaluatie, gemeente=request.gemeente, data=data)


def render_alinea(
    request: GemeenteHttpRequest, alinea: Alinea, plek: PlekForm, target: Target | None, status: int = 200
) -> HttpResponse:
    andere = [plek.places[code] for code in alinea.plaatsen if code in plek.places]
    context = {
        "alinea": alinea,
        "plek": plek,
        "target": target,
        "form": target.form if target else None,
        "nieuw": getattr(target.form, "new_id", None) if target else None,
        "titel": target.place.naam if target else "",
        "query": urlencode({"plaats": plek.data["plaats"], "als": plek.data["als"]}) if target else "",
        "kept": kept_of(target) if target else [],
        "andere": [(urlencode(choice_at(place, alinea)), place.naam) for place in andere],
    }
    return render(request, "reports/passages/oudplan/alinea_detail.html", {**PLACE, **context}, status=status)


def kept_of(target: Target) -> list[tuple[str, str, str, bool]]:
    """What was typed for an actie that is there already, for components/kept_text.html."""
    if target.made is None or not target.form.is_bound:
        return []
    return [(name, target.form[name].value(), target.form[name].label, True) for name in ("wat", "toelichting")]


def taken(request: GemeenteHttpRequest, target: Target) -> HttpResponse:
    messages.success(request, SAID[Alinea.Als(target.als)].format(target.place.naam))
    if told := getattr(target.form, "told", ""):
        messages.info(request, told)
    return to_plan(target.alinea)


def to_plan(alinea: Alinea) -> HttpResponse:
    return redirect(f"{reverse('reports:oudplan_detail', args=[alinea.oudplan_id])}#alineas")


@require_POST
@requires(Permission.EDIT)
def alinea_take(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """In one click, where nothing stands yet. Where something does, or it does not fit, it is seen first."""
    alinea, places = alinea_or_404(pk), places_now(request)
    if alinea.besluit != Alinea.Besluit.OPEN:
        messages.info(request, ALREADY)
        return to_plan(alinea)
    place = places.get(alinea.voorstel)
    if place is None:
        raise Http404
    target = target_for(request, alinea, place, alinea.als, None)
    if target.is_free:
        data = as_sent(target.form)
        target = target_for(request, alinea, place, alinea.als, data)
        try:
            if target.form.is_valid() and take(target, by=request.user):
                return taken(request, target)
        except YearClosed:
            return closed_meanwhile(request)
    query = urlencode(first_choice(alinea, places))
    return redirect(f"{reverse('reports:alinea_detail', args=[alinea.pk])}?{query}")


@require_POST
@requires(Permission.EDIT)
def alinea_leave(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    alinea = alinea_or_404(pk)
    if alinea.besluit == Alinea.Besluit.OPEN:
        decide(alinea=alinea, besluit=Alinea.Besluit.WEG, by=request.user)
        messages.success(request, "Weggelaten. Je vindt de alinea terug bij ‘Al besloten’.")
    else:
        messages.info(request, ALREADY)
    return to_plan(alinea)


@require_POST
@requires(Permission.EDIT)
def alinea_reopen(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    alinea = alinea_or_404(pk)
    reopen(alinea=alinea)
    messages.success(request, "De alinea staat weer in de lijst. Wat al was overgenomen, is niet veranderd.")
    return to_plan(alinea)
