"""What the acties ask in each year of the plan, as one table. Its sums are those of means.py, spread over the years.

What comes back each year counts in each year from where it begins; what nobody gave a year stands in a row of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from aanpak.enums import Cadans, Staat
from aanpak.moment import first_year
from reports.document.means import count, euros, hours, to_do
from reports.document.naming import joined
from reports.document.plan import Plan, PlanActie

UNKNOWN, OUTSIDE = "Jaar nog niet bekend", "Buiten de looptijd"
TOTAL = "Samen"
ONCE = {"", Cadans.EENMALIG}


@dataclass
class Row:
    """A year, and what is done once in it, what comes back in it, and the hours of both."""

    titel: str
    once: Decimal = Decimal(0)
    yearly: Decimal = Decimal(0)
    uren: int = 0

    @property
    def kosten(self) -> Decimal:
        return self.once + self.yearly


@dataclass(frozen=True)
class Money:
    periode: str
    rows: tuple[Row, ...]
    total: Row
    unsaid: int = 0  # acties of which nobody said whether they come back

    @property
    def note(self) -> str:
        if not self.unsaid:
            return ""
        return (
            f"Bij {count(self.unsaid, 'actie', 'acties')} is niet ingevuld of het elk jaar terugkomt. "
            f"{'Die telt' if self.unsaid == 1 else 'Die tellen'} hier één keer."
        )

    @property
    def line(self) -> str:
        """For where the table does not fit."""
        outside = next((row for row in self.rows if row.titel == OUTSIDE), Row(OUTSIDE))
        kosten, uren = self.total.kosten - outside.kosten, self.total.uren - outside.uren
        said = f"Over {self.periode} is dat samen {asked(kosten, uren)}."
        if not (outside.kosten or outside.uren):
            return said
        return f"{said} Buiten de looptijd valt {asked(outside.kosten, outside.uren)}."


def money_of(plan: Plan) -> Money | None:
    """None without a period, where nothing was estimated, and in a joint plan, where each decides about its own."""
    if plan.is_joint or not (plan.periode_van and plan.periode_tot):
        return None
    span = range(plan.periode_van.year, plan.periode_tot.year + 1)
    acties = [actie for actie in to_do(plan.acties) if actie.kosten is not None or actie.uren is not None]
    if not acties:
        return None
    titels = [*map(str, span), UNKNOWN, OUTSIDE]
    found = {titel: Row(titel) for titel in titels}
    for actie in acties:
        for titel in years_of(actie, span):
            add(found[titel], actie)
    rows = [row for row in found.values() if row.titel not in {UNKNOWN, OUTSIDE} or row.kosten or row.uren]
    unsaid = sum(not actie.kostensoort for actie in acties)
    return Money(plan.periode, tuple(rows), total_of(rows), unsaid)


def asked(kosten: Decimal, uren: int) -> str:
    parts = [euros(kosten)] if kosten or not uren else []
    return joined(parts + ([hours(Decimal(uren))] if uren else []))


def years_of(actie: PlanActie, span: range) -> Iterator[str]:
    """The titles of the rows in which it counts."""
    begin = first_year(actie)
    if begin is None and actie.is_yearly and (actie.staat == Staat.DOORLOPEND or actie.cadans not in ONCE):
        begin = span[0]
    if begin is None:
        yield UNKNOWN
    elif actie.is_yearly and begin <= span[-1]:
        yield from (str(year) for year in span if year >= begin)
    else:
        yield str(begin) if begin in span else OUTSIDE


def add(row: Row, actie: PlanActie) -> None:
    kosten = actie.kosten or Decimal(0)
    if actie.is_yearly:
        row.yearly += kosten
    else:
        row.once += kosten
    row.uren += actie.uren or 0


def total_of(rows: Iterable[Row]) -> Row:
    total = Row(TOTAL)
    for row in rows:
        total.once += row.once
        total.yearly += row.yearly
        total.uren += row.uren
    return total
