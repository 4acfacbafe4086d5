"""The wijzigingsblad of an adopted plan: what stands there, what it becomes, why and from when. And what is asked."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.document.decisions import WHO, written
from reports.document.enums import Orgaan
from reports.document.html import names
from reports.document.means import count
from reports.document.plan import Plan
from reports.document.wijzigingen import PlanWijziging
from sjablonen.markdown import markdown

TITEL = "Wijzigingsblad"


@dataclass(frozen=True)
class Printed:
    wijziging: PlanWijziging
    oud: SafeString
    nieuw: SafeString


def render_wijzigingsblad(plan: Plan) -> str:
    return render_to_string("reports/document/wijzigingsblad.html", context(plan))


def context(plan: Plan) -> dict[str, Any]:
    rows = plan.wijzigingen
    return {
        "plan": plan,
        "gemeente_naam": names(plan),
        "naam": plan.citeertitel or plan.volledig,
        "besluiten": asked(plan, len(rows)),
        "redenen": tuple(dict.fromkeys(reden for row in rows for reden in row.redenen)),
        "wijzigingen": [Printed(row, markdown(row.oud), markdown(row.nieuw)) for row in rows],
    }


def asked(plan: Plan, aantal: int) -> list[str]:
    """A line for each orgaan that adopted the plan; it adopts what changes too."""
    naam, changed = plan.citeertitel or plan.volledig, count(aantal, "tekst verandert", "teksten veranderen")
    return [
        f"{WHO[Orgaan(besluit.orgaan)]} stelt het wijzigingsblad vast bij ‘{naam}’, dat op {written(besluit.datum)} is "
        f"vastgesteld. {changed}; de acties, hun data en hun kosten blijven gelijk."
        for besluit in plan.vaststellingen
        if besluit.adopts
    ]
