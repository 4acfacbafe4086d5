"""What VNG and CoMensha ask in a round beside the bouwstenen: fields that the Kader lacks, asked once.

The questions are the same in every round, so that rounds compare; a gemeente sees them filled in with what it already
entered elsewhere.
"""

from django.db import models


class JaNee(models.TextChoices):
    JA = "ja", "ja"
    NEE = "nee", "nee"
    ONBEKEND = "onbekend", "weten we niet"


class Beleidsplan(models.TextChoices):
    """What kind of plan there is. Any of the first three counts as a plan."""

    EIGEN = "eigen", "ja, een eigen plan"
    GEZAMENLIJK = "gezamenlijk", "ja, een gezamenlijk of regionaal plan"
    ANDER_PLAN = "ander_plan", "ja, als deel van een ander plan"
    IN_DE_MAAK = "in_de_maak", "nee, het is in de maak"
    NEE = "nee", "nee"


HAS_PLAN = (Beleidsplan.EIGEN, Beleidsplan.GEZAMENLIJK, Beleidsplan.ANDER_PLAN)
URENMAX = 80  # hours a week, of all aandachtsfunctionarissen together
VRAGEN = {
    "begroting": "Staat er geld voor de aanpak van mensenhandel in de begroting?",
    "beleidsplan": "Heeft jullie gemeente een beleidsplan voor de aanpak van mensenhandel?",
    "beleidsplan_geldig_tot": "Tot wanneer geldt dat plan?",
    "aandachtsfunctionaris": "Heeft jullie gemeente een aandachtsfunctionaris mensenhandel?",
    "aandachtsfunctionaris_uren": "Hoeveel uur per week is daarvoor, alle personen samen?",
    "zorgcoordinatie": "Is er zorgcoördinatie voor slachtoffers uit jullie gemeente?",
}
# Of which Groepscijfers count the answers; dates and hours are not counted.
COUNTED: dict[str, list[str]] = {
    "beleidsplan": Beleidsplan.values,
    "begroting": JaNee.values,
    "aandachtsfunctionaris": JaNee.values,
    "zorgcoordinatie": JaNee.values,
}
