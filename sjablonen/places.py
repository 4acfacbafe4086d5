"""Where in the plan a text stands: behind another, or first in its part. As a form says it: the code of the text before
it, or the part with a colon behind it."""

from dataclasses import dataclass
from typing import Any

from sjablonen import schema
from sjablonen.models import Passage
from sjablonen.queries import ORDER, Place, onderdeel_titels, places
from tenants.models import Regio

STEP = 10  # as the fixtures go up


@dataclass(frozen=True)
class Plek:
    onderdeel: str
    volgorde: float


def plek_of(na: str, *, code: str, regio: Regio | None) -> Plek:
    """Between the text before it and the one that came next; raises SjabloonFout when there is no such place."""
    onderdeel = na.removesuffix(":") if na.endswith(":") else ""
    rows = [text for place in places(regio) if place.shown.code != code for text in place.texts]
    before = 0.0
    if not onderdeel:
        found = next((place.shown for place in places(regio) if place.shown.code == na != code), None)
        if found is None:
            raise schema.SjabloonFout(
                "De tekst waar deze achter moest komen, is er niet meer. Kies opnieuw een plaats."
            )
        onderdeel, before = found.onderdeel, found.volgorde
    if onderdeel not in ORDER:
        raise schema.SjabloonFout("Dit onderdeel is er niet in het plan. Kies opnieuw een plaats.")
    later = [row.volgorde for row in rows if row.onderdeel == onderdeel and row.volgorde > before]
    return Plek(onderdeel, (before + min(later)) / 2 if later else before + STEP)


def standing(regio: Regio | None) -> list[Place]:
    """Behind what a text can stand: for the country no text of a regio alone, which not every plan has."""
    return [
        place
        for place in places(regio)
        if not place.shown.ingetrokken and (regio is not None or place.shown.regio is None)
    ]


def place_now(passage: Passage, regio: Regio | None) -> str:
    """What the form begins with: the last text before this one in its part."""
    part = [place.shown for place in standing(regio) if place.shown.onderdeel == passage.onderdeel]
    before = [text for text in part if (text.volgorde, text.code) < (passage.volgorde, passage.code)]
    return before[-1].code if before else f"{passage.onderdeel}:"


def choices_for(code: str, regio: Regio | None) -> list[Any]:
    """Every place, below the name of its part; without the text itself."""
    found: dict[str, list[Any]] = {part: [(f"{part}:", "als eerste")] for part in ORDER}
    for place in standing(regio):
        if place.shown.code != code:
            found[place.shown.onderdeel].append((place.shown.code, f"na {name_of(place.shown)}"))
    return [(titel, found[part]) for part, titel in onderdeel_titels().items()]


def name_of(passage: Passage) -> str:
    return f"‘{passage.titel}’" if passage.titel else f"de inleidende tekst ({passage.code})"
