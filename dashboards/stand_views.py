"""The one-page PDF: asked for, followed while it is made, and downloaded."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from dashboards.actions import request_stand
from dashboards.seen import record_view, seen_of, staf_view
from dashboards.selection import all_rounds, named_round, place
from dashboards.stand_files import counted_by, stand_file_or_404, stand_files
from dashboards.werkbestand import of_publicatie
from tenants.files import file_response


@require_POST
@staf_view(figures=False)
def stand_request(request: AuthenticatedHttpRequest) -> HttpResponse:
    rounds = all_rounds()
    if not rounds:
        raise Http404
    meetronde = named_round(request, rounds)
    publicatie = request_stand(meetronde=meetronde, organisaties=request.organisaties, by=request.user)
    return redirect("dashboards:publicatie_status", pk=publicatie.pk)


@staf_view(figures=False)
def publicatie_status(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """htmx asks how far it is and names what it shows; while that is still so it gets 204 and nothing is read out."""
    file = stand_file_or_404(pk, request.organisaties)
    if request.htmx and request.GET.get("seen") == file.progress.mark:
        return HttpResponse(status=204)
    template = "dashboards/publicatie_status.html" + ("#progress" if request.htmx else "")
    return render(request, template, {**place("stand_detail"), "file": file})


@staf_view
def publicatie_download(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """One that was removed leads to the page that says why, and offers to make it again."""
    publicatie = get_object_or_404(stand_files(request.organisaties).defer(None), pk=pk)
    if publicatie.removed_at:
        return redirect("dashboards:publicatie_status", pk=pk)
    if publicatie.bestand is None:
        raise Http404
    seen = seen_of(request)
    seen.whole = lambda: counted_by(publicatie)
    record_view(request, meetronde=publicatie.meetronde)
    name = of_publicatie(publicatie, seen).file_name("stand", "pdf")
    return file_response(bytes(publicatie.bestand), name=name, mimetype="application/pdf")
