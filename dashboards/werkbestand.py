"""What an exact page or file of staff says of itself, so that nobody takes it for something to publish: whose it is,
which round, which part of the country, how many count, and when.

- A page: `{% include "dashboards/werkbestand.html" with werkbestand=werkbestand only %}` right under its heading, and
  `{{ werkbestand.waar }}` and `{{ werkbestand.n_words }}` in its title; `Choice.context` brings `werkbestand`.
- A book: `werkbestand.facts` as the rows of its first sheet, and `marked(sheets, werkbestand)` for all sheets together,
  or `werkbestand.line` where a sheet or document has a header of its own.
- A file: `werkbestand.file_name("cijfers", "xlsx")`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from accounts.http import AuthenticatedHttpRequest
from dashboards.forms import title
from dashboards.seen import SMALL, Counted, Seen, seen_of
from metingen.models import Indiening, Organisatie, Publicatie
from metingen.weergave import label_of
from sheets.sheet import Cell, Sheet
from tenants.models import Gemeente, Regio
from tenants.names import plain

COUNTRY = "het land"
COLUMN = "werkbestand"
RECORDED = "Kompas legt vast dat je dit opent"


@dataclass(frozen=True)
class Werkbestand:
    van: str  # whose it is: `VNG`, or `de ketenregisseur van provincie Groningen`
    meetronde: str  # in words; empty outside a round
    filters: tuple[tuple[str, str], ...]  # name, or none, and choice of each that is on, in words
    seen: Seen
    at: datetime
    voorbeeld: bool = False

    @property
    def mark(self) -> str:
        return f"Werkbestand van {self.van}, niet voor publicatie"

    @property
    def waar(self) -> str:
        """`het land`, or the part of it: a figure of a part can never look as if it were of all."""
        words = [value if naam in ("", "Inwoners") else f"{naam.lower()} {value}" for naam, value in self.filters]
        if [naam for naam, _ in self.filters] == ["Inwoners"]:
            words.insert(0, "gemeenten")
        return ", ".join(words) or COUNTRY

    @property
    def n(self) -> int:
        """How many gemeenten count."""
        return len(self.seen.counted)

    @property
    def n_words(self) -> str:
        return f"n = {self.n} {'gemeente' if self.n == 1 else 'gemeenten'}"

    @property
    def moment(self) -> str:
        return f"{date_format(timezone.localtime(self.at), 'j F Y, H:i')} uur"

    @property
    def told(self) -> str:
        """That opening it is recorded, and who can see that; empty when it is not."""
        if not self.seen.is_recorded:
            return ""
        if not self.seen.small:
            return f"Het gaat over gemeenten met hun naam. {RECORDED}, en die gemeenten kunnen dat zien."
        if self.n == 1:
            return f"Dit zijn antwoorden van één gemeente. {RECORDED}. Zij ziet dat onder ‘Wie keek ernaar?’."
        few = "Er tellen minder dan tien gemeenten mee" if self.n < SMALL else "In een deel tellen minder dan tien mee"
        return f"{few}. {RECORDED}. Elk van hen ziet dat onder ‘Wie keek ernaar?’."

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Words alone, for a column of one kind."""
        found = [
            ("Soort bestand", self.mark),
            ("Gedeeld met", self.van),
            ("Meetronde", self.meetronde),
            ("Deel van het land", "alle gemeenten" if self.waar == COUNTRY else self.waar),
            ("Gemeenten die meetellen (n)", str(self.n)),
            ("Gemaakt op", self.moment),
        ]
        return [row for row in found if row[1] != ""]

    @property
    def line(self) -> str:
        """All of it in one line."""
        parts = [self.mark, *(f"{what}: {value}" for what, value in self.facts[2:])]
        return ". ".join(parts) + "."

    def file_name(self, soort: str, ending: str) -> str:
        """`werkbestand-vng-niet-voor-publicatie-cijfers-provincie-groningen-n3-2026-11-30-1405-meting-2026.xlsx`

        The round comes last: of a name that is too long for a disk, that is cut off.
        """
        at = timezone.localtime(self.at)
        parts = ["voorbeeld"] if self.voorbeeld else []
        parts += ["werkbestand", self.van, "niet voor publicatie", soort, self.waar]
        parts += [f"n{self.n}", f"{at:%Y-%m-%d-%H%M}", self.meetronde.removesuffix(" (voorbeeld)")]
        return f"{'-'.join(slug for part in parts if (slug := slug_of(part)))}.{ending}"


def of_gemeente(
    request: AuthenticatedHttpRequest, gemeente: Gemeente, indiening: Indiening, regio: Regio | None = None
) -> Werkbestand:
    """Of the page with what one gemeente shared, which is recorded at that gemeente."""
    seen, ronde = seen_of(request), indiening.meetronde
    one = Counted(indiening.gemeente_id, frozenset(indiening.organisaties), indiening.provincie)
    seen.meetronde, seen.whole = ronde, lambda: [one]
    van = names_of(request.organisaties) if regio is None else of_regio(regio)
    shown = title(ronde) if ronde else ""
    return Werkbestand(van, shown, (("Gemeente", gemeente.naam),), seen, timezone.now(), gemeente.is_invented)


def of_publicatie(publicatie: Publicatie, seen: Seen) -> Werkbestand:
    """Of a PDF: as it was when it was asked for."""
    ronde = publicatie.meetronde
    return Werkbestand(
        names_of(publicatie.organisaties), title(ronde), (), seen, publicatie.created_at, ronde.voorbeeld
    )


def of_regio(regio: Regio) -> str:
    return f"de ketenregisseur van {label_of(regio)}"


def slug_of(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")


def names_of(organisaties: Iterable[str]) -> str:
    """`VNG`, `CoMensha` or `VNG en CoMensha`."""
    return " en ".join(str(label) for value, label in Organisatie.choices if value in set(organisaties))


def marked(sheets: Iterable[Sheet], werkbestand: Werkbestand) -> list[Sheet]:
    """The same tables, each row with the mark in a last column: it stays on what somebody copies, and a pivot table or
    filter over the sheet still works. A sheet of remarks, without filters, says it by itself."""
    return [
        replace(sheet, header=(*sheet.header, COLUMN), rows=with_mark(sheet, werkbestand.line))
        if sheet.filters
        else sheet
        for sheet in sheets
    ]


def with_mark(sheet: Sheet, line: str) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.rows:
        yield *row, line
