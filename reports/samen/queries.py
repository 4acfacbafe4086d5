"""What a gemeente sees of a joint plan: its text, and how far each of the others is. Runs as that gemeente."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404

from reports.document.joint import assemble
from reports.document.plan import Plan, PlanVaststelling
from reports.gather.besluiten import decided
from reports.gather.plan import gather_shared
from reports.gather.version import JointPlan
from reports.models import Planversie
from samenwerking.models import Deelname, GezamenlijkPlan
from samenwerking.queries import all_deelnames, deelname_or_404
from tenants.canonical import sha256_of
from tenants.models import Gemeente
from zelfevaluatie.models import Zelfevaluatie

ENOUGH = 2  # with one plan there is nothing to join
TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DeelnameStand:
    """One gemeente as the others see it; `is_current`: whether what it decided is about the text of now."""

    deelname: Deelname
    is_initiator: bool
    vaststellingen: tuple[PlanVaststelling, ...]
    is_current: bool


@dataclass(frozen=True)
class Joint:
    """A joint plan with who takes part. `plan` is None while fewer than two share; `sha256` is of its text."""

    gezamenlijk_plan: GezamenlijkPlan
    mine: Deelname
    deelnames: list[Deelname]
    plan: Plan | None
    sha256: str

    @property
    def is_mine(self) -> bool:
        """Whether this gemeente began it, and so may invite and close."""
        return self.mine.gemeente_id == self.gezamenlijk_plan.initiatiefnemer_id

    @property
    def reads(self) -> bool:
        """PostgreSQL shows who declined or withdrew only its own part, see SHARED_ROWS."""
        return self.is_mine or self.mine.staat in {Deelname.Staat.UITGENODIGD, Deelname.Staat.GEDEELD}

    @property
    def others(self) -> list[Deelname]:
        """Who may read what this gemeente shares: all but those that do not take part."""
        no = {Deelname.Staat.GEWEIGERD, Deelname.Staat.TERUGGETROKKEN}
        starter = self.gezamenlijk_plan.initiatiefnemer_id
        rows = (row for row in self.deelnames if row.pk != self.mine.pk)
        return [row for row in rows if row.staat not in no or row.gemeente_id == starter]

    @property
    def text(self) -> JointPlan:
        """What can be kept, or made a document of. Raises Http404 while there is none."""
        if self.plan is None:
            raise Http404
        return JointPlan(self.gezamenlijk_plan.pk, self.plan)

    @property
    def stands(self) -> list[DeelnameStand]:
        starter = self.gezamenlijk_plan.initiatiefnemer_id
        return [
            DeelnameStand(row, row.gemeente_id == starter, decided(row), row.besluiten_sha256 == self.sha256)
            for row in self.deelnames
        ]


def joint_or_404(pk: object, gemeente: Gemeente) -> Joint:
    """Two queries however many take part; of a plan in which this gemeente has no part nothing shows."""
    mine = deelname_or_404(pk, gemeente)
    gezamenlijk_plan = mine.gezamenlijk_plan
    deelnames = all_deelnames(gezamenlijk_plan)
    plans = [Plan.from_json(row.plan) for row in deelnames if row.plan is not None]
    plan = assemble(plans, jaar=gezamenlijk_plan.jaar) if len(plans) >= ENOUGH else None
    return Joint(gezamenlijk_plan, mine, deelnames, plan, sha256_of(plan.to_json()) if plan else "")


@dataclass(frozen=True)
class Sharing:
    """The plan that would be shared now; `mark` changes when its text does, `is_shared` says that it already is."""

    plan: Plan  # as its own gemeente reads it
    data: dict[str, Any]
    mark: str
    is_shared: bool

    @property
    def sha256(self) -> str:
        return sha256_of(self.data)


def sharing_of(deelname: Deelname, *, zelfevaluatie: Zelfevaluatie, gemeente: Gemeente) -> Sharing:
    """In eight queries. Nothing is in it that is not in the plan of this gemeente, so no toelichting either."""
    plan = gather_shared(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    mark = mark_of(plan)
    is_shared = deelname.plan is not None and mark_of(Plan.from_json(deelname.plan)) == mark
    return Sharing(assemble([plan], jaar=plan.jaar), plan.to_json(), mark, is_shared)


def mark_of(plan: Plan) -> str:
    return sha256_of(replace(plan, made_at=TIMELESS).to_json())


def adopted_joint(gezamenlijk_plan: GezamenlijkPlan) -> Planversie | None:
    """The version of this joint plan that this gemeente adopted last."""
    versies = Planversie.objects.adopted().filter(gezamenlijk_plan=gezamenlijk_plan)
    return versies.prefetch_related("vaststellingen").defer("plan").first()
