"""Groepscijfers of closed rounds: staff decide when, and then everybody can see them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.http import AuthenticatedHttpRequest
from accounts.limits import limited
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from charts.image import image
from metingen.article import article_of, newest_of, published_rounds
from metingen.forms import GroepForm
from metingen.models import Meetronde, Publicatie, Rondeverzoek
from metingen.publicatie_actions import propose
from metingen.publicatie_queries import Groep, groups_of
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
    """The newest round as an article, and a list of all."""
    published = published_rounds()
    context: dict[str, Any] = {"publicaties": published}
    if (newest := newest_of(published)) and (groups := groups_of(newest)):
        artikel = article_of(newest, published)
        context |= {"artikel": artikel, "form": GroepForm(groups, groups[0]), "adres": absolute(request, newest)}
    return render(request, "metingen/publicatie_list.html", context)


def absolute(request: HttpRequest, publicatie: Publicatie) -> str:
    """The address under which it is quoted."""
    return request.build_absolute_uri(reverse("metingen:publicatie_detail", args=[publicatie.pk]))


@login_not_required
@limited
def publicatie_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`?groep=provincie.PV20` chooses a group; without, or with one that is not shown, the largest."""
    published = published_rounds()
    publicatie = shown_for(pk, published)
    if publicatie.pk != pk:
        return redirect("metingen:publicatie_detail", publicatie.pk)
    groups = groups_of(publicatie)
    if not groups:
        raise Http404
    chosen = chosen_of(request, groups) or groups[0]
    context = {
        "publicatie": publicatie,
        "form": GroepForm(groups, chosen),
        "chosen": chosen,
        "artikel": article_of(publicatie, published, chosen),
        "adres": absolute(request, publicatie),
        "tables": tables_of(publicatie, chosen),
    }
    return render(request, "metingen/publicatie_detail.html", context)


def chosen_of(request: HttpRequest, groups: list[Groep]) -> Groep | None:
    return next((group for group in groups if group.key == request.GET.get("groep")), None)


@login_not_required
@limited
def publicatie_figuur(request: HttpRequest, pk: UUID, anchor: str) -> HttpResponse:
    """One chart as a file, for in a report; of a group with `?groep=`, as its page."""
    published = published_rounds()
    publicatie = shown_for(pk, published)
    if publicatie.pk != pk:
        return redirect("metingen:publicatie_figuur", publicatie.pk, anchor)
    artikel = article_of(publicatie, published, chosen_of(request, groups_of(publicatie)))
    figure = artikel.figure(anchor)
    if figure is None:
        raise Http404
    source = f"Bron: {settings.KOMPAS_NAAM}, {artikel.source}. {absolute(request, publicatie)}{artikel.query}"
    headers = {"Content-Disposition": saved_as(f"{anchor}-{publicatie.meetronde.periode_van:%Y}.svg")}
    return HttpResponse(image(figure, source), content_type="image/svg+xml", headers=headers)


def shown_for(pk: UUID, published: list[Publicatie]) -> Publicatie:
    """What is shown in its place now, when it was replaced: the earlier one counts who withdrew since."""
    if found := next((each for each in published if each.pk == pk), None):
        return found
    replaced = get_object_or_404(Publicatie.objects.published(), pk=pk)
    return next(each for each in published if each.meetronde_id == replaced.meetronde_id)


@login_not_required
@limited
def publicatie_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All groups of one Publicatie."""
    publicatie = shown_for(pk, published_rounds())
    if publicatie.pk != pk:
        return redirect("metingen:publicatie_csv", publicatie.pk)
    name = f"groepscijfers-{publicatie.meetronde.periode_van:%Y}.csv"
    headers = {"Content-Disposition": saved_as(name)}
    return HttpResponse(to_csv(sheet_of(publicatie)), content_type=CSV, headers=headers)
