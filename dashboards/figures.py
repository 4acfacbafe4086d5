"""What a page of a Stand draws (charts/): who answered, and how far they are per thema, rol and bouwsteen.

A title says what one sees; what is beneath it says of whom, how many and when. The tables of all of them stand together
at the end of a page, so these have none of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from charts.bars import Bar, Bars, Part
from charts.figure import Figure, Table
from charts.figure import percent as share_said
from dashboards.queries import STATUSSEN, Group, Response, Row, Spread, Stand, percent

LAND = "het hele land"
NOT_FILLED = "niet_ingevuld"


@dataclass(frozen=True)
class About:
    """Whose figures a page shows, as it stands beneath each chart."""

    n: int
    whose: str  # `gedeeld met CoMensha, Meting 2026`

    def __str__(self) -> str:
        return self.of(self.n)

    def of(self, n: int, who: str = "") -> str:
        """Of fewer than all of them; `who`: which."""
        day = date_format(timezone.localdate(), "j F Y")
        return f"n = {n} {gemeenten(n)}{who}, {self.whose}, {day}."


def gemeenten(n: int) -> str:
    return "gemeente" if n == 1 else "gemeenten"


def with_percent(part: int, whole: int) -> str:
    return f"{part} ({percent(part, whole)}%)"


def parts_of(spread: Spread) -> tuple[Part, ...]:
    return tuple(
        Part(status or NOT_FILLED, STATUSSEN[status], count, said=with_percent(count, spread.n))
        for status, count in spread.per_status
    )


def bar_of(row: Row) -> Bar:
    """Of several bouwstenen it is their average, which says nothing in numbers of gemeenten."""
    share = row.spread.percent
    many = f"gemiddeld {share}%" if row.count > 1 else f"{row.spread.counts[0]} van {row.spread.n}, {share}%"
    return Bar(
        row.naam,
        parts_of(row.spread) if row.spread.n else (),
        detail=f"{row.count} bouwstenen" if row.count > 1 else "",
        result=many if row.spread.n else "",
        mark=None if row.land is None else row.land / 100,
    )


def compared(rows: Iterable[Row]) -> str:
    """Which is furthest and which least far, as a sentence; as far, in the order of the Kader."""
    known = [row for row in rows if row.spread.n]
    if not known:
        return "Nog geen antwoorden"
    most = max(known, key=lambda row: row.spread.percent)
    least = min(known, key=lambda row: row.spread.percent)
    if not any(row.spread.counts[0] for row in known):
        return "Nog nergens is iets helemaal geregeld"
    if most.spread.percent == least.spread.percent:
        return f"Overal is even vaak geregeld wat het Kader vraagt: {most.spread.percent}%"
    return (
        f"‘{most.naam}’ is het vaakst geregeld ({most.spread.percent}%), "
        f"‘{least.naam}’ het minst ({least.spread.percent}%)"
    )


def bars_of(name: str, what: str, groups: Iterable[Group], about: str) -> list[Bars]:
    """Per plateau one figure."""
    rows: dict[int, list[Row]] = {}
    for group in groups:
        rows.setdefault(group.plateau, []).extend(group.rows)
    return [
        Bars(
            anchor=f"{name}-plateau-{plateau}",
            title=f"Plateau {plateau}: {compared(found)}",
            about=about,
            what=what,
            marked=LAND,
            bars=tuple(bar_of(row) for row in found),
        )
        for plateau, found in rows.items()
        if found
    ]


@dataclass(frozen=True)
class StandFigures:
    themas: list[Bars]
    bouwstenen: list[Bars]
    rollen: list[Bars]

    @property
    def all(self) -> list[Figure]:
        return [*self.themas, *self.bouwstenen, *self.rollen]


def stand_figures(stand: Stand, about: About) -> StandFigures:
    return StandFigures(
        bars_of("themas", "Thema", stand["themas"], str(about)),
        bars_of("bouwstenen", "Bouwsteen", stand["bouwstenen"], str(about)),
        bars_of("rollen", "Rol", stand["rollen"], str(about)),
    )


def response_figure(response: Response, about: About) -> Bars:
    """Who is unknown is drawn as such, and never as "no"."""
    parts = (
        Part("geregeld", "ingediend en gedeeld", response.ingediend),
        Part("in_voorbereiding", "toegezegd", response.toegezegd),
        Part("onbekend", "onbekend", response.onbekend),
    )
    said = tuple(Part(p.fill, p.word, p.value, with_percent(int(p.value), response.total)) for p in parts)
    return Bars(
        anchor="wie",
        title=f"Van {response.onbekend} van de {response.total} gemeenten is het onbekend",
        about=f"{about.whose}, {date_format(timezone.localdate(), 'j F Y')}.",
        what="Gemeenten",
        bars=(Bar("Alle gemeenten", said, result=f"{response.ingediend} van {response.total}"),),
    )


def spread_table(stand: Stand, *, has_land: bool) -> Table:
    """Themas, bouwstenen and rollen under each other: all that the bars of a Stand show, in numbers."""
    head = ["Onderwerp", *STATUSSEN.values(), "antwoorden", *(["geregeld in het hele land"] if has_land else [])]
    rows = []
    for soort, what in (("themas", "Thema"), ("bouwstenen", "Bouwsteen"), ("rollen", "Rol")):
        for group in stand[soort]:
            for row in group.rows:
                land = ["" if row.land is None else share_said(row.land / 100)] if has_land else []
                cells = [with_percent(count, row.spread.n) for _, count in row.spread.per_status]
                code = f" ({row.code})" if row.code else ""
                rows.append([f"{what}, Plateau {group.plateau}: {row.naam}{code}", *cells, str(row.spread.n), *land])
    return Table(head, rows)
