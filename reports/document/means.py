"""What the acties of a plan cost in money and hours, as far as anybody estimated it, and the words for that."""

from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat

from reports.document.plan import Actie


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


def means_of(acties: list[Actie]) -> Means:
    costs = [actie.kosten for actie in acties if actie.kosten is not None]
    hours = [actie.uren for actie in acties if actie.uren is not None]
    return Means(len(acties), sum(costs, Decimal(0)), len(costs), sum(hours), len(hours))


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
