"""What one gemeente shares: an open round, what is ready for it, what a regio got, and a one-time link."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connection

from accounts.models import Gebruiker
from berichten.models import Bericht
from demo.people import email_of
from indienen.gather import gather_preview
from indienen.models import Voorbereiding
from kader.queries import newest_version
from metingen.actions import store_indiening
from metingen.antwoord_actions import inhoud_of, make_antwoordlink, token_of
from metingen.inhoud import GedeeldeEnquete
from metingen.models import Antwoordlink, Meetronde
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import Antwoord, Zelfevaluatie

ROUND = {
    "titel": "Meting 2026",
    "doel": "Zien wie hulp kan gebruiken",
    "periode_van": date(2026, 11, 1),
    "periode_tot": date(2027, 1, 31),
    "peildatum": date(2026, 10, 1),
}
MANDAAT = {"mandaat_functie": "college van B en W", "mandaat_datum": "2026-11-02"}
WITHOUT_KOMPAS, ADDRESS = "voorbeeldwaard", "info@voorbeeldwaard.example"


def make_sharing(gemeente: Gemeente) -> dict[str, str]:
    """By the key under which Address.value finds them."""
    connection.set_schema_to_public()
    by = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
    versie = newest_version()
    meetronde, _ = Meetronde.objects.get_or_create(
        voorbeeld=gemeente.is_invented, staat=Meetronde.Staat.OPEN, defaults={**ROUND, "kaderversie": versie}
    )
    waard = Gemeente.objects.get(slug=WITHOUT_KOMPAS)
    link = make_antwoordlink(meetronde=meetronde, gemeente=waard, email=ADDRESS, organisatie="vng", by=by.pk)
    Bericht.objects.filter(about=link.pk).delete()  # as when it was sent long ago
    with in_gemeente(gemeente):
        for each in (meetronde, None):
            regios = [] if each else [uuid4()]
            voorbereiding = Voorbereiding.objects.create(
                meetronde=each, regios=regios, version=1, updated_by=by.pk, updated_at=meetronde.created_at
            )
        inhoud = preview_of(gemeente, voorbereiding).inhoud
        indiening = store_indiening(meetronde=None, gemeente=gemeente, inhoud=inhoud, regios=[uuid4()], by=by.pk)
    return {
        "soort": "meetronde",
        "indienen.views pk": str(indiening.pk),
        "metingen.antwoordlink_views pk": str(meetronde.pk),
        "metingen.antwoordlink_views.link_end pk": str(link.pk),
        "metingen.antwoord_views token": token_of(link),
    }


def preview_of(gemeente: Gemeente, voorbereiding: Voorbereiding) -> Any:
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(staat=Zelfevaluatie.Staat.OPEN)
    return gather_preview(voorbereiding=voorbereiding, zelfevaluatie=zelfevaluatie, gemeente=gemeente)


def previewed(client: Any, world: Any) -> dict[str, str]:
    """What the page carries along on which one submits."""
    with in_gemeente(world.gemeente):
        voorbereiding = Voorbereiding.objects.select_related("meetronde").get(meetronde__isnull=False)
        return {"mark": preview_of(world.gemeente, voorbereiding).mark}


def odd_answers(client: Any, world: Any) -> None:
    """That do not seem to fit, so that there is something to explain."""
    with in_gemeente(world.gemeente):
        Voorbereiding.objects.update(zorgcoordinatie="nee")
        Antwoord.objects.filter(zelfevaluatie__staat="open", bouwsteen__code="OH-P1-2").update(status="geregeld")


def previewed_by_link(client: Any, world: Any) -> dict[str, str]:
    link = Antwoordlink.objects.select_related("gemeente", "meetronde__kaderversie").get(used_at=None)
    inhoud = inhoud_of(link=link, statussen={}, enquete=GedeeldeEnquete())
    return {"sha256": sha256_of(inhoud.to_json())}


def one_without_kompas(client: Any, world: Any) -> dict[str, str]:
    """A link waits for it already: whoever makes another says so."""
    gemeente = Gemeente.objects.get(slug=WITHOUT_KOMPAS)
    return {"gemeente": str(gemeente.pk), "email": ADDRESS, "stap": "toch"}
