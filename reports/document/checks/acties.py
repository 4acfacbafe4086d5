"""Acties: who, when, for how much, and whether the plan says two things about one."""

from collections import Counter
from collections.abc import Callable, Iterator

from aanpak.enums import Cadans, Staat
from kader.enums import Status
from reports.document.checks.check import Check, Subject
from reports.document.checks.reading import Reading, place_of_actie
from reports.document.checks.remark import Found, Kind, Place
from reports.document.plan import PlanActie

ONCE = {"", Cadans.EENMALIG}


def lacking(field: str, is_lacking: Callable[[PlanActie], bool]) -> Callable[[Reading], Iterator[Found]]:
    def find(reading: Reading) -> Iterator[Found]:
        for actie in reading.open_acties:
            if is_lacking(actie):
                yield Found(place_of_actie(actie, field), about=actie.wat)

    return find


def has_no_means(actie: PlanActie) -> bool:
    return actie.kosten is None and actie.uren is None


def is_once(actie: PlanActie) -> bool:
    """Else its year is that in which it begins."""
    return actie.cadans in ONCE and actie.staat != Staat.DOORLOPEND and not actie.is_yearly


def without_a_day(actie: PlanActie) -> bool:
    """Once, or without a word about how often: then there is a day on which it is done."""
    said = actie.gereed or actie.jaar or actie.staat == Staat.DOORLOPEND
    return not said and actie.cadans in ONCE


def past(reading: Reading) -> Iterator[Found]:
    for actie in reading.open_acties:
        if actie.gereed and actie.gereed < reading.today:
            day = f"{actie.gereed:%d-%m-%Y}"
            yield Found(place_of_actie(actie, "gereed"), f"{actie.wat} {day}", f"Klaar op {day}, zegt het plan.")
        elif is_once(actie) and not actie.gereed and actie.jaar and actie.jaar < reading.today.year:
            yield Found(place_of_actie(actie, "jaar"), f"{actie.wat} {actie.jaar}", f"In {actie.jaar}, zegt het plan.")


def all_open(reading: Reading) -> Iterator[Found]:
    acties = reading.plan.acties
    if len(acties) > 2 and {actie.staat for actie in acties} == {Staat.OPEN}:
        about = " ".join(actie.wat for actie in acties)
        yield Found(Place(Kind.ACTIES, "Alle acties"), about, "Elke actie in het plan staat op ‘nog te doen’.")


def already_done(reading: Reading) -> Iterator[Found]:
    """The answer says that it works, the actie that nobody began, and not that it comes back on a day."""
    done = {b.code for thema in reading.whole.stand for b in thema.bouwstenen if b.status == Status.GEREGELD}
    for actie in reading.open_acties:
        if actie.code in done and actie.staat == Staat.OPEN and not (actie.gereed or actie.jaar):
            said = f"Bij {actie.code} staat ‘geregeld’, bij deze actie ‘nog te doen’."
            yield Found(place_of_actie(actie, "staat"), actie.wat, said)


def twice(reading: Reading) -> Iterator[Found]:
    said = [" ".join(actie.wat.lower().split()) for actie in reading.plan.acties]
    counts = Counter(said)
    for index, actie in enumerate(reading.plan.acties):
        if counts[said[index]] > 1 and said.index(said[index]) < index:
            yield Found(place_of_actie(actie, "wat"), actie.wat, "Dezelfde actie staat er al.")


ACTIES = Subject(
    "acties",
    "Acties",
    (
        Check(
            "actie_trekker",
            "Acties zonder trekker",
            "Zonder trekker blijft een actie liggen. Noem een functie of een organisatie, geen naam.",
            lacking("trekker", lambda actie: not actie.trekker),
        ),
        Check(
            "actie_day",
            "Acties zonder datum",
            "Kies een datum of een jaar, of zeg hoe vaak de actie terugkomt.",
            lacking("gereed", without_a_day),
        ),
        Check(
            "actie_means",
            "Acties zonder kosten of uren",
            "De raad wil weten wat een actie kost. Een schatting is genoeg, en € 0 is ook een antwoord.",
            lacking("kosten", has_no_means),
        ),
        Check(
            "actie_past",
            "Acties met een datum die voorbij is",
            "Is de actie klaar? Zet haar dan op ‘klaar’. Kies anders een nieuwe datum.",
            past,
        ),
        Check(
            "actie_open",
            "Overal ‘nog te doen’",
            "Een raadslid leest hierin dat er nog niets gebeurt. Zet wat al loopt op ‘mee bezig’ of ‘doorlopend’.",
            all_open,
        ),
        Check(
            "actie_done",
            "Geregeld, en toch nog te doen",
            "Het plan zegt twee dingen. Pas de actie aan, of het antwoord in de zelfevaluatie.",
            already_done,
        ),
        Check("actie_twice", "Acties die er twee keer staan", "Haal er een weg, of zeg wat het verschil is.", twice),
    ),
)
