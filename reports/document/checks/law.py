"""Words of laws and organisations that are no more, and texts that somebody must look at again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.document.checks.check import Check, Subject
from reports.document.checks.reading import Reading, place_of_passage
from reports.document.checks.remark import Found

YEARS = 2  # after which a text is looked at again


@dataclass(frozen=True)
class Gone:
    """`loose` finds it anywhere, ten times as fast as `word`, which wants a whole word."""

    loose: re.Pattern[str]
    word: re.Pattern[str]
    now: str


def gone(pattern: str, now: str) -> Gone:
    return Gone(re.compile(pattern), re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"), now)


# What was, and since when it is what.
GONE = (
    gone(r"[Bb]ouwbesluit(?: 2012)?", "Sinds 1 januari 2024: Besluit bouwwerken leefomgeving."),
    gone(r"Wabo|Wet algemene bepalingen omgevingsrecht", "Sinds 1 januari 2024: Omgevingswet."),
    gone(r"Wro|Wet ruimtelijke ordening", "Sinds 1 januari 2024: Omgevingswet."),
    gone(r"[Bb]estemmingsplan(?:nen)?", "Sinds 1 januari 2024: omgevingsplan."),
    gone(r"(?:I-?|Inspectie )SZW|Arbeidsinspectie SZW", "Sinds 1 januari 2022: Nederlandse Arbeidsinspectie."),
    gone(r"WWB|Wwb|Wet werk en bijstand", "Sinds 1 januari 2015: Participatiewet."),
    gone(r"AWBZ", "Sinds 1 januari 2015: Wet langdurige zorg, Wmo 2015 en Jeugdwet."),
    gone(r"Wbp|WBP|Wet bescherming persoonsgegevens", "Sinds 25 mei 2018: AVG."),
    gone(r"Drank- en [Hh]orecawet|DHW", "Sinds 1 juli 2021: Alcoholwet."),
    gone(r"GBA|[Gg]emeentelijke basisadministratie", "Sinds 6 januari 2014: Basisregistratie Personen (BRP)."),
    gone(r"Bureau Jeugdzorg", "Sinds 1 januari 2015: gecertificeerde instelling, of Veilig Thuis."),
    gone(r"AMK|Advies- en Meldpunt Kindermishandeling|Steunpunt Huiselijk Geweld", "Sinds 2015: Veilig Thuis."),
    gone(r"Wet op de jeugdzorg", "Sinds 1 januari 2015: Jeugdwet."),
    gone(r"Wob|WOB|Wet openbaarheid van bestuur", "Sinds 1 mei 2022: Wet open overheid (Woo)."),
    gone(r"[Mm]inisterie van Veiligheid en Justitie", "Sinds 2017: ministerie van Justitie en Veiligheid."),
    gone(r"B9(?:-regeling)?", "Sinds 2013: B8 van de Vreemdelingencirculaire."),
    gone(r"artikel 2(?:50|73)a", "Nu: artikel 273f van het Wetboek van Strafrecht."),
)
# A text that names the old word to say that it is gone is right.
HISTORY = re.compile(
    r"\b(?:voorheen|vroegere?|tot (?:\d|en met|20|19)|verving|vervangt|vervangen|heette|opvolger|oude)\b", re.IGNORECASE
)


def old_words(reading: Reading) -> Iterator[Found]:
    for text in reading.texts:
        there = [each for each in GONE if each.loose.search(text.flat)]
        for sentence in text.sentences if there else ():
            for each in there:
                if (found := each.word.search(sentence)) and not HISTORY.search(sentence):
                    yield Found(text.place, sentence, f"‘{found[0]}’. {each.now}", quote=sentence)


def to_check(reading: Reading) -> Iterator[Found]:
    for part in reading.plan.onderdelen:
        for passage in part.passages:
            if passage.to_check:
                yield Found(place_of_passage(passage, part), f"{passage.versie} {passage.bron}", passage.bron)


def unseen(reading: Reading) -> Iterator[Found]:
    for part in reading.plan.onderdelen:
        for passage in part.passages:
            day = passage.gecontroleerd_op
            if (day.year + YEARS, day.month, day.day) < (reading.today.year, reading.today.month, reading.today.day):
                said = f"Voor het laatst bekeken op {day:%d-%m-%Y}."
                yield Found(place_of_passage(passage, part), f"{passage.versie} {day}", said)


LAW = Subject(
    "recht",
    "Recht en bronnen",
    (
        Check("old_word", "Oude namen van wetten en organisaties", "Gebruik de naam van nu.", old_words),
        Check(
            "to_check",
            "Teksten die nog nagekeken moeten worden",
            "Jullie zetten deze tekst in het plan, terwijl hij nog niet zeker is. Zoek het na, of zet hem uit.",
            to_check,
        ),
        Check(
            "unseen",
            "Teksten die lang niet zijn bekeken",
            "Klopt dit nog? Wetten en namen veranderen.",
            unseen,
        ),
    ),
)
