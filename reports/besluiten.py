"""What the organen of each gemeente decided about a joint plan, as far as it told the others (ADR 0009)."""

from dataclasses import replace

from django.db import connection
from pydantic import TypeAdapter

from reports.models import Planversie
from reports.plan import Plan, Vaststelling
from samenwerking.models import Deelname

BESLUITEN = TypeAdapter(tuple[Vaststelling, ...])


def decided(deelname: Deelname) -> tuple[Vaststelling, ...]:
    """What this gemeente told. Needs `deelname.gemeente`."""
    naam = deelname.gemeente.korte_naam
    return tuple(replace(besluit, gemeente=naam) for besluit in BESLUITEN.validate_python(deelname.besluiten))


def with_decisions(plan: Plan, versie: Planversie) -> Plan:
    """The adopted text of a joint plan, with who adopted: we, and the others as far as they had told us by then.

    One query. Only what was decided about the very same text counts; what is told later does not change it any more.
    """
    rows = Deelname.objects.filter(gezamenlijk_plan=versie.gezamenlijk_plan_id).defer("plan")
    vaststellingen = plan.vaststellingen
    for deelname in rows.select_related("gemeente").order_by("gemeente__sorteernaam"):
        told = deelname.besluiten_shared_at
        if deelname.gemeente.schema_name == connection.schema_name:
            own = (replace(besluit, gemeente=deelname.gemeente.korte_naam) for besluit in plan.vaststellingen)
            vaststellingen = (*own, *vaststellingen[len(plan.vaststellingen) :])
        elif told and told <= versie.vastgesteld_at and deelname.besluiten_sha256 == versie.sha256:
            vaststellingen = (*vaststellingen, *decided(deelname))
    return replace(plan, vaststellingen=vaststellingen)
