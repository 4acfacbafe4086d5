"""Which gemeenten without Kompas can be reached, and how."""

from dataclasses import dataclass

from django.db.models import QuerySet

from metingen.models import Gemeenteadres, Meetronde
from tenants.models import Gemeente

SHOWN = 50


@dataclass(frozen=True)
class Reach:
    """Of the gemeenten that a round asks: how many use Kompas, and of the rest how many have an address. No states."""

    asked: int
    with_kompas: int
    with_address: int

    @property
    def others(self) -> int:
        return self.asked - self.with_kompas

    @property
    def without(self) -> int:
        return self.asked - self.with_kompas - self.with_address


def reach_of(meetronde: Meetronde) -> Reach:
    gemeenten = meetronde.gemeenten()
    others = gemeenten.filter(opened_at=None)
    return Reach(
        asked=gemeenten.count(),
        with_kompas=gemeenten.opened().count(),
        with_address=Gemeenteadres.objects.filter(gemeente__in=others).count(),
    )


def without_kompas_today() -> QuerySet[Gemeente]:
    """Real ones and, for exercises, invented ones."""
    return Gemeente.objects.today().filter(opened_at=None).order_by("sorteernaam")


def adressen_of(zoek: str) -> QuerySet[Gemeenteadres]:
    """By a part of the name or the address; all of them without."""
    rows = Gemeenteadres.objects.select_related("gemeente").order_by("gemeente__sorteernaam")
    return rows.filter(gemeente__naam__icontains=zoek) | rows.filter(email__icontains=zoek) if zoek else rows
