"""What the acties of a plan still ask in money and hours, as far as anybody estimated it, and the words for that.

Each document that counts acties, costs or hours gets them here, so that they say the same: what is klaar is done and
paid for, and counts nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat

from reports.document.plan import PlanActie


@dataclass(frozen=True)
class Means:
    """What the acties that are not done yet ask; `done` is how many are, and do not count."""

    acties: int
    kosten: Decimal
    priced: int
    uren: int
    timed: int
    done: int = 0

    @property
    def done_line(self) -> str:
        """Empty when none is done yet."""
        if not self.done:
            return ""
        return (
            f"{count(self.done, 'actie is', 'acties zijn')} klaar en {'telt' if self.done == 1 else 'tellen'} niet mee."
        )

    @property
    def lines(self) -> list[str]:
        if not self.acties and self.done:
            return ["Alle acties zijn klaar. Er zijn dus geen kosten of uren meer geraamd."]
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


def to_do(acties: Iterable[PlanActie]) -> list[PlanActie]:
    return [actie for actie in acties if not actie.is_done]


def means_of(acties: Iterable[PlanActie]) -> Means:
    acties = list(acties)
    left = to_do(acties)
    costs = [actie.kosten for actie in left if actie.kosten is not None]
    hours = [actie.uren for actie in left if actie.uren is not None]
    return Means(len(left), sum(costs, Decimal(0)), len(costs), sum(hours), len(hours), len(acties) - len(left))


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
