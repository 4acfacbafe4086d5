from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aanpak.models import Actie
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.permissions import Permission, requires
from kader.queries import newer_than, version_of
from zelfevaluatie.actions import open_zelfevaluatie
from zelfevaluatie.forms import GapFilterForm
from zelfevaluatie.jaar_queries import jaar_kaart, vorig_of, years
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie
from zelfevaluatie.stand import is_gap, is_unchosen, make_overzicht

PLACE = {"place": "zelfevaluatie"}


@requires(Permission.READ)
def zelfevaluatie_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    context: dict[str, Any] = {
        **PLACE,
        "zelfevaluatie": zelfevaluatie,
        "can_edit": Permission.EDIT in request.permissions,
        "can_manage": Permission.MANAGE in request.permissions,
    }
    if zelfevaluatie:
        antwoorden = antwoorden_of(zelfevaluatie)
        context |= {
            "overzicht": make_overzicht(antwoorden),
            "aanvullend": zelfevaluatie.aanvullende_antwoorden.select_related("vraag"),
            "years": years(),
            "newer": newer_than(zelfevaluatie.kaderversie),
            "kaart": jaar_kaart(zelfevaluatie, antwoorden),
        }
    return render(request, "zelfevaluatie/zelfevaluatie_detail.html", context)


@require_POST
@requires(Permission.EDIT)
def zelfevaluatie_open(request: GemeenteHttpRequest) -> HttpResponse:
    """Leads to the first thema, where each bouwsteen is one choice."""
    new = current_zelfevaluatie()
    if new is None:
        new = open_zelfevaluatie(kaderversie=version_of(request.gemeente), jaar=timezone.localdate().year)
        if not new.is_open:
            messages.error(request, f"De zelfevaluatie van {new.jaar} is al gesloten.")
            return redirect("zelfevaluatie:zelfevaluatie_detail")
    first = antwoorden_of(new)[0].bouwsteen.thema
    return redirect("zelfevaluatie:thema_invullen", first.code)


@requires(Permission.READ)
def thema_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    themas = make_overzicht(antwoorden_of(zelfevaluatie)).themas if zelfevaluatie else []
    index = next((i for i, stand in enumerate(themas) if stand.thema.code == code), None)
    if index is None:
        raise Http404
    context = {
        "stand": themas[index],
        "previous": themas[index - 1] if index else None,
        "next": themas[index + 1] if index + 1 < len(themas) else None,
    }
    return render(request, "zelfevaluatie/thema_detail.html", {**PLACE, **context})


@requires(Permission.READ)
def nog_te_regelen(request: AuthenticatedHttpRequest) -> HttpResponse:
    zelfevaluatie = current_zelfevaluatie()
    antwoorden = antwoorden_of(zelfevaluatie) if zelfevaluatie else []
    vorig = vorig_of(zelfevaluatie) if zelfevaluatie else None
    form = GapFilterForm(request.GET, antwoorden)
    shown = form.narrow(antwoorden)
    gaps = [antwoord for antwoord in shown if is_gap(antwoord)]
    per_bouwsteen = Counter(Actie.objects.unfinished().values_list("bouwsteen_id", flat=True))
    rows = [(gap, per_bouwsteen[gap.bouwsteen_id], vorig.status_of(gap) if vorig else "") for gap in gaps]
    context = {
        "zelfevaluatie": zelfevaluatie,
        "vorig": vorig.zelfevaluatie if vorig else None,
        "form": form,
        "plateaus": [(n, [row for row in rows if row[0].bouwsteen.plateau == n]) for n in (1, 2)],
        "unchosen": [antwoord for antwoord in shown if is_unchosen(antwoord)],
        "optional": sum(antwoord.bouwsteen.plateau == 2 for antwoord in shown),
        "can_edit": Permission.EDIT in request.permissions,
    }
    return render(request, "zelfevaluatie/nog_te_regelen.html", {**PLACE, **context})
