"""Whom to call: gemeenten by name and alphabetical, on a list for one reason. A list says yes or no, and counts nothing
per gemeente. Who shared nothing is on the list of the unknown alone."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dashboards.forms import ExtraField
from dashboards.queries import TO_ARRANGE
from dashboards.selection import Selection
from kader.models import Bouwsteen
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.models import IndieningAntwoord

LISTS = {
    "onbekend": "Niet ingediend, of niet met jou gedeeld",
    "plan": "Geen plan dat nu geldt",
    "plateau_1": "Plateau 1 nog niet helemaal geregeld",
    "aandachtsfunctionaris": "Geen aandachtsfunctionaris",
}


def lists(bouwstenen: list[Bouwsteen]) -> ExtraField:
    return "lijst", "Welke lijst?", list(LISTS.items())


def worklist(selection: Selection, kind: str) -> list[tuple[str, str]]:
    """Address and name of each gemeente, one query; `kind` as in LISTS, or "alle"."""
    shared = selection.shared
    found = selection.gemeenten
    if kind == "onbekend":
        found = found.exclude(pk__in=shared.values("gemeente"))
    elif kind == "plan":
        found = found.filter(pk__in=shared.filter(no_plan()).values("gemeente"))
    elif kind == "aandachtsfunctionaris":
        found = found.filter(pk__in=shared.filter(aandachtsfunctionaris=JaNee.NEE).values("gemeente"))
    elif kind == "plateau_1":
        todo = IndieningAntwoord.objects.filter(
            indiening__in=shared.values("pk"), code__contains="-P1-", status__in=("", *TO_ARRANGE)
        )
        found = found.filter(pk__in=todo.values("gemeente"))
    address = f"{reverse('dashboards:gemeente_detail', args=['GM0000'])}?ronde={selection.meetronde.pk}"
    rows = found.order_by("sorteernaam", "code").values_list("code", "naam")
    return [(address.replace("GM0000", code), naam) for code, naam in rows]


def no_plan() -> Q:
    """Answered that there is none, or one whose term is over. Not answered is not "none"."""
    over = Q(beleidsplan__in=HAS_PLAN, beleidsplan_geldig_tot__lt=timezone.localdate())
    return Q(beleidsplan__in=(Beleidsplan.NEE, Beleidsplan.IN_DE_MAAK)) | over
