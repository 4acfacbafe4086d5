"""What a bestuurder should see of a plan: where we stand, what to decide, what it costs. And the collegevoorstel.

Everything comes from the frozen Plan. What is not known is said, never guessed: costs that nobody estimated are
counted, and so are acties without a trekker or a date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string

from aanpak.models import Actie as ActieModel
from reports.html import names
from reports.plan import Actie, Plan, ThemaStand, stand_of
from zelfevaluatie.stand import Stand

TOP = 5


@dataclass(frozen=True)
class Means:
    """What the acties that are not done yet cost, as far as anybody estimated it."""

    acties: int
    kosten: Decimal
    priced: int
    uren: int
    timed: int

    @property
    def lines(self) -> list[str]:
        if not self.acties:
            return ["Er staan nog geen acties in het plan. Wat het plan kost, is dus nog niet bekend."]
        kosten = f"€ {floatformat(self.kosten, '-2g')} voor {count(self.priced, 'actie', 'acties')}."
        uren = f"{floatformat(self.uren, 'g')} uur inzet voor {count(self.timed, 'actie', 'acties')}."
        return [self.line(self.priced, kosten, "De kosten"), self.line(self.timed, uren, "De uren")]

    def line(self, known: int, said: str, what: str) -> str:
        if not known:
            return f"{what} zijn nog bij geen enkele actie geraamd."
        missing = self.acties - known
        return f"{said} Bij {count(missing, 'actie', 'acties')} is dat nog niet bekend." if missing else said


@dataclass(frozen=True)
class Summary:
    plan: Plan
    gemeente_naam: str
    themas: tuple[ThemaStand, ...]
    plateau_1: Stand
    plateau_2: Stand
    decisions: tuple[str, ...]
    means: Means
    acties: tuple[Actie, ...]
    more: int
    unknown: tuple[str, ...]


def summary(plan: Plan) -> Summary:
    acties = [actie for actie in plan.acties if actie.staat != ActieModel.Staat.GEREED]
    first = sorted(acties, key=lambda actie: (actie.gereed or date.max, not actie.cadans))
    due = [actie for actie in first if actie.gereed is None or actie.gereed.year <= plan.jaar]
    means = means_of(acties)
    return Summary(
        plan=plan,
        gemeente_naam=names(plan),
        themas=plan.stand,
        plateau_1=stand_of(b for thema in plan.stand for b in thema.plateau_1),
        plateau_2=stand_of(b for thema in plan.stand for b in thema.plateau_2),
        decisions=tuple(decisions(plan, acties, means)),
        means=means,
        acties=tuple(due[:TOP]),
        more=len(due[TOP:]),
        unknown=tuple(unknown(plan, acties)),
    )


def means_of(acties: list[Actie]) -> Means:
    costs = [actie.kosten for actie in acties if actie.kosten is not None]
    hours = [actie.uren for actie in acties if actie.uren is not None]
    return Means(len(acties), sum(costs, Decimal(0)), len(costs), sum(hours), len(hours))


def decisions(plan: Plan, acties: list[Actie], means: Means) -> Iterable[str]:
    yield f"Of u het beleidsplan {plan.jaar} vaststelt. Nu is het een concept."
    if acties:
        yield f"Of u instemt met de {count(len(acties), 'actie', 'acties')} in het plan."
    if means.priced:
        yield f"Of u € {floatformat(means.kosten, '-2g')} beschikbaar stelt, en uit welk budget."
    open_trekker = sum(not actie.trekker for actie in acties)
    if open_trekker:
        yield f"Wie verantwoordelijk wordt voor {count(open_trekker, 'actie', 'acties')} zonder trekker."


def unknown(plan: Plan, acties: list[Actie]) -> Iterable[str]:
    unanswered = sum(not bouwsteen.status for thema in plan.stand for bouwsteen in thema.bouwstenen)
    if unanswered:
        yield f"{count(unanswered, 'bouwsteen is', 'bouwstenen zijn')} nog niet ingevuld."
    undated = sum(actie.gereed is None and not actie.cadans for actie in acties)
    if undated:
        yield f"{count(undated, 'actie heeft', 'acties hebben')} nog geen datum."


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def render_bestuurder(plan: Plan) -> str:
    """One A4 page, as a document for the PDF."""
    return render_to_string("reports/bestuurder/document.html", {"page": summary(plan)})


def render_collegevoorstel(plan: Plan) -> str:
    return render_to_string("reports/bestuurder/collegevoorstel.html", voorstel(plan))


def voorstel(plan: Plan) -> dict[str, Any]:
    acties = [actie for actie in plan.acties if actie.staat != ActieModel.Staat.GEREED]
    sentences = [zin for part in plan.onderdelen for zin in part.zinnen]
    return {
        "page": summary(plan),
        "ambities": [part.titel for part in plan.onderdelen if part.code.startswith("ambitie_")],
        "done": sum(zin.is_done for zin in sentences),
        "untaken": sum(not actie.trekker for actie in acties),
        "gemeenten": len(plan.gemeenten),
    }
