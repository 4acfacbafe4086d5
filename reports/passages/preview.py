"""The plan on screen: the chapters of html.py, with what only the preview has: marks, and places for empty texts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.shortcuts import resolve_url
from django.utils.safestring import SafeString

import tenants.models
from reports.document import html
from reports.document.html import Section, Text
from reports.document.passage import INLEIDING, LOKALE_TEKSTEN, MIDDELEN, VOORWOORD, Mark, anchor
from reports.gather.layers import Layer, layers
from reports.gather.plan import gather_place, gather_plan
from zelfevaluatie.models import Zelfevaluatie

# Of a section: the first of these that one of its texts has.
LOUDEST = (Mark.NIEUW, Mark.AANGEPAST, Mark.REGIONAAL, Mark.STANDAARD, Mark.LEEG)


def context(*, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> dict[str, Any]:
    """As html.context, with every place, and `preview`, by which the templates know where they are."""
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    plan = gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente, places=places)
    printed = html.context(plan)
    chapters = marked_all(printed["chapters"], places)
    logo_src = resolve_url("reports:logo_file") if printed["logo_src"] else ""
    return {**printed, "chapters": chapters, "logo_src": logo_src, "places": places, "preview": True}


def place_or_404(code: str, *, zelfevaluatie: Zelfevaluatie, gemeente: tenants.models.Gemeente) -> tuple[Text, Layer]:
    """One passage as it stands in that context, without gathering and printing the rest of the plan."""
    places = layers(zelfevaluatie=zelfevaluatie, gemeente=gemeente)
    if code not in places:
        raise Http404
    plan = gather_place(zelfevaluatie=zelfevaluatie, gemeente=gemeente, places=places.values(), code=code)
    chapters = marked_all(html.chapters(plan), places)
    return text_or_404(chapters, code), places[code]


def text_or_404(chapters: Iterable[Section], code: str) -> Text:
    for chapter in chapters:
        for section in (chapter, *chapter.sections):
            for text in section.texts:
                if text.layer and text.code == code:
                    return text
    raise Http404


def marked_all(chapters: list[Section], places: Mapping[str, Layer]) -> list[Section]:
    """With a place to begin a voorwoord where there is none."""
    if chapters[0].id != anchor(VOORWOORD.code):
        chapters = [empty(places[VOORWOORD.code]), *chapters]
    return [marked(chapter, places, heading="h3") for chapter in chapters]


def marked(section: Section, places: Mapping[str, Layer], heading: str) -> Section:
    """`heading` is one level below that of the section: no level may be skipped."""
    texts = tuple(
        replace(text, layer=places.get(text.code), naam=text.titel or section.titel, heading=heading)
        for text in section.texts
    )
    marks = {text.layer.mark for text in texts if text.layer}
    sections = with_empty(section, places) if section.id in (INLEIDING, MIDDELEN) else section.sections
    return replace(
        section,
        texts=texts,
        mark=next((mark for mark in LOUDEST if mark in marks), None),
        sections=tuple(marked(part, places, heading="h4") for part in sections),
    )


def with_empty(chapter: Section, places: Mapping[str, Layer]) -> list[Section]:
    """A place to begin for every local text that is not there yet, without a number: it is not printed."""
    *before, last = [section for section in chapter.sections if not section.id.startswith("lokaal-")]
    there = {section.id: section for section in chapter.sections}
    guides = [guide for guide in LOKALE_TEKSTEN if guide.chapter == chapter.id]
    own = [there.get(anchor(guide.code)) or empty(places[guide.code]) for guide in guides]
    return [*before, *own, last]


def empty(layer: Layer) -> Section:
    return Section(id=layer.anchor, titel=layer.titel, texts=(Text("", SafeString(""), layer.code),))
