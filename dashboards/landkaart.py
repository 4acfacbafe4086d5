"""The map of the country: a shape per gemeente, and what each answered to one question, in words.

Shapes: CBS/Kadaster via PDOK, CC BY 4.0, simplified. Invented gemeenten borrow those of real ones, mirrored.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from dashboards.forms import ExtraField
from dashboards.queries import STATUSSEN
from dashboards.selection import Selection
from kader.models import Bouwsteen
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.models import IndieningAntwoord

FIXTURE = settings.BASE_DIR / "fixtures" / "gemeenten_svgpaden.json"
FIRST_WITH_SHAPE = "GM9101"  # of the invented ones
ONBEKEND = ("onbekend", "onbekend")
RESPONSE = "respons"
# Per indicator its values, in the order of the legend: name of the fill (templates/dashboards/vullingen.html) and word.
JA_NEE = {
    JaNee.JA.value: ("geregeld", "ja"),
    JaNee.NEE.value: ("nog_niet", "nee"),
    JaNee.ONBEKEND.value: ("nvt", "weten we niet"),
    "": ("niet_ingevuld", "niet ingevuld"),
}
VERLOPEN = "verlopen"
PLAN = {
    Beleidsplan.EIGEN.value: ("geregeld", "een eigen plan"),
    Beleidsplan.GEZAMENLIJK.value: ("deels", "een gezamenlijk of regionaal plan"),
    Beleidsplan.ANDER_PLAN.value: ("streep", "deel van een ander plan"),
    Beleidsplan.IN_DE_MAAK.value: ("in_voorbereiding", "in de maak"),
    VERLOPEN: ("nvt", "een plan dat is verlopen"),
    Beleidsplan.NEE.value: ("nog_niet", "geen plan"),
    "": ("niet_ingevuld", "niet ingevuld"),
}
STATUS = {status: (status or "niet_ingevuld", word) for status, word in STATUSSEN.items()}
RESPONS = {"ingediend": ("geregeld", "ingediend"), "toegezegd": ("in_voorbereiding", "toegezegd")}
QUESTIONS = {
    RESPONSE: "Heeft ingediend",
    "plan": "Beleidsplan",
    "zorgcoordinatie": "Zorgcoördinatie",
    "aandachtsfunctionaris": "Aandachtsfunctionaris",
}
Value = tuple[str, str]  # fill and word


@dataclass(frozen=True)
class Place:
    """One gemeente. Without `value` it lies outside the selection."""

    url: str
    naam: str
    shape: str
    value: Value | None


@dataclass(frozen=True)
class Landkaart:
    titel: str
    places: list[Place]  # alphabetical
    legend: list[tuple[Value, int]]
    size: tuple[int, int]  # of the drawing, in its own units
    mirrored: bool

    @property
    def height(self) -> int:
        """With room above it for a name and an answer."""
        return self.size[1] + 60

    @property
    def flip(self) -> str:
        """The transform that mirrors a shape."""
        return f"matrix(-1 0 0 1 {self.size[0]} 0)"

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Address, name and answer of those in the selection; tuples, which a template reads fastest."""
        return [(place.url, place.naam, place.value[1]) for place in self.places if place.value]

    @property
    def drawn(self) -> list[tuple[str, str, str, str, str]]:
        """Address, name, answer, fill and shape."""
        return [(p.url, p.naam, p.value[1], p.value[0], p.shape) for p in self.places if p.value and p.shape]

    @property
    def outside(self) -> list[str]:
        """The shapes of the others."""
        return [place.shape for place in self.places if place.shape and not place.value]


def indicators(bouwstenen: list[Bouwsteen]) -> ExtraField:
    options = [*QUESTIONS.items(), *((bouwsteen.code, str(bouwsteen)) for bouwsteen in bouwstenen)]
    return "indicator", "Wat wil je zien?", options


def draw(selection: Selection, indicator: str, titels: dict[str, str]) -> Landkaart:
    """`titels`: of every indicator."""
    values, words = values_of(selection, indicator)
    gemeenten = list(
        selection.meetronde.gemeenten()
        .annotate(selected=Exists(selection.gemeenten.order_by().filter(pk=OuterRef("pk"))))
        .order_by("sorteernaam", "code")
        .values_list("pk", "code", "naam", "selected")
    )
    shapes = shapes_of([code for _, code, _, _ in gemeenten], mirrored=selection.meetronde.voorbeeld)
    address = f"{reverse('dashboards:gemeente_detail', args=['GM0000'])}?ronde={selection.meetronde.pk}"
    places = [
        Place(
            address.replace("GM0000", code), naam, shapes.get(code, ""), values.get(pk, ONBEKEND) if selected else None
        )
        for pk, code, naam, selected in gemeenten
    ]
    counts = Counter(place.value for place in places if place.value)
    legend = [(value, counts[value]) for value in (*words.values(), ONBEKEND)]
    return Landkaart(titels[indicator], places, legend, outline()[0], selection.meetronde.voorbeeld)


def values_of(selection: Selection, indicator: str) -> tuple[dict[UUID, Value], dict[str, Value]]:
    """What each gemeente answered, by its id, and which values there are."""
    if indicator == RESPONSE:
        promised = dict.fromkeys(selection.toezeggingen.values_list("gemeente", flat=True), RESPONS["toegezegd"])
        submitted = dict.fromkeys(selection.shared.values_list("gemeente", flat=True), RESPONS["ingediend"])
        return promised | submitted, RESPONS
    if indicator == "plan":
        rows = selection.shared.values_list("gemeente", "beleidsplan", "beleidsplan_geldig_tot")
        return {pk: PLAN[plan_today(plan, until)] for pk, plan, until in rows}, PLAN
    if indicator in QUESTIONS:
        return {pk: JA_NEE[value] for pk, value in selection.shared.values_list("gemeente", indicator)}, JA_NEE
    antwoorden = IndieningAntwoord.objects.filter(indiening__in=selection.shared.values("pk"), code=indicator)
    return {pk: STATUS[status] for pk, status in antwoorden.values_list("gemeente", "status")}, STATUS


def plan_today(plan: str, until: Any) -> str:
    """A plan whose term is over is none; a gemeente that names no term has one that holds."""
    return VERLOPEN if plan in HAS_PLAN and until and until < timezone.localdate() else plan


@cache
def outline() -> tuple[tuple[int, int], dict[str, str]]:
    """Width and height of the drawing, and the shape of each real gemeente by its code."""
    data = json.loads(FIXTURE.read_text(encoding="utf-8"))
    _, _, width, height = data["viewBox"].split()
    return (int(width), int(height)), data["paths"]


def shapes_of(codes: list[str], *, mirrored: bool) -> dict[str, str]:
    """By code. The n-th invented gemeente stands where the n-th real one does; who comes after the last has none."""
    _, shapes = outline()
    if not mirrored:
        return shapes
    invented = sorted(code for code in codes if code >= FIRST_WITH_SHAPE)
    return dict(zip(invented, (shapes[code] for code in sorted(shapes)), strict=False))
