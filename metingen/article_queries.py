"""What the public article reads: of the last rounds the figures of the country, and of the newest those of provincies.

All of it was published: Groepscijfers, and how many gemeenten took part, which is no secret (ADR 11).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, Func, IntegerField, OuterRef, Q, Subquery

from charts.figure import percent
from kader.kept import inhoud_of
from kader.models import Bouwsteen
from metingen.models import Groepscijfer, Publicatie, Publicatielid, Themavraag
from metingen.publicatie_queries import Answers
from metingen.thema_queries import themavragen_of
from tenants.models import Gemeente, Regio

ROUNDS = 5
PER_PROVINCIE = "aandachtsfunctionaris"  # the one answer that is shown per provincie
INVENTED = "PV9"  # provincies of the demo's country begin so: codes that nobody gave out
Soort = Groepscijfer.Soort


@dataclass(frozen=True)
class Round:
    """A published round: how many of how many took part, and what the country answered."""

    publicatie: Publicatie
    deelnemers: int
    gevraagd: int
    land: dict[str, Answers]  # by code of the bouwsteen or name of the question

    @property
    def titel(self) -> str:
        return self.publicatie.meetronde.titel

    @property
    def percent(self) -> str:
        return percent(self.deelnemers / self.gevraagd) if self.gevraagd else ""

    @property
    def jaar(self) -> str:
        return str(self.publicatie.meetronde.periode_van.year)


@dataclass(frozen=True)
class Provincie:
    """`answers` is None where it may not be shown."""

    naam: str
    answers: Answers | None


@dataclass(frozen=True)
class Reading:
    """`rounds`: the earliest first; the last is the one that the article is about. `provincies`: in the order of their
    codes, which is that of every map and never of what they answered."""

    rounds: list[Round]
    bouwstenen: list[Bouwsteen]
    provincies: list[Provincie] = field(default_factory=list)
    vragen: list[Themavraag] = field(default_factory=list)  # of this round, to be answered by yes or no

    @property
    def now(self) -> Round:
        return self.rounds[-1]

    @property
    def basis(self) -> list[Bouwsteen]:
        """Of Plateau 1, which the Kader means for every gemeente."""
        return [bouwsteen for bouwsteen in self.bouwstenen if bouwsteen.plateau == 1]


def reading_of(publicatie: Publicatie, published: Sequence[Publicatie]) -> Reading:
    """Five queries. `published`: all that is, of which the rounds before this one count."""
    meetronde = publicatie.meetronde
    same = [each for each in published if each.meetronde.voorbeeld == meetronde.voorbeeld]
    before = [each for each in same if each.meetronde.periode_van < meetronde.periode_van]
    chosen = [*sorted(before, key=lambda each: each.meetronde.periode_van)[1 - ROUNDS :], publicatie]
    figures = figures_of(publicatie, chosen)
    counts = counts_of(chosen, invented=meetronde.voorbeeld)
    rounds = [
        Round(each, *counts[each.pk], {key[2]: found for key, found in figures.items() if key[:2] == (each.pk, "")})
        for each in chosen
    ]
    bouwstenen = list(inhoud_of(meetronde.kaderversie).bouwstenen)
    vragen = [each for each in themavragen_of(meetronde) if each.soort == Themavraag.Soort.JA_NEE]
    return Reading(rounds, bouwstenen, provincies_of(publicatie, figures), vragen)


Key = tuple[UUID, str, str]  # Publicatie, code of the provincie or "" for the country, and onderwerp


def figures_of(publicatie: Publicatie, chosen: Sequence[Publicatie]) -> dict[Key, Answers]:
    rows: Any = Groepscijfer.objects.filter(
        Q(publicatie__in=[each.pk for each in chosen], soort=Soort.LAND)
        | Q(publicatie=publicatie, soort=Soort.PROVINCIE, onderwerp=PER_PROVINCIE)
    )
    found: dict[Key, Answers] = {}
    fields = ("publicatie_id", "groep", "onderwerp", "waarde", "aantal", "aandeel", "n")
    for pk, groep, onderwerp, waarde, aantal, aandeel, n in rows.order_by("pk").values_list(*fields):
        answers = found.setdefault((pk, groep, onderwerp), Answers(n))
        if aantal is None:
            answers.words[waarde] = aandeel
        else:
            answers.numbers[waarde] = aantal
    return found


def counts_of(chosen: Sequence[Publicatie], *, invented: bool) -> dict[UUID, tuple[int, int]]:
    """How many took part, and how many there were on the peildatum."""
    day: Any = OuterRef("meetronde__peildatum")
    asked = Gemeente.objects.invented(invented).on(day)
    rows = Publicatie.objects.filter(pk__in=[each.pk for each in chosen]).values_list(
        "pk", counted(Publicatielid.objects.filter(publicatie=OuterRef("pk"))), counted(asked)
    )
    return {pk: (deelnemers, gevraagd) for pk, deelnemers, gevraagd in rows}


def counted(rows: Any) -> Subquery:
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))


def provincies_of(publicatie: Publicatie, figures: dict[Key, Answers]) -> list[Provincie]:
    """All of the country, real or invented: one that is not shown is named too."""
    shown = {key[1] for key in figures if key[1]}
    rows = Regio.objects.filter(soort=Regio.Soort.PROVINCIE).order_by("code").values_list("code", "naam")
    return [
        Provincie(naam, figures.get((publicatie.pk, code, PER_PROVINCIE)))
        for code, naam in rows
        if code in shown or code.startswith(INVENTED) == publicatie.meetronde.voorbeeld
    ]
