"""Which versions of the Kader there are, what each changed, and publishing one. For redacteuren, on the public host."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Gebruiker
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from kader.changes import changes_of
from kader.models import WAITS, KaderVersie
from kader.redactie_actions import UitgaveFout, ask_publication, publish_version, withdraw_publication


def frame() -> dict[str, Any]:
    return {"place": "kaderversies", "list_url": reverse("kader:versie_list")}


@requires_landelijk(Permission.REDACTIE)
def versie_list(request: AuthenticatedHttpRequest) -> HttpResponse:
    versies = list(KaderVersie.objects.select_related("vorige"))
    return render(request, "kader/versie_list.html", {**frame(), "versies": versies, "names": names_of(versies)})


@requires_landelijk(Permission.REDACTIE)
def versie_detail(request: AuthenticatedHttpRequest, versie: str) -> HttpResponse:
    kader = get_object_or_404(KaderVersie.objects.select_related("vorige"), versie=versie)
    names = names_of([kader])
    context = {
        "kader": kader,
        "changes": changes_of(kader.vorige, kader) if kader.vorige else None,
        "asker": names.get(kader.asked_by, ""),
        "publisher": names.get(kader.published_by, ""),
        "is_own": kader.asked_by == request.user.pk,
        "until": kader.asked_at + WAITS if kader.asked_at else None,
    }
    return render(request, "kader/versie_detail.html", {**frame(), **context})


def names_of(versies: list[KaderVersie]) -> dict[Any, str]:
    ids = {pk for kader in versies for pk in (kader.asked_by, kader.published_by) if pk}
    return {pk: str(gebruiker) for pk, gebruiker in Gebruiker.objects.in_bulk(ids).items()} if ids else {}


@require_POST
@requires_landelijk(Permission.REDACTIE)
def versie_ask(request: AuthenticatedHttpRequest, versie: str) -> HttpResponse:
    kader = get_object_or_404(KaderVersie, versie=versie)
    try:
        ask_publication(kader=kader, by=request.user)
    except UitgaveFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, "Je verzoek wacht op een tweede persoon. Wie dat mag, krijgt een mail.")
    return redirect("kader:versie_detail", versie)


@require_POST
@requires_landelijk(Permission.REDACTIE)
def versie_publish(request: AuthenticatedHttpRequest, versie: str) -> HttpResponse:
    kader = get_object_or_404(KaderVersie, versie=versie)
    try:
        publish_version(kader=kader, by=request.user)
    except UitgaveFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, f"Kader {kader} is uitgegeven. Gemeenten kunnen nu overstappen.")
    return redirect("kader:versie_detail", versie)


@require_POST
@requires_landelijk(Permission.REDACTIE)
def versie_withdraw(request: AuthenticatedHttpRequest, versie: str) -> HttpResponse:
    kader = get_object_or_404(KaderVersie, versie=versie)
    if withdraw_publication(kader=kader):
        messages.success(request, "Het verzoek is ingetrokken. Er is niets gebeurd.")
    else:
        messages.warning(request, "Er wacht geen verzoek meer.")
    return redirect("kader:versie_detail", versie)
