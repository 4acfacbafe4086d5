"""Which terms stand in a text. Knows nothing of a plan but the words that are looked for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

from reports.document.naming import joined

TAG = re.compile(r"<[^>]*>")
# What has the word of a term in its name, and is something else: a regulation of the Union is none of the raad.
NO_TERM = re.compile(r"Algemene\s+verordening\s+gegevensbescherming|Verordening\s+\(EU\)")


@dataclass(frozen=True)
class PlanBegrip:
    """A term as it was explained when the plan was made; `words` are the forms in which it stands in a text."""

    code: str
    term: str
    uitleg: str
    bron: str
    words: tuple[str, ...]
    in_place: bool = False  # explained below the first text that has it, too


@lru_cache(maxsize=20)
def pattern_of(begrippen: tuple[PlanBegrip, ...]) -> re.Pattern[str]:
    """Of each term a group; a word with a capital is looked for as it is."""
    groups = (f"(?P<t{n}>{'|'.join(map(form, begrip.words))})" for n, begrip in enumerate(begrippen))
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")


def form(woord: str) -> str:
    found = r"\s+".join(re.escape(part) for part in woord.split())
    return found if woord != woord.lower() else f"(?i:{found})"


@lru_cache(maxsize=4_000)  # every page of a plan asks for all its texts again, most of them the country's
def numbers_in(text: str, pattern: re.Pattern[str]) -> frozenset[int]:
    return frozenset(int(str(found.lastgroup)[1:]) for found in pattern.finditer(NO_TERM.sub(" ", TAG.sub(" ", text))))


def found_in(texts: Iterable[str], begrippen: tuple[PlanBegrip, ...]) -> set[int]:
    """The places in `begrippen` of those that stand in one of the texts, which may be HTML."""
    pattern = pattern_of(begrippen)
    return {number for text in texts for number in numbers_in(text, pattern)}


def strings(value: Any) -> Iterator[str]:
    """All text in it, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def by_source(begrippen: Iterable[PlanBegrip]) -> tuple[tuple[str, str], ...]:
    """Each source once, with the terms that it explains."""
    found: dict[str, list[str]] = {}
    for begrip in begrippen:
        found.setdefault(begrip.bron, []).append(begrip.term)
    return tuple((bron, joined(terms)) for bron, terms in found.items())


def explained(
    parts: Iterable[list[Any]], begrippen: tuple[PlanBegrip, ...]
) -> tuple[list[list[Any]], tuple[PlanBegrip, ...]]:
    """The same Sections of html.py, with what is explained below each, and all terms that stand in one of them."""
    used: set[int] = set()

    def explain(section: Any) -> Any:
        new = found_in(words_of(section), begrippen) - used
        used.update(new)
        here = tuple(begrippen[n] for n in sorted(new) if begrippen[n].in_place)
        return replace(section, explained=here, sections=tuple(explain(part) for part in section.sections))

    if not begrippen:
        return list(parts), ()
    found = [[explain(section) for section in part] for part in parts]
    return found, tuple(begrippen[n] for n in sorted(used))


def words_of(section: Any) -> Iterator[str]:
    for text in section.texts:
        yield from (text.titel, text.html)
    yield from (zin.tekst for zin in section.zinnen)
    yield from (titel for done in section.done for titel in done.items)
    yield from (actie.wat for actie in section.acties or ())
    yield from strings(section.blocks)
