"""In which regio's each gemeente lay on the peildatum of a round: one query for the whole country."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import QuerySet

from metingen.models import Meetronde
from tenants.models import Indeling, Regio

SHOWN = (Regio.Soort.PROVINCIE, Regio.Soort.VEILIGHEIDSREGIO, Regio.Soort.CENTRUMGEMEENTE_VO)
Where = dict[UUID, dict[str, "Part"]]  # by the id of the gemeente and the soort of the regio
Parts = dict[str, dict[str, "Part"]]  # by the soort of the regio and the code of the gemeente


class Part(NamedTuple):
    code: str
    naam: str


def where_of(meetronde: Meetronde, soorten: tuple[str, ...] = SHOWN) -> Where:
    found: Where = defaultdict(dict)
    rows = asked(meetronde, soorten).values_list("gemeente", "regio__soort", "regio__code", "regio__naam")
    for gemeente, soort, code, naam in rows:
        found[gemeente][soort] = Part(code, naam)
    return found


def parts_of(meetronde: Meetronde, soorten: tuple[str, ...]) -> Parts:
    """The same the other way round, in a row per regio: little for PostgreSQL to give, however many gemeenten."""
    found: Parts = {soort: {} for soort in soorten}
    rows = asked(meetronde, soorten).values_list("regio__soort", "regio__code", "regio__naam")
    for soort, code, naam, gemeenten in rows.annotate(codes=StringAgg("gemeente__code", " ")).order_by():
        found[soort] |= dict.fromkeys(gemeenten.split(), Part(code, naam))
    return found


def asked(meetronde: Meetronde, soorten: tuple[str, ...]) -> QuerySet[Indeling]:
    within = Indeling.objects.on(meetronde.peildatum).filter(regio__soort__in=soorten)
    return within.filter(gemeente__in=meetronde.gemeenten().order_by().values("pk"))
