"""An open round for the gemeenten that do not exist, and a regio of theirs, so that the demo shows how sharing goes."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.permissions import Ketenregisseur, Regiobeheerder
from demo.people import make_gebruiker
from demo.themas import add_rounds
from kader.queries import newest_version
from metingen.models import Meetronde
from tenants.models import Gemeente, Indeling, Regio

DOEL = (
    "VNG en CoMensha willen weten hoe het ervoor staat met de aanpak van mensenhandel, en welke gemeenten hulp kunnen"
    " gebruiken. Er komt geen ranglijst."
)
REGIO_KETENREGISSEUR = "ketenregisseur@voorbeeldregio.example"
REGIOBEHEERDER = "regiobeheerder@voorbeeldregio.example"


def make_open_round(gemeenten: list[Gemeente]) -> None:
    """Safe to repeat; a round that is open already stays as it is."""
    # Open for some weeks, so that the invented country (load_demo_country) has answered in it too.
    start = timezone.localdate() - timedelta(days=75)
    if not Meetronde.objects.filter(voorbeeld=True, staat=Meetronde.Staat.OPEN).exists():
        ronde = Meetronde(
            titel=f"Meting {start.year}",
            kaderversie=newest_version(),
            doel=DOEL,
            periode_van=start,
            periode_tot=start + timedelta(days=105),
            peildatum=start,
            opened_at=timezone.now() - timedelta(days=75),
            voorbeeld=True,
            staat=Meetronde.Staat.OPEN,
        )
        add_rounds([ronde], asking=[ronde])
    regio, _ = Regio.objects.get_or_create(
        soort=Regio.Soort.KETENREGIE, code="voorbeeldregio", defaults={"naam": "Voorbeeldregio"}
    )
    for gemeente in gemeenten:
        Indeling.objects.get_or_create(gemeente=gemeente, regio=regio, valid_from=date(2020, 1, 1))
    make_gebruiker(REGIO_KETENREGISSEUR, "Ketenregisseur Voorbeeldregio", Ketenregisseur.naam, regio=regio)
    make_gebruiker(REGIOBEHEERDER, "Beheerder Voorbeeldregio", Regiobeheerder.naam, regio=regio)
