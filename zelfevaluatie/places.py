"""Where an answer stands in the beleidsplan of now.

The rule is that of the printed plan (`chapters`), which this app cannot ask: tests/reports/test_places.py holds both
to the same answer, for each bouwsteen and question, in each status and in both forms of the plan.
"""

import re
from dataclasses import dataclass

from kader.models import PlanOnderdeel, Status, Thema
from zelfevaluatie.models import AanvullendAntwoord, Antwoord

ALREADY = {Status.DEELS, Status.GEREGELD}
DONE = "wat-doen-we-al"
SCANS = {"AB-P1-2", "AB-P2-2"}  # what they found stands with what is in beeld; as reports.document.in_beeld has it
IN_BEELD = "Onze gemeente in beeld"
# Parts whose sentences are printed under another heading: its title, and an anchor that is always there.
ELSEWHERE = {
    "h1": ("Aanleiding en doel", "inleiding"),
    "h1_2": ("Vormen van mensenhandel", "inleiding"),
    "h2": ("Zo werken wij samen", "verantwoordelijkheden"),
    "h2_2": ("Regionaal", "verantwoordelijkheden"),
    "h2_3": ("Gemeentelijk", "verantwoordelijkheden"),
    "bijlage_4": ("Middelen", "middelen"),  # answers about money
}


@dataclass(frozen=True)
class Place:
    """A heading of the plan, and the anchor to go to: the sentence itself, or the chapter while it is not printed."""

    titel: str
    anchor: str


def place_of(antwoord: Antwoord | AanvullendAntwoord) -> Place:
    """Needs its bouwsteen with thema and plan, or its vraag with plan."""
    if isinstance(antwoord, Antwoord):
        code, plan, thema = antwoord.bouwsteen.code, antwoord.bouwsteen.plan, antwoord.bouwsteen.thema
    else:
        code, plan, thema = antwoord.vraag.code, antwoord.vraag.plan, None
    titel, chapter = heading_of(plan, thema, antwoord.status)
    says = bool(antwoord.plan_zin.strip())
    if says and antwoord.status in ALREADY and code in SCANS:
        titel = IN_BEELD
    is_printed = says or antwoord.status in ALREADY
    return Place(titel, code if is_printed else chapter)


def heading_of(plan: PlanOnderdeel, thema: Thema | None, status: str) -> tuple[str, str]:
    if thema and status in ALREADY and re.fullmatch(r"ambitie_\d", plan.code):
        return f"Wat doen we al: {thema.titel}", DONE
    return ELSEWHERE.get(plan.code, (plan.titel, plan.code))
