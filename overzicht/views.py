from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from aanpak.models import Actie
from accounts.http import AuthenticatedHttpRequest, GemeenteHttpRequest
from accounts.models import CollegaToegang, Uitnodiging
from accounts.permissions import Permission, requires
from berichten.queries import outstanding
from indienen.queries import ronde_stand
from kader.queries import version_of
from overzicht.forms import VergelijkForm
from overzicht.vergelijking import compare, lines, newest_publicatie, our_years
from reports.passages.nieuw.queries import news_for
from reports.versions.queries import evaluation_due
from samenwerking.queries import invitations_for
from wissing.queries import waiting_for
from zelfevaluatie.jaar_queries import jaar_kaart
from zelfevaluatie.models import Zelfevaluatie
from zelfevaluatie.queries import aanvullende_of, antwoorden_of, current_zelfevaluatie, last_changes
from zelfevaluatie.stand import VragenStand, is_gap, make_overzicht, next_steps


@requires(Permission.READ)
def overzicht(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Three questions in one glance: where do we stand, what can I do now, what has changed."""
    zelfevaluatie = current_zelfevaluatie()
    context: dict[str, Any] = {
        "place": "overzicht",
        "zelfevaluatie": zelfevaluatie,
        "can_edit": Permission.EDIT in request.permissions,
        "can_manage": Permission.MANAGE in request.permissions,
        "ronde": ronde_stand(request.gemeente) if request.gemeente else None,
        "wissingen": waiting_for(request.user) if Permission.EDIT in request.permissions else [],
        "failed_mails": outstanding().count() if Permission.MANAGE in request.permissions else 0,
        "invitations": invitations_for(request.gemeente) if request.gemeente else [],
    }
    if zelfevaluatie:
        context |= stand_of(zelfevaluatie)
        if request.gemeente:
            context["nieuw"] = news_for(zelfevaluatie=zelfevaluatie, gemeente=request.gemeente)
        context["is_alone"] = context["can_manage"] and zelfevaluatie.vorige_id is None and is_alone(request.user.pk)
    return render(request, "overzicht/overzicht.html", context)


def is_alone(beheerder: UUID) -> bool:
    """Step two of the first hour is still to be done: nobody else works here or was invited to."""
    others = CollegaToegang.objects.exclude(pk=beheerder).filter(functies__len__gt=0)
    return not others.exists() and not Uitnodiging.objects.waiting().exists()


def stand_of(zelfevaluatie: Zelfevaluatie) -> dict[str, Any]:
    """Where the gemeente stands, what it can do next and what changed last."""
    antwoorden, aanvullende = antwoorden_of(zelfevaluatie), aanvullende_of(zelfevaluatie)
    return {
        "overzicht": make_overzicht(antwoorden),
        "steps": next_steps(antwoorden),
        "vragen": VragenStand(aanvullende),
        "gaps": sum(is_gap(antwoord) for antwoord in antwoorden),
        "changes": last_changes(antwoorden, aanvullende),
        "acties": Actie.objects.unfinished().count(),
        "evaluatie": evaluation_due(),
        "kaart": jaar_kaart(zelfevaluatie, antwoorden),
    }


@requires(Permission.READ)
def vergelijk(request: GemeenteHttpRequest) -> HttpResponse:
    """`?met=provincie` chooses the group. Ours are the answers of now, the group has those of the last closed round."""
    zelfevaluatie, publicatie = current_zelfevaluatie(), newest_publicatie(request.gemeente)
    vergelijking = publicatie and compare(request.gemeente, publicatie, request.GET.get("met", ""))
    ours = {a.bouwsteen.code: a.status for a in antwoorden_of(zelfevaluatie)} if zelfevaluatie else {}
    years = our_years(request.gemeente)
    context: dict[str, Any] = {
        "place": "overzicht",
        "vergelijking": vergelijking,
        "form": VergelijkForm(vergelijking) if vergelijking else None,
        "years": [titel for titel, *_ in years],
        "lines": [],
    }
    if vergelijking or years:
        kaderversie = zelfevaluatie.kaderversie if zelfevaluatie else version_of(request.gemeente)
        context["kader"] = kaderversie
        context["lines"] = lines(kaderversie, ours, vergelijking.shares(kaderversie) if vergelijking else {}, years)
    return render(request, "overzicht/vergelijk.html", context)
