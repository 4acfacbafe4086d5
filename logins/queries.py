from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.http import QueryDict

from accounts.models import Gebruiker, Toegang
from logins.models import CollegaLogin, CollegaStand, Login, LoginQuerySet
from logins.words import sentence
from sheets.sheet import Cell, Sheet

PER_PAGE = 50
LAST_PAGE = 10_000
MOST_ROWS = 50_000  # of a file; the newest
UNKNOWN, SOMEBODY = "niemand die Kompas kent", "iemand van vroeger"
Row = Login | CollegaLogin
People = Mapping[Any, str] | None  # names by id; None: of each row its own person, whom it was asked with


@dataclass(frozen=True)
class Line:
    row: Row
    naam: str
    what: str


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    number: int
    filters: str  # the query of this page without its number
    has_next: bool


def make_page(rows: LoginQuerySet, people: People, asked: QueryDict) -> Page:
    """One query for the rows, however many there are: they are not counted."""
    given = asked.get("pagina", "1")
    number = min(max(int(given), 1), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 9 else 1
    found = list(rows.in_order()[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    filters = asked.copy()
    filters.pop("pagina", None)
    lines = [line(row, people) for row in found[:PER_PAGE]]
    return Page(lines, number, filters.urlencode(), has_next=len(found) > PER_PAGE)


def line(row: Row, people: People) -> Line:
    known = row.gebruiker_id is not None
    return Line(row, name_of(row, people) if known else UNKNOWN, sentence(row.soort, row.uitkomst, known=known))


def name_of(row: Row, people: People) -> str:
    if people is not None:
        return people.get(row.gebruiker_id, SOMEBODY)
    assert isinstance(row, Login)
    assert row.gebruiker
    return f"{row.gebruiker.naam} ({row.gebruiker.address})"


def sheet_of(rows: LoginQuerySet, people: People) -> Sheet:
    header = ["wanneer", "wie", "wat", "uitkomst", "netwerk", "apparaat"]
    return Sheet("inloggeschiedenis", header, cells(rows.in_order()[:MOST_ROWS], people))


def cells(rows: Iterable[Row], people: People) -> Iterator[list[Cell]]:
    for row in rows:
        found = line(row, people)
        yield [row.created_at, found.naam, found.what, row.uitkomst, row.network, row.device]


def of_person(gebruiker: Gebruiker) -> LoginQuerySet:
    return Login.objects.filter(gebruiker=gebruiker)


def of_all() -> LoginQuerySet:
    """Names alone do not tell one beheerder from another, so with the address."""
    rows: LoginQuerySet = Login.objects.select_related("gebruiker")
    return rows


def people_here() -> dict[UUID, str]:
    """Who has Toegang today to the gemeente that asks."""
    return dict(CollegaStand.objects.values_list("pk", "naam"))


def people_of(organisaties: Iterable[str]) -> dict[UUID, str]:
    """Who works for VNG or CoMensha today."""
    held = Toegang.objects.today().filter(organisatie__in=organisaties)
    return dict(held.values_list("gebruiker", "gebruiker__naam"))


def of_organisaties(organisaties: Iterable[str]) -> LoginQuerySet:
    """Of their people of today, on the days on which those had Toegang there: as the view of a gemeente has it."""
    held = Toegang.objects.filter(organisatie__in=organisaties, gebruiker=OuterRef("gebruiker"))
    rows: LoginQuerySet = Login.objects.annotate(day=TruncDate("created_at"))
    return rows.filter(Exists(held.today()), Exists(held.on(OuterRef("day"))))  # type: ignore[arg-type]
