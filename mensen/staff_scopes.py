"""For whom somebody on the public host says who works there: VNG or CoMensha, a regio, or Kompas itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.http import AuthenticatedHttpRequest
from accounts.models import Toegang
from accounts.permissions import Permission, View
from accounts.scopes import requires_landelijk, requires_regio
from mensen.words import ORGANISATIE, PLATFORM, REGIO, Functies
from tenants.models import Regio

StaffView = Callable[..., HttpResponse]


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
    naam = str(Toegang.Organisatie(organisatie).label)
    return StaffScope("organisatie", naam, ORGANISATIE, "organisatiebeheerder", organisatie=organisatie)


def platform_scope(organisatie: str) -> StaffScope:
    naam = f"Kompas, bij {Toegang.Organisatie(organisatie).label}"
    return StaffScope("platform", naam, PLATFORM, "platformbeheerder", organisatie=organisatie)


def regio_scope(regio: Regio) -> StaffScope:
    return StaffScope("regio", str(regio), REGIO, "regiobeheerder", regio=regio)


def in_each_scope(view: StaffView) -> dict[str, View]:
    """The view by the kind of its scope, each for who holds the right there: `view(request, scope, …)`."""

    def landelijk(permission: Permission, kind: str, scope_of: Callable[[str], StaffScope]) -> View:
        @wraps(view)
        def checked(request: AuthenticatedHttpRequest, *, organisatie: str, **kwargs: Any) -> HttpResponse:
            if organisatie not in request.organisaties:
                raise Http404
            return view(request, scope_of(organisatie), **kwargs)

        checked.__name__ = f"{kind}_{view.__name__}"
        found: View = requires_landelijk(permission)(checked)
        return found

    @wraps(view)
    def regional(request: AuthenticatedHttpRequest, *, regio: Regio, **kwargs: Any) -> HttpResponse:
        return view(request, regio_scope(regio), **kwargs)

    regional.__name__ = f"regio_{view.__name__}"
    return {
        "organisatie": landelijk(Permission.PEOPLE, "organisatie", organisatie_scope),
        "platform": landelijk(Permission.PLATFORM, "platform", platform_scope),
        "regio": requires_regio(Permission.PEOPLE)(regional),
    }
