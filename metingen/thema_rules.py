"""What a themavraag may not ask: how many people there are, or about one of them. Words alone cannot tell everything,
so a second person reads each question too, before the round opens."""

import re
from itertools import pairwise

# How a word ends that means people, or something that stands for one of them.
PEOPLE = (
    *(
        "slachtoffer",
        "slachtoffers",
        "verdachte",
        "verdachten",
        "dader",
        "daders",
        "persoon",
        "personen",
        "mens",
        "mensen",
    ),
    *("minderjarige", "minderjarigen", "kind", "kinderen", "jongeren", "jeugdigen", "vrouwen", "mannen", "meisjes"),
    *("jongens", "client", "clienten", "cliënt", "cliënten", "signaal", "signalen", "melding", "meldingen", "casus"),
    *("casussen", "casuïstiek", "zaken", "dossier", "dossiers", "aanmelding", "aanmeldingen", "aangifte", "aangiften"),
    *("aangiftes", "inwoners", "migranten", "vluchtelingen", "statushouders", "sekswerkers", "prostituees", "geval"),
    *("gevallen", "gedupeerden", "opvangplekken", "opvangplaatsen", "bewoners", "werknemers", "gezinnen", "incidenten"),
)
COUNT = {"hoeveel", "hoeveelheid", "aantal", "aantallen", "percentage", "procent", "getal"}
COUNT_PAIRS = {("hoe", "vaak"), ("hoe", "veel"), ("welk", "deel"), ("welk", "gedeelte")}
MEASURE = ("uur", "uren", "fte", "euro", "euro’s", "geld", "budget", "bedrag", "kosten", "dagdelen")
NEAR = 7  # words between the count and the people
NUMBERS = {"een", "één", "geen", "twee", "drie", "vier", "vijf", "tien", "enkele", "meer", "minder", "honderd"}
# What the question has to name, so that a field for a number holds what it is for: parts of words.
NEEDS = {
    "jaar": (("jaar", "sinds", "wanneer", "vanaf"), "Noem in de vraag het jaar, of ‘sinds wanneer’."),
    "uren": (("uur", "uren"), "Noem in de vraag de uren: ‘Hoeveel uur per week …’."),
    "geld": (
        ("euro", "geld", "budget", "bedrag", "kosten", "begro", "subsidie", "besteed", "besteden"),
        "Noem in de vraag het geld: ‘Hoeveel euro …’.",
    ),
}
NO_COUNTS = (
    "Dit vraagt naar aantallen mensen, meldingen of zaken. Dat mag in Kompas niet. Vraag of iets is geregeld, of naar"
    " uren, geld of een jaar."
)


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w’']+", text.lower())


def means_people(word: str) -> bool:
    return word.endswith(PEOPLE)


def counts_people(text: str) -> bool:
    """A word for a count with one for people near it, on either side, and no measure such as hours in between."""
    words = words_of(text)
    pairs = list(pairwise(words))
    places = [place for place, word in enumerate(words) if word in COUNT]
    places += [place for place, pair in enumerate(pairs) if pair in COUNT_PAIRS]
    return any(
        reaches_people(words[place + 1 : place + 1 + NEAR]) or reaches_people(words[max(0, place - NEAR) : place][::-1])
        for place in places
    )


def reaches_people(words: list[str]) -> bool:
    for word in words:
        if word.endswith(MEASURE):
            return False
        if means_people(word):
            return True
    return False


def is_number(word: str) -> bool:
    return word in NUMBERS or any(sign.isdigit() for sign in word)


def against(*, vraag: str, uitleg: str, soort: str, lines: list[str]) -> dict[str, str]:
    """By field, why this cannot be asked. Empty when nothing is seen that is wrong."""
    found = {name: NO_COUNTS for name, text in (("vraag", vraag), ("uitleg", uitleg)) if counts_people(text)}
    asks_people = any(map(means_people, words_of(vraag)))
    for line in lines:
        words = words_of(line)
        about_people = asks_people or any(map(means_people, words))
        if counts_people(line) or (about_people and any(map(is_number, words))):
            found["keuzes"] = NO_COUNTS
    parts, message = NEEDS.get(soort, ((), ""))
    if parts and not any(part in vraag.lower() for part in parts):
        found.setdefault("vraag", message)
    return found
