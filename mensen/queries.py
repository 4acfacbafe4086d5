from dataclasses import dataclass
from uuid import UUID

from aanpak.models import Actie
from kader.models import Status
from zelfevaluatie.models import Antwoord, Zelfevaluatie


@dataclass(frozen=True)
class Work:
    """What somebody was the last to save and that is not done: as far as rows can tell, hers."""

    acties: list[Actie]
    antwoorden: list[Antwoord]

    @property
    def count(self) -> int:
        return len(self.acties) + len(self.antwoorden)


def open_work_of(collega: UUID) -> Work:
    """A trekker is a functie and no person, so it is by who saved last."""
    acties = Actie.objects.ongoing().filter(updated_by=collega).select_related("bouwsteen", "vraag")
    antwoorden = Antwoord.objects.filter(
        zelfevaluatie__staat=Zelfevaluatie.Staat.OPEN,
        updated_by=collega,
    ).exclude(status__in=[Status.GEREGELD, Status.NVT])
    return Work(list(acties), list(antwoorden.select_related("bouwsteen").order_by("bouwsteen__volgorde")))
