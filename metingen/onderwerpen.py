"""What is counted of a round: the status of each bouwsteen, and the questions that the Kader does not ask."""

from kader.models import KaderVersie, Status
from metingen.enquete import COUNTED, HAS_PLAN, Beleidsplan, JaNee
from metingen.printed import Onderwerp

REST = "overig"  # what the words do not tell apart
BUSY = "bezig"
PLAN = "plan"
STATUS = Onderwerp(
    waarden=[*Status.values, ""],
    merged={
        Status.GEREGELD: [Status.GEREGELD],
        BUSY: [Status.DEELS, Status.IN_VOORBEREIDING],
        Status.NOG_NIET: [Status.NOG_NIET],
        REST: [Status.NVT, ""],
    },
    rest="n.v.t. of niet ingevuld",
)
JA_NEE = Onderwerp(
    waarden=[*JaNee.values, ""],
    merged={JaNee.JA: [JaNee.JA], JaNee.NEE: [JaNee.NEE], REST: [JaNee.ONBEKEND, ""]},
    rest="onbekend of niet ingevuld",
)
BELEIDSPLAN = Onderwerp(
    waarden=[*Beleidsplan.values, ""],
    merged={
        PLAN: HAS_PLAN,
        Beleidsplan.IN_DE_MAAK: [Beleidsplan.IN_DE_MAAK],
        Beleidsplan.NEE: [Beleidsplan.NEE],
        REST: [""],
    },
    rest="niet ingevuld",
)
ENQUETE = {vraag: BELEIDSPLAN if vraag == "beleidsplan" else JA_NEE for vraag in COUNTED}


def onderwerpen_of(kaderversie: KaderVersie) -> dict[str, Onderwerp]:
    """By code of the bouwsteen or name of the question."""
    codes = kaderversie.bouwstenen.values_list("code", flat=True)
    return {**dict.fromkeys(codes, STATUS), **ENQUETE}


def onderwerp_of(naam: str) -> Onderwerp:
    """Of one code or question."""
    return ENQUETE.get(naam, STATUS)
