"""The country to hold a regio against, for who may not count it: the Groepscijfers that everybody may see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Subquery

from dashboards.enquete import YES
from kader.models import KaderVersie, Status
from metingen.models import Groepscijfer, Publicatie

ARRANGED = frozenset({Status.GEREGELD.value})


@dataclass
class Land:
    """`shares`: by code of the bouwsteen or name of the question, the percentage that has it. `n`: about how many."""

    titel: str = ""
    jaar: int | None = None
    n: int = 0
    shares: dict[str, float] = field(default_factory=lambda: defaultdict(float))


def published_land(*, invented: bool, kader: KaderVersie, before: date | None = None) -> Land:
    """Of the last round on this Kader that was published, or the last that began before a day; without any, nothing.
    One query."""
    published = Publicatie.objects.published().filter(meetronde__voorbeeld=invented, meetronde__kaderversie=kader)
    if before:
        published = published.filter(meetronde__periode_van__lt=before)
    newest = published.order_by("-meetronde__periode_van", "-nummer").values("pk")[:1]
    cijfers = Groepscijfer.objects.filter(publicatie=Subquery(newest), soort=Groepscijfer.Soort.LAND)
    land = Land()
    ronde = ("publicatie__meetronde__titel", "publicatie__meetronde__periode_van")
    rows = cijfers.exclude(aantal=None).values_list(*ronde, "onderwerp", "waarde", "aantal", "n")
    for titel, begin, onderwerp, waarde, aantal, n in rows:
        land.titel, land.jaar, land.n = titel, begin.year, n
        if waarde in YES.get(onderwerp, ARRANGED):
            land.shares[onderwerp] += 100 * aantal / n
    return land
