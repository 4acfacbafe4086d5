"""Between what the college can choose: which acties are in each option, and what the gemeente thinks they ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.formats import date_format

from aanpak.enums import Kostensoort
from aanpak.models import Actie
from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from kader.kept import inhoud_of
from reports.document.scenarios import Row, scenarios_of
from reports.gather.plan import gather_acties
from reports.gather.scenarios import Item, items_of, proposed, saved_scenarios, scenarios_in, ticks_of
from reports.keuzes.scenarios.forms import RamingForm, ScenariosForm
from reports.keuzes.scenarios.models import NUMBERS, Raming, Scenarios
from reports.keuzes.views import render_history
from reports.page import PLACE, zelfevaluatie_or_404
from saving.gone import gone
from saving.revisions import earlier
from sjablonen.models import Kengetal
from zelfevaluatie.models import Zelfevaluatie

TITEL = "Scenario’s voor het college"


@requires(Permission.READ)
def scenarios_detail(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = zelfevaluatie_or_404()
    row = saved_scenarios(zelfevaluatie)
    context: dict[str, Any] = {**PLACE, "row": row, "can_edit": Permission.EDIT in request.permissions}
    if row.version:
        items = items_now(zelfevaluatie)
        context["scenarios"] = scenarios_of(scenarios_in(row, items))
        context["items"] = [(item, Row(item.actie)) for item in items if is_chosen(item, row)]
    return render(request, "reports/keuzes/scenarios/scenarios_detail.html", context)


def items_now(zelfevaluatie: Zelfevaluatie) -> list[Item]:
    planned, _ = gather_acties(zelfevaluatie.kaderversie)
    return items_of(zelfevaluatie, [actie for part in planned.values() for actie in part])


def is_chosen(item: Item, row: Scenarios) -> bool:
    return any(item.is_in(ticks_of(row, nummer)) for nummer in NUMBERS if getattr(row, f"naam_{nummer}"))


@requires(Permission.EDIT)
def scenarios_form(request: GemeenteHttpRequest) -> HttpResponse:
    """The first time filled in with what Kompas proposes, `?versie=ID` with earlier choices; nothing is saved until
    the user does."""
    zelfevaluatie = zelfevaluatie_or_404()
    row, items = saved_scenarios(zelfevaluatie), items_now(zelfevaluatie)
    taken = earlier(row, request.GET.get("versie", ""))
    first = {} if row.version else proposed(items)
    form = ScenariosForm(request.POST or None, instance=row, initial=taken or first, items=items)
    if request.method != "POST" or not form.is_valid():
        return render_form(request, form, status=422 if form.errors else 200, taken_over=bool(taken))
    if form.save_by(request.user).conflicts:
        return render_form(request, form, status=409)
    messages.success(request, " ".join(filter(None, ["De scenario’s zijn opgeslagen.", form.told])))
    return redirect("reports:scenarios_detail")


def render_form(request: GemeenteHttpRequest, form: ScenariosForm, status: int, **extra: Any) -> HttpResponse:
    context = {**PLACE, "form": form, **extra}
    return render(request, "reports/keuzes/scenarios/scenarios_form.html", context, status=status)


@requires(Permission.READ)
def scenarios_geschiedenis(request: GemeenteHttpRequest) -> HttpResponse:
    zelfevaluatie = zelfevaluatie_or_404()
    form = ScenariosForm(instance=saved_scenarios(zelfevaluatie), items=items_now(zelfevaluatie))
    url = resolve_url("reports:scenarios_form") if Permission.EDIT in request.permissions else ""
    return render_history(request, form, TITEL, url)


@requires(Permission.EDIT)
def raming_form(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    """What an actie of the list asks, or what Kompas proposes at a bouwsteen: `pk` is of either."""
    raming = raming_of(zelfevaluatie_or_404(), pk)
    if raming is None:
        add, back = reverse("aanpak:actie_add"), reverse("reports:scenarios_detail")
        return gone(request, Actie, pk, wat="deze actie", url=add, terug=back)
    first = earlier(raming, request.GET.get("versie", ""))
    taken = taken_from(raming, request.GET.get("kengetal", ""))
    form = RamingForm(request.POST or None, instance=raming, initial=first or taken)
    if request.method != "POST" or not form.is_valid():
        extra = {"taken_over": bool(first), "changed": bool(taken)}
        return render_raming(request, form, pk, status=422 if form.errors else 200, **extra)
    if form.save_by(request.user).conflicts:
        return render_raming(request, form, pk, status=409)
    messages.success(request, " ".join(filter(None, ["Het bedrag is opgeslagen.", form.told])))
    return redirect(f"{resolve_url('reports:scenarios_detail')}#actie-{pk}")


def raming_of(zelfevaluatie: Zelfevaluatie, pk: UUID) -> Raming | None:
    """The row of that actie or bouwsteen, or an empty one; None when there is no such thing. Runs as the gemeente."""
    found = Raming.objects.select_related("actie", "bouwsteen")
    if actie := Actie.objects.select_related("bouwsteen", "vraag").filter(pk=pk).first():
        return found.filter(actie=actie).first() or Raming(actie=actie)
    if bouwsteen := inhoud_of(zelfevaluatie.kaderversie).bouwsteen.get(pk):
        return found.filter(bouwsteen=bouwsteen).first() or Raming(bouwsteen=bouwsteen)
    return None


def kengetallen_at(raming: Raming) -> QuerySet[Kengetal]:
    return Kengetal.objects.current().filter(plek=raming.code)


def taken_from(raming: Raming, code: str) -> dict[str, Any]:
    """What a form begins with, of a kengetal at the same place; empty when there is no such one."""
    found = kengetallen_at(raming).filter(code=code).first() if "\x00" not in code else None
    if found is None:
        return {}
    values: dict[str, Any] = {"bron": f"{found.bron}, stand op {date_format(found.stand_op, 'j F Y')}"}
    if found.kosten_van is not None:
        values |= {name: getattr(found, name) for name in ("kosten_van", "kosten_tot", "kostensoort")}
    if found.uren_van is not None:
        values |= {"uren_van": found.uren_van, "uren_tot": found.uren_tot, "urensoort": Kostensoort.STRUCTUREEL}
    return values


def render_raming(request: GemeenteHttpRequest, form: RamingForm, pk: UUID, status: int, **extra: Any) -> HttpResponse:
    raming = form.instance
    context = {**PLACE, "form": form, "pk": pk, "raming": raming, "kengetallen": kengetallen_at(raming), **extra}
    return render(request, "reports/keuzes/scenarios/raming_form.html", context, status=status)


@requires(Permission.READ)
def raming_geschiedenis(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    raming = raming_of(zelfevaluatie_or_404(), pk)
    if raming is None:
        raise Http404
    url = resolve_url("reports:raming_form", pk) if Permission.EDIT in request.permissions else ""
    return render_history(request, RamingForm(instance=raming), f"Bedrag bij: {raming.wat}", url)
