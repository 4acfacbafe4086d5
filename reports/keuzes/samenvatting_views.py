"""The page on which a gemeente says what it puts first. Kompas proposes, the adviser chooses and words."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from reports.gather.plan import gather_acties
from reports.gather.samenvatting import samenvatting_of
from reports.keuzes.proposals import Proposal, priorities, problems
from reports.keuzes.samenvatting_forms import SamenvattingForm, taken
from reports.page import PLACE, zelfevaluatie_or_404
from saving.revisions import earlier, history
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import antwoorden_of


@requires(Permission.EDIT)
def samenvatting_form(request: GemeenteHttpRequest) -> HttpResponse:
    """`?versie=ID` fills the form with an earlier text, `overnemen` with a proposal; nothing is saved until the user
    does."""
    zelfevaluatie = zelfevaluatie_or_404()
    row = samenvatting_of(zelfevaluatie)
    if key := request.POST.get("overnemen"):
        return render_taken(request, zelfevaluatie, key)
    first = earlier(row, request.GET.get("versie", ""))
    form = SamenvattingForm(request.POST or None, instance=row, initial=first)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render_form(request, zelfevaluatie, form, status=status, taken_over=bool(first))
    if form.save_by(request.user).conflicts:
        return render_form(request, zelfevaluatie, form, status=409)
    messages.success(request, " ".join(filter(None, ["De samenvatting is opgeslagen.", form.told])))
    return redirect(f"{resolve_url('reports:plan_detail')}#kern")


def render_taken(request: GemeenteHttpRequest, zelfevaluatie: Zelfevaluatie, key: str) -> HttpResponse:
    """The page again with all that was typed."""
    offered = {proposal.key: proposal for group in proposals(zelfevaluatie) for proposal in group}
    typed, told = taken(request.POST, offered.get(key))
    form = SamenvattingForm(instance=samenvatting_of(zelfevaluatie), initial=typed)
    return render_form(request, zelfevaluatie, form, told=told, changed=True)


def proposals(zelfevaluatie: Zelfevaluatie) -> tuple[list[Proposal], list[Proposal]]:
    planned, _ = gather_acties(zelfevaluatie.kaderversie)
    acties = [actie for part in planned.values() for actie in part]
    return problems(antwoorden_of(zelfevaluatie)), priorities(acties)


def render_form(
    request: GemeenteHttpRequest, zelfevaluatie: Zelfevaluatie, form: SamenvattingForm, status: int = 200, **extra: Any
) -> HttpResponse:
    found = proposals(zelfevaluatie)
    context = {**PLACE, "form": form, "problemen": found[0], "prioriteiten": found[1], **extra}
    return render(request, "reports/keuzes/samenvatting_form.html", context, status=status)


@requires(Permission.READ)
def samenvatting_geschiedenis(request: GemeenteHttpRequest) -> HttpResponse:
    form = SamenvattingForm(instance=samenvatting_of(zelfevaluatie_or_404()))
    url = resolve_url("reports:samenvatting_form") if Permission.EDIT in request.permissions else ""
    found = history(form, before=request.GET.get("voor", ""))
    context = {**PLACE, "naam": "Samenvatting", "url": url, "history": found}
    return render(request, "reports/keuzes/geschiedenis.html", context)
