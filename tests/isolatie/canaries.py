"""Rows of every kind in the schema of a gemeente, in which each free text is its canary.

A model that is new gets its row by itself when plain values will do; else it needs a recipe here, and says so.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import Error, models, transaction
from django.utils import timezone

from aanpak.models import Actie, Cijfer, Indicator, InstrumentKeuze, Routestap, VormKeuze
from accounts.models import Gebruiker, Uitnodiging
from accounts.uitnodiging_models import VALID
from berichten.models import Bericht
from indienen.gather import gather_preview
from indienen.models import Voorbereiding
from inlogdiensten.models import Aanvaarding, Inlogdienst, Inloggeheim
from inlogdiensten.secrets import hide_credential
from jobs.models import Job
from kader.models import Bouwsteen
from logboek.models import Gebeurtenis
from metingen.actions import store_indiening
from printing.logo import SVG
from reports.files.actions import plan_for
from reports.gather.plan import gather_plan
from reports.keuzes.archief_models import Archief
from reports.keuzes.scenarios.models import Raming, Scenarios
from reports.models import (
    Alinea,
    Evaluatieversie,
    Huisstijl,
    Keuzes,
    KloptZo,
    LokalePassage,
    LokalePassageRevision,
    OudPlan,
    Planversie,
    Rapport,
    Samenvatting,
    Tekstbesluit,
    Vaststelling,
)
from reports.versions.openbaar_actions import publish_plan
from saving.rows import create_row
from sjablonen.models import Instrument, Vorm
from tenants.canonical import sha256_of
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.builders.openbaar import PERIOD, make_files
from tests.builders.plans import adopted_plan
from tests.builders.years import earlier_year
from tests.isolatie.search import JOB, PERSON, PROVIDER, canary, told
from voorgangers.models import Herkomst, Voorgangersplan, Voorgangersrij
from wissing.actions import request_wissing
from wissing.models import Wissing
from zelfevaluatie.models import Antwoord, AntwoordRevision, Onderbouwing, Zelfevaluatie

BOUWSTEEN = "BB-P1-1"
JAAR = 2026
PASSAGE = "h1.aanleiding"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{}</title></svg>'
KINDS = [model for label in settings.TENANT_APPS for model in apps.get_app_config(label).get_models()]
# Text, but not free: codes, hashes, types and what is encrypted.
CODES = {"words", "code", "sha256", "mimetype", "plan_status", "standard_laag", "status", "bestandsnaam"}


def fill(gemeente: Gemeente) -> None:
    """Safe to repeat. Starts and ends on public."""
    token = canary(gemeente.schema_name)
    people = Gebruiker.objects.filter(email__endswith=f"@{gemeente.slug}.example")
    people.update(naam=told(token, PERSON))
    by = people.get(email__startswith="bewerker@")
    with in_gemeente(gemeente):
        caches["gemeente"].set("kanarie", token)
        if Onderbouwing.objects.filter(titel=token).exists():
            return
        make_rows(gemeente, by, token)
    # Its own page shows the functie, that of the platform does not.
    failed = {"address": "iemand@example.org", "staat": "onzeker", "reden": "afgebroken", "ended_at": timezone.now()}
    Bericht.objects.get_or_create(gemeente=gemeente, soort="herinnering", functie=token, defaults=failed)
    make_inlogdienst(gemeente, token)
    waits = {"functies": ["lezer"], "note": token, "expires_at": timezone.now() + VALID}
    Uitnodiging.objects.get_or_create(gemeente=gemeente, email=f"uitgenodigd@{gemeente.slug}.example", defaults=waits)
    Job.objects.filter(gemeente=gemeente).update(
        state=Job.State.FAILED, reason=f"Mislukt: {told(token, JOB)}", finished_at=timezone.now()
    )


def make_inlogdienst(gemeente: Gemeente, token: str) -> None:
    """What only her beheerders see of it, and its client id, which who approves it sees too; its name is for whoever
    wants to come in."""
    issuer = f"https://login.{gemeente.slug}.example"
    own = {"naam": "Werkaccount", "client_id": told(token, PROVIDER), "set_up_by": uuid.uuid4()}
    inlogdienst, made = Inlogdienst.objects.get_or_create(gemeente=gemeente, issuer=issuer, defaults=own)
    if made:
        accepted = {"accepted_at": timezone.now(), "claim": token, "functies": {token: "lezer"}}
        Aanvaarding.objects.create(inlogdienst=inlogdienst, eigenaar=gemeente, gemeente=gemeente, **accepted)
        Inloggeheim.objects.create(inlogdienst=inlogdienst, gemeente=gemeente, token=hide_credential(token))


@transaction.atomic
def make_rows(gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    for model in KINDS:
        if model.objects.exists():  # such as the answers: what is there gets the canary
            model.objects.update(**words(model, token))
    for recipe in RECIPES:
        recipe(gemeente=gemeente, by=by, token=token)
    for model in KINDS:
        if not model.objects.exists():
            make_plainly(model, token)


def words(model: type[models.Model], token: str) -> dict[str, Any]:
    """A canary for each free text field that is wide enough."""
    return {
        field.name: f"https://kanarie.example/{token}" if isinstance(field, models.URLField) else token
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in CODES
        and (field.max_length or 1000) > 40
    }


def make_plainly(model: type[models.Model], token: str) -> None:
    """A row by the types of its fields alone."""
    values = words(model, token)
    for field in model._meta.fields:
        if field.name not in values and not field.null and not field.has_default() and not field.blank:
            values[field.name] = plain_value(field)
    try:
        with transaction.atomic():
            model.objects.create(**values)
    except Error as error:
        raise LookupError(f"{model._meta.label} heeft een recept nodig in {__name__}: {error}") from error


def plain_value(field: models.Field) -> Any:
    if field.choices:
        return field.flatchoices[0][0]
    if field.related_model:
        return field.related_model._default_manager.first()
    plain = {models.DateField: date(JAAR, 6, 1), models.JSONField: {}, models.UUIDField: uuid.uuid4()}
    return next((value for kind, value in plain.items() if isinstance(field, kind)), 1)


def open_one() -> Zelfevaluatie:
    return Zelfevaluatie.objects.select_related("kaderversie").get(staat="open")


def answers(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    antwoord = Antwoord.objects.get(bouwsteen__code=BOUWSTEEN)
    Antwoord.objects.update(status="geregeld", updated_by=by.pk, updated_at=timezone.now())
    AntwoordRevision.objects.create(
        kind="antwoord",
        row=antwoord.pk,
        version=1,
        data=Antwoord.objects.get(pk=antwoord.pk).data(),
        created_by=by.pk,
    )
    Onderbouwing.objects.create(antwoord=antwoord, titel=token, url=f"https://kanarie.example/{token}")
    file = {"bestand": token.encode(), "bestandsnaam": f"{token}.txt", "mimetype": "text/plain"}
    Onderbouwing.objects.create(antwoord=antwoord, titel=token, **file)
    place = {"ambitie": 1, "bouwsteen": Bouwsteen.objects.get(code=BOUWSTEEN), "gereed": date(JAAR, 6, 1)}
    create_row(row=Actie(**words(Actie, token), **place), by=by)


def passages(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    mine = {"zelfevaluatie": open_one(), "code": PASSAGE, "version": 1, "tekst": token}
    passage = LokalePassage.objects.create(**mine, updated_by=by.pk, updated_at=timezone.now())
    LokalePassageRevision.objects.create(
        kind="lokalepassage", row=passage.pk, version=1, data=passage.data(), created_by=by.pk
    )


def lokaal(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """What the gemeente keeps beside its acties, and how its plan looks: all of it printed in the plan."""
    yes = dict.fromkeys(("beschikbaar", "in_beleid", "gebruikt"), InstrumentKeuze.JaNee.JA)
    mine = {"version": 1, "updated_by": by.pk}
    steps = words(Routestap, token) | {"website": f"https://kanarie.example/{token}"}
    instrument, vorm = Instrument.objects.first(), Vorm.objects.first()
    rows = [
        InstrumentKeuze(**words(InstrumentKeuze, token), **yes, instrument=instrument),
        VormKeuze(**words(VormKeuze, token), vorm=vorm, nadruk=True),
        Cijfer(**words(Cijfer, token), onderwerp="anders", jaar=JAAR - 1, aantal=12),
        Indicator(**words(Indicator, token), ambitie=1, streefjaar=JAAR + 2),
        *(Routestap(**steps, melder=melder, volgorde=n) for n, melder in enumerate(Routestap.Melder.values)),
    ]
    for row in rows:
        create_row(row=row, by=by)
    anders = {"stand": True, "financiering": "anders"}
    Keuzes.objects.create(**words(Keuzes, token), **mine, **anders, zelfevaluatie=open_one())
    first = words(Samenvatting, token)
    Samenvatting.objects.create(**first, **mine, stand=True, zelfevaluatie=open_one())
    planned = Actie.objects.order_by("pk")[0]
    options = {"acties_1": [str(planned.pk)], "advies": 1}
    Scenarios.objects.create(**words(Scenarios, token), **mine, **options, in_plan=True, zelfevaluatie=open_one())
    Raming.objects.create(**words(Raming, token), **mine, actie=planned, kosten_van=1, kosten_tot=2)
    look = {"logo": LOGO.format(token).encode(), "logo_mimetype": SVG, "accent": "#0d5665"}
    Huisstijl.objects.create(**words(Huisstijl, token), **mine, **look)
    Archief.objects.create(categorie=token, **mine)
    Tekstbesluit.objects.create(code=token, laag="landelijk", versie=1, besluit="gezien", created_by=by.pk)
    KloptZo.objects.create(sha256=hashlib.sha256(token.encode()).hexdigest(), created_by=by.pk)


def old_plan(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """One that is read, with a paragraph, and one that waits, with its file."""
    plans = []
    for what in ({"read_at": timezone.now()}, {"bestand": token.encode()}):
        job = Job.objects.create(kind="tests.nothing", gemeente=gemeente, created_by=by.pk)
        plans.append(OudPlan.objects.create(pk=job.pk, jaar=JAAR, soort="tekst", created_by=by.pk, **what))
    done = {"besluit": "zin", "decided_at": timezone.now(), "decided_by": by.pk}
    said = words(Alinea, token) | {"soort": "punt", "als": "zin", "plaatsen": [BOUWSTEEN]}
    Alinea.objects.create(oudplan=plans[0], volgorde=0, **said, **done)


def history(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """What was done, and what somebody asks to wipe: on the page of that request its words can be read."""
    said = words(Gebeurtenis, token) | {"action": "aanpak:actie_add", "reference": "AAAA-AAAA"}
    Gebeurtenis.objects.create(**said, created_by=by.pk, status=302)
    request_wissing(words=token, reden=Wissing.Reden.VERGISSING, by=by)


def plans(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    zelfevaluatie = open_one()
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente).to_json()
    beleidsplan = plan_for(zelfevaluatie)
    versie = Planversie.objects.create(
        beleidsplan=beleidsplan,
        naam=token,
        toelichting=token,
        plan=plan,
        formaat=plan["formaat"],
        sha256=sha256_of(plan),
        created_by=by.pk,
    )
    Evaluatieversie.objects.create(jaar=JAAR, planversie=versie, plan=plan, created_by=by.pk)
    Vaststelling.objects.create(
        planversie=versie,
        orgaan="college",
        besluit="vaststelling",
        datum=date(JAAR, 6, 1),
        **words(Vaststelling, token),
    )
    for formaat in Rapport.Formaat.values:
        job = Job.objects.create(kind="tests.nothing", gemeente=gemeente, created_by=by.pk)
        Rapport.objects.create(
            pk=job.pk,
            beleidsplan=beleidsplan,
            plan=plan,
            formaat=formaat,
            content=token.encode(),
            sha256=hashlib.sha256(token.encode()).hexdigest(),
            requested_by=by.pk,
            finished_at=timezone.now(),
        )
    adopted = adopted_plan(by=by, naam=f"{token} besloten", **PERIOD)
    make_files(adopted, by, words=token)
    publish_plan(versie=adopted, gemeente=gemeente)


def shared(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """What the gemeente made ready for a regio, and shared with another that nobody works for."""
    zelfevaluatie = open_one()
    ready = Voorbereiding.objects.create(plan_zin=[BOUWSTEEN], regios=[uuid.uuid4()], version=1, updated_by=by.pk)
    preview = gather_preview(voorbereiding=ready, zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    mandaat = {"mandaat_functie": token, "mandaat_datum": date(JAAR, 6, 1)}
    store_indiening(meetronde=None, gemeente=gemeente, inhoud=preview.inhoud, regios=ready.regios, by=by.pk, **mandaat)


def voorgangers(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """What came from a gemeente that went over into this one."""
    van = {"gemeente_code": "GM9998", "gemeente_naam": token}
    Voorgangersrij.objects.create(**van, soort="bouwsteen", code=BOUWSTEEN, titel=token, velden=[["Antwoord", token]])
    plan = {"citeertitel": token, "vastgesteld_op": date(JAAR, 1, 1), "geldt_tot": date(JAAR + 2, 1, 1)}
    Voorgangersplan.objects.create(**van, **plan, besluiten=[token], bestand=token.encode())
    Herkomst.objects.create(**van, rij=Actie.objects.values_list("pk", flat=True)[0], soort="actie")


def years(*, gemeente: Gemeente, by: Gebruiker, token: str) -> None:
    """The year before, closed."""
    said = {"status": "deels", "plan_zin": token, "toelichting": token, "trekker": token}
    earlier_year(by=by, terugblik=token, **{BOUWSTEEN.replace("-", "_"): said})


RECIPES: tuple[Callable[..., None], ...] = (
    answers,
    passages,
    lokaal,
    old_plan,
    plans,
    history,
    shared,
    voorgangers,
    years,
)


def without_canary(gemeente: Gemeente) -> Iterator[str]:
    """Models of which no row holds the canary, though some text of theirs could."""
    token = canary(gemeente.schema_name)
    for model in KINDS:
        rows = model.objects.all()
        if words(model, token) and token not in str(list(rows.values())):
            yield model._meta.label
