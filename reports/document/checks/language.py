"""How the gemeente writes: sentences that are long, passive, hard or vague, and words that a reader does not know.

Only its own texts. What is found is a place to look at again, and no rule: many a passive sentence is right.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from reports.document.checks.check import Check, Subject
from reports.document.checks.reading import Reading
from reports.document.checks.remark import Found, Kind
from reports.document.checks.sentences import words
from reports.document.checks.terms import TERMS, WELL_KNOWN
from reports.document.checks.writing import HARD, WORDS_MAX

BECOMES = re.compile(r"wordt|worden|werd|werden", re.IGNORECASE)
PARTICIPLE = re.compile(
    r"^(?:(?:aan|af|bij|door|in|mee|na|om|op|over|samen|tegen|terug|toe|uit|vast|voor|weg)?ge[a-z]{2,}(?:d|t|en)"
    r"|(?:be|ver|ont|her|er)[a-z]{2,}(?:d|t|en))$"
)
# They look like a participle.
LOOKS_LIKE_ONE = """
    bedragen bedrijven beelden begroot behoeften bekend belangen beleid bereid bericht berichten beroepen
    beslissingen besluit bestuurd beter betrokkenen bewijzen bewoners bezoeken erkend ernst ervaren ervaringen
    gebeurt gebied gebieden gebouwen gedachten geen gegevens geld gelden geleden geluid gemeente gemeenten
    geneesheren genoemd gericht gesprekken getallen gevallen gevaren geweld gezinnen gezond herkent herstel ouder
    overleggen verantwoordelijk verband verbanden verblijf verdachte verdachten verdiensten verdient verenigingen
    vergunningen verhalen verhuurders verkeer verleden verlof vermoeden vermoedens verordeningen verplicht
    verschillend verzoeken
"""
NO_PARTICIPLE = frozenset(LOOKS_LIKE_ONE.split())
VAGUE = re.compile(
    r"\b(?:waar mogelijk|waar nodig|indien nodig|zo veel mogelijk|zoveel mogelijk|te zijner tijd|op termijn"
    r"|inzetten op|zetten in op|streven naar|streven wij|aandacht hebben voor|aandacht voor hebben|in principe"
    r"|nader te bepalen|verder vormgeven|vorm en inhoud geven)\b",
    re.IGNORECASE,
)
TO_FILL = re.compile(
    r"\[(?:[^\][]{0,60}(?:invul|naam|datum|aantal|bedrag)[^\][]{0,60}|\.{2,}|…)\]|\bX{2,}\b|\?{2,}|\bTODO\b"
    r"|\blorem ipsum\b|\{\w+\}|\.{4,}|\b(?:n\.t\.b\.|PM)(?=\W|$)|\bnog in(?: te)? vullen\b",
)
CODE = re.compile(r"\b(?:[A-Z]{2}-P[12]-\d(?:\.[a-z])?|(?:DA|PR|FI)-\d)\b")
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
SAME_FROM = 6  # words; a shorter sentence may well return


def per_sentence(find: Callable[[str], str]) -> Callable[[Reading], Iterator[Found]]:
    """A remark at every own sentence for which `find` has something to say."""

    def found(reading: Reading) -> Iterator[Found]:
        for text in reading.own:
            for sentence in text.sentences:
                if said := find(sentence):
                    yield Found(text.place, sentence, said, quote=sentence)

    return found


def long(sentence: str) -> str:
    count = len(words(sentence))
    return f"Deze zin heeft {count} woorden." if count > WORDS_MAX else ""


def passive(sentence: str) -> str:
    """With the participle behind it, or right before it: `wordt gemeld`, `dat het gemeld wordt`."""
    said = words(sentence)
    for index, word in enumerate(said):
        if BECOMES.fullmatch(word):
            around = (*said[index + 1 :], *said[max(index - 1, 0) : index])
            if done := next((near for near in around if near not in NO_PARTICIPLE and PARTICIPLE.match(near)), ""):
                return f"‘{word} … {done}’: wie doet het?"
    return ""


def hard(sentence: str) -> str:
    low = f" {' '.join(words(sentence)).lower()} "
    found = [f"‘{word}’: liever ‘{easy}’" for word, easy in HARD.items() if f" {word} " in low]
    return f"{'; '.join(found)}." if found else ""


def vague(sentence: str) -> str:
    found = VAGUE.search(sentence)
    return f"‘{found[0]}’: wat doe je precies, en wanneer?" if found else ""


def to_fill(sentence: str) -> str:
    found = TO_FILL.search(sentence)
    return f"Hier staat nog ‘{found[0]}’." if found else ""


def code(sentence: str) -> str:
    found = CODE.search(sentence)
    return f"‘{found[0]}’ zegt een lezer niets." if found else ""


def unexplained(reading: Reading) -> Iterator[Found]:
    """A term of our list where it is used first, when no text of the plan explains it, nor its begrippenlijst."""
    listed = " | ".join(word for begrip in reading.plan.begrippen for word in (begrip.term, *begrip.words))
    for term in TERMS:
        used = [text for text in reading.texts if term.used.search(text.flat)]
        if used and not (term.used.search(listed) or any(term.explained.search(t.flat) for t in reading.texts)):
            sentence = next((s for s in used[0].sentences if term.used.search(s)), used[0].flat)
            yield Found(used[0].place, sentence, f"‘{term.naam}’: {term.meaning}", quote=sentence)


def abbreviations(reading: Reading) -> Iterator[Found]:
    whole = "\n".join(text.text for text in reading.texts)
    seen = {*WELL_KNOWN, *(word for begrip in reading.plan.begrippen for word in (begrip.term, *begrip.words))}
    for text in reading.own:
        for sentence in text.sentences:
            for short in ABBREVIATION.findall(CODE.sub("", sentence)):
                if short not in seen and not is_written_out(short, whole):
                    yield Found(text.place, sentence, f"Waar staat ‘{short}’ voor?", quote=sentence)
                seen.add(short)


def is_written_out(short: str, whole: str) -> bool:
    return f"({short})" in whole or f"{short} (" in whole or bool(re.search(rf"\b{short} (?:is|staat voor)\b", whole))


def repeated(reading: Reading) -> Iterator[Found]:
    """Steps of a route aside: each reporter reads only one of them."""
    texts = [text for text in reading.texts if text.place.kind != Kind.MELDROUTE]
    counts = Counter(same(s) for text in texts for s in text.sentences if len(s.split()) >= SAME_FROM)
    seen = set()
    for text in texts:
        for sentence in text.sentences:
            if counts[same(sentence)] > 1 and same(sentence) in seen and text.own:
                yield Found(text.place, sentence, quote=sentence)
            seen.add(same(sentence))


def same(sentence: str) -> str:
    return " ".join(words(sentence)).lower()


LANGUAGE = Subject(
    "taal",
    "Taal",
    (
        Check("to_fill", "Nog in te vullen", "Vul het in, of haal het weg.", per_sentence(to_fill)),
        Check("long", "Lange zinnen", f"Meer dan {WORDS_MAX} woorden. Maak er twee zinnen van.", per_sentence(long)),
        Check(
            "passive",
            "Zinnen waarin niet staat wie het doet",
            "Schrijf ‘wij doen’ in plaats van ‘er wordt gedaan’.",
            per_sentence(passive),
        ),
        Check("hard", "Moeilijke woorden", "Er is een woord dat meer mensen kennen.", per_sentence(hard)),
        Check("vague", "Vage woorden", "Een lezer weet nu niet waar hij je aan kan houden.", per_sentence(vague)),
        Check("term", "Termen zonder uitleg", "Leg de term uit waar hij voor het eerst staat.", unexplained),
        Check("short", "Afkortingen zonder uitleg", "Schrijf de naam één keer voluit.", abbreviations),
        Check("code", "Codes van het Kader", "Noem de titel in plaats van de code.", per_sentence(code)),
        Check("repeated", "Zinnen die er twee keer staan", "Eén keer is genoeg.", repeated),
    ),
)
