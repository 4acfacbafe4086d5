"""What a rapport is about. Each kind knows where its rapporten stand, and which Plan is frozen for it."""

from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from django.utils import timezone

from reports.document.enums import PlanStatus
from reports.document.plan import Plan, Uitvoering
from reports.document.wijzigingen import PlanWijziging
from reports.files.formats import Form
from reports.gather.adres import check_url
from reports.gather.plan import gather_plan
from reports.gather.stand import gather_stand
from reports.gather.version import JointPlan, plan_of, plan_today
from reports.models import Planversie, Rapport, RapportQuerySet
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie


class Subject(Protocol):
    def links(self) -> dict[str, UUID | None]:
        """The columns of a Rapport by which it is found again."""

    def is_for_good(self, form: Form) -> bool:
        """Whether a file of it is made once, and is the same for everybody."""

    def plan(self, form: Form, *, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Plan: ...


def links(*, planversie: UUID | None = None, gezamenlijk_plan: UUID | None = None) -> dict[str, UUID | None]:
    return {"planversie_id": planversie, "gezamenlijk_plan_id": gezamenlijk_plan}


@dataclass(frozen=True)
class PlanNow:
    """The plan as it is now, and of an uitvoeringsplan what of it is about one year."""

    uitvoering: Uitvoering | None = None

    def links(self) -> dict[str, UUID | None]:
        return links()

    def is_for_good(self, form: Form) -> bool:
        return False

    def plan(self, form: Form, *, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Plan:
        plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
        return replace(with_stand(plan, form, zelfevaluatie), uitvoering=self.uitvoering)


@dataclass(frozen=True)
class OfVersion:
    """A version that was kept. Once adopted, all that says nothing of today is made once."""

    versie: Planversie

    def links(self) -> dict[str, UUID | None]:
        return links(planversie=self.versie.pk, gezamenlijk_plan=self.versie.gezamenlijk_plan_id)

    def is_for_good(self, form: Form) -> bool:
        return bool(self.versie.vastgesteld_at) and not form.of_today

    def plan(self, form: Form, *, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Plan:
        plan = plan_today(self.versie) if form.of_today else plan_of(self.versie)
        if form.names_address and self.versie.vastgesteld_at:
            plan = replace(plan, adres=check_url(self.versie, gemeente))
        return with_stand(plan, form, zelfevaluatie)


@dataclass(frozen=True)
class Wijzigingsblad:
    """What changes in an adopted version, as it was when that was asked: trying again says the same."""

    versie: Planversie
    wijzigingen: tuple[PlanWijziging, ...]

    def links(self) -> dict[str, UUID | None]:
        return links(planversie=self.versie.pk)

    def is_for_good(self, form: Form) -> bool:
        return False

    def plan(self, form: Form, **who: Any) -> Plan:
        made_at = timezone.now().replace(microsecond=0)
        return replace(plan_today(self.versie), wijzigingen=self.wijzigingen, made_at=made_at)


@dataclass(frozen=True)
class OfJointPlan:
    """The plan of several gemeenten as it is now."""

    joint: JointPlan

    def links(self) -> dict[str, UUID | None]:
        return links(gezamenlijk_plan=self.joint.gezamenlijk_plan_id)

    def is_for_good(self, form: Form) -> bool:
        return False

    def plan(self, form: Form, **who: Any) -> Plan:
        return self.joint.plan


@dataclass(frozen=True)
class OfEvaluation:
    """One year of an adopted version, as it was gathered; asked for again it stays that."""

    planversie_id: UUID
    evaluated: Plan

    def links(self) -> dict[str, UUID | None]:
        return links(planversie=self.planversie_id)

    def is_for_good(self, form: Form) -> bool:
        return False

    def plan(self, form: Form, **who: Any) -> Plan:
        return self.evaluated


def with_stand(plan: Plan, form: Form, zelfevaluatie: Zelfevaluatie) -> Plan:
    if not form.has_stand:
        return plan
    return replace(plan, stand=gather_stand(zelfevaluatie), stand_op=timezone.localdate())


def adopted(rapporten: RapportQuerySet) -> RapportQuerySet:
    """Those that were made of the version as it was adopted, not while it was a concept."""
    return rapporten.filter(plan__status=PlanStatus.VASTGESTELD)


def subject_of(rapport: Rapport) -> Subject:
    """To ask for the same again."""
    versie = Planversie.objects.select_related("beleidsplan").filter(rapporten=rapport).first()
    plan = Plan.from_json(rapport.plan)
    if versie:
        if plan.wijzigingen:
            return Wijzigingsblad(versie, plan.wijzigingen)
        return OfEvaluation(versie.pk, plan) if plan.evaluatie else OfVersion(versie)
    if rapport.gezamenlijk_plan_id:
        return OfJointPlan(JointPlan(rapport.gezamenlijk_plan_id, plan))
    return PlanNow(plan.uitvoering)
