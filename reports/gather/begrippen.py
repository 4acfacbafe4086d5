"""The terms that a plan explains, as it keeps them."""

from functools import cache

from reports.document.begrippen import PlanBegrip
from sjablonen.begrippen import begrippen


@cache
def gather_begrippen() -> tuple[PlanBegrip, ...]:
    return tuple(
        PlanBegrip(row.code, row.term, row.uitleg, row.bron, tuple(row.words), in_place=row.in_place)
        for row in begrippen()
    )
