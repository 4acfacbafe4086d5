"""The second person: does what a colleague asked of all gemeenten, or takes it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import AuthenticatedHttpRequest
from accounts.permissions import Permission
from accounts.scopes import requires_landelijk
from metingen.meetronde_actions import MeetrondeFout
from metingen.models import Rondeverzoek
from metingen.verzoek_actions import confirm_act, withdraw_act

DONE = {
    Rondeverzoek.Soort.OPENEN: "De meetronde is open. Gemeenten kunnen nu indienen; de uitnodigingen worden verstuurd.",
    Rondeverzoek.Soort.VERLENGEN: "De meetronde duurt langer. Gemeenten krijgen daar een mail over.",
    Rondeverzoek.Soort.SLUITEN: "De meetronde is gesloten. Indienen kan niet meer; intrekken wel.",
    Rondeverzoek.Soort.PUBLICEREN: "De groepscijfers zijn gepubliceerd. Iedereen kan ze nu zien.",
    Rondeverzoek.Soort.HERINNEREN: (
        "De herinnering staat klaar, en gaat naar de gemeenten die nog niet hebben ingediend."
    ),
}
PLANNED = "Bevestigd. De herinnering wordt op de gekozen dag verstuurd, vanaf 8 uur. Tot dan kun je haar intrekken."


def must_read(verzoek: Rondeverzoek) -> bool:
    """Whether who confirms this is the second reader of questions that are not in the Kader."""
    return verzoek.soort == Rondeverzoek.Soort.OPENEN and verzoek.meetronde.themavragen.exists()


def done(verzoek: Rondeverzoek) -> str:
    return DONE[Rondeverzoek.Soort(verzoek.soort)]


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def verzoek_confirm(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    verzoek = get_object_or_404(Rondeverzoek.objects.select_related("meetronde"), pk=pk)
    if must_read(verzoek) and "gelezen" not in request.POST:
        messages.warning(request, "Lees eerst de eigen vragen van deze meetronde, en vink aan dat je dat deed.")
        return redirect("metingen:meetronde_open", verzoek.meetronde_id)
    try:
        confirm_act(verzoek=verzoek, by=request.user)
    except MeetrondeFout as fout:
        messages.warning(request, str(fout))
    else:
        messages.success(request, PLANNED if verzoek.staat == Rondeverzoek.Staat.GEPLAND else done(verzoek))
    return redirect("metingen:meetronde_detail", verzoek.meetronde_id)


@require_POST
@requires_landelijk(Permission.MEETRONDE)
def verzoek_withdraw(request: AuthenticatedHttpRequest, pk: UUID) -> HttpResponse:
    verzoek = get_object_or_404(Rondeverzoek, pk=pk)
    if withdraw_act(verzoek=verzoek):
        messages.success(request, "Het verzoek is ingetrokken. Er is niets gebeurd.")
    else:
        messages.warning(request, "Dit verzoek is al uitgevoerd, ingetrokken of verlopen.")
    return redirect("metingen:meetronde_detail", verzoek.meetronde_id)
