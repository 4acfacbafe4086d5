"""Something at every address of one gemeente: rows for each kind of page, and how to get at them."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from aanpak.models import Actie, Cijfer, Indicator, Routestap
from accounts.actions import password_link
from accounts.models import Gebruiker, Toegang
from accounts.uitnodiging_actions import invite, token_of
from berichten.models import Bericht
from demo.people import KETENREGISSEUR, REDACTEUR, email_of
from jobs.models import Job
from kader.models import Bouwsteen
from reports.files.actions import RENDER_TASK, plan_for
from reports.gather.plan import gather_plan
from reports.models import Evaluatieversie, Huisstijl, Rapport
from reports.passages.actions import save_passage
from reports.versions.actions import offer_version, save_version
from saving.rows import create_row, create_rows
from tenants.context import in_gemeente
from tenants.models import Gemeente, Regio
from tests.builders.plans import adopted_plan
from tests.builders.years import earlier_year
from tests.isolatie.crawl import undone
from tests.normen.herindeling import make_herindeling
from tests.normen.inlog import make_inlogdiensten
from tests.normen.joint import make_joint_plans
from tests.normen.kader import kaderversies
from tests.normen.oudplan import make_oudplan
from tests.normen.rounds import make_rounds
from tests.normen.sharing import make_sharing
from tests.normen.staff import make_staff
from voorgangers.models import Voorgangersplan
from wissing.actions import request_wissing
from zelfevaluatie.models import Antwoord, Onderbouwing, Zelfevaluatie

PASSAGE = "h1.aanleiding"
REGIONAAL = "h1.groningen"
BOUWSTEEN = "AB-P1-1"
FUNCTIES = ("bewerker", "beheerder", "lezer")
EDITORS = {"redacteur": REDACTEUR, "ketenregisseur": KETENREGISSEUR}
FORMATEN = {
    **{"formaat": "pdf", "evaluation": "evaluatie_pdf"},
    "reports.views.uitvoeringsplan_rapport formaat": "uitvoeringsplan",
    "reports.passages.nieuw.views.nieuw_wijzigingsblad formaat": "wijzigingsblad",
}
LOGO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsVXbTwAAAABJRU5ErkJggg==")


@dataclass
class World:
    gemeente: Gemeente
    people: dict[str, Gebruiker]
    values: dict[str, str] = field(default_factory=dict)  # for Address.path

    def host(self, urlconf: str) -> str:
        slug = f"{self.gemeente.slug}." if urlconf.endswith("tenant") else ""
        return f"{slug}{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"


@contextmanager
def kept_world(slug: str, django_db_blocker: Any) -> Iterator[World]:
    """For a fixture of a whole module: making it takes longer than most tests. In a transaction around theirs."""
    with django_db_blocker.unblock(), undone():
        yield make_world(slug)


@transaction.atomic
def make_world(slug: str) -> World:
    connection.set_schema_to_public()
    gemeente = Gemeente.objects.get(slug=slug)
    emails = {functie: email_of(functie, gemeente) for functie in FUNCTIES} | EDITORS
    people = {functie: Gebruiker.objects.get(email=email) for functie, email in emails.items()}
    world = World(gemeente, people)
    made, failed = (Job.objects.create(kind=RENDER_TASK, gemeente=gemeente, **state) for state in STATES)
    link = password_link(people["lezer"])
    with in_gemeente(gemeente):
        rows = make_local(people["bewerker"]) | make_rows(world, made, failed)
    rows |= make_joint_plans(gemeente)
    sharing = make_sharing(gemeente)
    rows |= make_rounds(gemeente)
    rows |= make_herindeling(gemeente)
    rows |= make_mails(gemeente, people["redacteur"])
    rows |= make_inlogdiensten(gemeente, people["bewerker"])
    token, invited = make_uitnodiging(world)
    groningen = Regio.objects.get(soort=Regio.Soort.PROVINCIE, code="PV20")
    world.values = {
        "bouwsteen": BOUWSTEEN,
        **{"thema": "AB", "vraag": "DA-1"},
        **FORMATEN,
        "int": "2026",
        **{f"{app}.jaar_views jaar": "2025" for app in ("zelfevaluatie", "overzicht")},
        "str": PASSAGE,
        "slug": "apv",
        "metingen.publicatie_views.publicatie_figuur anchor": "respons",
        "aanpak.keuze_views.vorm_geschiedenis code": "arbeidsuitbuiting",
        **dict.fromkeys(("kleur", "accent"), "0d5665"),
        **{"openbaar.views gemeente": slug, "openbaar.views adres": "2026", "openbaar.views formaat": "pdf"},
        "gemeente": "GM0037",
        "provincie": "PV20",
        "veiligheidsregio": "VR01",
        "tabel": "csv",
        "dashboards.stand_views pk": str(uuid4()),  # of no file: it belongs to no gemeente
        **{"passage": PASSAGE, "inhoud": "tekst", "stuk": PASSAGE},
        "kaderversie": kaderversies(),
        "accounts.uitnodiging_views token": token,
        "mensen.uitnodiging_views pk": invited,
        "mensen.views pk": str(people["lezer"].pk),
        **make_staff(people, groningen, invited),
        **{"sjablonen.regio_views code": REGIONAAL, "redactie.regio_views sleutel": REGIONAAL},
        **{f"{app}.regio_views regio": str(groningen.pk) for app in ("sjablonen", "redactie", "dashboards")},
        "account_reset_password_from_key": "account/" + link.partition("/account/")[2],
        "account_confirm_email": "account/confirm-email/abc:def/",
        **{key: str(row.pk) for key, row in rows.items()},
        **sharing,
    }
    return world


def make_uitnodiging(world: World) -> tuple[str, str]:
    """The secret of one that waits, and its id."""
    uitnodiging = invite(
        email="nieuw@voorbeeld.example", functies=["lezer"], by=world.people["beheerder"].pk, gemeente=world.gemeente
    )
    return token_of(uitnodiging), str(uitnodiging.pk)


def make_mails(gemeente: Gemeente, redacteur: Gebruiker) -> dict[str, Any]:
    """Of which nobody knows whether they arrived; the redacteur runs the platform and the rounds too."""
    for functie in ("platformbeheerder", "rondebeheerder"):
        Toegang.objects.create(gebruiker=redacteur, functie=functie, organisatie="vng")
    mails = [
        Bericht.objects.create(
            soort="herinnering", address="a@voorbeeld.example", staat="onzeker", reden="afgebroken", ended_at=now,
            gemeente=gemeente,
        )
        for now in [timezone.now()] * 2
    ]  # fmt: skip
    return dict(zip(("berichten.views pk", "berichten.platform_views pk"), mails, strict=True))


STATES: list[dict[str, Any]] = [
    {"state": Job.State.DONE, "attempts": 1},
    {"state": Job.State.FAILED, "attempts": 4, "reason": "Het maken is afgebroken."},
]


def make_local(by: Gebruiker) -> dict[str, Any]:
    """What a gemeente keeps beside its acties, and its look."""
    digest = hashlib.sha256(LOGO).hexdigest()
    look = {"logo": LOGO, "logo_mimetype": "image/png", "logo_sha256": digest, "logo_tekst": "Logo van ons"}
    Huisstijl.objects.create(**look, version=1)
    stappen = [
        Routestap(melder="burger", wat=wat, wie="team Zorg", volgorde=volgorde)
        for volgorde, wat in enumerate(("Bel het meldpunt.", "Schrijf op wat je zag."), start=1)
    ]
    create_rows(rows=stappen, by=by)
    cijfer = create_row(row=Cijfer(onderwerp="trainingen", jaar=2025, aantal=7, bron="team Zorg"), by=by)
    indicator = Indicator(ambitie=1, wat="Scholen met een les", streefwaarde="9", streefjaar=2029, bron="team Jeugd")
    from_before = Voorgangersplan.objects.create(
        gemeente_code="GM9991", gemeente_naam="Oudmeren", citeertitel="Ons plan", vastgesteld_op="2025-03-01",
        geldt_tot="2028-12-31", bestand=b"%PDF-1.7 klein",
    )  # fmt: skip
    return {
        "voorgangers.views pk": from_before,
        "aanpak.cijfer_views pk": cijfer,
        "aanpak.indicator_views pk": create_row(row=indicator, by=by),
        "aanpak.meldroute_views pk": stappen[0],
    }


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
    adopted = adopted_plan(by=by, naam="Eerder")  # in the year of the addresses
    shared = {"beleidsplan": plan_for(zelfevaluatie), "requested_by": by.pk}
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente).to_json()
    content, now = b"%PDF-1.7 klein", timezone.now()
    sha256 = hashlib.sha256(content).hexdigest()
    Rapport.objects.create(id=failed.pk, plan=plan, **shared)
    Rapport.objects.create(id=made.pk, plan=plan, content=content, sha256=sha256, finished_at=now, **shared)
    earlier_year(by=by, terugblik="Een druk jaar.", **{BOUWSTEEN.replace("-", "_"): {"status": "nog_niet"}})
    bouwsteen = Bouwsteen.objects.get(code=BOUWSTEEN, kaderversie=zelfevaluatie.kaderversie)
    return {
        **dict.fromkeys(
            ("aanpak.views pk", "reports.keuzes.scenarios.views pk"),
            create_row(row=Actie(wat="Convenant sluiten", ambitie=6, bouwsteen=bouwsteen), by=by),
        ),
        "zelfevaluatie.onderbouwing_views pk": Onderbouwing.objects.create(
            antwoord=antwoord, titel="Convenant", bestand=b"\x89PNG", bestandsnaam="a.png", mimetype="image/png"
        ),
        "wissing.views pk": request_wissing(words="Kanariepiet", reden="zaak", by=world.people["beheerder"]),
        "reports.files.views pk": made,
        **make_oudplan(gemeente, by),
        "reports.files.views.rapport_retry pk": failed,
        "reports.versions.views pk": kept,
        "reports.versions.openbaar_views pk": kept,
        **dict.fromkeys(
            (f"reports.versions.evaluatie.{room} pk" for room in ("views", "file_views")),
            Evaluatieversie.objects.create(jaar=2026, planversie=adopted, plan=adopted.plan, created_by=by.pk),
        ),
        "reports.versions.views.version_withdraw pk": offered,
        "reports.versions.views.vaststelling_form pk": offered,
    }
