"""Answers to the enquête that follow from what the gemeente entered already, each with where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kader.models import Status
from metingen.enquete import VRAGEN, Beleidsplan, JaNee
from metingen.inhoud import Inhoud
from metingen.models import Indiening
from reports.models import Planversie
from tenants.models import Gemeente
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie

YES = (Status.GEREGELD, Status.DEELS)
NO = (Status.IN_VOORBEREIDING, Status.NOG_NIET)
# By what they were in the first version of the Kader.
OF_BOUWSTEEN = {"aandachtsfunctionaris": "SV-P1-1", "zorgcoordinatie": "OH-P1-2"}
OF_VRAAG = {"begroting": "FI-1"}
PLAN = "AB-P1-4"
VRAAG = ("vraag__oorsprong", "vraag__code", "status")


@dataclass(frozen=True)
class Prefill:
    values: dict[str, Any]
    sources: dict[str, str]  # by the same names, as a line for the page


def prefill(*, zelfevaluatie: Zelfevaluatie, antwoorden: Iterable[Antwoord], gemeente: Gemeente) -> Prefill:
    """What an earlier Indiening said, and over it what stands in the zelfevaluatie and the plan now."""
    values, sources = earlier(gemeente)
    given = {a.bouwsteen.oorsprong: (a.bouwsteen.code, a.status) for a in antwoorden}
    vragen = AanvullendAntwoord.objects.filter(zelfevaluatie=zelfevaluatie, vraag__oorsprong__in=OF_VRAAG.values())
    given |= {origin: (code, status) for origin, code, status in vragen.values_list(*VRAAG)}
    for name, origin in (OF_BOUWSTEEN | OF_VRAAG).items():
        code, status = given.get(origin, ("", ""))
        if answer := yes_or_no(status):
            values[name], sources[name] = answer, f"Ingevuld naar jullie antwoord op {code}."
    values |= plan_values(*given.get(PLAN, ("", "")), sources)
    if values.get("aandachtsfunctionaris") != JaNee.JA:
        values.pop("aandachtsfunctionaris_uren", None)
    return Prefill(values, {name: line for name, line in sources.items() if name in values})


def yes_or_no(status: str) -> str:
    if status in YES:
        return JaNee.JA
    return JaNee.NEE if status in NO else ""


def plan_values(code: str, status: str, sources: dict[str, str]) -> dict[str, Any]:
    """Of the plan that was adopted here, if it still holds; else what the bouwsteen says of one that is to come."""
    latest = Planversie.objects.adopted().only("gezamenlijk_plan_id", "periode_tot").first()
    if latest and (latest.periode_tot is None or latest.periode_tot >= timezone.localdate()):
        kind = Beleidsplan.GEZAMENLIJK if latest.gezamenlijk_plan_id else Beleidsplan.EIGEN
        sources |= dict.fromkeys(("beleidsplan", "beleidsplan_geldig_tot"), "Ingevuld naar jullie vastgestelde plan.")
        return {"beleidsplan": kind, "beleidsplan_geldig_tot": latest.periode_tot}
    found = {Status.IN_VOORBEREIDING: Beleidsplan.IN_DE_MAAK, Status.NOG_NIET: Beleidsplan.NEE}
    if status not in found:
        return {}
    sources["beleidsplan"] = f"Ingevuld naar jullie antwoord op {code}."
    return {"beleidsplan": found[Status(status)], "beleidsplan_geldig_tot": None}


def earlier(gemeente: Gemeente) -> tuple[dict[str, Any], dict[str, str]]:
    """Of the last Indiening that is still there and answered an enquête."""
    rows = Indiening.objects.filter(gemeente=gemeente, meetronde__isnull=False, inhoud__isnull=False)
    last = rows.exclude(staat=Indiening.Staat.INGETROKKEN).order_by("-nummer").first()
    if last is None:
        return {}, {}
    enquete = vars(Inhoud.from_json(last.inhoud or {}).enquete)
    values = {name: enquete[name] for name in VRAGEN if enquete[name] not in ("", None)}
    return values, dict.fromkeys(values, "Ingevuld naar jullie vorige indiening.")
