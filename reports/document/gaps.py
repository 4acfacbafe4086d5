"""What a plan leaves open, for who adopts it: said, and never in the way."""

from collections.abc import Iterator

from reports.document.means import count, to_do
from reports.document.plan import Plan


def open_ends(plan: Plan) -> Iterator[str]:
    """Sentences, of the acties that are still to be done."""
    acties = to_do(plan.acties)
    untaken = sum(not actie.trekker for actie in acties)
    if untaken:
        yield f"{count(untaken, 'actie heeft', 'acties hebben')} nog geen trekker."
    undated = sum(not actie.wanneer for actie in acties)
    if undated:
        yield f"{count(undated, 'actie heeft', 'acties hebben')} nog geen datum of jaar."
    if not plan.looptijd:
        yield "Er is nog geen looptijd gekozen."
