"""What the map can show of each gemeente: a question, its answers in words, and which of them count as a yes."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from dashboards.forms import ExtraField
from dashboards.queries import STATUSSEN, answers_of
from dashboards.selection import Selection
from kader.enums import Status
from kader.models import Bouwsteen
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.models import Meetronde

Value = tuple[str, str]  # the name of the fill (templates/dashboards/vullingen.html) and the word
ONBEKEND = ("onbekend", "onbekend")
RESPONSE, PLAN, VERLOPEN = "respons", "plan", "verlopen"


@dataclass(frozen=True)
class Indicator:
    """`values` in the order of the legend, by answer; `apart` are those that say neither yes nor no."""

    values: dict[str, Value]
    yes: tuple[str, ...]
    goal: str  # what a yes is, in a word
    apart: tuple[str, ...] = ("",)
    all_count: bool = False  # who is unknown is among those of whom it could be

    def shares(self, counts: Counter[Value]) -> tuple[int, int]:
        """How many said yes, of how many."""
        yes = sum(counts[self.values[key]] for key in self.yes)
        if self.all_count:
            return yes, counts.total()
        return yes, sum(counts[value] for key, value in self.values.items() if key not in self.apart)


RESPONS = Indicator(
    {"ingediend": ("geregeld", "ingediend"), "toegezegd": ("in_voorbereiding", "toegezegd")},
    yes=("ingediend",),
    goal="ingediend",
    all_count=True,
)
JA_NEE = Indicator(
    {
        JaNee.JA.value: ("geregeld", "ja"),
        JaNee.NEE.value: ("nog_niet", "nee"),
        JaNee.ONBEKEND.value: ("nvt", "weten we niet"),
        "": ("niet_ingevuld", "niet ingevuld"),
    },
    yes=(JaNee.JA.value,),
    goal="ja",
)
PLANNEN = Indicator(
    {
        Beleidsplan.EIGEN.value: ("geregeld", "een eigen plan"),
        Beleidsplan.GEZAMENLIJK.value: ("deels", "een gezamenlijk of regionaal plan"),
        Beleidsplan.ANDER_PLAN.value: ("streep", "deel van een ander plan"),
        Beleidsplan.IN_DE_MAAK.value: ("in_voorbereiding", "in de maak"),
        VERLOPEN: ("verlopen", "een plan dat is verlopen"),
        Beleidsplan.NEE.value: ("nog_niet", "geen plan"),
        "": ("niet_ingevuld", "niet ingevuld"),
    },
    yes=tuple(plan.value for plan in HAS_PLAN),
    goal="een plan dat nu geldt",
)
STATUS = Indicator(
    {status: (status or "niet_ingevuld", word) for status, word in STATUSSEN.items()},
    yes=(Status.GEREGELD.value,),
    goal="geregeld",
    apart=("", Status.NVT.value),
)
QUESTIONS = {
    RESPONSE: "Heeft ingediend",
    PLAN: "Beleidsplan",
    "begroting": "Geld in de begroting",
    "zorgcoordinatie": "Zorgcoördinatie",
    "aandachtsfunctionaris": "Aandachtsfunctionaris",
}


def indicators(bouwstenen: list[Bouwsteen], earlier: list[Meetronde]) -> ExtraField:
    options = [*QUESTIONS.items(), *((bouwsteen.code, str(bouwsteen)) for bouwsteen in bouwstenen)]
    return "indicator", "Wat wil je zien?", options


def indicator_of(name: str) -> Indicator:
    return {RESPONSE: RESPONS, PLAN: PLANNEN}.get(name) or (JA_NEE if name in QUESTIONS else STATUS)


def values_of(selection: Selection, name: str) -> dict[UUID, Value]:
    """What each gemeente answered, by its id: one query, and for the response two."""
    values = indicator_of(name).values
    if name == RESPONSE:
        promised = dict.fromkeys(selection.toezeggingen.values_list("gemeente", flat=True), values["toegezegd"])
        submitted = dict.fromkeys(selection.shared.values_list("gemeente", flat=True), values["ingediend"])
        return promised | submitted
    if name == PLAN:
        rows = selection.shared.values_list("gemeente", "beleidsplan", "beleidsplan_geldig_tot")
        return {pk: values[plan_today(plan, until)] for pk, plan, until in rows}
    if name in QUESTIONS:
        return {pk: values[value] for pk, value in selection.shared.values_list("gemeente", name)}
    whose = {each.indiening: each.gemeente for each in selection.counted}
    antwoorden = answers_of(selection.pks).filter(code=name)
    return {whose[pk]: values[status] for pk, status in antwoorden.values_list("indiening", "status")}


def plan_today(plan: str, until: Any) -> str:
    """A plan whose term is over is none; a gemeente that names no term has one that holds."""
    return VERLOPEN if plan in HAS_PLAN and until and until < timezone.localdate() else plan
