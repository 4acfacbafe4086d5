"""Making an adopted plan public, and taking that back. What is public is a copy: whoever reads it needs nothing of the
gemeente's own, and when it goes, it is gone."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Gebruiker
from openbaar.models import OpenbaarBestand, OpenbaarPlan
from printing.hyphens import hyphenated
from reports.document.enums import PlanStatus
from reports.document.html import context
from reports.document.look import accent_of, logo_data
from reports.files.actions import request_rapport
from reports.files.formats import FORMS
from reports.files.subjects import OfVersion, adopted
from reports.gather.adres import adres_of
from reports.gather.gewist import takes_part, wiped_since
from reports.gather.version import plan_of
from reports.models import Beleidsplan, Overgang, Planversie, Rapport
from saving.signs import readable
from tenants.locks import hold
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

Formaat = Rapport.Formaat
FILES = (Formaat.PDF, Formaat.ODT, Formaat.HTML)
NOT_ADOPTED = "Alleen een vastgesteld plan kan hier openbaar worden."
NOT_IN_IT = "Jullie doen niet meer mee aan dit gezamenlijke plan. Daarom kan deze versie niet openbaar worden."
WIPED = (
    "Een andere gemeente wiste op {} woorden uit dit gezamenlijke plan. In deze versie staan ze nog, dus zij kan niet"
    " openbaar zijn. Wis bij jullie dezelfde woorden, of bewaar het gezamenlijke plan opnieuw en stel die versie vast."
)
NOT_READY = "Een van de bestanden is nog niet klaar. Wacht tot ze alle drie gemaakt zijn."


class OpenbaarFout(Exception):
    """What was asked cannot be done now; the text is for the user."""


@transaction.atomic
def request_files(*, versie: Planversie, gemeente: Gemeente, by: Gebruiker) -> None:
    """Have the files made that are not there yet; of an adopted version each is made once."""
    zelfevaluatie = Zelfevaluatie.objects.select_related("kaderversie").get(beleidsplan=versie.beleidsplan_id)
    for formaat in FILES:
        request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, formaat=formaat, about=OfVersion(versie))


@transaction.atomic
def publish_plan(*, versie: Planversie, gemeente: Gemeente, gemeenteblad: str = "") -> OpenbaarPlan:
    """Put a copy of the adopted version, and of its files, where everybody can read it. Once; again changes nothing.

    Waits for a wipe that is busy (wissing/wiping.py): what that takes out must not be copied meanwhile. Raises
    OpenbaarFout.
    """
    hold(f"indiening {gemeente.pk}")
    Beleidsplan.objects.select_for_update().filter(versies=versie.pk).first()  # nor may it be replaced meanwhile
    if there := OpenbaarPlan.objects.filter(gemeente=gemeente, planversie=versie.pk).first():
        return there
    versie.refresh_from_db()
    if versie.gezamenlijk_plan_id:
        hold(f"samenwerking {versie.gezamenlijk_plan_id}")  # nor may another gemeente wipe from it
    if refused := why_not(versie):
        raise OpenbaarFout(refused)
    files = {rapport.formaat: rapport for rapport in files_of(versie).defer("plan").exclude(finished_at=None)}
    if set(files) != set(FILES):
        raise OpenbaarFout(NOT_READY)
    plan = copy_of(versie=versie, gemeente=gemeente)
    plan.gemeenteblad = gemeenteblad
    plan.save(force_insert=True)
    for formaat, rapport in files.items():
        OpenbaarBestand.objects.create(
            plan=plan,
            gemeente=gemeente,
            formaat=formaat,
            mimetype=FORMS[formaat].mimetype,
            content=rapport.content,
            size=len(rapport.content or b""),
            sha256=rapport.sha256,
        )
    return plan


def why_not(versie: Planversie) -> str:
    """Why it cannot be public, for the user; empty when it can."""
    if versie.vastgesteld_at is None:
        return NOT_ADOPTED
    if not takes_part(versie):
        return NOT_IN_IT
    day = wiped_since(versie)
    return WIPED.format(date_format(day, "j F Y")) if day else ""


@transaction.atomic
def withdraw_plan(*, versie: Planversie, gemeente: Gemeente) -> bool:
    """Take it off the web: from now on its address answers that there is nothing. Whether there was something."""
    deleted, _ = OpenbaarPlan.objects.filter(gemeente=gemeente, planversie=versie.pk).delete()
    return deleted > 0


def note_gemeenteblad(*, versie: Planversie, gemeente: Gemeente, gemeenteblad: str, seen: str) -> bool:
    """Where the plan is officially announced. False when a colleague filled in another number than was `seen`."""
    mine = OpenbaarPlan.objects.filter(gemeente=gemeente, planversie=versie.pk, gemeenteblad__in={seen, gemeenteblad})
    return bool(mine.update(gemeenteblad=gemeenteblad, updated_at=timezone.now()))


def note_replaced(*, versie: Planversie, gemeente: Gemeente) -> None:
    """Another plan was adopted; what is public of this one says so from now on."""
    mine = OpenbaarPlan.objects.filter(gemeente=gemeente, planversie=versie.pk)
    mine.update(vervangen_op=timezone.localdate(), updated_at=timezone.now())


def remove_strays(gemeente: Gemeente) -> int:
    """Copies of what is no adopted version of hers as it stands there: words were wiped from it, by her or by another
    gemeente of a joint plan, or an older backup was put back. How many there were."""
    versies = {versie.pk: versie for versie in Planversie.objects.adopted().defer("plan")}
    mine = OpenbaarPlan.objects.filter(gemeente=gemeente)
    strays = [plan.pk for plan in mine.light() if is_stray(plan, versies.get(plan.planversie))]
    mine.filter(pk__in=strays).delete()
    return len(strays)


def is_stray(plan: OpenbaarPlan, versie: Planversie | None) -> bool:
    return versie is None or versie.sha256 != plan.sha256 or wiped_since(versie) is not None


def public_of(versie: Planversie, gemeente: Gemeente) -> OpenbaarPlan | None:
    return OpenbaarPlan.objects.light().filter(gemeente=gemeente, planversie=versie.pk).first()


def files_of(versie: Planversie) -> Any:
    """The Rapporten that were made of its adoption, for all who come by."""
    return adopted(Rapport.objects.filter(planversie=versie, formaat__in=FILES)).order_by("requested_at")


def copy_of(*, versie: Planversie, gemeente: Gemeente) -> OpenbaarPlan:
    """As it is shown to everybody, not saved yet: for the page on which somebody decides, and for the web."""
    plan, now = plan_of(versie), timezone.now()
    printed = {**context(plan), "logo_src": logo_data(plan.huisstijl)}
    return OpenbaarPlan(
        gemeente=gemeente,
        gemeente_code=gemeente.code,
        gemeente_naam=gemeente.korte_naam,
        gemeente_slug=gemeente.slug,
        herkomst=gemeente.herkomst,
        planversie=versie.pk,
        gezamenlijk_plan=versie.gezamenlijk_plan_id,
        adres=adres_of(versie),
        titel=plan.citeertitel or plan.volledig,
        tekst=hyphenated(readable(render_to_string("reports/versions/openbaar_tekst.html", printed))),
        accent=accent_of(plan.huisstijl),
        sha256=versie.sha256,
        vastgesteld_op=plan.vastgesteld_op or timezone.localdate(versie.vastgesteld_at),
        periode_van=versie.periode_van,
        periode_tot=versie.periode_tot,
        vervangen_op=replaced_on(versie),
        published_at=now,
        updated_at=now,
    )


def replaced_on(versie: Planversie) -> Any:
    """The day on which another was adopted, or None while this one counts."""
    rows = Overgang.objects.filter(planversie=versie, naar=PlanStatus.VERVANGEN)
    moment = rows.values_list("created_at", flat=True).first()
    return timezone.localdate(moment) if moment else None
