"""The life of a plan: kept as versions, offered, adopted, replaced.

Kompas records decisions and takes none: the college decides on a text that it was given, so a version is offered
first and then adopted as it is, whatever has been written since.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Gebruiker
from reports.document.enums import Besluit, PlanStatus
from reports.document.naming import days_label
from reports.files.actions import plan_for, request_rapport
from reports.files.subjects import OfVersion
from reports.gather.plan import gather_plan
from reports.gather.version import JointPlan
from reports.models import Beleidsplan, Overgang, Planversie, Vaststelling
from reports.versions.openbaar_actions import note_replaced
from tenants.canonical import sha256_of
from tenants.models import Gemeente
from voorgangers.models import Voorgangersplan
from zelfevaluatie.models import Zelfevaluatie

Status = PlanStatus
ALLOWED = {
    Status.CONCEPT: {Status.TER_VASTSTELLING},
    # Taken back, it is again what it was before it was offered.
    Status.TER_VASTSTELLING: {Status.CONCEPT, Status.VASTGESTELD, Status.VERVANGEN},
    Status.VASTGESTELD: {Status.TER_VASTSTELLING, Status.VERVANGEN},
    Status.VERVANGEN: set(),
}
TAKEN = "Er is al een versie met deze naam."
NOBODY_ADOPTS = "Minstens één bestuursorgaan moet het plan vaststellen."
SECOND_PERSON = (
    "Jij bood deze versie zelf aan. Vastleggen dat zij is vastgesteld kan niet terug, dus dat doet een collega, of wie"
    " het recht heeft om dat alleen te doen."
)
EXAMPLE = "Dit is een voorbeeld; vaststellen kan hier niet."


class OvergangFout(Exception):
    """What was asked cannot be done to this plan now; the text is for the user."""


@dataclass(frozen=True)
class Adoption:
    """What the plan is called and until when it counts, and what each orgaan decided."""

    citeertitel: str
    besluiten: tuple[Vaststelling, ...]
    periode_van: date | None = None
    periode_tot: date | None = None
    evaluatiedatum: date | None = None

    @property
    def looptijd(self) -> str:
        return days_label(self.periode_van, self.periode_tot)


@transaction.atomic
def save_version(
    *,
    zelfevaluatie: Zelfevaluatie,
    gemeente: Gemeente,
    by: Gebruiker,
    naam: str,
    toelichting: str = "",
    joint: JointPlan | None = None,
    pk: UUID | None = None,
) -> Planversie:
    """Keep the plan as it is now, or that of several gemeenten, under a name. Raises OvergangFout when it is taken.

    `pk` was made with the form: who sends it twice gets the version that the first made.
    """
    beleidsplan, pk = plan_for(zelfevaluatie), pk or uuid4()
    before = Planversie.objects.filter(pk=pk, naam=naam, created_by=by.pk)
    if made := before.first():
        return made
    if beleidsplan.versies.filter(naam=naam).exists():
        raise OvergangFout(TAKEN)
    if Planversie.objects.filter(pk=pk).exists():
        pk = uuid4()  # a page that was gone back to, for another version
    plan = joint.plan if joint else gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    data = plan.to_json()
    versie = Planversie(
        pk=pk,
        beleidsplan=beleidsplan,
        gezamenlijk_plan_id=joint.gezamenlijk_plan_id if joint else None,
        naam=naam,
        toelichting=toelichting,
        plan=data,
        formaat=plan.formaat,
        sha256=sha256_of(data),
        created_by=by.pk,
    )
    try:
        with transaction.atomic():
            versie.save(force_insert=True)
    except IntegrityError:  # the other click was at it at the same moment
        if made := before.first():
            return made
        raise OvergangFout(TAKEN) from None
    return versie


@transaction.atomic
def offer_version(*, versie: Planversie, by: Gebruiker) -> None:
    """Say that this version goes to the college, burgemeester or raad."""
    beleidsplan = lock(versie)
    if versie.vastgesteld_at:
        raise OvergangFout("Deze versie is al vastgesteld. Bewaar een nieuwe versie en bied die aan.")
    if beleidsplan.voorstel_id:
        raise OvergangFout("Er ligt al een versie ter vaststelling. Neem die eerst terug.")
    change(beleidsplan, Status.TER_VASTSTELLING, voorstel=versie)
    record(versie, Status.CONCEPT, Status.TER_VASTSTELLING, by)


@transaction.atomic
def withdraw_version(*, versie: Planversie, by: Gebruiker) -> None:
    """Take it back: the plan is again what it was before."""
    beleidsplan = lock(versie)
    require_offered(beleidsplan, versie)
    former = Status.VASTGESTELD if beleidsplan.versies.adopted().exists() else Status.CONCEPT
    change(beleidsplan, former)
    record(versie, Status.TER_VASTSTELLING, Status.CONCEPT, by)


@transaction.atomic
def adopt_version(
    *, versie: Planversie, gemeente: Gemeente, by: Gebruiker, adoption: Adoption, alone: bool = True
) -> None:
    """Record what was decided, freeze version and decisions for good, and have the PDF made.

    Not `alone`: only what somebody else offered. Raises OvergangFout then, and when the version was not offered, nobody
    adopts it, or this gemeente cannot.
    """
    beleidsplan = lock(versie)
    if not gemeente.may_adopt:
        raise OvergangFout(EXAMPLE)
    require_offered(beleidsplan, versie)
    if not alone and offered_by(versie) == by.pk:
        raise OvergangFout(SECOND_PERSON)
    if not any(besluit.besluit == Besluit.VASTSTELLING for besluit in adoption.besluiten):
        raise OvergangFout(NOBODY_ADOPTS)
    replace_former(beleidsplan, gemeente, by)
    for besluit in adoption.besluiten:
        besluit.planversie = versie
    Vaststelling.objects.bulk_create(adoption.besluiten)
    values = {name: getattr(adoption, name) for name in ("citeertitel", "periode_van", "periode_tot", "evaluatiedatum")}
    values |= {"vastgesteld_at": timezone.now(), "vastgesteld_by": by.pk}
    Planversie.objects.filter(pk=versie.pk).update(**values)
    if gemeente.has_voorgangers:
        Voorgangersplan.objects.filter(vervangen_op=None).update(vervangen_op=timezone.localdate())
    change(beleidsplan, Status.VASTGESTELD)
    record(versie, Status.TER_VASTSTELLING, Status.VASTGESTELD, by)
    zelfevaluatie = beleidsplan.zelfevaluatie
    Zelfevaluatie.objects.filter(pk=zelfevaluatie.pk).update(plan_status=Status.VASTGESTELD)
    lock(versie)
    request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by, about=OfVersion(versie))


def replace_former(beleidsplan: Beleidsplan, gemeente: Gemeente, by: Gebruiker) -> None:
    """What was adopted before no longer counts. A frozen version is not touched: see Planversie.status_on."""
    former = Planversie.objects.adopted().defer("plan").first()
    if former is None:
        return
    if former.beleidsplan_id != beleidsplan.pk:
        change(lock(former), Status.VERVANGEN)
    record(former, Status.VASTGESTELD, Status.VERVANGEN, by)
    note_replaced(versie=former, gemeente=gemeente)


def lock(versie: Planversie) -> Beleidsplan:
    """Its Beleidsplan, held until we commit, so that two people cannot decide at once. `versie` is read anew."""
    locked = Beleidsplan.objects.select_for_update(of=("self",)).select_related("zelfevaluatie__kaderversie")
    beleidsplan = locked.get(pk=versie.beleidsplan_id)
    versie.refresh_from_db(from_queryset=Planversie.objects.defer("plan"))
    versie.beleidsplan = beleidsplan
    return beleidsplan


def offered_by(versie: Planversie) -> UUID | None:
    """Who offered it last."""
    offered = Overgang.objects.filter(planversie=versie, naar=Status.TER_VASTSTELLING)
    return offered.values_list("created_by", flat=True).first()


def require_offered(beleidsplan: Beleidsplan, versie: Planversie) -> None:
    if beleidsplan.voorstel_id != versie.pk:
        raise OvergangFout("Deze versie ligt niet ter vaststelling. Bied haar eerst aan.")


def change(beleidsplan: Beleidsplan, status: PlanStatus, voorstel: Planversie | None = None) -> None:
    """The one place where a plan gets another status. Raises OvergangFout when it cannot go there from here."""
    former = Status(beleidsplan.status)
    if status not in ALLOWED[former]:
        raise OvergangFout(f"Een plan met de status ‘{former.label}’ kan niet naar ‘{status.label}’.")
    beleidsplan.status, beleidsplan.voorstel = status, voorstel
    beleidsplan.save(update_fields=["status", "voorstel"])


def record(versie: Planversie, van: PlanStatus, naar: PlanStatus, by: Gebruiker) -> None:
    """What happened to this version; the plan as a whole goes on with the next one."""
    Overgang.objects.create(
        beleidsplan_id=versie.beleidsplan_id, planversie=versie, van=van, naar=naar, created_by=by.pk
    )
