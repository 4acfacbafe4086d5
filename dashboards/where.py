"""In which regio's each gemeente lay on the peildatum of a round: one query for the whole country."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from metingen.models import Meetronde
from tenants.models import Indeling, Regio

SHOWN = (Regio.Soort.PROVINCIE, Regio.Soort.VEILIGHEIDSREGIO, Regio.Soort.CENTRUMGEMEENTE_VO)
Where = dict[UUID, dict[str, "Part"]]  # by the id of the gemeente and the soort of the regio


@dataclass(frozen=True)
class Part:
    code: str
    naam: str


def where_of(meetronde: Meetronde, soorten: tuple[str, ...] = SHOWN) -> Where:
    within = Indeling.objects.on(meetronde.peildatum).filter(regio__soort__in=soorten)
    asked = within.filter(gemeente__in=meetronde.gemeenten().order_by().values("pk"))
    found: Where = defaultdict(dict)
    for gemeente, soort, code, naam in asked.values_list("gemeente", "regio__soort", "regio__code", "regio__naam"):
        found[gemeente][soort] = Part(code, naam)
    return found
