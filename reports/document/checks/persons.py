"""What looks like a person: a name, a case, a number so small that somebody can be known by it.

A plan names functions. A name is found by what stands before it (a title, initials, a first name that is no other word)
and by a surname behind it, so that places, organisations and laws stay silent. The test of this file holds both sides,
and that no text of Kompas has a name. One text is signed, and may have one.
"""

import re
from collections.abc import Iterator

from reports.document.checks.check import Check, Subject
from reports.document.checks.names import FIRST, NO_SURNAME
from reports.document.checks.reading import Reading, place_of_actie, place_of_indicator, place_of_zin
from reports.document.checks.remark import Found, Kind, Place

BETWEEN = r"(?:(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]en|[Tt]er|[Tt]e|[Hh]et|'t|’t|[Ee]l|[Aa]l|[Bb]en|[Ll]a|[Ll]e)\s+){0,3}"
SURNAME = rf"{BETWEEN}[A-ZÀ-Ý][\w'’]*[a-zà-ÿ]{{2,}}(?:-[A-ZÀ-Ý][\w'’]+)?"
TITLED = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]evr\.|[Mm]w\.|[Mm]eneer|[Dd]hr\.|[Dd]e heer|[Dd]rs?\.|[Mm]r\.|[Ii]ng\.|[Ii]r\.|[Pp]rof\.)"
    rf"\s+((?:[A-Z]\.\s?)*{SURNAME})"
)
# `burgemeester Van der Laan`, and not `burgemeester van Den Haag`.
OFFICE = re.compile(
    r"\b(?:[Bb]urgemeester|[Ww]ethouder|[Ww]ijkagent|[Cc]ollega)\s+(?!van (?:de |het )?[A-Z])"
    rf"((?:[A-Z]\.\s?)*{SURNAME})"
)
INITIALS = re.compile(rf"(?<![\w.])((?:[A-Z]\.\s?){{1,4}}{SURNAME})")
FULL = re.compile(rf"\b([A-ZÀ-Ý][a-zà-ÿ]+)(?:-[A-Z][a-zà-ÿ]+)?\s+({SURNAME})")
ALONE = re.compile(r"^([A-ZÀ-Ý][a-zà-ÿ]+)(?:\s+[A-Z]\.?)?$")
ADDRESS = re.compile(r"\b[a-z]{1,40}[._][a-z.-]{1,60}@[\w.-]{1,80}\.\w+", re.IGNORECASE)
GENERAL = re.compile(r"^(?:info|meldpunt|team|loket|post|contact|gemeente|zorg|veiligheid|aandacht)", re.IGNORECASE)
ORGANISATION = re.compile(
    r"\b(?:Stichting|Vereniging|Huis|Fonds|School|College|Instituut|Bureau|Centrum|Kliniek|Sint|St\.|Motie|Commissie)$"
)
AFTER = re.compile(
    r"^\s*\w*(?:school|stichting|straat|laan|plein|huis|fonds|foundation|college|gymnasium|lyceum|instituut|kliniek|BV\b)",
    re.IGNORECASE,
)
NEAR = 40  # characters; more than the longest word that makes it an organisation
LETTERED = re.compile(r"^[A-F]\. [A-Z]")  # an item of a list
CASE = re.compile(
    r"\b(?:een|de|het|deze|dit|onze) (?:\w+ )?\d{1,2}-jarige?\b|\b(?:hij|zij) (?:is|was) \d{1,2} jaar\b", re.IGNORECASE
)
FEW = re.compile(
    r"\b(?:[1-4]|twee|drie|vier) (?:\(?mogelijke\)? |minderjarige |jonge |vrouwelijke |mannelijke )*"
    r"(?:slachtoffers?|meisjes?|jongens?|vrouwen|mannen|verdachten?|daders?|minderjarigen?)\b",
    re.IGNORECASE,
)


def names_in(sentence: str) -> list[str]:
    """What looks like the name of a person, as it stands there."""
    titled = (match for pattern in (TITLED, OFFICE) for match in pattern.finditer(sentence))
    found = [match[1] for match in titled if is_surname(match[1])]
    found += [match[1] for match in INITIALS.finditer(sentence) if is_surname(match[1]) and fits(sentence, match)]
    found += [match[0] for match in FULL.finditer(sentence) if is_full(match) and fits(sentence, match)]
    found += [match[0] for match in ADDRESS.finditer(sentence) if not GENERAL.match(match[0])]
    return list(dict.fromkeys(found))


def is_surname(name: str) -> bool:
    """`Van der Laan` is one, `Laan` alone is a street."""
    *before, last = name.split()
    return bool(before) or last.lower() not in NO_SURNAME


def is_full(match: re.Match[str]) -> bool:
    return match[1].lower() in FIRST and is_surname(match[2])


def fits(sentence: str, match: re.Match[str]) -> bool:
    """Not within the name of an organisation or a street, and no letter of a list."""
    if match.start() == 0 and LETTERED.match(sentence):
        return False
    before = sentence[max(match.start() - NEAR, 0) : match.start()].rstrip()
    return not ORGANISATION.search(before) and not AFTER.match(sentence[match.end() :])


def is_name(text: str) -> bool:
    """Of a field that asks who does something: a first name alone is a name there."""
    alone = ALONE.match(text.strip())
    return bool(names_in(text)) or bool(alone and alone[1].lower() in FIRST)


def who(reading: Reading) -> Iterator[tuple[str, Place]]:
    """The short fields: trekker, who pays, who organises, who of a step, who counted."""
    for part in reading.plan.onderdelen:
        for actie in part.acties:
            yield actie.trekker, place_of_actie(actie, "trekker")
            yield actie.dekking, place_of_actie(actie, "dekking")
        for zin in part.zinnen:
            yield zin.georganiseerd_door, place_of_zin(zin, "georganiseerd_door")
        for route in part.meldroutes:
            yield from ((stap.wie, Place(Kind.MELDROUTE, route.titel, route.code)) for stap in route.stappen)
        for cijfer in part.cijfers:
            yield cijfer.bron, Place(Kind.CIJFERS, cijfer.titel)
        for indicator in part.indicatoren or ():
            yield indicator.bron, place_of_indicator(indicator)


def names(reading: Reading) -> Iterator[Found]:
    for said, place in who(reading):
        if is_name(said):
            yield Found(place, said, quote=said)
    for text in reading.own:
        for sentence in () if text.signed else text.sentences:
            if found := names_in(sentence):
                yield Found(text.place, sentence, f"Is ‘{found[0]}’ een persoon?", quote=sentence)


def cases(reading: Reading) -> Iterator[Found]:
    for text in reading.own:
        for sentence in text.sentences:
            if CASE.search(sentence):
                yield Found(text.place, sentence, quote=sentence)


def few(reading: Reading) -> Iterator[Found]:
    for text in reading.own:
        for sentence in text.sentences:
            if found := FEW.search(sentence):
                yield Found(text.place, sentence, f"Schrijf liever ‘minder dan 5’ dan ‘{found[0]}’.", quote=sentence)


PERSONS = Subject(
    "personen",
    "Personen",
    (
        Check(
            "name",
            "Lijkt op de naam van een persoon",
            "In een plan staan functies, geen namen. Alleen onder een voorwoord mag een naam staan.",
            names,
        ),
        Check(
            "case",
            "Lijkt op het verhaal van één persoon",
            "Ook zonder naam kan iemand zich herkennen. Beschrijf wat vaker voorkomt.",
            cases,
        ),
        Check(
            "few",
            "Een heel klein aantal mensen",
            "Bij zo weinig mensen is te raden over wie het gaat.",
            few,
        ),
    ),
)
