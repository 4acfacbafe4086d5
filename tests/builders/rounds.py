"""Rounds with many gemeenten that submitted, for tests: as the product does it, a few queries per gemeente."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from kader.models import KaderVersie
from metingen.actions import store_indiening, withdraw_indiening
from metingen.inhoud import GedeeldAntwoord, GedeeldeEnquete, GedeeldeGemeente, GedeeldeRegio, Inhoud
from metingen.models import Indiening, Meetronde, Rondeverzoek, Themavraag
from metingen.thema_queries import group_themas, shared_themas
from tenants.models import Gemeente

CODES = ("BB-P1-1", "SV-P1-1")


def make_round(**values: Any) -> Meetronde:
    """Open now, for gemeenten that do not exist; `staat` and all else as asked."""
    today = timezone.localdate()
    defaults = {
        "titel": "Meting",
        "kaderversie": KaderVersie.objects.latest(),
        "doel": "Weten waar hulp nodig is",
        "periode_van": today - timedelta(days=30),
        "periode_tot": today + timedelta(days=30),
        "peildatum": date(today.year, 1, 1),
        "voorbeeld": True,
        "staat": Meetronde.Staat.OPEN,
        "opened_at": timezone.now() - timedelta(days=30),
    }
    return Meetronde.objects.create(**defaults | values)


def make_gemeenten(count: int, *, first: int = 500) -> list[Gemeente]:
    """Invented ones, GM9500 and on."""
    return Gemeente.objects.bulk_create(
        Gemeente(
            code=f"GM{9000 + number}",
            schema_name=f"gm{9000 + number}",
            naam=f"Verzonnen {number}",
            korte_naam=f"Verzonnen {number}",
            sorteernaam=f"verzonnen {number}",
            slug=f"verzonnen-{number}",
            inwoners=15_000,
        )
        for number in range(first, first + count)
    )


def submit(
    meetronde: Meetronde,
    gemeente: Gemeente,
    *,
    status: str = "geregeld",
    provincie: str = "PV20",
    organisaties: tuple[str, ...] = ("vng",),
    inwoners: int = 15_000,
    themas: Mapping[Themavraag, str] | None = None,
) -> Indiening:
    vragen, waarden = list(themas or ()), {each.name: waarde for each, waarde in (themas or {}).items()}
    regios = (GedeeldeRegio("provincie", provincie, provincie), GedeeldeRegio("veiligheidsregio", "VR01", "Groningen"))
    inhoud = Inhoud(
        kaderversie=meetronde.kaderversie.versie,
        peildatum=meetronde.peildatum,
        gemeente=GedeeldeGemeente(gemeente.code, gemeente.naam, inwoners, regios),
        antwoorden=tuple(GedeeldAntwoord(code, status, ()) for code in CODES),
        enquete=GedeeldeEnquete(begroting="ja", beleidsplan="eigen"),
        themavragen=shared_themas(vragen, waarden),
    )
    return store_indiening(
        meetronde=meetronde,
        gemeente=gemeente,
        inhoud=inhoud,
        organisaties=organisaties,
        by=None,
        groepsantwoorden=group_themas(vragen, waarden),
    )


def ask(meetronde: Meetronde, **values: Any) -> Themavraag:
    """A question of this concept, read by a second person."""
    nummer = meetronde.themavragen.count() + 1
    values = {"vraag": f"Is er iets geregeld ({nummer})?", "soort": "ja_nee", "gelezen_by": uuid4(), **values}
    return Themavraag.objects.create(meetronde=meetronde, nummer=nummer, **values)


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


def close(meetronde):
    Meetronde.objects.filter(pk=meetronde.pk).update(staat=Meetronde.Staat.GESLOTEN)


def withdraw(meetronde, number):
    for indiening in meetronde.indieningen.filter(provincie="PV20")[:number]:
        withdraw_indiening(indiening=indiening, by=indiening.pk)


def reminder(meetronde: Meetronde, **values: Any) -> Rondeverzoek:
    """As somebody asked it; not confirmed."""
    soort = values.pop("soort", Rondeverzoek.Soort.HERINNEREN)
    found, _ = Rondeverzoek.objects.get_or_create(
        meetronde=meetronde, soort=soort, staat=Rondeverzoek.Staat.GEVRAAGD, defaults={"created_by": uuid4(), **values}
    )
    return found


def url(meetronde, action=""):
    return f"/meetrondes/{meetronde.pk}/{action}"


def confirm(client):
    """As a second person, what was asked last."""
    return client.post(f"/meetrondes/verzoek/{Rondeverzoek.objects.latest('created_at').pk}/bevestigen/", follow=True)


def make_closed_round():
    """Closed: thirty in one provincie, of whom twelve have it arranged, and fifteen in another."""
    meetronde = make_round()
    gemeenten = make_gemeenten(45)
    for number, gemeente in enumerate(gemeenten):
        status = "geregeld" if number < 12 else "deels"
        submit(meetronde, gemeente, status=status, provincie="PV20" if number < 30 else "PV21")
    close(meetronde)
    return meetronde
