"""What a version of the plan holds of standard texts that have changed since."""

from collections.abc import Mapping
from dataclasses import dataclass

import tenants.models
from reports.document.choices import as_chosen
from reports.document.html import chapters
from reports.document.passage import LOKAAL
from reports.document.plan import Plan, PlanPassage
from reports.gather.layers import Layer
from reports.gather.plan import gather_plan
from reports.gather.version import plan_of
from reports.models import Planversie
from sjablonen.models import Passage
from sjablonen.vergelijking import unwrapped
from zelfevaluatie.models import Zelfevaluatie


@dataclass(frozen=True)
class Held:
    """A text as that version has it, and as the concept says it now."""

    code: str
    passage: Passage  # the standard text of now
    plaats: str  # in that version; of what comes in addition, in the concept
    old: str
    new: str
    key: tuple[str, int] | None  # layer and version that it holds
    layer: Layer
    is_own: bool

    @property
    def waits(self) -> bool:
        """In the concept nobody has chosen yet between an own text and the new standard."""
        return self.layer.is_outdated


def held_by(
    versie: Planversie,
    *,
    places: Mapping[str, Layer],
    zelfevaluatie: Zelfevaluatie,
    gemeente: tenants.models.Gemeente,
) -> list[Held]:
    """In the order of the plan; of a joint plan none, since that is for all who decided about it."""
    if versie.gezamenlijk_plan_id:
        return []
    plan = plan_of(versie)
    there, printed = {passage.code: passage for passage in plan.passages}, places_of(plan)
    concept: dict[str, str] | None = None
    found = []
    for code, layer in places.items():
        if code in there and code not in printed:
            continue
        if layer.ended and code in there:
            row = held_no_more(layer, layer.ended, there[code], printed[code])
            found += [row] if row else []
            continue
        if layer.standard is None:
            continue
        if code not in there and concept is None:
            concept = places_of(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente, places=places))
        plaats = printed.get(code) or (concept or {}).get(code, "")
        row = held(layer, layer.standard, there.get(code), plaats) if plaats else None
        if row:
            found.append(row)
    return found


def held(layer: Layer, standard: Passage, passage: PlanPassage | None, plaats: str) -> Held | None:
    """None when it holds what is said now, or what the gemeente has chosen to go on saying."""
    key = key_of(passage) if passage else None
    is_own = bool(passage and passage.laag == LOKAAL)
    if key == layer.standard_key or (is_own and key is None):
        return None
    tekst = layer.lokaal.tekst if layer.is_local and layer.lokaal and not layer.is_outdated else layer.standard_tekst
    old, new = unwrapped(passage.tekst) if passage else "", unwrapped(tekst)
    if old == new:
        return None
    return Held(layer.code, standard, plaats, old, new, key, layer, is_own)


def held_no_more(layer: Layer, ended: Passage, passage: PlanPassage, plaats: str) -> Held | None:
    """Of a standard text that was withdrawn; None when it holds a text of the gemeente's own, which stays."""
    if passage.laag == LOKAAL:
        return None
    new = unwrapped(layer.lokaal.tekst) if layer.is_local and layer.lokaal else ""
    old = unwrapped(passage.tekst)
    return Held(layer.code, ended, plaats, old, new, key_of(passage), layer, False) if old != new else None


def key_of(passage: PlanPassage) -> tuple[str, int] | None:
    """Which standard text it is, or which one an own text replaced."""
    if passage.laag != LOKAAL:
        return (passage.laag, passage.versie)
    return (passage.standard_laag, passage.standard_versie) if passage.standard_versie else None


def places_of(plan: Plan) -> dict[str, str]:
    """Every standard text that is printed, with the number and title of where it stands."""
    found = {}
    for chapter in chapters(as_chosen(plan)):
        for section in (chapter, *chapter.sections):
            for text in section.texts:
                if text.code:
                    found[text.code] = f"{section.number} {section.titel}".strip()
    return found
