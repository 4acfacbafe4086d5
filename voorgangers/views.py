from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.http import GemeenteHttpRequest
from accounts.permissions import Permission, requires
from tenants.files import file_response
from voorgangers.models import Voorgangersplan
from voorgangers.queries import side_by_side


@requires(Permission.READ)
def voorgangersrij_list(request: GemeenteHttpRequest) -> HttpResponse:
    """What predecessors answered, side by side; nothing is chosen."""
    context = {"place": "zelfevaluatie", "groups": side_by_side(), "plannen": Voorgangersplan.objects.light()}
    return render(request, "voorgangers/voorgangersrij_list.html", context)


@requires(Permission.READ)
def voorgangersplan_download(request: GemeenteHttpRequest, pk: UUID) -> HttpResponse:
    plan = get_object_or_404(Voorgangersplan, pk=pk)
    if plan.bestand is None:
        raise Http404
    name = f"Beleidsplan {plan.gemeente_naam}.pdf"
    return file_response(bytes(plan.bestand), name=name, mimetype="application/pdf")
