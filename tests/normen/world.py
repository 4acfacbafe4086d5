"""Something at every address of one gemeente: rows for each kind of page, and how to get at them."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from aanpak.models import Actie
from accounts.actions import password_link
from accounts.models import Gebruiker
from demo.people import email_of
from jobs.models import Job
from kader.models import Bouwsteen
from reports.actions import RENDER_TASK, plan_for
from reports.gather import gather_plan
from reports.models import Rapport
from reports.passage_actions import save_passage
from reports.vaststelling import offer_version, save_version
from tenants.context import in_gemeente
from tenants.models import Gemeente
from wissing.actions import request_wissing
from zelfevaluatie.models import Antwoord, Onderbouwing, Zelfevaluatie

PASSAGE = "h1.aanleiding"
BOUWSTEEN = "AB-P1-1"
FUNCTIES = ("bewerker", "beheerder", "lezer")


@dataclass
class World:
    gemeente: Gemeente
    people: dict[str, Gebruiker]
    values: dict[str, str] = field(default_factory=dict)  # for Address.path

    def host(self, urlconf: str) -> str:
        slug = f"{self.gemeente.slug}." if urlconf.endswith("tenant") else ""
        return f"{slug}{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"


@transaction.atomic
def make_world(slug: str) -> World:
    connection.set_schema_to_public()
    gemeente = Gemeente.objects.get(slug=slug)
    people = {functie: Gebruiker.objects.get(email=email_of(functie, gemeente)) for functie in FUNCTIES}
    world = World(gemeente, people)
    made, failed = (Job.objects.create(kind=RENDER_TASK, gemeente=gemeente, **state) for state in STATES)
    link = password_link(people["lezer"])
    with in_gemeente(gemeente):
        rows = make_rows(world, made, failed)
    world.values = {
        "bouwsteen": BOUWSTEEN,
        "thema": "AB",
        "vraag": "DA-1",
        "formaat": "pdf",
        "int": "2026",
        "str": PASSAGE,
        "account_reset_password_from_key": "account/" + link.partition("/account/")[2],
        "account_confirm_email": "account/confirm-email/abc:def/",
        **{key: str(row.pk) for key, row in rows.items()},
    }
    return world


STATES: list[dict[str, Any]] = [
    {"state": Job.State.DONE, "attempts": 1},
    {"state": Job.State.FAILED, "attempts": 4, "reason": "Het maken is afgebroken."},
]


def make_rows(world: World, made: Job, failed: Job) -> dict[str, Any]:
    """By the key under which Address.value finds their id."""
    gemeente, by = world.gemeente, world.people["bewerker"]
    zelfevaluatie = Zelfevaluatie.objects.get(staat=Zelfevaluatie.Staat.OPEN)
    antwoord = Antwoord.objects.get(bouwsteen__code=BOUWSTEEN)
    save_passage(
        zelfevaluatie=zelfevaluatie, code=PASSAGE, tekst="Onze tekst.", standard=("landelijk", 1), version=0, by=by
    )
    offered, kept = (
        save_version(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, naam=naam) for naam in ("Eerste", "Tweede")
    )
    offer_version(versie=offered, by=by)
    shared = {"beleidsplan": plan_for(zelfevaluatie), "requested_by": by.pk}
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente).to_json()
    content, now = b"%PDF-1.7 klein", timezone.now()
    sha256 = hashlib.sha256(content).hexdigest()
    Rapport.objects.create(id=failed.pk, plan=plan, **shared)
    Rapport.objects.create(id=made.pk, plan=plan, content=content, sha256=sha256, finished_at=now, **shared)
    return {
        "aanpak.views pk": Actie.objects.create(
            wat="Convenant sluiten", ambitie=6, bouwsteen=Bouwsteen.objects.get(code=BOUWSTEEN)
        ),
        "zelfevaluatie.views pk": Onderbouwing.objects.create(
            antwoord=antwoord, titel="Convenant", bestand=b"\x89PNG", bestandsnaam="a.png", mimetype="image/png"
        ),
        "wissing.views pk": request_wissing(words="Kanariepiet", reden="zaak", by=world.people["beheerder"]),
        "reports.views pk": made,
        "reports.views.rapport_retry pk": failed,
        "reports.version_views pk": kept,
        "reports.version_views.version_withdraw pk": offered,
        "reports.version_views.vaststelling_form pk": offered,
    }
