"""Every menu of Kompas in one table: what an entry is called, where it leads, and on which pages one is there.

Who sees an entry follows from what the view behind it asks (`@requires` and its kin), so that no menu shows what would
answer "no", and nobody writes a right down twice. Names of views are checked by tests/kompas/test_nav.py.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from accounts.models import Toegang
from accounts.permissions import Permission, granted
from tenants.models import Regio

TENANT, PUBLIC = "kompas.urls_tenant", "kompas.urls_public"


@dataclass(frozen=True)
class Entry:
    """`label` may hold {regio} or {organisatie}: then there is one for each in which somebody may use the view."""

    view: str
    label: str
    place: str = ""  # what the pages that belong to it say of themselves
    keeps_choice: bool = False  # whether the choice of round and part of the country goes along


# On the host of a gemeente.
PLACES = (
    Entry("overzicht:overzicht", "Overzicht", "overzicht"),
    Entry("zelfevaluatie:zelfevaluatie_detail", "Zelfevaluatie", "zelfevaluatie"),
    Entry("aanpak:actie_list", "Acties en afspraken", "aanpak"),
    Entry("reports:plan_detail", "Beleidsplan", "plan"),
    Entry("kader:kader_detail", "Naslag", "naslag"),
)
UNDER_NAME = (
    Entry("mensen:collega_list", "Mensen"),
    Entry("indienen:indiening_list", "Indienen en delen"),
    Entry("wissing:wissing_list", "Definitief wissen"),
    Entry("logboek:gebeurtenis_list", "Logboek"),
    Entry("herindeling:opvolging_detail", "Herindeling"),
    Entry("berichten:bericht_list", "Mail die niet aankwam"),
    Entry("logins:login_list", "Inloggeschiedenis"),
    Entry("inlogdiensten:inlogdienst_list", "Inloggen met een werkaccount"),
)
# On the public host: one menu, the same on every page of whoever works for the country, a regio or the platform.
LAND = (
    Entry("dashboards:stand_detail", "Stand", "stand_detail", keeps_choice=True),
    Entry("dashboards:kaart_detail", "Kaart", "kaart_detail", keeps_choice=True),
    Entry("dashboards:ontwikkeling_detail", "Ontwikkeling", "ontwikkeling_detail", keeps_choice=True),
    Entry("dashboards:ondersteuning_detail", "Ondersteuning", "ondersteuning_detail", keeps_choice=True),
    Entry("dashboards:werklijst", "Werklijst", "werklijst", keeps_choice=True),
    Entry("dashboards:export_form", "Exporteren", "export_form", keeps_choice=True),
    Entry("metingen:beeld_detail", "Voor buiten", "beeld_detail"),
    Entry("metingen:meetronde_list", "Meetrondes", "meetrondes"),
    Entry("dashboards:regio_stand", "Stand van {regio}"),
    Entry("redactie:werk", "Redactie", "werk"),
    Entry("sjablonen:passage_list", "Standaardteksten", "redactie"),
    Entry("redactie:regio_werk", "Redactie van {regio}"),
    Entry("sjablonen:regio_passage_list", "Standaardteksten van {regio}"),
    Entry("kader:versie_list", "Versies van het Kader", "kaderversies"),
    Entry("beheer:platform_detail", "Beheer van Kompas", "platform"),
    Entry("platform_inlogdienst_list", "Inlogdiensten", "inlogdiensten"),
    Entry("organisatie_login_list", "Inloggeschiedenis", "organisatie"),
    Entry("staf:organisatie_collega_list", "Mensen van {organisatie}"),
    Entry("staf:regio_collega_list", "Mensen van {regio}"),
    Entry("staf:platform_collega_list", "Operators bij {organisatie}"),
)
SEARCH = Entry("dashboards:gemeente_search", "Gemeente zoeken")
START = {
    "Cijfers van gemeenten": (
        Entry("dashboards:stand_detail", "Stand van het land"),
        Entry("dashboards:regio_stand", "Stand van {regio}"),
    ),
    "Redactie van standaardteksten": (
        Entry("sjablonen:passage_list", "Landelijke standaardteksten"),
        Entry("sjablonen:regio_passage_list", "Standaardteksten van {regio}"),
    ),
    "Beheer van het platform": (Entry("beheer:platform_detail", "Beheer van Kompas"),),
    "Mensen": (
        Entry("staf:organisatie_collega_list", "Mensen van {organisatie}"),
        Entry("staf:regio_collega_list", "Mensen van {regio}"),
    ),
    "Beveiliging": (Entry("organisatie_login_list", "Inloggeschiedenis bij je organisatie"),),
}
# Of whoever is logged in; on the host of a gemeente they lead to the public one.
ACCOUNT = (Entry("mfa_index", "Beheer van mijn login"), Entry("account_logout", "Uitloggen"))


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    place: str = ""
    keeps_choice: bool = False


class Nav:
    """The menus of one request; each is made when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def places(self) -> list[Link]:
        return self.of_gemeente(PLACES)

    @cached_property
    def under_name(self) -> list[Link]:
        return self.of_gemeente(UNDER_NAME)

    @cached_property
    def land(self) -> list[Link]:
        return self.of_person(LAND)

    @cached_property
    def search(self) -> Link | None:
        """Where a gemeente can be looked up, for who may open what is found."""
        return next(iter(self.of_person([SEARCH])), None)

    @cached_property
    def start(self) -> dict[str, list[Link]]:
        """What somebody can choose from beside gemeenten, under its heading; a heading without entries is left out."""
        found = {heading: self.of_person(entries) for heading, entries in START.items()}
        return {heading: links for heading, links in found.items() if links}

    @property
    def account(self) -> list[Link]:
        here = bool(getattr(self.request, "gemeente", None))
        found = [Link(settings.PUBLIEK_URL + address(entry.view, PUBLIC), entry.label) for entry in ACCOUNT]
        start = settings.PUBLIEK_URL + address("start", PUBLIC)
        if not self.request.user.has_second_step:  # type: ignore[union-attr]
            return found
        if self.request.user.has_choice:  # type: ignore[union-attr]
            return [Link(start, "Wisselen van gemeente" if here else "Waar wil je werken?"), *found]
        return found if here else [Link(f"{start}?verder", "Naar je gemeente"), *found]

    def of_gemeente(self, entries: Iterable[Entry]) -> list[Link]:
        held: frozenset[Permission] = getattr(self.request, "permissions", frozenset())
        return [link(entry, address(entry.view, TENANT)) for entry in entries if asked(entry.view, TENANT)[0] in held]

    def of_person(self, entries: Iterable[Entry]) -> list[Link]:
        return [found for entry in entries for found in self.links(entry)]

    def links(self, entry: Entry) -> list[Link]:
        permission, scope = asked(entry.view, PUBLIC)
        if scope == "regio":
            regios = [regio for regio in self.regios if permission in self.rights(regio=str(regio.pk))]
            urls = ((str(regio), reverse(entry.view, PUBLIC, kwargs={"regio": regio.pk})) for regio in regios)
            return [Link(url, entry.label.format(regio=naam), entry.place) for naam, url in urls]
        if "{organisatie}" in entry.label:
            held = [each for each in Toegang.Organisatie if permission in self.rights(regio=None, organisatie=each)]
            places = [(each.label, reverse(entry.view, PUBLIC, kwargs={"organisatie": each})) for each in held]
            return [Link(url, entry.label.format(organisatie=label), entry.place) for label, url in places]
        return [link(entry, address(entry.view, PUBLIC))] if permission in self.rights(regio=None) else []

    def rights(self, *, regio: str | None, organisatie: str = "") -> frozenset[Permission]:
        """In one regio, or for VNG and CoMensha, or one of these."""
        toegangen = [t for t in self.toegangen if not organisatie or t["organisatie"] == organisatie]
        return granted({str(t["functie"]) for t in toegangen if (t["regio"] == regio if regio else t["organisatie"])})

    @cached_property
    def regios(self) -> list[Regio]:
        """Where this person holds a functie; asks nothing when there is none."""
        ids = [regio for toegang in self.toegangen if (regio := toegang["regio"])]
        return list(Regio.objects.filter(pk__in=ids)) if ids else []

    @property
    def toegangen(self) -> list[dict[str, str | None]]:
        """None before the second step: no page would open."""
        user = getattr(self.request, "user", None)
        return user.toegangen if user and user.is_authenticated and user.has_second_step else []


def link(entry: Entry, url: str) -> Link:
    return Link(url, entry.label, entry.place, entry.keeps_choice)


@cache
def address(view: str, urlconf: str) -> str:
    return reverse(view, urlconf)


@cache
def asked(view: str, urlconf: str) -> tuple[Permission, str]:
    """Which right the view asks, and in what scope."""
    for place in ({}, {"regio": UUID(int=0)}, {"organisatie": "vng"}):  # what it may have in its address
        with suppress(NoReverseMatch):
            found: Any = resolve(reverse(view, urlconf, kwargs=place), urlconf).func
            return found.permission, found.scope
    raise NoReverseMatch(view)


def menus(request: HttpRequest) -> dict[str, Nav]:
    """Context processor."""
    return {"nav": Nav(request)}
