"""Where gemeenten can use help: the bouwstenen that are not, or not wholly, arranged; per provincie in a fixed order.

A question about a bouwsteen, never about a provincie: provincies stand as they always do, and are not put in order of
what they answered. Plateau 2 goes further than what the Kader asks of every gemeente, so it stands apart.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q

from dashboards.queries import TO_ARRANGE, Group, Row, Spread, answers_of, percent
from kader.models import Bouwsteen, Status
from metingen.models import IndieningQuerySet

ENOUGH = 10  # gemeenten, for a share of them to say something of a provincie


@dataclass(frozen=True)
class Part:
    """How many of the `n` who answered have not, or not wholly, arranged it; of those how many nothing at all."""

    todo: int = 0
    n: int = 0
    nothing: int = 0

    def __str__(self) -> str:
        return f"{self.todo}/{self.n}" if self.n else ""

    @property
    def percent(self) -> int:
        return percent(self.todo, self.n)

    @property
    def percent_nothing(self) -> int:
        return percent(self.nothing, self.n)

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH


@dataclass(frozen=True)
class Support:
    """A bouwsteen, and for which share of those whom it concerns it is not wholly arranged; per provincie too."""

    bouwsteen: Bouwsteen
    country: Part
    per_provincie: list[Part]

    @property
    def percent(self) -> int:
        return self.country.percent


def support_of(
    indieningen: IndieningQuerySet, bouwstenen: list[Bouwsteen], provincies: dict[str, str]
) -> list[Support]:
    """The bouwstenen that are least often geregeld first. N.v.t. and not answered are in no number.

    `provincies`: names by code.
    """
    answered = answers_of(indieningen.values_list("pk", flat=True)).exclude(status__in=("", Status.NVT))
    rows = answered.values_list("code", "indiening__provincie").annotate(
        todo=Count("code", filter=Q(status__in=TO_ARRANGE)),
        n=Count("code"),
        nothing=Count("code", filter=Q(status=Status.NOG_NIET)),
    )
    found: dict[str, dict[str, Part]] = defaultdict(dict)
    for code, provincie, *numbers in rows.order_by():
        found[code][provincie] = Part(*numbers)
    made = [support(bouwsteen, found[bouwsteen.code], provincies) for bouwsteen in bouwstenen]
    return sorted(made, key=lambda s: (-s.percent, s.bouwsteen.volgorde))


def support(bouwsteen: Bouwsteen, found: dict[str, Part], provincies: dict[str, str]) -> Support:
    numbers = [(part.todo, part.n, part.nothing) for part in found.values()]
    country = Part(*map(sum, zip(*numbers, strict=True))) if numbers else Part()
    return Support(bouwsteen, country, [found.get(code, Part()) for code in provincies])


def per_plateau(found: list[Support]) -> list[tuple[int, list[Support]]]:
    """Plateau 1 first, each in the order that it came in."""
    return [(plateau, [each for each in found if each.bouwsteen.plateau == plateau]) for plateau in (1, 2)]


@dataclass(frozen=True)
class Need:
    """A bouwsteen among those that are least often geregeld, of a Stand that was counted already."""

    naam: str
    part: Part


def least_arranged(groups: list[Group], plateau: int, count: int) -> list[Need]:
    """Of this plateau; as often, in the order of the Kader. None of which nobody said anything."""
    rows = [row for group in groups if group.plateau == plateau for row in group.rows]
    needs = [Need(row.naam, part_of(row)) for row in rows if row.spread.applicable]
    return sorted(needs, key=lambda need: -need.part.percent)[:count]


def part_of(row: Row) -> Part:
    spread: Spread = row.spread
    return Part(spread.todo, spread.applicable, spread.count_of(Status.NOG_NIET))
