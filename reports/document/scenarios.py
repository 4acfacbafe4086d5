"""What the college can choose between, and what each option asks in money and hours: from so much to so much.

Each page and document that prints the options gets them here, so that they say the same. Without an amount there is no
sum: how many acties have none is said in words. The options stand in the order of the gemeente, and are not compared.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from aanpak.enums import Kostensoort
from reports.document.chosen import PlanBedrag, PlanOptie, PlanOptieActie, PlanScenarios
from reports.document.means import UNCOVERED, Sum, count, euros, hours, words_between
from reports.document.naming import joined
from tenants.sight import seen, visible

NO_MONEY, NO_HOURS = "geen bedrag bekend", "geen uren bekend"
Between = Callable[[Decimal, Decimal], str]


@dataclass(frozen=True)
class Row:
    """An actie with what it asks, in words."""

    actie: PlanOptieActie

    @property
    def geld(self) -> str:
        return alone(self.actie.kosten, euros_between, NO_MONEY)

    @property
    def inzet(self) -> str:
        return alone(self.actie.uren, hours_between, NO_HOURS)

    @property
    def opties(self) -> str:
        """`1 en 3`."""
        return joined([str(nummer) for nummer in self.actie.opties])

    @property
    def bron(self) -> str:
        found = (bedrag.bron for bedrag in (self.actie.kosten, self.actie.uren) if bedrag and bedrag.bron)
        return "; ".join(dict.fromkeys(found))


@dataclass(frozen=True)
class Option:
    optie: PlanOptie
    acties: tuple[PlanOptieActie, ...]
    is_advies: bool

    @property
    def geld(self) -> str:
        return together((actie.kosten for actie in self.acties), euros_between, NO_MONEY)

    @property
    def inzet(self) -> str:
        return together((actie.uren for actie in self.acties), hours_between, NO_HOURS)

    @property
    def missing(self) -> str:
        """`3 acties zonder bedrag en 1 actie zonder uren`; empty when of each all is known."""
        parts = [
            f"{count(number, 'actie', 'acties')} zonder {what}"
            for what, number in (
                ("bedrag", sum(actie.kosten is None for actie in self.acties)),
                ("uren", sum(actie.uren is None for actie in self.acties)),
            )
            if number
        ]
        return joined(parts)

    @property
    def paid(self) -> list[PlanOptieActie]:
        """What has an amount; what is free is not paid."""
        return [actie for actie in self.acties if actie.kosten is not None and actie.kosten.tot]

    @property
    def lacks_dekking(self) -> bool:
        return any(not visible(actie.dekking).strip() for actie in self.paid)

    @property
    def dekking(self) -> tuple[str, ...]:
        """What it is paid from, and what not yet; nothing when nobody said of any."""
        groups: dict[str, list[PlanOptieActie]] = {}
        for actie in sorted(self.paid, key=lambda actie: not visible(actie.dekking).strip()):
            groups.setdefault(seen(actie.dekking), []).append(actie)
        if all(not key for key in groups):
            return ()
        return tuple(paid(rows) for rows in groups.values())


@dataclass(frozen=True)
class Scenarios:
    """What templates/reports/document/scenarios.html prints."""

    chosen: PlanScenarios
    options: tuple[Option, ...]
    rows: tuple[Row, ...]

    @property
    def advies(self) -> Option | None:
        return next((option for option in self.options if option.is_advies), None)

    @property
    def has_dekking(self) -> bool:
        return any(row.actie.dekking for row in self.rows)

    @property
    def has_proposed(self) -> bool:
        return any(not row.actie.in_lijst for row in self.rows)

    @property
    def amount(self) -> str:
        """`drie scenario’s`."""
        words = {1: "één scenario", 2: "twee scenario’s", 3: "drie scenario’s"}
        return words.get(len(self.options), f"{len(self.options)} scenario’s")


def scenarios_of(chosen: PlanScenarios | None) -> Scenarios | None:
    """None without an option to choose."""
    if chosen is None or not chosen.opties:
        return None
    numbers = {optie.nummer for optie in chosen.opties}
    options = tuple(
        Option(
            optie=optie,
            acties=tuple(actie for actie in chosen.acties if optie.nummer in actie.opties),
            is_advies=optie.nummer == chosen.advies,
        )
        for optie in chosen.opties
    )
    return Scenarios(chosen, options, tuple(Row(actie) for actie in chosen.acties if numbers & set(actie.opties)))


def together(bedragen: Iterable[PlanBedrag | None], between: Between, none: str) -> str:
    known = [bedrag for bedrag in bedragen if bedrag is not None]
    low = sum_of([(bedrag.van, bedrag.soort) for bedrag in known])
    high = sum_of([(bedrag.tot, bedrag.soort) for bedrag in known])
    return words_between(low, high, between) if known else none


def alone(bedrag: PlanBedrag | None, between: Between, none: str) -> str:
    """Of one actie, where *eenmalig* is worth saying too."""
    if bedrag is None:
        return none
    said = between(bedrag.van, bedrag.tot)
    return f"{said} {WHEN[bedrag.soort]}" if bedrag.soort in WHEN else said


WHEN = {Kostensoort.EENMALIG.value: "eenmalig", Kostensoort.STRUCTUREEL.value: "per jaar"}


def sum_of(amounts: list[tuple[Decimal, str]]) -> Sum:
    return Sum(
        total=sum((amount for amount, _ in amounts), Decimal(0)),
        yearly=sum((amount for amount, soort in amounts if soort == Kostensoort.STRUCTUREEL), Decimal(0)),
        unsaid=sum((amount for amount, soort in amounts if not soort), Decimal(0)),
    )


def paid(rows: list[PlanOptieActie]) -> str:
    titel = " ".join(visible(rows[0].dekking).split()) or UNCOVERED
    geld = together((row.kosten for row in rows), euros_between, NO_MONEY)
    return f"{titel}: {geld} voor {count(len(rows), 'actie', 'acties')}"


def euros_between(low: Decimal, high: Decimal) -> str:
    return euros(low) if low == high else f"{euros(low)} tot {euros(high)}"


def hours_between(low: Decimal, high: Decimal) -> str:
    return hours(low) if low == high else f"{hours(low).removesuffix(' uur')} tot {hours(high)}"
