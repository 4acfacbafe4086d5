"""A closed round with figures that everybody can see: of no gemeente, so without any canary."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from accounts.models import Gebruiker
from kader.models import KaderVersie, Status
from metingen.models import (
    Antwoordlink,
    Gemeenteadres,
    Groepscijfer,
    Meetronde,
    Publicatie,
    Rondeverzoek,
    Themavraag,
)
from metingen.printed import RULE
from saving.rows import create_row
from tenants.models import Gemeente


def fill() -> None:
    """Safe to repeat."""
    values = {
        "kaderversie": KaderVersie.objects.latest(),
        "doel": "Zien wie hulp kan gebruiken",
        "periode_van": date(2025, 9, 1),
        "periode_tot": date(2025, 12, 1),
        "peildatum": date(2025, 1, 1),
    }
    meetronde, begun = Meetronde.objects.get_or_create(titel="Meting 2025", voorbeeld=False, defaults=values)
    asker, _ = Gebruiker.objects.get_or_create(email="vrager@vng.example", defaults={"naam": "Collega VNG"})
    if begun:  # only a concept takes questions
        row = Themavraag(meetronde=meetronde, nummer=1, vraag="Is er dit jaar geoefend?", soort="ja_nee")
        create_row(row=row, by=asker)
        Themavraag.objects.filter(meetronde=meetronde).update(gelezen_by=uuid4())
        Meetronde.objects.filter(pk=meetronde.pk).update(staat=Meetronde.Staat.GESLOTEN)
        meetronde.refresh_from_db()
    publicatie, made = Publicatie.objects.get_or_create(
        meetronde=meetronde,
        soort="groepscijfers",
        nummer=1,
        defaults={"published_at": timezone.now(), "rekenregel": RULE},
    )
    last = Gemeente.objects.order_by("code").last()
    Gemeenteadres.objects.get_or_create(
        gemeente=last, defaults={"email": "info@gemeente.example", "updated_by": asker.pk}
    )
    Antwoordlink.objects.get_or_create(
        meetronde=meetronde,
        gemeente=last,
        defaults={"created_by": asker.pk, "organisatie": "vng", "valid_until": timezone.now() + Antwoordlink.VALID},
    )
    Rondeverzoek.objects.get_or_create(
        meetronde=meetronde, soort=Rondeverzoek.Soort.SLUITEN, defaults={"created_by": asker.pk}
    )
    if made:
        figure = {"publicatie": publicatie, "soort": "land", "groep_naam": "Nederland", "onderwerp": "BB-P1-1", "n": 10}
        Groepscijfer.objects.bulk_create(Groepscijfer(waarde=waarde, aantal=0, **figure) for waarde in (*Status, ""))
