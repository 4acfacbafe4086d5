"""For whom somebody on the public host says who works there: VNG or CoMensha, a regio, or Kompas itself."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import Toegang
from mensen.words import ORGANISATIE, PLATFORM, REGIO, Functies
from tenants.models import Regio


@dataclass(frozen=True)
class StaffScope:
    """`beheerder` is the functie of who may do this; the last one cannot go. Others than `functies` are not touched."""

    kind: str
    naam: str
    functies: Functies
    beheerder: str
    organisatie: str = ""
    regio: Regio | None = None

    @property
    def where(self) -> dict[str, Any]:
        """As Toegang and Uitnodiging have it."""
        return {"gemeente": None, "regio": self.regio, "organisatie": self.organisatie}

    @property
    def named(self) -> tuple[str, ...]:
        return self.functies.main + self.functies.extra

    @property
    def key(self) -> str:
        return f"mensen {self.kind} {self.organisatie}{self.regio.pk if self.regio else ''}"

    def url(self, page: str, **values: Any) -> str:
        place = {"regio": self.regio.pk} if self.regio else {"organisatie": self.organisatie}
        return reverse(f"staf:{self.kind}_{page}", kwargs={**place, **values})


def organisatie_scope(organisatie: str) -> StaffScope:
    return StaffScope("organisatie", naam_of(organisatie), ORGANISATIE, "organisatiebeheerder", organisatie=organisatie)


def platform_scope(organisatie: str) -> StaffScope:
    return StaffScope("platform", naam_of(organisatie), PLATFORM, "platformbeheerder", organisatie=organisatie)


def regio_scope(regio: Regio) -> StaffScope:
    return StaffScope("regio", str(regio), REGIO, "regiobeheerder", regio=regio)


def naam_of(organisatie: str) -> str:
    return str(Toegang.Organisatie(organisatie).label)
