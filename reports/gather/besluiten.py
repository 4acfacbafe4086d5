"""What the organen of each gemeente decided about a joint plan, as far as it told the others (ADR 0009)."""

from dataclasses import replace

from pydantic import TypeAdapter

from reports.document.plan import Plan, PlanVaststelling
from reports.models import Planversie
from samenwerking.models import Deelname
from tenants.context import connection

BESLUITEN = TypeAdapter(tuple[PlanVaststelling, ...])


def decided(deelname: Deelname) -> tuple[PlanVaststelling, ...]:
    """What this gemeente told. Needs `deelname.gemeente`."""
    naam = deelname.gemeente.korte_naam
    return tuple(replace(besluit, gemeente=naam) for besluit in BESLUITEN.validate_python(deelname.besluiten))


def with_decisions(plan: Plan, versie: Planversie) -> Plan:
    """The adopted text of a joint plan, with who adopted: we, and the others as far as they had told us by then.

    One query. Only what was decided about the very same text counts; what is told later does not change it any more.
    """
    rows = Deelname.objects.filter(gezamenlijk_plan=versie.gezamenlijk_plan_id).defer("plan")
    own = plan.vaststellingen
    others: list[PlanVaststelling] = []
    for deelname in rows.select_related("gemeente").order_by("gemeente__sorteernaam"):
        if deelname.gemeente.schema_name == connection.schema_name:
            own = tuple(replace(besluit, gemeente=deelname.gemeente.korte_naam) for besluit in own)
        elif was_told(deelname, versie):
            others += decided(deelname)
    return replace(plan, vaststellingen=(*own, *others))


def was_told(deelname: Deelname, versie: Planversie) -> bool:
    told, adopted = deelname.besluiten_shared_at, versie.vastgesteld_at
    return bool(told and adopted and told <= adopted) and deelname.besluiten_sha256 == versie.sha256
