"""What a gemeente chose for the one page of its plan, as the Plan keeps it."""

from typing import Any

from django.db.models import QuerySet

from reports.document.chosen import PlanPrioriteit, PlanSamenvatting
from reports.document.tidy import tidy
from reports.models import Samenvatting
from tenants.written import written
from zelfevaluatie.models import Zelfevaluatie

NUMBERS = (1, 2, 3)


@written
def rows_of(zelfevaluatie: Any) -> QuerySet[Samenvatting]:
    return Samenvatting.objects.filter(zelfevaluatie=zelfevaluatie).order_by()


def samenvatting_of(zelfevaluatie: Zelfevaluatie) -> Samenvatting:
    """What was saved, or the defaults in a row that was not; one query. Runs as the gemeente."""
    return next(iter(rows_of(zelfevaluatie.pk)), None) or Samenvatting(zelfevaluatie=zelfevaluatie)


def gather_samenvatting(zelfevaluatie: Zelfevaluatie) -> PlanSamenvatting | None:
    """By value; None when the gemeente leaves the page out."""
    row = samenvatting_of(zelfevaluatie)
    if not row.included:
        return None
    chosen = [(getattr(row, f"prioriteit_{n}"), getattr(row, f"reden_{n}")) for n in NUMBERS]
    return PlanSamenvatting(
        problemen=tuple(text for n in NUMBERS if (text := tidy(getattr(row, f"probleem_{n}")))),
        prioriteiten=tuple(PlanPrioriteit(tidy(wat), tidy(reden)) for wat, reden in chosen if wat),
        not_now=tidy(row.not_now),
        stand=row.stand,
    )
