"""What gemeenten answered to the questions that the Kader does not ask, as figures of a group; and over the rounds.

Each round counts who took part in it, so two rounds are not the same gemeenten: every sentence says of how many.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, Sum, Value
from django.utils import timezone

from dashboards.queries import percent
from dashboards.selection import Selection
from metingen.enquete import COUNTED, HAS_PLAN, JaNee
from metingen.models import IndieningQuerySet, Meetronde
from metingen.tables import WORDS

ROUNDS = 5
ENOUGH = 10  # gemeenten in an earlier round: of fewer, a page of this round does not tell what they answered
ALL = Value(True, BooleanField())
PLANS = frozenset(str(kind) for kind in HAS_PLAN)
YES = {vraag: PLANS if vraag == "beleidsplan" else frozenset({JaNee.JA.value}) for vraag in COUNTED}
# Per question what the share is of, as it ends a sentence that begins with "Bij 121 van de 180 gemeenten".
SAID = {
    "begroting": "staat er geld voor de aanpak in de begroting",
    "beleidsplan": "is er een beleidsplan",
    "aandachtsfunctionaris": "is er een aandachtsfunctionaris",
    "zorgcoordinatie": "is er zorgcoördinatie voor slachtoffers",
}
TITELS = {
    "begroting": "Geld in de begroting",
    "beleidsplan": "Beleidsplan",
    "aandachtsfunctionaris": "Aandachtsfunctionaris",
    "zorgcoordinatie": "Zorgcoördinatie",
}


@dataclass
class Tally:
    """Of one question in one round."""

    vraag: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.counts.total()

    @property
    def yes(self) -> int:
        return sum(self.counts[waarde] for waarde in YES[self.vraag])

    @property
    def percent(self) -> int:
        return percent(self.yes, self.n)

    @property
    def answers(self) -> list[tuple[str, str, int, int]]:
        """Value, its word, how often and the percentage; not answered is last."""
        return [
            (waarde, WORDS[waarde], self.counts[waarde], percent(self.counts[waarde], self.n))
            for waarde in (*COUNTED[self.vraag], "")
        ]


@dataclass(frozen=True)
class Point:
    """How a question was answered in one round."""

    meetronde: Meetronde
    tally: Tally

    @property
    def jaar(self) -> int:
        return self.meetronde.periode_van.year


@dataclass(frozen=True)
class Vraag:
    naam: str
    now: Tally
    points: list[Point]  # the earliest round first; earlier ones in which fewer than ENOUGH took part are left out
    land: float | None = None  # percentage of the country, beside that of a part of it

    @property
    def titel(self) -> str:
        return TITELS[self.naam]

    @property
    def said(self) -> str:
        return SAID[self.naam]


@dataclass(frozen=True)
class Enquete:
    vragen: list[Vraag]
    expired: int  # plans whose term is over, among those that are counted as a plan
    hours: int  # of all aandachtsfunctionarissen who were counted in hours
    with_hours: int

    @property
    def n(self) -> int:
        return self.vragen[0].now.n

    @property
    def mean_hours(self) -> int:
        return round(self.hours / self.with_hours) if self.with_hours else 0


@dataclass
class Sums:
    """All that is counted of some Indieningen together."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {vraag: Tally(vraag) for vraag in COUNTED})
    expired: int = 0
    hours: int = 0
    with_hours: int = 0

    def add(self, values: Sequence[str], n: int, expired: int, hours: int | None, with_hours: int) -> None:
        for vraag, value in zip(COUNTED, values, strict=True):
            self.tallies[vraag].counts[value] += n
        self.expired += expired
        self.hours += hours or 0
        self.with_hours += with_hours


def enquete_of(selection: Selection, earlier: list[Meetronde]) -> Enquete:
    """Of the round and of those before it, in one query; of a part of the country with the whole beside it."""
    rounds = [selection.meetronde, *earlier[: ROUNDS - 1]]
    here: dict[UUID, Sums] = defaultdict(Sums)
    land: dict[UUID, Sums] = defaultdict(Sums)
    for ronde, inside, *numbers in counted(selection.land.indieningen_in(rounds), inside_of(selection)):
        land[ronde].add(numbers[: len(COUNTED)], *numbers[len(COUNTED) :])
        if inside:
            here[ronde].add(numbers[: len(COUNTED)], *numbers[len(COUNTED) :])
    points = [(ronde, here[ronde.pk]) for ronde in reversed(rounds)]
    tallies = land[rounds[0].pk].tallies if selection.is_part else {}
    shares = {naam: 100 * tally.yes / tally.n for naam, tally in tallies.items() if tally.n}
    return made(here[rounds[0].pk], points, shares)


def enquete_of_regio(indieningen: IndieningQuerySet, land: dict[str, float]) -> Enquete:
    """Of what gemeenten shared with a regio, in whichever round; `land`: percentages to hold beside it."""
    found = Sums()
    for _, _, *numbers in counted(indieningen, ALL):
        found.add(numbers[: len(COUNTED)], *numbers[len(COUNTED) :])
    return made(found, [], land)


def made(now: Sums, points: list[tuple[Meetronde, Sums]], land: dict[str, float]) -> Enquete:
    vragen = [
        Vraag(
            naam,
            now.tallies[naam],
            [
                Point(ronde, sums.tallies[naam])
                for ronde, sums in points
                if sums is now or sums.tallies[naam].n >= ENOUGH
            ],
            land.get(naam),
        )
        for naam in SAID
    ]
    return Enquete(vragen, now.expired, now.hours, now.with_hours)


def inside_of(selection: Selection) -> Any:
    return Exists(selection.gemeenten.order_by().filter(pk=OuterRef("gemeente"))) if selection.is_part else ALL


def counted(indieningen: IndieningQuerySet, inside: Any) -> Any:
    """Per round and combination of answers how many: at most some hundreds of rows, however many gemeenten."""
    over = Q(beleidsplan__in=PLANS, beleidsplan_geldig_tot__lt=timezone.localdate())
    rows = indieningen.annotate(inside=inside).values_list("meetronde", "inside", *COUNTED)
    return rows.annotate(
        n=Count("pk"),
        expired=Count("pk", filter=over),
        hours=Sum("aandachtsfunctionaris_uren"),
        with_hours=Count("aandachtsfunctionaris_uren"),
    ).order_by()
