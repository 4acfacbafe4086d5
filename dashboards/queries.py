"""The figures of the national pages, counted by PostgreSQL: one query per group of figures, none per gemeente.

One unit on all of them: a share of the gemeenten that answered. Of several bouwstenen together it is their average, so
that nobody takes answers for gemeenten.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Func, Q, QuerySet
from django.db.models.expressions import RawSQL

from dashboards.selection import Selection
from kader.models import Bouwsteen, Status
from metingen.models import IndieningAntwoord, IndieningQuerySet

# From most to least arranged, then what is neither: the order of every bar and table.
STATUSSEN: dict[str, str] = {
    **{status.value: str(status.label) for status in reversed(list(Status)) if status != Status.NVT},
    Status.NVT.value: str(Status.NVT.label),
    "": "niet ingevuld",
}
TO_ARRANGE = (Status.DEELS.value, Status.IN_VOORBEREIDING.value, Status.NOG_NIET.value)


@dataclass(frozen=True)
class Response:
    """How many of the gemeenten submitted and let us see it, promised to, or neither."""

    total: int
    ingediend: int
    toegezegd: int

    @property
    def onbekend(self) -> int:
        return self.total - self.ingediend - self.toegezegd


def response_of(selection: Selection) -> Response:
    submitted = Q(pk__in=selection.shared.values("gemeente"))
    promised = Q(pk__in=selection.toezeggingen.values("gemeente"))
    counts = selection.gemeenten.order_by().aggregate(
        total=Count("pk"),
        ingediend=Count("pk", filter=submitted),
        toegezegd=Count("pk", filter=promised & ~submitted),
    )
    return Response(**counts)


@dataclass(frozen=True)
class Spread:
    """How often each status was answered, in the order of STATUSSEN. Of many gemeenten together, never of one."""

    counts: tuple[int, ...] = (0,) * len(STATUSSEN)

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(tuple(mine + theirs for mine, theirs in zip(self.counts, other.counts, strict=True)))

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def todo(self) -> int:
        """How often it is not yet geregeld."""
        return sum(count for status, count in zip(STATUSSEN, self.counts, strict=True) if status in TO_ARRANGE)

    @property
    def applicable(self) -> int:
        """How often it was answered with something else than n.v.t."""
        return self.todo + self.counts[0]

    @property
    def percent(self) -> int:
        """In which share of all answers it is geregeld."""
        return percent(self.counts[0], self.n)

    def count_of(self, status: str) -> int:
        return self.counts[list(STATUSSEN).index(status)]

    @property
    def per_status(self) -> list[tuple[str, int]]:
        """Each status and how often it was answered."""
        return list(zip(STATUSSEN, self.counts, strict=True))


Spreads = dict[str, Spread]  # by code of the bouwsteen


def answers_of(pks: Iterable[Any]) -> QuerySet[IndieningAntwoord]:
    """Of Indieningen by their ids, in one array: then PostgreSQL looks them up in the index, in which code and status
    stand too, in place of reading all answers that there ever were."""
    ids = RawSQL("%s::uuid[]", (list(pks),))
    return IndieningAntwoord.objects.filter(
        Func("indiening", ids, template="%(expressions)s", arg_joiner=" = ANY ", output_field=BooleanField())
    )


def spread_per_bouwsteen(indieningen: IndieningQuerySet) -> Spreads:
    return spreads_of(answers_of(indieningen.values_list("pk", flat=True)), n=Count("code"))["n"]


def spreads_beside_land(selection: Selection) -> tuple[Spreads, Spreads]:
    """Of a part of the country, and of all that is shared with us: in one pass over the answers."""
    here = Q(indiening__in=RawSQL("SELECT unnest(%s::uuid[])", (selection.pks,)))
    found = spreads_of(answers_of(selection.land_pks), here=Count("code", filter=here), land=Count("code"))
    return {code: spread for code, spread in found["here"].items() if spread.n}, found["land"]


def spreads_of(answers: QuerySet[IndieningAntwoord], **counts: Count) -> dict[str, Spreads]:
    """Per name in `counts` what it counted."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    codes = set()
    for code, status, *numbers in answers.values_list("code", "status").annotate(**counts).order_by():
        codes.add(code)
        for name, number in zip(counts, numbers, strict=True):
            found[name, code][status] = number
    return {
        name: {code: Spread(tuple(found[name, code].get(status, 0) for status in STATUSSEN)) for code in codes}
        for name in counts
    }


@dataclass(frozen=True)
class Row:
    """One bar: a bouwsteen, or a thema or rol within a plateau."""

    naam: str
    spread: Spread
    code: str = ""
    count: int = 1  # of bouwstenen in it
    land: float | None = None  # percentage of the country, beside that of a part of it


@dataclass(frozen=True)
class Group:
    """Bars under one heading."""

    naam: str
    rows: list[Row]
    plateau: int = 1


Stand = dict[str, list[Group]]
Shares = dict[str, float]  # by code of the bouwsteen, the percentage of gemeenten where it is geregeld


def shares_of(spreads: Spreads) -> Shares:
    return {code: 100 * spread.counts[0] / spread.n for code, spread in spreads.items() if spread.n}


def stand_of(indieningen: IndieningQuerySet, bouwstenen: list[Bouwsteen]) -> Stand:
    """The spread of statuses per thema, per rol and per bouwsteen, Plateau 1 and 2 apart."""
    return stand_from(spread_per_bouwsteen(indieningen), bouwstenen, {})


def stand_in(selection: Selection, bouwstenen: list[Bouwsteen]) -> Stand:
    """Of a part of the country with the share of the whole country at every bar."""
    if not selection.is_part:
        return stand_from(spreads_of(answers_of(selection.pks), n=Count("code"))["n"], bouwstenen, {})
    here, land = spreads_beside_land(selection)
    return stand_from(here, bouwstenen, shares_of(land))


def stand_from(spreads: Spreads, bouwstenen: list[Bouwsteen], land: Shares) -> Stand:
    return {
        "themas": sums(spreads, bouwstenen, lambda b: b.thema.titel_kort, land),
        "rollen": sums(spreads, bouwstenen, lambda b: b.rol.titel, land),
        "bouwstenen": groups_of_bouwstenen(bouwstenen, spreads, land),
    }


def sums(spreads: Spreads, bouwstenen: list[Bouwsteen], naam: Callable[[Bouwsteen], str], land: Shares) -> list[Group]:
    """Per plateau a bar per thema or rol, of all its bouwstenen together."""
    groups = []
    for plateau in (1, 2):
        members: dict[str, list[str]] = defaultdict(list)
        for bouwsteen in (b for b in bouwstenen if b.plateau == plateau):
            members[naam(bouwsteen)].append(bouwsteen.code)
        rows = [
            Row(
                titel,
                sum((spreads.get(code, Spread()) for code in codes), Spread()),
                count=len(codes),
                land=average([land[code] for code in codes if code in land]),
            )
            for titel, codes in members.items()
        ]
        groups.append(Group(f"Plateau {plateau}", rows, plateau))
    return groups


def groups_of_bouwstenen(bouwstenen: list[Bouwsteen], spreads: Spreads, land: Shares) -> list[Group]:
    """Per thema and plateau, in the order of the Kader."""
    found: dict[str, Group] = {}
    for bouwsteen in bouwstenen:
        naam = f"{bouwsteen.thema.titel_kort}, Plateau {bouwsteen.plateau}"
        spread = spreads.get(bouwsteen.code, Spread())
        row = Row(bouwsteen.titel, spread, code=bouwsteen.code, land=land.get(bouwsteen.code))
        found.setdefault(naam, Group(naam, [], bouwsteen.plateau)).rows.append(row)
    return list(found.values())


def percent(part: int, whole: int) -> int:
    """Half a percent goes up, as in the charts."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def average(numbers: Sequence[float]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
