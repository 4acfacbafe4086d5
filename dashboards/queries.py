"""The figures of the national pages, counted by PostgreSQL: one query per group of figures, none per gemeente."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dashboards.selection import Selection
from kader.models import Bouwsteen, Status
from metingen.models import IndieningAntwoord, IndieningQuerySet

# From most to least arranged, then what is neither: the order of every bar and table.
STATUSSEN: dict[str, str] = {
    **{status.value: str(status.label) for status in reversed(list(Status)) if status != Status.NVT},
    Status.NVT.value: str(Status.NVT.label),
    "": "niet ingevuld",
}
BAR = 300  # width of a drawn bar, in its own units
SEGMENT = '<rect x="{}" width="{}" height="16" fill="url(#vul-{})" stroke="#566972" stroke-width="0.5" />'
CELL = '<td class="k-table__number" data-label="{}">{}</td>'
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
    def percent_todo(self) -> int:
        return percent(self.todo, self.applicable)

    @property
    def per_status(self) -> list[tuple[str, str]]:
        """The word of each status and how often it was answered."""
        return [(word, str(count)) for word, count in zip(STATUSSEN.values(), self.counts, strict=True)]

    @property
    def words(self) -> str:
        return ", ".join(f"{word}: {count}" for word, count in self.per_status)

    @property
    def segments(self) -> SafeString:
        """The parts of the bar, of BAR units in all; what nobody answered has none. Not in the template, as the next:
        a page has hundreds of them, and Django's templates take long over those."""
        found, start = [], 0.0
        for status, count in zip(STATUSSEN, self.counts, strict=True):
            if count:
                width = BAR * count / self.n
                found.append((f"{start:.1f}", f"{width:.1f}", status or "niet_ingevuld"))
                start += width
        return format_html_join("", SEGMENT, found)

    @property
    def cells(self) -> SafeString:
        """How often each status was answered, for a row of a table."""
        return format_html_join("", CELL, self.per_status)


def spread_per_bouwsteen(indieningen: IndieningQuerySet) -> dict[str, Spread]:
    """By code of the bouwsteen."""
    rows = (
        IndieningAntwoord.objects.filter(indiening__in=indieningen.values("pk"))
        .values_list("code", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for code, status, n in rows:
        found[code][status] = n
    return {
        code: Spread(tuple(per_status.get(status, 0) for status in STATUSSEN)) for code, per_status in found.items()
    }


@dataclass(frozen=True)
class Row:
    """One bar: a bouwsteen, or a thema or rol within a plateau."""

    naam: str
    spread: Spread
    code: str = ""
    count: int = 1  # of bouwstenen in it


@dataclass(frozen=True)
class Group:
    """Bars under one heading."""

    naam: str
    rows: list[Row]


def stand_of(indieningen: IndieningQuerySet, bouwstenen: list[Bouwsteen]) -> dict[str, list[Group]]:
    """The spread of statuses per thema, per rol and per bouwsteen, Plateau 1 and 2 apart."""
    spreads = spread_per_bouwsteen(indieningen)

    def rows(plateau: int, naam: Any) -> list[Row]:
        sums: dict[str, Row] = {}
        for bouwsteen in (b for b in bouwstenen if b.plateau == plateau):
            before = sums.get(naam(bouwsteen), Row(naam(bouwsteen), Spread(), count=0))
            spread = before.spread + spreads.get(bouwsteen.code, Spread())
            sums[before.naam] = Row(before.naam, spread, count=before.count + 1)
        return list(sums.values())

    themas = [Group(f"Plateau {plateau}", rows(plateau, lambda b: b.thema.titel_kort)) for plateau in (1, 2)]
    rollen = [Group(f"Plateau {plateau}", rows(plateau, lambda b: b.rol.titel)) for plateau in (1, 2)]
    return {"themas": themas, "rollen": rollen, "bouwstenen": groups_of_bouwstenen(bouwstenen, spreads)}


def groups_of_bouwstenen(bouwstenen: list[Bouwsteen], spreads: dict[str, Spread]) -> list[Group]:
    """Per thema and plateau, in the order of the Kader."""
    found: dict[str, Group] = {}
    for bouwsteen in bouwstenen:
        naam = f"{bouwsteen.thema.titel_kort}, Plateau {bouwsteen.plateau}"
        row = Row(bouwsteen.titel, spreads.get(bouwsteen.code, Spread()), code=bouwsteen.code)
        found.setdefault(naam, Group(naam, [])).rows.append(row)
    return list(found.values())


def least_arranged(groups: list[Group], count: int) -> list[Row]:
    """The bouwstenen that are least often geregeld; as often, in the order of the Kader."""
    rows = [row for group in groups for row in group.rows]
    return sorted(rows, key=lambda row: -row.spread.percent_todo)[:count]


@dataclass(frozen=True)
class Part:
    """How many of the `n` who answered have not yet arranged it."""

    todo: int = 0
    n: int = 0

    def __str__(self) -> str:
        return f"{self.todo}/{self.n}" if self.n else ""

    @property
    def percent(self) -> int:
        return percent(self.todo, self.n)


@dataclass(frozen=True)
class Support:
    """A bouwsteen, and in which share of the answers it is not yet geregeld; per provincie in the order asked."""

    bouwsteen: Bouwsteen
    country: Part
    per_provincie: list[Part]

    @property
    def percent(self) -> int:
        return self.country.percent


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def support_of(
    indieningen: IndieningQuerySet, bouwstenen: list[Bouwsteen], provincies: dict[str, str]
) -> list[Support]:
    """The bouwstenen that are least often geregeld first. N.v.t. and not answered are in neither number.

    `provincies`: names by code.
    """
    answered = IndieningAntwoord.objects.filter(indiening__in=indieningen.values("pk")).exclude(
        status__in=("", Status.NVT)
    )
    rows = answered.values_list("code", "indiening__provincie").annotate(
        todo=Count("pk", filter=Q(status__in=TO_ARRANGE)), n=Count("pk")
    )
    found: dict[str, dict[str, Part]] = defaultdict(dict)
    for code, provincie, todo, n in rows.order_by():
        found[code][provincie] = Part(todo, n)
    made = [support(bouwsteen, found[bouwsteen.code], provincies) for bouwsteen in bouwstenen]
    return sorted(made, key=lambda s: (-s.percent, s.bouwsteen.volgorde))


def support(bouwsteen: Bouwsteen, found: dict[str, Part], provincies: dict[str, str]) -> Support:
    country = Part(sum(part.todo for part in found.values()), sum(part.n for part in found.values()))
    return Support(bouwsteen, country, [found.get(code, Part()) for code in provincies])
