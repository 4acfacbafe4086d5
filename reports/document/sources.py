"""Where the texts of a plan come from, and what each is called."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from reports.document.naming import joined
from reports.document.plan import Plan, PlanPassage

# A heading of the Kader of 2021 that is odd in print, and what stands there instead.
ODD, OURS = "Gegevens Mensenhandel (voor zover in beeld)", "Cijfers over mensenhandel"


def sources(plan: Plan) -> list[PlanPassage]:
    """Every standard text, named after its part when it has no title of its own."""
    return [
        replace(passage, titel=of_whom(passage.titel or titled(part.titel) or part.code, passage.gemeenten))
        for part in plan.onderdelen
        for passage in part.passages
    ]


def checked_most(passages: Iterable[PlanPassage]) -> date | None:
    """The day on which most texts were checked: it is said once, and the others say theirs."""
    days = Counter(passage.gecontroleerd_op for passage in passages if not passage.to_check)
    return max(days, key=lambda day: (days[day], day), default=None)


def titled(titel: str) -> str:
    """Of a part of the Kader, as we print it."""
    return titel.replace(ODD, OURS)


def of_whom(titel: str, gemeenten: tuple[str, ...]) -> str:
    """The title of a text; in a joint plan it says whose text it is, if not of all."""
    if not gemeenten:
        return titel
    return f"{titel} ({joined(gemeenten)})" if titel else f"In {joined(gemeenten)}"
