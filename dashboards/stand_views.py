"""The one-page PDF: asked for, followed while it is made, and downloaded."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from dashboards.actions import request_stand
from dashboards.selection import all_rounds, named_round, place
from dashboards.stand_files import stand_file_or_404, stand_files
from tenants.files import file_response


@require_POST
@requires_landelijk(Permission.LANDELIJK)
def stand_request(request: AuthenticatedHttpRequest) -> HttpResponse:
    rounds = all_rounds()
    if not rounds:
        raise Http404
    meetronde = named_round(request, rounds)
    publicatie = request_stand(meetronde=meetronde, organisaties=request.organisaties, by=request.user)
    return redirect("dashboards:publicatie_status", pk=publicatie.pk)


@requires_landelijk(Permission.LANDELIJK)
def publicatie_status(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """htmx asks each second and names what it shows; while that is still so it gets 204 and nothing is read out."""
    file = stand_file_or_404(pk, request.organisaties)
    if request.htmx and request.GET.get("seen") == file.progress.mark:
        return HttpResponse(status=204)
    template = "dashboards/publicatie_status.html" + ("#progress" if request.htmx else "")
    return render(request, template, {**place("stand_detail"), "file": file})


@requires_landelijk(Permission.LANDELIJK)
def publicatie_download(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    made = stand_files(request.organisaties).defer(None).exclude(bestand=None)
    publicatie = get_object_or_404(made, pk=pk)
    name = f"stand-van-het-land-{publicatie.meetronde.titel}-{publicatie.nummer}.pdf"
    return file_response(bytes(publicatie.bestand or b""), name=name, mimetype="application/pdf")
