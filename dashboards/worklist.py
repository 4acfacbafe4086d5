"""Whom to call: gemeenten by name and alphabetical, on a list for one reason. A list says yes or no, and counts nothing
per gemeente. Who shared nothing is on the list of the unknown alone."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from dashboards.forms import ExtraField
from dashboards.queries import TO_ARRANGE, Response, answers_of
from dashboards.selection import Selection
from kader.models import Bouwsteen
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.models import Meetronde

SHOWN = 500  # more than there are gemeenten: nobody calls so many, and a part of the country can be chosen
LISTS = {
    "onbekend": "Niet ingediend, of niet met jou gedeeld",
    "plan": "Geen plan dat nu geldt",
    "plateau_1": "Plateau 1 nog niet helemaal geregeld",
    "aandachtsfunctionaris": "Geen aandachtsfunctionaris",
}


def lists(bouwstenen: list[Bouwsteen], earlier: list[Meetronde]) -> ExtraField:
    return "lijst", "Welke lijst?", list(LISTS.items())


def worklist(selection: Selection, kind: str) -> list[tuple[str, str]]:
    """Address and name of each gemeente, and at most one more than SHOWN; one query, beside that of who counts. `kind`
    as in LISTS."""
    shared = selection.shared
    found = selection.gemeenten
    if kind == "onbekend":
        found = found.exclude(pk__in=shared.values("gemeente"))
    elif kind == "plan":
        found = found.filter(pk__in=shared.filter(no_plan()).values("gemeente"))
    elif kind == "aandachtsfunctionaris":
        found = found.filter(pk__in=shared.filter(aandachtsfunctionaris=JaNee.NEE).values("gemeente"))
    elif kind == "plateau_1":
        todo = answers_of(selection.pks).filter(code__contains="-P1-", status__in=("", *TO_ARRANGE))
        found = found.filter(pk__in=shared.filter(pk__in=todo.values("indiening")).values("gemeente"))
    rows = found.order_by("sorteernaam", "code").values_list("code", "naam")[: SHOWN + 1]
    return [(address_in(selection, code), naam) for code, naam in rows]


Places = list[tuple[str, str]]  # address and name of each


@dataclass(frozen=True)
class Members:
    """All gemeenten of a part of the country, alphabetical, by what is known of them."""

    shared: Places
    promised: Places
    unknown: Places

    @property
    def response(self) -> Response:
        total = len(self.shared) + len(self.promised) + len(self.unknown)
        return Response(total, len(self.shared), len(self.promised))

    @property
    def groups(self) -> list[tuple[str, Places]]:
        return [("Deelden hun antwoorden", self.shared), ("Zegden toe", self.promised), ("Onbekend", self.unknown)]


def members_of(selection: Selection) -> Members:
    """One query."""
    rows = selection.gemeenten.order_by("sorteernaam", "code").annotate(
        shared=Exists(selection.shared.filter(gemeente=OuterRef("pk"))),
        promised=Exists(selection.toezeggingen.filter(gemeente=OuterRef("pk"))),
    )
    found = Members([], [], [])
    for code, naam, shared, promised in rows.values_list("code", "naam", "shared", "promised"):
        places = found.shared if shared else found.promised if promised else found.unknown
        places.append((address_in(selection, code), naam))
    return found


def address_in(selection: Selection, code: str) -> str:
    """Of the page of a gemeente, in the round of this selection; a reverse for each would take long."""
    return f"{base_address()}{code}/?ronde={selection.meetronde.pk}"


def base_address() -> str:
    return reverse("dashboards:gemeente_detail", args=["GM0000"]).removesuffix("GM0000/")


def no_plan() -> Q:
    """Answered that there is none, or one whose term is over. Not answered is not "none"."""
    over = Q(beleidsplan__in=HAS_PLAN, beleidsplan_geldig_tot__lt=timezone.localdate())
    return Q(beleidsplan__in=(Beleidsplan.NEE, Beleidsplan.IN_DE_MAAK)) | over
