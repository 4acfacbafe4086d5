"""Plans that stay as they are: the hash of a Planversie, and the Plan that its rows make together.

What is printed of a version is its text, which never changes, with what was decided about it, which is frozen at the
adoption. So the text that a college adopts has the hash of the text that it was given.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from reports.document.enums import PlanStatus
from reports.document.plan import Plan, PlanVaststelling
from reports.document.tidy import tidy
from reports.gather.besluiten import with_decisions
from reports.models import Planversie


@dataclass(frozen=True)
class JointPlan:
    """A plan of several gemeenten, and which; see samen/queries.py."""

    gezamenlijk_plan_id: UUID
    plan: Plan


def plan_of(versie: Planversie) -> Plan:
    """The Plan of a version as it is printed today; three queries at most. Needs `versie.beleidsplan`.

    A version that was replaced, or whose period is over, still says when it was adopted: that is what it is.
    """
    plan = Plan.from_json(versie.plan)
    if versie.vastgesteld_at is None:
        status = versie.status_on(timezone.localdate(), latest=None)
        return replace(plan, status=status.value)
    adopted = replace(
        plan,
        status=PlanStatus.VASTGESTELD.value,
        citeertitel=tidy(versie.citeertitel),
        periode_van=versie.periode_van,
        periode_tot=versie.periode_tot,
        evaluatiedatum=versie.evaluatiedatum,
        vaststellingen=vaststellingen_of(versie),
    )
    return with_decisions(adopted, versie) if versie.gezamenlijk_plan_id else adopted


def vaststellingen_of(versie: Planversie) -> tuple[PlanVaststelling, ...]:
    return tuple(
        PlanVaststelling(row.orgaan, row.besluit, row.datum, tidy(row.kenmerk), tidy(row.portefeuillehouder))
        for row in versie.vaststellingen.in_order()
    )


def plan_today(versie: Planversie) -> Plan:
    """As plan_of, but with what has become of the version since: replaced, or past its period. One query more."""
    latest = Planversie.objects.adopted().defer("plan").first()
    return replace(plan_of(versie), status=versie.status_on(timezone.localdate(), latest=latest).value)
