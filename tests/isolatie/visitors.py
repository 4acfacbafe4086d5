"""The six kinds of visitor of one gemeente, each as a browser that is logged in."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from accounts.models import Gebruiker, Toegang
from accounts.permissions import (
    Beheerder,
    Bewerker,
    Ciso,
    Indiener,
    Ketenregisseur,
    Lezer,
    Organisatiebeheerder,
    Permission,
    Platformbeheerder,
    Redacteur,
    Regiobeheerder,
    Rondebeheerder,
    granted,
)
from demo.people import email_of
from tenants.models import Gemeente, Regio
from tests.isolatie.joint import readable_by
from tests.isolatie.search import joint_of

NATIONAL = "medewerker@vng.example"
REGIO = {"soort": Regio.Soort.PROVINCIE, "code": "PV20"}  # the one for which the national visitor works too

LANDELIJK = (Redacteur.naam, Rondebeheerder.naam, Organisatiebeheerder.naam, Platformbeheerder.naam, Ciso.naam)
IN_REGIO = (Ketenregisseur.naam, Regiobeheerder.naam)


class Browser(Client):
    """Django's, without what it keeps of templates and contexts: that costs more than many a page."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


@dataclass(frozen=True)
class Visitor:
    kind: str
    email: str | None
    own: frozenset[str]  # the schemas and joint plans of which this person may see something
    permissions: frozenset[Permission]  # on the host of the gemeente
    national: frozenset[Permission] = frozenset()  # on the public host

    @property
    def joint(self) -> frozenset[str]:
        return frozenset(name for name in self.own if name.startswith(joint_of("")))

    def browser(self, host: str) -> "Browser":
        client = Browser(headers={"host": f"{host}:{settings.KOMPAS_PORT}"})
        if self.email:
            client.force_login(Gebruiker.objects.get(email=self.email))
            session = client.session
            session["started"] = session["seen"] = int(time.time())  # as after a first page, else each writes it anew
            session.save()
        return client


def visitors(gemeente: Gemeente, other: Gemeente) -> list[Visitor]:
    """`outsider` is the bewerker of the other gemeente."""
    here, there = ({each.schema_name} | readable_by(each) for each in (gemeente, other))
    nothing: frozenset[Any] = frozenset()
    return [
        Visitor("anonymous", None, nothing, nothing),
        Visitor("outsider", email_of(Bewerker.naam, other), frozenset(there), nothing),
        Visitor("national", NATIONAL, nothing, nothing, granted({*LANDELIJK, *IN_REGIO})),
        *(
            Visitor(naam, email_of(naam, gemeente), frozenset(here), permissions_of(naam, gemeente))
            for naam in (Lezer.naam, Bewerker.naam, Beheerder.naam)
        ),
    ]


def permissions_of(naam: str, gemeente: Gemeente) -> frozenset[Permission]:
    """The bewerker of a gemeente that does not exist may submit too, see demo/people.py."""
    extra = {Indiener.naam} if naam == Bewerker.naam and gemeente.is_invented else set()
    return granted({naam} | extra)


def make_national() -> None:
    """Somebody with every right beside those of a gemeente, for the VNG and a regio, and the second factor for it."""
    gebruiker, _ = Gebruiker.objects.get_or_create(email=NATIONAL, defaults={"naam": "Medewerker VNG"})
    for functie in LANDELIJK:
        Toegang.objects.get_or_create(gebruiker=gebruiker, functie=functie, organisatie=Toegang.Organisatie.VNG)
    regio = Regio.objects.get(**REGIO)
    for functie in IN_REGIO:
        Toegang.objects.get_or_create(gebruiker=gebruiker, functie=functie, regio=regio)
    Authenticator.objects.get_or_create(user=gebruiker, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
