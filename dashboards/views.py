"""The pages of VNG and CoMensha. Nothing on them comes from the schema of a gemeente."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.http import AuthenticatedHttpRequest
from dashboards.figures_support import heat_figure, strip_figures
from dashboards.gemeente import enquete_of, inhoud_of, themas_of
from dashboards.indicators import indicators
from dashboards.landkaart import draw
from dashboards.lines import lines_of
from dashboards.pages import (
    about_of,
    change_figures,
    figures_of_choice,
    growth_of_choice,
    line_figures,
    needs_of,
    parts_of,
)
from dashboards.queries import response_of
from dashboards.seen import SMALL, nobody, per_provincie, record_view, seen_of, staf_view
from dashboards.selection import all_rounds, bouwstenen_of, choose, named_round, place
from dashboards.stand_files import latest_stand_files
from dashboards.support import support_of
from dashboards.tables import tabellen_of
from dashboards.tegenspraken import totals_of
from dashboards.trend import before_of, befores, both_of, trend_of
from dashboards.werkbestand import of_gemeente
from dashboards.worklist import SHOWN, lists, members_of, worklist
from metingen.models import Indiening
from metingen.weergave import via_of
from tenants.models import Gemeente, Regio


@staf_view
def stand_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return empty(request, "stand_detail")
    found = figures_of_choice(choice, response_of(choice.selection))
    grown = growth_of_choice(choice, found["response"], found["page"].about)
    found |= grown | {"needs": needs_of(found["stand"]), "tables": [*found["page"].tables, *grown["tables"]]}
    context = {
        **choice.context("stand_detail"),
        **found,
        "parts": parts_of(found, delen="Provincies en regio's", pdf="Op één pagina"),
        "files": latest_stand_files(choice.selection.meetronde, request.organisaties),
    }
    return render(request, "dashboards/stand_detail.html", context)


@staf_view
def kaart_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request, indicators)
    if choice is None:
        return empty(request, "kaart_detail")
    record_view(request)
    named, sought = request.GET.get("gemeente", ""), request.GET.get("zoek", "")[:80]
    kaart = draw(choice.selection, choice.own("indicator"), choice.options("indicator"), named)
    groups = kaart.groups(sought)
    found = sum(group.found for group in groups)
    context = {**choice.context("kaart_detail"), "kaart": kaart, "groups": groups, "sought": sought, "found": found}
    return render(request, "dashboards/kaart_detail.html", context)


@staf_view
def gemeente_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    """Who shared nothing with this organisation is unknown, whether or not it submitted."""
    gemeente = get_object_or_404(Gemeente, code=code)
    rounds = [ronde for ronde in all_rounds() if ronde.voorbeeld == gemeente.is_invented]
    if not rounds:
        raise Http404
    meetronde = named_round(request, rounds)
    shared = Indiening.objects.shared_with(*request.organisaties).filter(gemeente=gemeente, meetronde=meetronde)
    indiening = shared.first()
    context = {**place(""), "gemeente": gemeente, "meetronde": meetronde, "rounds": rounds, "indiening": indiening}
    seen_of(request).whole = nobody
    if indiening:
        context["werkbestand"] = of_gemeente(request, gemeente, indiening)
        context["themas"] = themas_of(indiening, bouwstenen_of(meetronde.kaderversie))
        context["enquete"] = enquete_of(indiening)
        context |= {"via": via_of(indiening), "uitleg": inhoud_of(indiening).uitleg}
    return render(request, "dashboards/gemeente_detail.html", context)


@staf_view
def provincie_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return show_part(request, Regio.Soort.PROVINCIE, code)


@staf_view
def veiligheidsregio_detail(request: AuthenticatedHttpRequest, code: str) -> HttpResponse:
    return show_part(request, Regio.Soort.VEILIGHEIDSREGIO, code)


def show_part(request: AuthenticatedHttpRequest, soort: str, code: str) -> HttpResponse:
    """One provincie or veiligheidsregio: its response, its spread, and its gemeenten by name."""
    choice = choose(request, part={soort: code})
    regio = choice and choice.form.regios.get((soort, code))
    if choice is None or regio is None:
        raise Http404
    record_view(request)
    members = members_of(choice.selection)
    found = figures_of_choice(choice, members.response)
    before = next(iter(choice.earlier), None)
    trend = trend_of(choice.selection, before, choice.bouwstenen) if before else None
    changes = change_figures(choice, trend, before, least=SMALL)[
        :1
    ]  # of Plateau 1; fewer are others than who count here
    found |= {"changes": changes, "tables": [*found["page"].tables, *tabellen_of(changes)]}
    context = {
        **choice.context(""),
        **found,
        "regio": regio,
        "parts": parts_of(found, gemeenten="Gemeenten"),
        "members": members.groups,
    }
    return render(request, "dashboards/regio_detail.html", context)


@staf_view
def ontwikkeling_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request, befores)
    if choice is None:
        return empty(request, "ontwikkeling_detail")
    before = before_of(choice)
    trend = trend_of(choice.selection, before, choice.bouwstenen) if before else None
    seen_of(request).whole = lambda: both_of(choice.selection, before) if before else []
    lines = lines_of(choice.selection, choice.earlier, choice.bouwstenen)
    context = {
        **choice.context("ontwikkeling_detail"),
        "before": before,
        "trend": trend,
        "lines": line_figures(lines, about_of(choice.selection, 0)),
        "changes": change_figures(choice, trend, before, least=1),
    }
    return render(request, "dashboards/ontwikkeling_detail.html", context)


@staf_view
def ondersteuning_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return empty(request, "ondersteuning_detail")
    support = support_of(choice.selection.indieningen, choice.bouwstenen, choice.form.provincies)
    for group in per_provincie(choice.selection.counted):
        seen_of(request).count(group)
    about = about_of(choice.selection, len(choice.selection.counted))
    context = {
        **choice.context("ondersteuning_detail"),
        "about": about,
        "heat": heat_figure(support, choice.form.provincies, about),
        "strips": strip_figures(support, choice.form.provincies, about),
        "support": support,
        "provincies": choice.form.provincies,
    }
    return render(request, "dashboards/ondersteuning_detail.html", context)


@staf_view
def tegenspraak_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request)
    if choice is None:
        return empty(request, "ondersteuning_detail")
    totals = totals_of(choice.selection) if len(choice.selection.counted) >= SMALL else []
    return render(
        request, "dashboards/tegenspraak_list.html", {**choice.context("ondersteuning_detail"), "totals": totals}
    )


@staf_view
def werklijst(request: AuthenticatedHttpRequest) -> HttpResponse:
    choice = choose(request, lists)
    if choice is None:
        return empty(request, "werklijst")
    record_view(request)
    kind = choice.own("lijst")
    titel = choice.options("lijst")[kind]
    places = worklist(choice.selection, kind)
    shown = {"titel": titel, "places": places[:SHOWN], "is_cut": len(places) > SHOWN}
    context = {**choice.context("werklijst"), **shown}
    return render(request, "dashboards/werklijst.html", context)


def empty(request: AuthenticatedHttpRequest, here: str) -> HttpResponse:
    return render(request, "dashboards/leeg.html", place(here))
