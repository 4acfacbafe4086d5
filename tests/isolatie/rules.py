"""Every address there is, and for whom. A view of a gemeente says so itself, by its right; the public ones stand in
tests/accounts/test_urls.py. An address for which neither holds fails the test, and so does one that we cannot fill in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import URLPattern, get_resolver, reverse

from aanpak.models import Actie, Routestap
from accounts.models import CollegaToegang, Gebruiker, Uitnodiging
from accounts.permissions import Permission
from berichten.models import Bericht
from herindeling.models import Overdracht
from inlogdiensten.models import Aanvaarding, Inlogdienst
from metingen.models import (
    Antwoordlink,
    Gemeenteadres,
    Indiening,
    Meetronde,
    Publicatie,
    Rondeverzoek,
    Themavraag,
)
from reports.models import LokalePassageRevision, Planversie, Rapport
from samenwerking.models import GezamenlijkPlan
from tenants.models import Opvolging, Regio
from tests.accounts.urls import ALLAUTH_LOGGED_IN, ALLAUTH_OPEN, EVERY_HOST, LOGGED_IN, OPEN
from tests.isolatie.canaries import BOUWSTEEN, JAAR, KINDS, PASSAGE
from tests.isolatie.search import JOB, PERSON, PROVIDER
from tests.isolatie.visitors import REGIO, Visitor

# What stands in the place of `<type:name>` in an address. `pk` is looked up, see `model_of`.
PLACES: dict[str, Any] = {
    "bouwsteen:code": BOUWSTEEN,
    "thema:code": BOUWSTEEN[:2],
    "vraag:code": "DA-1",
    "formaat:formaat": "pdf",
    "int:jaar": JAAR,
    "evaluation:formaat": Rapport.Formaat.EVALUATIE_PDF.value,
    "soort:soort": "regio",
    "str:token": "een-geheim",
    "kleur:accent": "0d5665",
    "str:code": PASSAGE,
    "slug:code": "apv",
    "slug:anchor": "respons",
    "slug:gemeente": "stadskanaal",  # of these and the next two: of a plan that is public, see tests/openbaar
    "slug:adres": "2026",
    "slug:formaat": "pdf",
    "accent:accent": "0d5665",
    "passage:code": PASSAGE,
    "inhoud:soort": "tekst",
    "stuk:sleutel": PASSAGE,
    "kaderversie:versie": "2021-02",
    "gemeente:code": "GM0037",
    "provincie:code": "PV20",
    "veiligheidsregio:code": "VR01",
    "tabel:formaat": "csv",
    "uuid:pk": None,
    "organisatie:organisatie": "vng",
    "uuid:regio": lambda: Regio.objects.get(**REGIO).pk,
    "uuid:ronde": lambda: Themavraag.objects.values_list("meetronde", flat=True).first(),
    # allauth's; of nobody
    "str:key": "een-sleutel",
    "uidb36": "1z",
    "key": "een-sleutel",
    "int:pk": 1,
}
# Where an address takes another value than most do.
EXCEPT: dict[str, dict[str, Any]] = {
    "aanpak:vorm_geschiedenis": {"slug:code": "arbeidsuitbuiting"},
    "reports:uitvoeringsplan_rapport": {"formaat:formaat": Rapport.Formaat.UITVOERINGSPLAN.value},
    "reports:nieuw_wijzigingsblad": {"formaat:formaat": Rapport.Formaat.WIJZIGINGSBLAD.value},
    **{f"zelfevaluatie:jaar_{page}": {"int:jaar": JAAR - 1} for page in ("detail", "bouwsteen", "vraag")},
    "overzicht:jaar_reopen": {"int:jaar": JAAR - 1},
}
KINDS_OF_STAFF = ("organisatie", "platform", "regio")
# Whose id an address names, where that is not the model it is called after.
MODELS: dict[str, type[models.Model]] = {
    "version": Planversie,
    "vaststelling": Planversie,
    "openbaar": Planversie,
    "stap": Routestap,
    "raming": Actie,
    "joint": GezamenlijkPlan,
    "deelname": GezamenlijkPlan,
    "indiening": Indiening,
    "antwoordlink": Meetronde,
    "link": Antwoordlink,
    "meetronde": Meetronde,
    "publicatie": Publicatie,
    "beeld": Publicatie,
    "tussenstand": Meetronde,
    "verzoek": Rondeverzoek,
    "themavraag": Themavraag,
    "adres": Gemeenteadres,
    **dict.fromkeys(("themavraag_list", "themavraag_add", "themavraag_copy"), Meetronde),
    "opvolging": Opvolging,
    "overdracht": Overdracht,
    "bericht": Bericht,
    "collega": CollegaToegang,
    "uitnodiging": Uitnodiging,
    "platform": Bericht,
    "inlogdienst": Inlogdienst,
    "werkaccount": Inlogdienst,
    "aanvaarding": Aanvaarding,
    **{f"platform_inlogdienst_{name}": Inlogdienst for name in ("detail", "edit", "geheim", "test", "approve", "end")},
    **{f"platform_aanvaarding_{name}": Aanvaarding for name in ("functies", "verplicht", "vrijwillig")},
    "gebruiker": Gebruiker,
    **{f"{kind}_collega_{page}": Gebruiker for kind in KINDS_OF_STAFF for page in ("detail", "end", "reset")},
    **{f"{kind}_uitnodiging_{page}": Uitnodiging for kind in KINDS_OF_STAFF for page in ("resend", "withdraw")},
}
# Which of those rows, where not each will do.
ADOPTED = {"vastgesteld_at__isnull": False}
ROWS: dict[str, dict[str, Any]] = {"openbaar": ADOPTED, "version_archief": ADOPTED}
# Ids that travel in the query.
QUERIES: dict[str, dict[str, type[models.Model]]] = {
    "reports:version_compare": {"a": Planversie},
    "reports:passage_edit": {"versie": LokalePassageRevision},
}
# Where who runs Kompas reads something about a gemeente, and what: never a word that the gemeente wrote in it.
TOLD: dict[str, str] = {
    "beheer:gemeente_detail": PERSON,
    "beheer:gemeente_agreement": PERSON,
    "beheer:uitnodiging_list": PERSON,
    "beheer:job_list": JOB,
    "platform_inlogdienst_detail": PROVIDER,
    "platform_inlogdienst_test": PROVIDER,
}
ALLOWED = {200, 204, 302, 409, 422}


@dataclass(frozen=True)
class Address:
    name: str  # with its namespace
    view: Any
    places: tuple[str, ...]  # of PLACES
    urlconf: str

    @property
    def permission(self) -> Permission | None:
        return getattr(self.view, "permission", None)

    @property
    def is_post_only(self) -> bool:
        """Whether its outermost decorator is `require_POST`."""
        inner = getattr(self.view, "__code__", None)
        if inner is None or "request_method_list" not in inner.co_freevars:
            return False
        return self.view.__closure__[inner.co_freevars.index("request_method_list")].cell_contents == ["POST"]

    @property
    def path(self) -> str:
        return f"{self.view.__module__}.{self.view.__name__}"

    @property
    def model(self) -> type[models.Model] | None:
        """Of which kind of row it names the id."""
        if "uuid:pk" not in self.places:
            return None
        name = self.name.split(":")[-1]
        word = name.split("_")[0]
        model = (
            MODELS.get(name)
            or MODELS.get(word)
            or next((kind for kind in KINDS if kind._meta.model_name == word), None)
        )
        if model is None:
            raise LookupError(f"Van welk model is de pk in {self.name}? Zet het in MODELS van {__name__}.")
        return model

    @property
    def rows(self) -> dict[str, Any]:
        """Which of the rows of that model."""
        name = self.name.split(":")[-1]
        return ROWS.get(name) or ROWS.get(name.split("_")[0], {})

    def url(self, pk: Any = None) -> str:
        unknown = [place for place in self.places if place not in PLACES]
        if unknown:
            raise LookupError(
                f"Wat komt er in {self.name} op de plaats van {unknown}? Zet het in PLACES van {__name__}."
            )
        values = {place.rpartition(":")[2]: self.value(place) or pk for place in self.places}
        return reverse(self.name, urlconf=self.urlconf, kwargs=values)

    def value(self, place: str) -> Any:
        found = EXCEPT.get(self.name, {}).get(place, PLACES[place])
        return found() if callable(found) else found


def addresses(urlconf: str) -> list[Address]:
    return list(walk(get_resolver(urlconf).url_patterns, (), "", urlconf))


def walk(patterns: Any, above: tuple[str, ...], namespace: str, urlconf: str) -> Iterator[Address]:
    for pattern in patterns:
        places = (*above, *places_in(str(pattern.pattern)))
        if isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", pattern.callback, places, urlconf)
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, places, below, urlconf)


def places_in(route: str) -> list[str]:
    """`<uuid:pk>` as `uuid:pk`, and the named group of a regular expression as its name."""
    return [name.removeprefix("P<") for name in re.findall(r"\(?\?(P<\w+)>|<([\w:]+)>", route) for name in name if name]


def undeclared(found: list[Address]) -> set[str]:
    """Addresses of which nobody said for whom they are."""
    return {address.name for address in found if not is_declared(address)}


def is_declared(address: Address) -> bool:
    if isinstance(address.permission, Permission):
        return True
    if address.urlconf == settings.ROOT_URLCONF:
        return address.path in EVERY_HOST
    return address.path in OPEN | LOGGED_IN or address.name in ALLAUTH_OPEN | ALLAUTH_LOGGED_IN


def expected(address: Address, visitor: Visitor, mode: str, *, foreign: bool) -> set[int]:
    """The statuses with which this may be answered."""
    if visitor.kind == "anonymous" and getattr(address.view, "login_required", True):
        return {302} if mode == "get" else {401}
    if address.path in EVERY_HOST:
        return {200}
    if address.urlconf != settings.ROOT_URLCONF:
        may = address.permission is None or address.permission in visitor.national
        # On the public host it counts what stands in it; allauth answers in many ways.
        return {302, 403, 404, 405} | ({*ALLOWED, 400, 401, 429} if may else set())
    return expected_here(address, visitor, mode, foreign=foreign)


def expected_here(address: Address, visitor: Visitor, mode: str, *, foreign: bool) -> set[int]:
    """On the host of a gemeente, of who is logged in."""
    if not visitor.permissions:
        return {404}
    if address.is_post_only and mode == "get":
        return {405}
    if address.permission not in visitor.permissions:
        return {403}
    return {404} if foreign and address.model else ALLOWED


def is_told(address: Address, visitor: Visitor, named: str, schema: str, kind: str) -> bool:
    """Whether this is for who runs Kompas to read: of the one gemeente that the address names, or of all in a list.
    `named` is whose id is filled in."""
    if Permission.PLATFORM not in visitor.national or TOLD.get(address.name) != kind:
        return False
    if "gemeente:code" in address.places:
        return schema == PLACES["gemeente:code"].lower()
    return schema == named if address.model else True
