from dataclasses import dataclass
from datetime import date
from uuid import UUID

from aanpak.models import Actie
from accounts.models import Collega, CollegaToegang, Uitnodiging
from kader.models import Status
from zelfevaluatie.models import Antwoord, Zelfevaluatie


@dataclass(frozen=True)
class People:
    here: list[CollegaToegang]
    former: list[CollegaToegang]
    invited: list[tuple[Uitnodiging, str]]  # with who invited


def people() -> People:
    """Of the gemeente that asks: three queries, however many there are."""
    found = list(CollegaToegang.objects.all())
    waiting = list(Uitnodiging.objects.waiting().without_secret())
    names = Collega.names({each.created_by for each in waiting if each.created_by})
    return People(
        here=[each for each in found if each.functies],
        former=[each for each in found if not each.functies],
        invited=[(each, names.get(each.created_by, "wie Kompas beheert")) for each in waiting],
    )


def stand_of(collega: CollegaToegang) -> str:
    """Changes with what somebody may, and until when."""
    until: date | None = collega.until
    return f"{' '.join(collega.functies)}|{until or ''}"


@dataclass(frozen=True)
class Work:
    """What somebody was the last to save and that is not done: as far as rows can tell, hers."""

    acties: list[Actie]
    antwoorden: list[Antwoord]

    def __bool__(self) -> bool:
        return bool(self.acties or self.antwoorden)


def open_work_of(collega: UUID) -> Work:
    """A trekker is a functie and no person, so it is by who saved last."""
    acties = Actie.objects.unfinished().filter(updated_by=collega).select_related("bouwsteen", "vraag")
    antwoorden = Antwoord.objects.filter(
        zelfevaluatie__staat=Zelfevaluatie.Staat.OPEN,
        updated_by=collega,
    ).exclude(status__in=[Status.GEREGELD, Status.NVT])
    return Work(list(acties), list(antwoorden.select_related("bouwsteen").order_by("bouwsteen__volgorde")))
