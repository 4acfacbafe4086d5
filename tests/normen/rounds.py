"""Rounds in every state for the pages of national staff, and figures that everybody can see. Nobody submitted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from accounts.models import Gebruiker
from demo.people import VNG
from kader.models import Status
from kader.queries import newest_version
from metingen.adres_import import compare, rows_of
from metingen.models import Gemeenteadres, Groepscijfer, Meetronde, Publicatie, Rondeverzoek, Themavraag
from metingen.printed import RULE
from saving.rows import create_row
from tenants.models import Gemeente
from tests.builders.rounds import submit

Staat = Meetronde.Staat
DOEL = "Zien wie hulp kan gebruiken"


def dates() -> dict[str, Any]:
    today = timezone.localdate()
    return {"periode_van": today, "periode_tot": today + timedelta(days=60), "peildatum": today}


def make_rounds(gemeente: Gemeente) -> dict[str, Any]:
    """By the key under which Address.value finds their id. The open one is of the kind of this gemeente."""
    connection.set_schema_to_public()
    values = {"titel": "Meting", "doel": DOEL, "kaderversie": newest_version(), **dates()}
    opened, _ = Meetronde.objects.get_or_create(
        voorbeeld=gemeente.is_invented, staat=Staat.OPEN, defaults=values | {"opened_at": timezone.now()}
    )
    concept = Meetronde.objects.create(voorbeeld=not gemeente.is_invented, **values)
    closed = Meetronde.objects.create(voorbeeld=gemeente.is_invented, staat=Staat.GESLOTEN, **values)
    asked = make_vraag(concept)
    make_earlier_vraag(concept)
    seen, unseen = make_publicatie(closed, timezone.now()), make_publicatie(closed, None)
    Publicatie.objects.filter(pk=unseen.pk).update(nummer=3)  # the newest, and still to be published
    return {
        "metingen.views pk": opened,
        "metingen.mail_views pk": opened,
        "metingen.mail_views.meetronde_open pk": concept,
        "metingen.views.meetronde_delete pk": concept,
        "metingen.thema_views pk": asked,
        "metingen.thema_views ronde": concept,
        **{f"metingen.thema_views.themavraag_{name} pk": concept for name in ("list", "add", "copy")},
        "metingen.adres_views pk": an_adres(),
        "metingen.views.meetronde_edit pk": concept,
        "metingen.publicatie_views.meetronde_publish pk": closed,
        "metingen.publicatie_views pk": seen,
        "metingen.beeld_views pk": seen,
        "metingen.beeld_views.tussenstand_add pk": opened,
        "metingen.verzoek_views pk": ended_verzoek(opened),
    }


def make_vraag(meetronde: Meetronde) -> Themavraag:
    by = Gebruiker.objects.get(email=VNG)
    row = Themavraag(meetronde=meetronde, nummer=1, vraag="Zijn er afspraken over opvang?", soort="ja_nee")
    return create_row(row=row, by=by)


def make_earlier_vraag(concept: Meetronde) -> None:
    """Of a round that closed, which staff can take over."""
    made = Meetronde.objects.create(
        titel="Eerder", voorbeeld=concept.voorbeeld, doel=DOEL, kaderversie=concept.kaderversie, **dates()
    )
    make_vraag(made)
    Themavraag.objects.filter(meetronde=made).update(gelezen_by=uuid4())
    Meetronde.objects.filter(pk=made.pk).update(staat=Staat.GESLOTEN)


def an_adres() -> Gemeenteadres:
    """Of a gemeente without Kompas."""
    gemeente = Gemeente.objects.get(slug="voorbeeldrecht")
    by = Gebruiker.objects.get(email=VNG).pk
    defaults = {"email": "info@voorbeeldrecht.example", "updated_by": by}
    return Gemeenteadres.objects.get_or_create(gemeente=gemeente, defaults=defaults)[0]


def without_adres(client: Any, world: Any) -> dict[str, str]:
    return {"gemeente": str(Gemeente.objects.get(slug="voorbeeldwaard").pk)}


def a_file_that_was_shown(client: Any, world: Any) -> dict[str, str]:
    lines = f"{Gemeente.objects.get(slug='voorbeeldwaard').code};info@voorbeeldwaard.example"
    return {"regels": lines, "mark": compare(rows_of(lines)).mark}


def a_later_day(client: Any, world: Any) -> dict[str, str]:
    return {"periode_tot": (timezone.localdate() + timedelta(days=90)).isoformat()}


def ended_verzoek(meetronde: Meetronde) -> Rondeverzoek:
    by = Gebruiker.objects.get(email=VNG).pk
    return Rondeverzoek.objects.create(meetronde=meetronde, created_by=by, soort="sluiten", staat="ingetrokken")


def waiting_verzoek(client: Any, world: Any) -> dict[str, str]:
    """What somebody of VNG asked, in place of the one that ended."""
    pk = world.values["metingen.verzoek_views pk"]
    Rondeverzoek.objects.filter(pk=pk).update(staat="gevraagd")
    return {}


def many_submitted(client: Any, world: Any) -> dict[str, str]:
    """Enough for a tussenstand of the open round."""
    meetronde = Meetronde.objects.get(pk=world.values["metingen.beeld_views.tussenstand_add pk"])
    for gemeente in Gemeente.objects.exclude(pk=world.gemeente.pk).order_by("code")[:35]:
        submit(meetronde, gemeente)
    return {}


def one_shared(client: Any, world: Any) -> dict[str, str]:
    """By one gemeente with VNG, in the round that staff see first."""
    first = Meetronde.objects.filter(titel="Eerder")
    first.update(staat=Staat.OPEN)
    submit(first.get(), Gemeente.objects.order_by("code")[0])
    first.update(staat=Staat.GESLOTEN)
    return {}


def make_publicatie(meetronde: Meetronde, published_at: Any) -> Publicatie:
    publicatie = Publicatie.objects.create(
        meetronde=meetronde,
        soort="groepscijfers",
        nummer=2 if published_at else 1,
        published_at=published_at,
        rekenregel=RULE,
    )
    figure = {"publicatie": publicatie, "soort": "land", "groep_naam": "alle", "onderwerp": "BB-P1-1", "n": 10}
    Groepscijfer.objects.bulk_create(Groepscijfer(waarde=waarde, aantal=0, **figure) for waarde in (*Status, ""))
    return publicatie


def a_round(client: Any, world: Any) -> dict[str, str]:
    """What a redacteur types; `dates` are those of now."""
    kader = str(newest_version().pk)
    return {"kaderversie": kader, **{name: day.isoformat() for name, day in dates().items()}}
