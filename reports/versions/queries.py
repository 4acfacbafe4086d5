from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Collega
from reports.document.enums import PlanStatus
from reports.files.formats import Form, forms_of
from reports.files.queries import RapportStand, stands
from reports.models import Beleidsplan, Overgang, Planversie, Rapport, Vaststelling
from samenwerking.models import GezamenlijkPlan
from tenants.written import written
from zelfevaluatie.models import Zelfevaluatie

Status = PlanStatus
AHEAD = timedelta(days=183)


@dataclass(frozen=True)
class VersieStand:
    """A version as a page shows it: where it stands, who kept it, and its PDF if it was asked for."""

    versie: Planversie
    status: PlanStatus
    door: str
    rapport: RapportStand | None

    @property
    def label(self) -> str:
        return self.status.label


@dataclass(frozen=True)
class FormStand:
    """One form of a version: what was made of it last, and whether that stays for good."""

    formaat: str
    form: Form
    rapport: RapportStand | None
    is_kept: bool

    @property
    def can_ask(self) -> bool:
        if self.rapport is None:
            return True
        return self.rapport.progress.is_final and not (self.is_kept and self.rapport.rapport.finished_at)

    @property
    def naam(self) -> str:
        return f"{self.form.titel} ({self.form.kind})"


@dataclass(frozen=True)
class OvergangStand:
    overgang: Overgang
    door: str


@dataclass(frozen=True)
class Evaluatie:
    """That the plan is to be evaluated."""

    datum: date
    versie: Planversie

    @property
    def is_past(self) -> bool:
        return self.datum < timezone.localdate()


def all_versions() -> list[VersieStand]:
    """Of this gemeente, the newest first; five queries however many there are."""
    return version_stands(list(Planversie.objects.select_related("beleidsplan").defer("plan")))


def joint_versions(gezamenlijk_plan: GezamenlijkPlan) -> list[VersieStand]:
    """Those that this gemeente kept of a joint plan; as above."""
    versies = Planversie.objects.filter(gezamenlijk_plan=gezamenlijk_plan).select_related("beleidsplan")
    return version_stands(list(versies.defer("plan")))


def version_or_404(pk: UUID) -> VersieStand:
    """With its plan. Runs as the gemeente, so that another's id is simply not there."""
    return version_stands([get_object_or_404(Planversie.objects.select_related("beleidsplan"), pk=pk)])[0]


def version_stands(versies: list[Planversie]) -> list[VersieStand]:
    today = timezone.localdate()
    latest = Planversie.objects.adopted().defer("plan").first()
    names = Collega.names({versie.created_by for versie in versies})
    rapporten = rapporten_of(versies)
    return [
        VersieStand(
            versie=versie,
            status=versie.status_on(today, latest=latest),
            door=names.get(versie.created_by, ""),
            rapport=rapporten.get(versie.pk),
        )
        for versie in versies
    ]


def rapporten_of(versies: list[Planversie]) -> dict[UUID | None, RapportStand]:
    """The PDF of each: of an adopted version the one that was made of the adoption, else the newest."""
    pdf = Rapport.objects.light().filter(planversie__in=versies, formaat=Rapport.Formaat.PDF)
    adopted_at: dict[UUID | None, datetime | None] = {versie.pk: versie.vastgesteld_at for versie in versies}
    chosen: dict[UUID | None, Rapport] = {}
    for row in pdf.order_by("requested_at"):
        since = adopted_at.get(row.planversie_id)
        if since is None or row.requested_at >= since:
            chosen[row.planversie_id] = row
    return {stand.rapport.planversie_id: stand for stand in stands(list(chosen.values()))}


def form_stands(versie: Planversie) -> list[FormStand]:
    """Every form of that version in the order of FORMS; of an adopted one only what was made of the adoption."""
    rows = Rapport.objects.light().filter(planversie=versie)
    if versie.vastgesteld_at:
        rows = rows.filter(requested_at__gte=versie.vastgesteld_at)
    made = {stand.rapport.formaat: stand for stand in stands(list(rows.order_by("requested_at")))}
    return [
        FormStand(formaat, form, rapport, is_kept=bool(versie.vastgesteld_at) and not form.of_today)
        for formaat, form in forms_of(versie).items()
        for rapport in [made.get(formaat)]
    ]


def overgangen_of(versie: Planversie) -> list[OvergangStand]:
    rows = list(versie.overgangen.all())
    names = Collega.names({row.created_by for row in rows})
    return [OvergangStand(row, names.get(row.created_by, "")) for row in rows]


@written
def last_adopted() -> QuerySet[Planversie]:
    return Planversie.objects.adopted().select_related("beleidsplan").defer("plan")[:1]


def current_adopted() -> Planversie | None:
    """The version that was adopted last; it may be past its period."""
    return next(iter(last_adopted()), None)


def evaluation_due() -> Evaluatie | None:
    """When the adopted plan is to be evaluated within half a year, or should have been. One query."""
    versie = current_adopted()
    if versie is None or versie.evaluatiedatum is None:
        return None
    soon = versie.evaluatiedatum <= timezone.localdate() + AHEAD
    return Evaluatie(versie.evaluatiedatum, versie) if soon else None


@dataclass(frozen=True)
class Leven:
    """How far the plan is: what lies with the college, and what was adopted last."""

    voorstel: Planversie | None
    vastgesteld: VersieStand | None
    besluiten: Sequence[Vaststelling] = ()  # about what was adopted, as they are printed


def life_of(zelfevaluatie: Zelfevaluatie) -> Leven:
    plans = Beleidsplan.objects.filter(zelfevaluatie=zelfevaluatie)
    beleidsplan = plans.select_related("voorstel").defer("voorstel__plan").first()
    adopted = current_adopted()
    stand = VersieStand(adopted, adopted.status_on(timezone.localdate(), latest=adopted), "", None) if adopted else None
    besluiten = Vaststelling.objects.filter(planversie=adopted).in_order() if adopted else ()
    return Leven(beleidsplan.voorstel if beleidsplan else None, stand, besluiten)
