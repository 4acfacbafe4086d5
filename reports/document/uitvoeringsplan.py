"""What is to be done in one year, out of the acties of the plan: by who does it, or by quarter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from aanpak.enums import Cadans, Staat
from reports.document.html import names
from reports.document.means import means_of
from reports.document.plan import Plan, PlanActie, Uitvoering
from tenants.names import sort_key
from tenants.sight import seen, visible

WHOLE_YEAR, BEFORE, LATER, UNDATED = "hele jaar", "loopt nog", "loopt door", "nog geen datum"
ORDER = (BEFORE, "1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal", WHOLE_YEAR, LATER, UNDATED)
NOBODY = "Nog te bepalen"
ONCE = {"", Cadans.EENMALIG}
TOGETHER = 20  # fewer acties than this are one table: with a heading for each trekker they filled three pages
AT_A_TIME = {*ONCE, Cadans.JAARLIJKS}  # of these the date says when in the year


@dataclass(frozen=True)
class Taak:
    """An actie in this year; `wanneer` is one of ORDER."""

    actie: PlanActie
    wanneer: str

    @property
    def trekker(self) -> str:
        """As somebody wrote it; how the others write the same name makes no other group."""
        return " ".join(visible(self.actie.trekker).split()) or NOBODY


@dataclass(frozen=True)
class Groep:
    titel: str
    taken: tuple[Taak, ...]


def taken_of(acties: Iterable[PlanActie], jaar: int) -> list[Taak]:
    """Those that are due in that year, come back in it, or are not finished."""
    found = [Taak(actie, wanneer) for actie in acties if (wanneer := moment(actie, jaar))]
    return sorted(found, key=lambda taak: (ORDER.index(taak.wanneer), taak.actie.gereed or date.max))


def moment(actie: PlanActie, jaar: int) -> str:
    """When in `jaar`; empty when it has nothing to do with that year."""
    gereed, done = actie.gereed, actie.is_done
    if actie.staat == Staat.DOORLOPEND:
        return WHOLE_YEAR
    if gereed and gereed.year == jaar and (done or actie.cadans in AT_A_TIME):
        return f"{(gereed.month + 2) // 3}e kwartaal"
    if done:
        return ""
    if actie.cadans not in ONCE:
        return WHOLE_YEAR
    due = gereed.year if gereed else actie.jaar
    if due is None:
        return UNDATED
    return WHOLE_YEAR if due == jaar else BEFORE if due < jaar else LATER


def per_trekker(taken: Iterable[Taak]) -> list[Groep]:
    """By who does it, in the order of the alphabet; what nobody has yet comes last."""
    groepen = grouped(taken, lambda taak: taak.trekker)
    return sorted(groepen, key=lambda groep: (seen(groep.titel) == seen(NOBODY), sort_key(groep.titel)))


def per_kwartaal(taken: Iterable[Taak]) -> list[Groep]:
    return grouped(taken, lambda taak: taak.wanneer)


def grouped(taken: Iterable[Taak], key: Callable[[Taak], str]) -> list[Groep]:
    """What looks the same is one group, under the title that came first."""
    groups: dict[str, list[Taak]] = {}
    for taak in taken:
        groups.setdefault(seen(key(taak)), []).append(taak)
    return [Groep(key(members[0]), tuple(members)) for members in groups.values()]


def render_uitvoeringsplan(plan: Plan) -> str:
    """The whole document, for PDF and Word."""
    return render_to_string("reports/document/uitvoeringsplan.html", context(plan))


def titel_of(plan: Plan) -> str:
    return f"Uitvoeringsplan {uitvoering_of(plan).jaar}"


def context(plan: Plan) -> dict[str, Any]:
    uitvoering = uitvoering_of(plan)
    taken = taken_of(plan.acties, uitvoering.jaar)
    means = means_of(taak.actie for taak in taken)
    by_quarter = uitvoering.per == "kwartaal"
    groepen = per_kwartaal(taken) if by_quarter else per_trekker(taken)
    return {
        "plan": plan,
        "gemeente_naam": names(plan),
        "titel": titel_of(plan),
        "aantal": means.acties,
        "by_quarter": by_quarter,
        "groepen": groepen,
        "together": tuple(taak for groep in groepen for taak in groep.taken) if len(taken) < TOGETHER else (),
        "has_gereed": any(taak.actie.gereed is not None for taak in taken),
        "has_kosten": any(taak.actie.kosten is not None for taak in taken),
        "has_uren": any(taak.actie.uren is not None for taak in taken),
        "means": means,
    }


def uitvoering_of(plan: Plan) -> Uitvoering:
    return plan.uitvoering or Uitvoering(jaar=plan.jaar)
