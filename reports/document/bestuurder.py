"""What a bestuurder should see of a plan: where we stand, what to decide, what it costs. And the collegevoorstel.

Everything comes from the frozen Plan. What is not known is said, never guessed: costs that nobody estimated are
counted, and so are acties without a trekker or a date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from reports.document.coming import coming, is_late
from reports.document.decisions import Orgaan, asked, decided, is_decided
from reports.document.html import names
from reports.document.means import Means, count, means_of, to_do
from reports.document.money import Money, money_of
from reports.document.plan import Plan, PlanActie, PlanThemaStand, stand_of
from reports.document.scenarios import scenarios_of
from zelfevaluatie.counts import Stand

TOP, TOP_DECIDED = 5, 3  # what was decided takes more lines than what is asked, and it is one page


@dataclass(frozen=True)
class Summary:
    plan: Plan
    gemeente_naam: str
    themas: tuple[PlanThemaStand, ...]
    plateau_1: Stand
    plateau_2: Stand
    is_decided: bool
    decisions: tuple[str, ...]
    means: Means
    money: Money | None
    acties: tuple[PlanActie, ...]
    late: tuple[PlanActie, ...]  # of these
    more: int
    unknown: tuple[str, ...]

    @property
    def soon(self) -> list[PlanActie]:
        return [actie for actie in self.acties if actie not in self.late]


def summary(plan: Plan) -> Summary:
    acties = to_do(plan.acties)
    soon = coming(plan)
    due, today = [*soon.acties, *soon.undated], plan.stand_op or timezone.localdate(plan.made_at)
    means = means_of(plan.acties)
    top = TOP_DECIDED if is_decided(plan) else TOP
    return Summary(
        plan=plan,
        gemeente_naam=names(plan),
        themas=plan.stand,
        plateau_1=stand_of(b for thema in plan.stand for b in thema.plateau_1),
        plateau_2=stand_of(b for thema in plan.stand for b in thema.plateau_2),
        is_decided=is_decided(plan),
        decisions=tuple(decided(plan) if is_decided(plan) else asked(plan, acties, means)),
        means=means,
        money=money_of(plan),
        acties=tuple(due[:top]),
        late=tuple(actie for actie in due[:top] if is_late(actie, today)),
        more=len(due[top:]),
        unknown=tuple(unknown(plan, acties)),
    )


def unknown(plan: Plan, acties: list[PlanActie]) -> Iterable[str]:
    unanswered = sum(not bouwsteen.status for thema in plan.stand for bouwsteen in thema.bouwstenen)
    if unanswered:
        yield f"{count(unanswered, 'bouwsteen is', 'bouwstenen zijn')} nog niet ingevuld."
    undated = sum(not actie.wanneer for actie in acties)
    if undated:
        yield f"{count(undated, 'actie heeft', 'acties hebben')} nog geen datum."


def render_bestuurder(plan: Plan) -> str:
    """One A4 page, as a document for the PDF."""
    return render_to_string("reports/document/bestuurder/document.html", {"page": summary(plan)})


def render_collegevoorstel(plan: Plan) -> str:
    return render_to_string("reports/document/bestuurder/collegevoorstel.html", voorstel(plan))


def voorstel(plan: Plan) -> dict[str, Any]:
    sentences = [zin for part in plan.onderdelen for zin in part.zinnen]
    return {
        "page": summary(plan),
        "scenarios": scenarios_of(plan.scenarios),
        "money": money_of(plan),
        "dekking": () if plan.is_joint else means_of(plan.acties).dekking,
        "besluit": next((row for row in plan.vaststellingen if row.orgaan == Orgaan.COLLEGE), None),
        "ambities": [part.titel for part in plan.onderdelen if part.code.startswith("ambitie_")],
        "done": sum(zin.is_done for zin in sentences),
        "untaken": sum(not actie.trekker for actie in to_do(plan.acties)),
        "gemeenten": len(plan.gemeenten),
    }
