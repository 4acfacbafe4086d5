from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from aanpak.models import Actie
from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission, requires
from indienen.queries import ronde_stand
from reports.version_queries import evaluation_due
from samenwerking.queries import invitations_for
from zelfevaluatie.queries import antwoorden_of, current_zelfevaluatie, last_changes
from zelfevaluatie.stand import is_gap, make_overzicht, next_steps


@requires(Permission.READ)
def overzicht(request: AuthenticatedHttpRequest) -> HttpResponse:
    """Three questions in one glance: where do we stand, what can I do now, what has changed."""
    zelfevaluatie = current_zelfevaluatie()
    context: dict[str, Any] = {
        "place": "overzicht",
        "zelfevaluatie": zelfevaluatie,
        "can_edit": Permission.EDIT in request.permissions,
        "ronde": ronde_stand(request.gemeente) if request.gemeente else None,
        "invitations": invitations_for(request.gemeente) if request.gemeente else [],
    }
    if zelfevaluatie:
        antwoorden = antwoorden_of(zelfevaluatie)
        context |= {
            "overzicht": make_overzicht(antwoorden),
            "steps": next_steps(antwoorden),
            "gaps": sum(is_gap(antwoord) for antwoord in antwoorden),
            "changes": last_changes(zelfevaluatie),
            "acties": Actie.objects.unfinished().count(),
            "evaluatie": evaluation_due(),
        }
    return render(request, "overzicht/overzicht.html", context)
