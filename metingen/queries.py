from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from metingen.inhoud import GedeeldeGemeente, GedeeldeRegio
from metingen.models import Meetronde
from tenants.models import Gemeente, Indeling, Regio
from tenants.written import written


@written
def open_rounds(invented: Any) -> QuerySet[Meetronde]:
    """As MeetrondeQuerySet.for_gemeente."""
    open_ones = Meetronde.objects.filter(staat=Meetronde.Staat.OPEN, voorbeeld=invented)
    return open_ones.select_related("kaderversie")[:1]


def open_meetronde(gemeente: Gemeente) -> Meetronde | None:
    """The one that asks this gemeente now."""
    return next(iter(open_rounds(gemeente.is_invented)), None)


def without_kompas(meetronde: Meetronde) -> QuerySet[Gemeente]:
    """Those that the round asks, as they were on its peildatum, and that have no Kompas of their own to answer in."""
    return Gemeente.objects.invented(meetronde.voorbeeld).on(meetronde.peildatum).filter(opened_at=None)


def regios_on(gemeente: Gemeente, day: date) -> list[Regio]:
    """To which it belonged on that day."""
    return list(Regio.objects.filter(pk__in=Indeling.objects.on(day).filter(gemeente=gemeente).values("regio")))


def gedeelde_gemeente(gemeente: Gemeente, regios: Iterable[Regio]) -> GedeeldeGemeente:
    return GedeeldeGemeente(
        code=gemeente.code,
        naam=gemeente.naam,
        inwoners=gemeente.inwoners,
        regios=tuple(GedeeldeRegio(regio.soort, regio.code, regio.naam) for regio in regios),
    )
