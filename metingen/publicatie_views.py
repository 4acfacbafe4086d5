"""Groepscijfers of closed rounds: staff decide when, and then everybody can see them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.http import AuthenticatedHttpRequest
from accounts.limits import limited
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.forms import GroepForm
from metingen.models import Meetronde, Publicatie, Rondeverzoek
from metingen.publicatie_actions import propose
from metingen.publicatie_queries import groups_of
from metingen.tables import sheet_of, tables_of
from metingen.views import asked
from sheets.dutch_csv import CSV, to_csv
from tenants.files import saved_as


@requires_landelijk(Permission.MEETRONDE)
def meetronde_publish(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    """First what it will hold, and which groups fall out; once a second person agrees it is there for everybody."""
    meetronde = get_object_or_404(Meetronde, pk=pk, staat=Meetronde.Staat.GESLOTEN)
    proposal = propose(meetronde) if request.method != "POST" else None
    return asked(request, meetronde, Rondeverzoek.Soort.PUBLICEREN, proposal=proposal)


@login_not_required
@limited
def publicatie_list(request: HttpRequest) -> HttpResponse:
    found = sorted(Publicatie.objects.published().newest().select_related("meetronde"), key=begin, reverse=True)
    return render(request, "metingen/publicatie_list.html", {"publicaties": found})


def begin(publicatie: Publicatie) -> Any:
    return publicatie.meetronde.periode_van


@login_not_required
@limited
def publicatie_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`?groep=provincie.PV20` chooses a group; without, or with one that is not shown, the largest."""
    publicatie = get_object_or_404(Publicatie.objects.published().select_related("meetronde__kaderversie"), pk=pk)
    if newer := newer_than(publicatie):
        return redirect("metingen:publicatie_detail", newer.pk)
    groups = groups_of(publicatie)
    if not groups:
        raise Http404
    chosen = next((group for group in groups if group.key == request.GET.get("groep")), groups[0])
    form = GroepForm(groups, chosen)
    context = {"publicatie": publicatie, "form": form, "chosen": chosen, "tables": tables_of(publicatie, chosen)}
    return render(request, "metingen/publicatie_detail.html", context)


def newer_than(publicatie: Publicatie) -> Publicatie | None:
    """Of the same round: the earlier one counts who withdrew since, and is not shown any more."""
    same = Publicatie.objects.published().filter(meetronde=publicatie.meetronde_id, nummer__gt=publicatie.nummer)
    return same.order_by("nummer").last()


@login_not_required
@limited
def publicatie_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All groups of one Publicatie."""
    publicatie = get_object_or_404(Publicatie.objects.published().select_related("meetronde__kaderversie"), pk=pk)
    if newer := newer_than(publicatie):
        return redirect("metingen:publicatie_csv", newer.pk)
    name = f"groepscijfers-{publicatie.meetronde.periode_van:%Y}.csv"
    headers = {"Content-Disposition": saved_as(name)}
    return HttpResponse(to_csv(sheet_of(publicatie)), content_type=CSV, headers=headers)
