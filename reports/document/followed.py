"""The acties of an adopted plan beside what they are now: which is which, what became of each, and what changed.

An actie is found again by its key; in a plan from before there were keys, by what it says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import models

from aanpak.enums import Cadans, Staat
from aanpak.moment import first_year
from reports.document.means import euros, hours
from reports.document.plan import Plan, PlanActie, PlanDeel, PlanIndicator
from tenants.sight import seen

ONCE = {"", Cadans.EENMALIG}
NOTHING = "niet ingevuld"


class Outcome(models.TextChoices):
    """In the order of the document."""

    DONE = "done", "Gedaan"
    ONGOING = "ongoing", "Doen wij steeds"
    OPEN = "open", "Nog niet klaar"
    DROPPED = "dropped", "Niet gedaan"
    COMING = "coming", "Komt nog"
    NEW = "new", "Nieuw sinds de vaststelling"
    GONE = "gone", "Niet meer in de lijst"
    BEFORE = "before", "Was al klaar bij de vaststelling"


class Kept(Protocol):
    @property
    def key(self) -> UUID | None: ...
    @property
    def wat(self) -> str: ...


Row = TypeVar("Row", bound=Kept)


@dataclass(frozen=True)
class Change:
    """What the adopted plan said of something, and what holds now; in words."""

    what: str
    was: str
    now: str


@dataclass(frozen=True)
class Followed:
    """`was` is in the adopted plan, `now` in the list of today; one of them may be missing. We look back on `jaar`."""

    ambitie: str
    was: PlanActie | None
    now: PlanActie | None
    jaar: int
    moved_from: str = ""  # the ambitie in the plan, when it is another

    @property
    def actie(self) -> PlanActie:
        """As it is last known."""
        actie = self.now or self.was
        assert actie is not None
        return actie

    @property
    def outcome(self) -> Outcome:
        if self.was is None:
            return Outcome.NEW
        if self.now is None:
            return Outcome.GONE
        if self.now.staat == Staat.VERVALLEN:
            return Outcome.DROPPED
        if self.now.is_done:
            return Outcome.BEFORE if self.was.is_done else Outcome.DONE
        if self.now.staat == Staat.DOORLOPEND:
            return Outcome.ONGOING
        return Outcome.OPEN if is_due(self.was, self.jaar) else Outcome.COMING

    @property
    def changes(self) -> tuple[Change, ...]:
        if self.was is None or self.now is None:
            return ()
        found = (
            Change("Naam", self.was.wat, self.now.wat),
            Change("Ambitie", self.moved_from or self.ambitie, self.ambitie),
            Change("Gaat door", "nee" if self.was.staat == Staat.VERVALLEN else "ja", "ja"),  # else it is its outcome
            Change("Trekker", self.was.trekker, self.now.trekker),
            Change("Wanneer", when(self.was), when(self.now)),
            Change("Prioriteit", self.was.prioriteit_label, self.now.prioriteit_label),
            Change("Kosten", cost(self.was), cost(self.now)),
            Change("Uren", effort(self.was), effort(self.now)),
            Change("Dekking", self.was.dekking, self.now.dekking),
        )
        return tuple(
            Change(change.what, change.was or NOTHING, change.now or NOTHING)
            for change in found
            if seen(change.was) != seen(change.now)
        )

    @property
    def former_wat(self) -> str:
        """What the plan calls it, when that is something else by now."""
        if self.was is None or self.now is None or alike(self.was, self.now):
            return ""
        return self.was.wat

    @property
    def told(self) -> str:
        """What came of it or why not, as the gemeente wrote it; or that nobody wrote it where one would ask."""
        actie = self.actie
        if self.outcome == Outcome.GONE:
            return "Deze actie is intussen uit de lijst gehaald."
        if self.outcome == Outcome.DROPPED:
            return actie.niet_gedaan or "Waarom niet, is nog niet ingevuld."
        if self.outcome in {Outcome.DONE, Outcome.ONGOING}:
            return actie.resultaat or "Wat het opleverde, is nog niet ingevuld."
        return "\n".join(filter(None, (actie.resultaat, actie.niet_gedaan)))


@dataclass(frozen=True)
class FollowedIndicator:
    was: PlanIndicator | None
    now: PlanIndicator | None

    @property
    def indicator(self) -> PlanIndicator:
        indicator = self.now or self.was
        assert indicator is not None
        return indicator

    @property
    def baseline(self) -> PlanIndicator:
        """With the value at the adoption, if it was there then."""
        return self.was or self.indicator

    @property
    def note(self) -> str:
        if self.was is None:
            return "Nieuw sinds de vaststelling"
        if self.now is None:
            return "Niet meer in de lijst"
        before, after = goal(self.was), goal(self.now)
        renamed = f"Heette in het plan: {self.was.wat}. " if seen(self.was.wat) != seen(self.now.wat) else ""
        return (renamed + (f"Doel in het plan: {before}." if seen(before) != seen(after) else "")).strip()


def is_off(actie: PlanActie | None) -> bool:
    return actie is None or actie.staat == Staat.VERVALLEN


def goal(indicator: PlanIndicator) -> str:
    return f"{indicator.streefwaarde} in {indicator.streefjaar}"


def is_due(actie: PlanActie, jaar: int) -> bool:
    """Whether the plan has it by the end of `jaar`; of what comes back, that it begins by then. Not without a year."""
    year = first_year(actie)
    return year <= jaar if year else actie.cadans not in ONCE


def when(actie: PlanActie) -> str:
    """Without what only follows from how far it is."""
    return replace(actie, staat=Staat.OPEN).wanneer


def cost(actie: PlanActie) -> str:
    return euros(actie.kosten) + often(actie) if actie.kosten is not None else ""


def effort(actie: PlanActie) -> str:
    return hours(Decimal(actie.uren)) + often(actie) if actie.uren is not None else ""


def often(actie: PlanActie) -> str:
    return " per jaar" if actie.is_yearly else ""


def followed(plan: Plan) -> list[Followed]:
    """In the order of the plan, and per ambitie what came since last. `plan` has its `evaluatie`."""
    evaluatie = plan.evaluatie
    if evaluatie is None:
        return []
    titels = {part.code: part.titel for part in (*plan.onderdelen, *evaluatie.onderdelen) if part.titel}
    was, now = list(acties_of(plan.onderdelen)), list(acties_of(evaluatie.onderdelen))
    place = {id(actie): code for code, actie in (*was, *now)}
    found = []
    for before, after in pairs([actie for _, actie in was], [actie for _, actie in now]):
        if is_off(before) and is_off(after):
            continue  # the plan said itself that it is not done, or never had it
        code, former = place[id(after or before)], place[id(before or after)]
        moved = titels.get(former, "") if former != code else ""
        found.append((code, Followed(titels.get(code, ""), before, after, evaluatie.jaar, moved)))
    order = list(titels)
    return [row for _, row in sorted(found, key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))]


def acties_of(parts: Iterable[PlanDeel]) -> Iterator[tuple[str, PlanActie]]:
    for part in parts:
        yield from ((part.code, actie) for actie in (*part.acties, *part.vervallen))


def indicatoren_of(plan: Plan) -> list[tuple[str, list[FollowedIndicator]]]:
    """Per ambitie that has any, with its title."""
    if plan.evaluatie is None:
        return []
    now = {part.code: part for part in plan.evaluatie.onderdelen}
    found = []
    for part in plan.onderdelen:
        rows = pairs(part.indicatoren or (), (now[part.code].indicatoren or ()) if part.code in now else ())
        if rows:
            found.append((part.titel, [FollowedIndicator(was, new) for was, new in rows]))
    return found


def pairs(was: Sequence[Row], now: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Every row of both once. By key; a row of `was` without one by its text, with the first that is still free."""
    by_key = {row.key: row for row in now if row.key}
    taken = {row.key for row in was if row.key in by_key}
    free = [row for row in now if row.key not in taken]
    found: list[tuple[Row | None, Row | None]] = []
    for row in was:
        other = by_key.get(row.key) if row.key else None
        if row.key is None and (other := next((each for each in free if alike(each, row)), None)) is not None:
            free.remove(other)
        found.append((row, other))
    return [*found, *((None, row) for row in free)]


def alike(one: Kept, other: Kept) -> bool:
    return seen(one.wat) == seen(other.wat)
