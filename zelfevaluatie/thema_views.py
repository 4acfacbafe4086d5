"""A thema filled in on one page: the quick first round, and going through the answers of last year."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from saving.forms import save_form
from zelfevaluatie.closed import YearClosed, closed_meanwhile, is_of_another, unless_closed
from zelfevaluatie.jaar_queries import Vorig, rondom, vorig_of
from zelfevaluatie.models import Antwoord, Zelfevaluatie
from zelfevaluatie.queries import aanvullende_of, antwoorden_of, current_zelfevaluatie
from zelfevaluatie.rij_forms import BouwsteenRij, RijForm, VraagRij
from zelfevaluatie.views import PLACE

SAVED = 200


@dataclass(frozen=True)
class Pagina:
    """One of the thema's, with a row per bouwsteen; the last one also has the extra questions."""

    zelfevaluatie: Zelfevaluatie
    vorig: Vorig
    themas: list[Any]
    index: int
    forms: list[RijForm]
    antwoorden: list[Antwoord]

    @property
    def thema(self) -> Any:
        return self.themas[self.index]

    @property
    def next(self) -> Any:
        return self.themas[self.index + 1] if self.index + 1 < len(self.themas) else None

    @property
    def previous(self) -> Any:
        return self.themas[self.index - 1] if self.index else None

    @cached_property
    def sent(self) -> list[RijForm]:
        """Those with something to save, once they are valid."""
        return [form for form in self.forms if form.is_sent]


@requires(Permission.EDIT)
def thema_invullen(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    page = page_of(request, code)
    if request.method != "POST":
        return render_thema(request, page)
    try:
        status = save(request, page)
    except YearClosed:
        return closed_meanwhile(request)
    if status != SAVED:
        return render_thema(request, page, status)
    tell(request, page)
    if page.next:
        return redirect("zelfevaluatie:thema_invullen", page.next.code)
    return redirect("zelfevaluatie:zelfevaluatie_detail")


def save(request: AuthenticatedHttpRequest, page: Pagina) -> int:
    """Each row that was chosen in, or none when something is not right. Raises YearClosed."""
    if is_of_another(request, page.zelfevaluatie):
        raise YearClosed
    if not all(form.is_valid() for form in page.forms if form.is_bound):
        return 422
    with unless_closed():
        for form in page.sent:
            save_form(form, by=request.user)
    return 409 if any(form.choices for form in page.forms) else SAVED


def page_of(request: AuthenticatedHttpRequest, code: str) -> Pagina:
    zelfevaluatie = current_zelfevaluatie()
    if zelfevaluatie is None:
        raise Http404
    antwoorden, vorig = antwoorden_of(zelfevaluatie), vorig_of(zelfevaluatie)
    themas = sorted({a.bouwsteen.thema for a in antwoorden}, key=lambda thema: thema.volgorde)
    index = next((i for i, thema in enumerate(themas) if thema.code == code), None)
    if index is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    here = [antwoord for antwoord in antwoorden if antwoord.bouwsteen.thema == themas[index]]
    forms: list[RijForm] = [BouwsteenRij.of(antwoord, vorig.of(antwoord), data) for antwoord in here]
    if index == len(themas) - 1:
        forms += [VraagRij.of(antwoord, vorig.of(antwoord), data) for antwoord in aanvullende_of(zelfevaluatie)]
    return Pagina(zelfevaluatie, vorig, themas, index, forms, here)


def render_thema(request: AuthenticatedHttpRequest, page: Pagina, status: int = 200) -> HttpResponse:
    around = rondom(page.vorig, page.antwoorden, request.gemeente)
    rows = [(form, around.of(form.row)) for form in page.forms]
    context = {
        "page": page,
        "bouwstenen": [row for row in rows if isinstance(row[0], BouwsteenRij)],
        "vragen": [row for row in rows if isinstance(row[0], VraagRij)],
        "faulty": [form for form in page.forms if form.errors],
        "lost": [form for form in page.forms if form.choices],
        "old": [],
        "waiting": sum(form.is_waiting for form in page.forms),
    }
    return render(request, "zelfevaluatie/thema_invullen.html", {**PLACE, **context}, status=status)


def tell(request: AuthenticatedHttpRequest, page: Pagina) -> None:
    saved = [form for form in page.sent if form.saved and form.saved.changed]
    if saved:
        count = "1 antwoord" if len(saved) == 1 else f"{len(saved)} antwoorden"
        messages.success(request, f"{page.thema.titel_kort}: {count} opgeslagen.")
    else:
        messages.info(request, f"{page.thema.titel_kort}: er is niets veranderd.")
    for form in page.forms:
        if form.told:
            messages.info(request, f"{form.row.titel}: {form.told}")
