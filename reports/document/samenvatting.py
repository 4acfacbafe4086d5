"""The page of the plan for who decides: what was chosen for it, and what follows from the plan itself.

It counts what is arranged, and what has no trekker, only when the gemeente wants that: nobody signs a list of weak
spots unasked. What was not chosen is said to be so.
"""

from dataclasses import dataclass

from aanpak.moment import rank
from reports.document.coming import Coming, coming
from reports.document.decisions import asked, decided, is_decided
from reports.document.means import Means, means_of, to_do
from reports.document.plan import Plan, PlanActie, PlanSamenvatting, PlanThemaStand, stand_of
from zelfevaluatie.counts import Stand

TOP = 4  # acties, so that all of it stays on one page


@dataclass(frozen=True)
class Kern:
    """What templates/reports/document/samenvatting.html prints."""

    chosen: PlanSamenvatting
    themas: tuple[PlanThemaStand, ...]
    plateau_1: Stand
    plateau_2: Stand
    is_decided: bool
    decisions: tuple[str, ...]
    coming: Coming
    acties: tuple[PlanActie, ...]
    more: int
    means: Means


def kern_of(plan: Plan) -> Kern | None:
    """None when the plan has no such page."""
    chosen = plan.samenvatting
    if chosen is None:
        return None
    themas = plan.stand if chosen.stand else ()
    soon, means = coming(plan), means_of(plan.acties)
    decisions = decided(plan) if is_decided(plan) else asked(plan, to_do(plan.acties), means, gaps=chosen.stand)
    return Kern(
        chosen=chosen,
        themas=themas,
        plateau_1=stand_of(b for thema in themas for b in thema.plateau_1),
        plateau_2=stand_of(b for thema in themas for b in thema.plateau_2),
        is_decided=is_decided(plan),
        decisions=tuple(decisions),
        coming=soon,
        acties=tuple(sorted(soon.acties, key=rank)[:TOP]),  # what goes first before what is due first
        more=len(soon.acties[TOP:]),
        means=means,
    )
