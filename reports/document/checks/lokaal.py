"""Meldroute, cijfers and dates: what a reader trips over because time went by, or because a step is missing."""

import re
from collections.abc import Iterator

from reports.document.checks.check import Check, Subject
from reports.document.checks.reading import Reading
from reports.document.checks.remark import Found, Kind, Place
from reports.document.choices import bijlagen_of
from reports.document.plan import PlanCijfer, PlanMeldroute
from sjablonen.landelijk import OLD
from sjablonen.landelijk_tabel import Landelijk

NAMES = "januari februari maart april mei juni juli augustus september oktober november december"
MONTHS = NAMES.split()
DAY = rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) "
# A year that has gone by, as the end of something that is still to come.
UNTIL = re.compile(
    rf"\b(?:uiterlijk|vóór|voor het einde van|eind|begin|medio|in de loop van|(?:voor|na)jaar|zomer|in)\b"
    rf" (?:op |in |van )?({DAY})?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:gaan|gaat|zullen|zal|willen|wil|uiterlijk|starten|start|komt er|komen er)\b", re.IGNORECASE)
WAS = re.compile(r"\b(?:begon|begonnen|was|waren|werd|werden|heeft|hebben wij|kwam|kwamen|sinds)\b", re.IGNORECASE)
COUNTED = re.compile(
    r"\b(?:aanmeldingen|meldingen|slachtoffers|signalen|zaken|verdachten|casussen|controles|minderjarigen|personen)\b",
    re.IGNORECASE,
)
OF_YEAR = re.compile(r"(?:\b(?:in|over|van|eind|begin|tot en met|en) |^)((?:19|20)\d\d)\b", re.IGNORECASE)
NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)\d{1,3}(?:\.\d{3})+\b|\b(?!(?:19|20)\d\d\b)\d{2,}\b|\b\d+ procent\b|\d+%")


def without_haste(reading: Reading) -> Iterator[Found]:
    for route in routes(reading):
        if not any("112" in f"{stap.wat} {stap.telefoon}" for stap in route.stappen):
            yield Found(place_of_route(route), " ".join(stap.wat for stap in route.stappen))


def said_twice(reading: Reading) -> Iterator[Found]:
    """Beside a number or an address the name says whose it is."""
    for route in routes(reading):
        for stap in route.stappen:
            said = stap.wie.lower() in stap.wat.lower() or initials(stap.wie) & set(stap.wat.split())
            if stap.wie and said and not (stap.telefoon or stap.website):
                yield Found(place_of_route(route), f"{stap.wat} {stap.wie}", quote=f"{stap.wat} {stap.wie}")


def initials(name: str) -> set[str]:
    """`Zorg- en Veiligheidshuis Groningen`: ZVH would be written so."""
    capitals = "".join(re.findall(r"[A-Z]", name))
    inner = "".join(word[0] + ("H" if word.lower().endswith("huis") else "") for word in re.findall(r"[A-Z]\w+", name))
    return {found for found in (capitals, inner, inner[:3]) if len(found) > 2}


def routes(reading: Reading) -> tuple[PlanMeldroute, ...]:
    return reading.plan.onderdeel("bijlage_5").meldroutes


def place_of_route(route: PlanMeldroute) -> Place:
    return Place(Kind.MELDROUTE, route.titel, route.code)


def cijfers(reading: Reading) -> tuple[PlanCijfer, ...]:
    return reading.plan.onderdeel("bijlage_2").cijfers


def old_cijfers(reading: Reading) -> Iterator[Found]:
    """Of each thing that is counted the last year: what came before it is history."""
    last: dict[tuple[str, str], PlanCijfer] = {}
    for cijfer in cijfers(reading):
        known = last.get((cijfer.titel, cijfer.vorm))
        if known is None or known.jaar < cijfer.jaar:
            last[cijfer.titel, cijfer.vorm] = cijfer
    for cijfer in last.values():
        if is_old(cijfer.jaar, reading):
            about = f"{cijfer.titel} {cijfer.vorm} {cijfer.jaar}"
            yield Found(place_of_cijfer(cijfer), about, f"Het laatste cijfer is van {cijfer.jaar}.")


def old_landelijk(reading: Reading) -> Iterator[Found]:
    landelijk = Landelijk(reading.plan.onderdeel("bijlage_2").landelijk)
    if 2 in bijlagen_of(reading.plan.keuzes) and landelijk.is_old(reading.today):
        said = f"Het nieuwste landelijke cijfer is van {landelijk.newest}."
        yield Found(Place(Kind.LANDELIJK, "Landelijke cijfers"), str(landelijk.newest), said)


def place_of_cijfer(cijfer: PlanCijfer) -> Place:
    return Place(Kind.CIJFERS, f"{cijfer.titel} ({cijfer.vorm})" if cijfer.vorm else cijfer.titel)


def without_source(reading: Reading) -> Iterator[Found]:
    for cijfer in cijfers(reading):
        if not cijfer.bron:
            yield Found(place_of_cijfer(cijfer), f"{cijfer.titel} {cijfer.vorm} {cijfer.jaar}", f"Van {cijfer.jaar}.")


def is_old(year: int, reading: Reading) -> bool:
    return year < reading.today.year - OLD


def old_figures(reading: Reading) -> Iterator[Found]:
    """A count in a text with the year that it is of, when no sentence of that text has a newer one."""
    for text in reading.texts:
        counted = [(sentence, years) for sentence in text.sentences if (years := years_of(sentence))]
        if counted and is_old(max(year for _, years in counted for year in years), reading):
            sentence, years = counted[-1]
            yield Found(text.place, sentence, f"Het laatste jaar hier is {max(years)}.", quote=sentence)


def years_of(sentence: str) -> list[int]:
    if not (COUNTED.search(sentence) and NUMBER.search(sentence)):
        return []
    return [int(year) for year in OF_YEAR.findall(sentence)]


def gone_by(reading: Reading) -> Iterator[Found]:
    for text in reading.own:
        for sentence in text.sentences:
            past = any(is_past(month, int(year), reading) for month, year in UNTIL.findall(sentence))
            if past and WILL.search(sentence) and not WAS.search(sentence):
                yield Found(text.place, sentence, "Deze datum is voorbij.", quote=sentence)


def is_past(month: str, year: int, reading: Reading) -> bool:
    name = month.rsplit(maxsplit=1)[-1].lower() if month.strip() else "december"
    return (year, MONTHS.index(name) + 1) < (reading.today.year, reading.today.month)


def over(reading: Reading) -> Iterator[Found]:
    plan = reading.plan
    period = Place(Kind.KEUZES, "Looptijd van het plan", field="periode_tot")
    ends = (
        (plan.periode_tot, "De looptijd is voorbij", period),
        (plan.evaluatiedatum, "De datum van de evaluatie is voorbij", Place(Kind.PLAN, "Evaluatie van het plan")),
    )
    for day, said, place in ends:
        if day and day < reading.today:
            yield Found(place, f"{said} {day:%d-%m-%Y}", f"{said}: {day:%d-%m-%Y}.")


LOKAAL_DATA = Subject(
    "route",
    "Meldroute, cijfers en data",
    (
        Check(
            "route_haste",
            "Route zonder 112",
            "Begin elke route met: bij direct gevaar bel je 112.",
            without_haste,
        ),
        Check("route_twice", "Wie staat er twee keer", "De zin noemt al wie. Laat ‘wie’ dan leeg.", said_twice),
        Check(
            "old_cijfer",
            "Oude cijfers van de gemeente",
            "Zoek een nieuwer cijfer, of zeg waarom er geen is.",
            old_cijfers,
        ),
        Check(
            "old_landelijk",
            "Oude landelijke cijfers",
            "Ouder dan twee jaar. De redactie van Kompas voegt een nieuw cijfer toe zodra er een bron voor is.",
            old_landelijk,
        ),
        Check("cijfer_source", "Cijfers zonder bron", "Zeg wie dit heeft geteld.", without_source),
        Check(
            "old_figure",
            "Oude aantallen in de tekst",
            "Ouder dan twee jaar. Zoek een nieuwer cijfer, of zeg erbij dat het oud is en waarom.",
            old_figures,
        ),
        Check(
            "past_day",
            "Een plan met een datum die voorbij is",
            "Is het gebeurd? Zeg dat dan. Kies anders een nieuwe datum.",
            gone_by,
        ),
        Check("over", "Een datum van het plan is voorbij", "Pas de datum aan, of begin aan het volgende plan.", over),
    ),
)
