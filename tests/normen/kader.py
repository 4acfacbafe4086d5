"""A version to which a gemeente can go, and one that waits for a second redacteur."""

import os
from datetime import date
from typing import Any

import psycopg
from django.utils import timezone

from accounts.models import Gebruiker, Toegang
from kader.models import KaderVersie
from overzicht.kader_actions import go_over
from tenants.context import in_gemeente
from tests.builders.kader import load_next

NEXT, LATER = "2027-01", "2028-01"
OF_BOUWSTENEN = "bouwsteen_id IN (SELECT id FROM kader_bouwsteen WHERE kaderversie_id = %(kader)s)"
OF_VERSION = "kaderversie_id = %(kader)s"
ROWS = {
    "kader_bouwsteen_ook_rollen": OF_BOUWSTENEN,
    "kader_deelcriterium": OF_BOUWSTENEN,
    **dict.fromkeys(("kader_bouwsteen", "kader_aanvullendevraag", "kader_thema", "kader_rol"), OF_VERSION),
    **dict.fromkeys(("kader_planonderdeel", "kader_omzetting", "kader_redactierevision"), OF_VERSION),
    "kader_kaderversie": "id = %(kader)s",
}


def kaderversies() -> str:
    """Which of them waits."""
    load_next()
    empty = {"titel": "Nog een verzonnen Kader", "uitgever": "Niemand", "datum": date(2028, 1, 1), "bron": "Verzonnen"}
    KaderVersie.objects.get_or_create(versie=LATER, defaults=empty)
    return LATER


def remove_kaderversies() -> None:
    """As the owner, where they were committed."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        found = owner.execute("SELECT id FROM kader_kaderversie WHERE versie > '2021-02'").fetchall()
        for (kader,) in found:
            for table, rows in ROWS.items():
                owner.execute(f"DELETE FROM {table} WHERE {rows}", {"kader": kader})


def second_redacteur(world: Any) -> Gebruiker:
    """Somebody whose rows are put back already (tests/normen/state.py)."""
    second: Gebruiker = world.people["bewerker"]
    Toegang.objects.get_or_create(gebruiker=second, functie="redacteur", organisatie="comensha")
    return second


def with_second_redacteur(client: Any, world: Any) -> None:
    second_redacteur(world)


def asked_by_a_colleague(client: Any, world: Any) -> None:
    second = second_redacteur(world)
    waiting = {"asked_at": timezone.now(), "asked_by": second.pk, "published_at": None, "published_by": None}
    KaderVersie.objects.filter(versie=LATER).update(**waiting)


def went_over(client: Any, world: Any) -> None:
    by, naar = world.people["beheerder"], KaderVersie.objects.get(versie=NEXT)
    with in_gemeente(world.gemeente):
        go_over(gemeente=world.gemeente, naar=naar, by=by)
