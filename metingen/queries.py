from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from metingen.inhoud import GedeeldeGemeente, GedeeldeRegio
from metingen.models import Meetronde
from tenants.models import INVENTED_FROM, Gemeente, Regio


def open_meetronde(gemeente: Gemeente) -> Meetronde | None:
    """The one that asks this gemeente now."""
    open_ones = Meetronde.objects.for_gemeente(gemeente).filter(staat=Meetronde.Staat.OPEN)
    return open_ones.select_related("kaderversie").first()


def without_kompas(meetronde: Meetronde) -> QuerySet[Gemeente]:
    """Those that the round asks, as they were on its peildatum, and that have no Kompas of their own to answer in."""
    invented = Q(code__gte=INVENTED_FROM)
    day = meetronde.peildatum
    return Gemeente.objects.filter(
        invented if meetronde.voorbeeld else ~invented,
        Q(valid_from=None) | Q(valid_from__lte=day),
        Q(valid_until=None) | Q(valid_until__gte=day),
        opened_at=None,
    )


def regios_on(gemeente: Gemeente, day: date) -> list[Regio]:
    """To which it belonged on that day."""
    from_then = Q(indeling__valid_from=None) | Q(indeling__valid_from__lte=day)
    until_then = Q(indeling__valid_until=None) | Q(indeling__valid_until__gte=day)
    return list(Regio.objects.filter(from_then & until_then, indeling__gemeente=gemeente).distinct())


def gedeelde_gemeente(gemeente: Gemeente, regios: Iterable[Regio]) -> GedeeldeGemeente:
    return GedeeldeGemeente(
        code=gemeente.code,
        naam=gemeente.naam,
        inwoners=gemeente.inwoners,
        regios=tuple(GedeeldeRegio(regio.soort, regio.code, regio.naam) for regio in regios),
    )
