"""Addresses from a file: what it says, and how that differs from what there is. Nothing is saved here."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from metingen.adres_queries import without_kompas_today
from metingen.models import Gemeenteadres
from saving.lines import TWICE, find_gemeenten, read_lines, write_lines
from tenants.canonical import sha256_of
from tenants.models import Gemeente

HEADS = ("gemeente", "gemeentecode", "gemeentenaam", "code", "naam")
# Of an address that belongs to a desk, a team or a subject; without one of these, two words look like a name.
DESKS = re.compile(
    "info|gemeente|postbus|secretariaat|team|afdeling|loket|contact|klantcontact|beleid|zorg|veilig|openbare|orde|oov"
    "|sociaal|domein|wmo|jeugd|mensenhandel|handhaving|bestuur|college|balie|receptie|post|mail|griffie|communicatie"
    "|dienst|regio|centraal|algemeen|mens|samenleving|publiek|vth|leefbaar|wijk"
)


def looks_personal(email: str) -> bool:
    """Whether it seems to be of one person: `voornaam.achternaam@`, `v.achternaam@`."""
    local = email.partition("@")[0].lower()
    parts = [part for part in re.split(r"[._-]", local) if part]
    return len(parts) > 1 and all(part.isalpha() for part in parts) and not DESKS.search(local)


@dataclass(frozen=True)
class Line:
    """One line of the file. `fout` in words, when it cannot be used."""

    number: int
    naam: str
    email: str
    gemeente: Gemeente | None = None
    was: str = ""
    fout: str = ""

    @property
    def said(self) -> str:
        return f"{self.naam}; {self.email}"

    @property
    def is_new(self) -> bool:
        return not self.fout and not self.was

    @property
    def is_changed(self) -> bool:
        return not self.fout and bool(self.was) and self.was != self.email

    @property
    def is_personal(self) -> bool:
        return not self.fout and self.was != self.email and looks_personal(self.email)


@dataclass(frozen=True)
class Difference:
    lines: list[Line]

    @cached_property
    def new(self) -> list[Line]:
        return [line for line in self.lines if line.is_new]

    @cached_property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @cached_property
    def same(self) -> int:
        return sum(not line.fout and line.was == line.email for line in self.lines)

    @cached_property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.fout]

    @cached_property
    def personal(self) -> list[Line]:
        return [line for line in self.lines if line.is_personal]

    @property
    def to_save(self) -> list[Line]:
        return [*self.new, *self.changed]

    @property
    def mark(self) -> str:
        """Differs as soon as what would change does."""
        rows = [[str(line.gemeente and line.gemeente.pk), line.was, line.email] for line in self.to_save]
        return sha256_of({"rows": rows})

    @property
    def text(self) -> str:
        """The same file again, for the next page."""
        return write_lines((line.naam, line.email) for line in self.lines)


def rows_of(text: str) -> list[tuple[int, str, str]]:
    """Number of the line, gemeente and address. Raises ValidationError for what is no such file."""
    empty = "Er staan geen adressen in. Zet op elke regel een gemeentecode of naam en een adres."
    rows = read_lines(text, width=2, heads=HEADS, empty=empty)
    return [(number, naam[:100], email[:300].lower()) for number, (naam, email) in rows]


def compare(rows: list[tuple[int, str, str]]) -> Difference:
    """Two queries."""
    found = find_gemeenten((naam for _, naam, _ in rows), without_kompas_today())
    often = Counter(gemeente.pk for gemeente in found if gemeente)
    adressen = dict(Gemeenteadres.objects.values_list("gemeente", "email"))
    lines = []
    for row, gemeente in zip(rows, found, strict=True):
        if gemeente is None:
            lines.append(Line(*row, fout="Geen gemeente met deze code of naam die zonder Kompas werkt."))
        elif often[gemeente.pk] > 1:
            lines.append(Line(*row, fout=TWICE))
        else:
            lines.append(Line(*row, gemeente, adressen.get(gemeente.pk, ""), fout=against(row[2])))
    return Difference(lines)


def against(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return "Dit is geen e-mailadres."
    return "Dit adres is te lang." if len(email) > 254 else ""
