"""Gemeenten and their first beheerders from a file: what it says, and what would happen. Nothing is saved here."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.models import Toegang, Uitnodiging
from accounts.permissions import Beheerder
from beheer.models import Openingsverzoek
from saving.lines import TWICE, find_gemeenten, read_lines, write_lines
from tenants.canonical import sha256_of
from tenants.models import Gemeente

HEADS = ("gemeente", "gemeentecode", "gemeentenaam", "code", "naam gemeente")
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
NO_DAY = "‘{}’ is geen datum. Schrijf hem als 1-11-2026."
LATER = "De verwerkersovereenkomst is van een dag die nog moet komen."
NO_AGREEMENT = "Er is nog geen verwerkersovereenkomst vastgelegd. Zet de datum in de vierde kolom."
NOT_KNOWN = "Er is geen gemeente met deze code of naam."


@dataclass(frozen=True)
class Row:
    """As it stands in the file."""

    number: int
    gemeente: str
    email: str
    naam: str
    agreement: str


@dataclass(frozen=True)
class Line:
    """A row of the file with what is known of it; `fout` in words, when it cannot be used."""

    row: Row
    gemeente: Gemeente | None = None
    agreement: date | None = None  # to be noted
    is_done: bool = False  # this address is invited, or beheerder, already
    fout: str = ""

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def said(self) -> str:
        return f"{self.row.gemeente}; {self.row.email}"

    @property
    def opens(self) -> bool:
        return self.gemeente is not None and self.gemeente.opening != Gemeente.Opening.ACTIVE

    @property
    def is_new(self) -> bool:
        return not self.fout and (not self.is_done or self.agreement is not None)


@dataclass(frozen=True)
class Boarding:
    lines: list[Line]

    @cached_property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @cached_property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.fout]

    @property
    def same(self) -> int:
        return len(self.lines) - len(self.new) - len(self.refused)

    @property
    def mark(self) -> str:
        """Differs as soon as what would happen does."""
        rows = [
            [str(line.gemeente and line.gemeente.pk), line.row.email, line.row.naam, str(line.agreement), line.opens]
            for line in self.new
        ]
        return sha256_of({"rows": rows})

    @property
    def text(self) -> str:
        """The same file again, for the next page."""
        rows = (line.row for line in self.lines)
        return write_lines((row.gemeente, row.email, row.naam, row.agreement) for row in rows)


def rows_of(text: str) -> list[Row]:
    """Gemeente, address, name and date of each line. Raises ValidationError for what is no such file."""
    empty = "Er staan geen gemeenten in. Zet op elke regel een gemeente, een e-mailadres en een naam."
    rows = read_lines(text, width=4, heads=HEADS, empty=empty)
    return [
        Row(number, gemeente[:100], email[:300].lower(), naam[:200], agreement[:40])
        for number, (gemeente, email, naam, agreement) in rows
    ]


def compare(rows: list[Row]) -> Boarding:
    """Five queries."""
    found = find_gemeenten((row.gemeente for row in rows), Gemeente.objects.today())
    often = Counter(gemeente.pk for gemeente in found if gemeente)
    there = already()
    lines = []
    for row, gemeente in zip(rows, found, strict=True):
        if gemeente is None:
            lines.append(Line(row, fout=NOT_KNOWN))
        elif often[gemeente.pk] > 1:
            lines.append(Line(row, gemeente, fout=TWICE))
        else:
            agreement, fout = agreement_of(row, gemeente)
            is_done = (gemeente.pk, row.email) in there
            lines.append(Line(row, gemeente, agreement, is_done, fout or against(row)))
    return Boarding(lines)


def already() -> set[tuple[object, str]]:
    """Which address is on its way to be, or is, beheerder of which gemeente."""
    held = Toegang.objects.today().filter(functie=Beheerder.naam, gemeente__isnull=False)
    waiting = Uitnodiging.objects.waiting().filter(
        gemeente__isnull=False, functies__contains=[Beheerder.naam], expires_at__gt=timezone.now()
    )
    asked = Openingsverzoek.objects.waiting().exclude(email="")
    return {
        *held.values_list("gemeente", "gebruiker__email"),
        *waiting.values_list("gemeente", "email"),
        *asked.values_list("gemeente", "email"),
    }


def agreement_of(row: Row, gemeente: Gemeente) -> tuple[date | None, str]:
    """The date to note, if it is another, and what is wrong with it."""
    if not row.agreement:
        return None, "" if gemeente.has_agreement else NO_AGREEMENT
    day = next((found for form in DAYS if (found := as_day(row.agreement, form))), None)
    if day is None:
        return None, NO_DAY.format(row.agreement)
    if day > timezone.localdate():
        return None, LATER
    return None if day == gemeente.verwerkersovereenkomst_on else day, ""


def as_day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


def against(row: Row) -> str:
    try:
        validate_email(row.email)
    except ValidationError:
        return f"‘{row.email}’ is geen e-mailadres." if row.email else "Er staat geen e-mailadres bij."
    if len(row.email) > 254:
        return "Dit adres is te lang."
    return "Deze naam is langer dan 80 tekens." if len(row.naam) > 80 else ""
