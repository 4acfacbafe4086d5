"""A closed round with figures that everybody can see: of no gemeente, so without any canary."""

from datetime import date

from django.utils import timezone

from accounts.models import Gebruiker
from kader.models import KaderVersie, Status
from metingen.models import Groepscijfer, Meetronde, Publicatie, Rondeverzoek
from metingen.printed import RULE


def fill() -> None:
    """Safe to repeat."""
    values = {
        "kaderversie": KaderVersie.objects.latest(),
        "doel": "Zien wie hulp kan gebruiken",
        "periode_van": date(2025, 9, 1),
        "periode_tot": date(2025, 12, 1),
        "peildatum": date(2025, 1, 1),
        "staat": Meetronde.Staat.GESLOTEN,
    }
    meetronde, _ = Meetronde.objects.get_or_create(titel="Meting 2025", voorbeeld=False, defaults=values)
    publicatie, made = Publicatie.objects.get_or_create(
        meetronde=meetronde,
        soort="groepscijfers",
        nummer=1,
        defaults={"published_at": timezone.now(), "rekenregel": RULE},
    )
    asker, _ = Gebruiker.objects.get_or_create(email="vrager@vng.example", defaults={"naam": "Collega VNG"})
    Rondeverzoek.objects.get_or_create(
        meetronde=meetronde, soort=Rondeverzoek.Soort.SLUITEN, defaults={"created_by": asker.pk}
    )
    if made:
        figure = {"publicatie": publicatie, "soort": "land", "groep_naam": "Nederland", "onderwerp": "BB-P1-1", "n": 10}
        Groepscijfer.objects.bulk_create(Groepscijfer(waarde=waarde, aantal=0, **figure) for waarde in (*Status, ""))
