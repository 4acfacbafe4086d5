"""The pages of VNG and CoMensha. Nothing on them comes from the schema of a gemeente."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from dashboards.curve import curve_of
from dashboards.forms import FilterForm
from dashboards.queries import bouwstenen_of, response_of, stand_of, support_of
from dashboards.selection import Selection, all_rounds, earlier_than, make_selection, named_round

PLACE = {"place": "land"}


@requires_landelijk(Permission.LANDELIJK)
def stand_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    rounds = all_rounds()
    if not rounds:
        return render(request, "dashboards/leeg.html", PLACE)
    meetronde = named_round(request, rounds)
    form = FilterForm(request.GET, rounds=rounds, chosen=meetronde)
    selection = make_selection(request, form, meetronde)
    bouwstenen = bouwstenen_of(meetronde.kaderversie)
    context = {
        **base(form, selection),
        "response": response_of(selection),
        "curve": curve_of(selection, earlier_than(meetronde, rounds)),
        "stand": stand_of(selection.indieningen, bouwstenen),
        "support": support_of(selection.indieningen, bouwstenen, form.provincies)[:5],
    }
    return render(request, "dashboards/stand_detail.html", context)


def base(form: FilterForm, selection: Selection) -> dict[str, Any]:
    return {**PLACE, "form": form, "selection": selection}
