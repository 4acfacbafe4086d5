"""What the acties of a plan still ask in money and hours, as far as anybody estimated it, and the words for that.

Each document that counts acties, costs or hours gets them here, so that they say the same: what is klaar is done and
paid for, and counts nowhere. What comes back each year is named apart and never added to what is paid once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.template.defaultfilters import floatformat

from reports.document.naming import joined
from reports.document.plan import PlanActie
from tenants.sight import seen, visible

UNCOVERED = "Nog geen dekking"


@dataclass(frozen=True)
class Sum:
    """Of euros or hours: all there is, what of it comes back each year, and of what nobody said whether it does."""

    total: Decimal = Decimal(0)
    yearly: Decimal = Decimal(0)
    unsaid: Decimal = Decimal(0)

    @property
    def once(self) -> Decimal:
        return self.total - self.yearly - self.unsaid

    def words(self, unit: Callable[[Decimal], str]) -> str:
        return words_between(self, self, lambda amount, _: unit(amount))


def words_between(low: Sum, high: Sum, between: Callable[[Decimal, Decimal], str]) -> str:
    """From the least to the most, each part of it apart."""
    if not high.yearly:
        return between(low.total, high.total)
    parts = [f"{between(low.once, high.once)} eenmalig"] if high.once else []
    parts.append(f"{between(low.yearly, high.yearly)} per jaar")
    if high.unsaid:
        parts.append(f"{between(low.unsaid, high.unsaid)} (nog onbekend of dat elk jaar is)")
    return joined(parts)


@dataclass(frozen=True)
class Dekking:
    """What some acties are paid from; `geld` is words."""

    titel: str
    acties: int
    geld: str

    @property
    def said(self) -> str:
        return f"{self.titel}: {self.geld} voor {count(self.acties, 'actie', 'acties')}"


@dataclass(frozen=True)
class Means:
    """What the acties that are not done yet ask; `done` is how many are, and do not count."""

    acties: int
    kosten_sum: Sum
    priced: int
    uren_sum: Sum
    timed: int
    done: int = 0
    dekking: tuple[Dekking, ...] = ()  # empty: nobody said of any

    @property
    def kosten(self) -> Decimal:
        return self.kosten_sum.total

    @property
    def uren(self) -> int:
        return int(self.uren_sum.total)

    @property
    def lacks_dekking(self) -> bool:
        """Some of it is paid from something that is named, and some is not."""
        return any(each.titel == UNCOVERED for each in self.dekking)

    @property
    def is_covered(self) -> bool:
        """Of all of it somebody said from what it is paid."""
        return bool(self.dekking) and not self.lacks_dekking

    @property
    def geld(self) -> str:
        """`€ 8.500 eenmalig en € 12.000 per jaar`."""
        return self.kosten_sum.words(euros)

    @property
    def inzet(self) -> str:
        return self.uren_sum.words(hours)

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
        of_timed = count(self.timed, "actie", "acties")
        kosten = f"{self.geld} voor {count(self.priced, 'actie', 'acties')}."
        uren = (
            f"Inzet: {self.inzet} voor {of_timed}." if self.uren_sum.yearly else f"{self.inzet} inzet voor {of_timed}."
        )
        return [self.line(self.priced, kosten, "De kosten"), self.line(self.timed, uren, "De uren")]

    def line(self, known: int, said: str, what: str) -> str:
        if not known:
            return f"{what} zijn nog bij geen enkele actie geraamd."
        missing = self.acties - known
        return f"{said} Bij {count(missing, 'actie', 'acties')} is dat nog niet bekend." if missing else said


def euros(amount: Decimal) -> str:
    return f"€ {floatformat(amount, '-2g')}"


def hours(amount: Decimal) -> str:
    return f"{floatformat(amount, 'g')} uur"


def to_do(acties: Iterable[PlanActie]) -> list[PlanActie]:
    return [actie for actie in acties if not actie.is_done]


def means_of(acties: Iterable[PlanActie]) -> Means:
    acties = list(acties)
    left = to_do(acties)
    costs = [(actie, actie.kosten) for actie in left if actie.kosten is not None]
    time = [(actie, Decimal(actie.uren)) for actie in left if actie.uren is not None]
    return Means(
        acties=len(left),
        kosten_sum=sum_of(costs),
        priced=len(costs),
        uren_sum=sum_of(time),
        timed=len(time),
        done=len(acties) - len(left),
        dekking=tuple(dekking_of(costs)),
    )


def sum_of(amounts: Iterable[tuple[PlanActie, Decimal]]) -> Sum:
    amounts = list(amounts)
    return Sum(
        total=sum((amount for _, amount in amounts), Decimal(0)),
        yearly=sum((amount for actie, amount in amounts if actie.is_yearly), Decimal(0)),
        unsaid=sum((amount for actie, amount in amounts if not actie.kostensoort), Decimal(0)),
    )


def dekking_of(costs: Iterable[tuple[PlanActie, Decimal]]) -> Iterable[Dekking]:
    """By what it is paid from; what has nothing comes last. What looks the same is one; what is free is not paid."""
    groups: dict[str, list[tuple[PlanActie, Decimal]]] = {}
    paid = (cost for cost in costs if cost[1])
    for actie, amount in sorted(paid, key=lambda cost: not visible(cost[0].dekking).strip()):
        groups.setdefault(seen(actie.dekking), []).append((actie, amount))
    if all(not key for key in groups):
        return
    for rows in groups.values():
        titel = " ".join(visible(rows[0][0].dekking).split()) or UNCOVERED
        yield Dekking(titel, len(rows), sum_of(rows).words(euros))


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
