"""The picture for outside: the only figures that staff may take out of the room. VNG and CoMensha see the same."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from jobs.models import Job
from jobs.progress import Progress
from metingen.beeld_actions import STEPS, request_beeld
from metingen.beeld_queries import beeld_of, pictures, rounds_to_show
from metingen.forms import RondeForm
from metingen.models import Meetronde, Publicatie
from metingen.publicatie_actions import PublicatieFout
from metingen.publicatie_queries import groups_of
from metingen.tables import about, file_name, sheet_of, tables_of
from metingen.tussenstand_actions import make_tussenstand, propose_tussenstand
from metingen.views import may_act
from sheets.files import MIMETYPES, write_book
from tenants.files import file_response

WAITS = "De pdf staat in de rij"


@requires_landelijk(Permission.LANDELIJK)
def beeld_detail(request: AuthenticatedHttpRequest) -> HttpResponse:
    """`?ronde=` chooses the round; without, or with one that is not known, the newest. Nothing else narrows it."""
    rounds = rounds_to_show()
    meetronde = next((ronde for ronde in rounds if str(ronde.pk) == request.GET.get("ronde")), next(iter(rounds), None))
    publicatie = meetronde and beeld_of(meetronde)
    groups = groups_of(publicatie) if publicatie else []
    context = {
        "place": "land",
        "here": "beeld_detail",
        "form": RondeForm(rounds, meetronde),
        "meetronde": meetronde,
        "publicatie": publicatie,
        "groups": groups,
        "tables": tables_of(publicatie, groups[0]) if publicatie and groups else [],
        "proposal": propose_tussenstand(meetronde) if meetronde and meetronde.is_open and may_act(request) else None,
    }
    return render(request, "metingen/beeld_detail.html", context)


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def tussenstand_add(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    meetronde = get_object_or_404(Meetronde.objects.exclude(staat=Meetronde.Staat.CONCEPT), pk=pk)
    try:
        make_tussenstand(meetronde=meetronde, by=request.user.pk)
    except PublicatieFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, "De tussenstand is gemaakt. VNG en CoMensha zien nu dezelfde cijfers.")
    return redirect(reverse("metingen:beeld_detail") + f"?ronde={meetronde.pk}")


@requires_landelijk(Permission.LANDELIJK)
def beeld_file(request: AuthenticatedHttpRequest, pk: UUID, formaat: str) -> HttpResponse:
    """All groups; in a form that knows sheets, with what they are about before them."""
    publicatie = picture_or_404(pk)
    sheets = [sheet_of(publicatie)] if formaat == "csv" else [about(publicatie), sheet_of(publicatie)]
    return file_response(write_book(formaat, sheets), name=file_name(publicatie, formaat), mimetype=MIMETYPES[formaat])


@requires_landelijk(Permission.LANDELIJK)
def beeld_pdf(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """Asked for by POST; then how far it is. htmx asks again, and gets 204 while that is still so."""
    publicatie = picture_or_404(pk)
    if request.method == "POST":
        request_beeld(publicatie=publicatie, by=request.user)
        return redirect("metingen:beeld_pdf", pk=publicatie.pk)
    progress = progress_of(publicatie)
    if request.htmx and request.GET.get("seen") == progress.mark:
        return HttpResponse(status=204)
    template = "metingen/beeld_pdf_status.html" + ("#progress" if request.htmx else "")
    return render(request, template, {"place": "land", "publicatie": publicatie, "progress": progress})


@requires_landelijk(Permission.LANDELIJK)
def beeld_download(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    publicatie = get_object_or_404(pictures().defer(None).exclude(bestand=None), pk=pk)
    content = bytes(publicatie.bestand or b"")
    return file_response(content, name=file_name(publicatie, "pdf"), mimetype="application/pdf")


def picture_or_404(pk: UUID) -> Publicatie:
    publicatie = get_object_or_404(pictures(), pk=pk)
    if not groups_of(publicatie):
        raise Http404
    return publicatie


def progress_of(publicatie: Publicatie) -> Progress:
    job = Job.objects.filter(pk=publicatie.pk).first()
    return Progress.of(job, made=bool(publicatie.sha256), names=STEPS, waits=WAITS)
