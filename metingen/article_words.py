"""The sentences of the public article. Each can be quoted by itself: of how many, who took part, and *ongeveer* where a
number is rounded."""

from collections.abc import Iterator, Mapping

from kader.models import Status
from metingen.article_queries import Reading
from metingen.enquete import HAS_PLAN, JaNee
from metingen.onderwerpen import PLAN
from metingen.printed import ROUND
from metingen.publicatie_queries import Answers

# What a gemeente has, as it follows "Van de 283 gemeenten die meededen hebben ongeveer 155".
HAVE = {
    "beleidsplan": "een beleidsplan voor de aanpak van mensenhandel",
    "begroting": "er geld voor in de begroting",
    "aandachtsfunctionaris": "een aandachtsfunctionaris mensenhandel",
    "zorgcoordinatie": "zorgcoördinatie voor slachtoffers",
}

HIDDEN = (
    "Andere cijfers van het hele land tonen we nu niet. Sinds de vorige publicatie trok een klein aantal gemeenten "
    "zich terug, en uit het verschil zou te halen zijn wat zij antwoordden."
)


def sentences_of(reading: Reading) -> list[str]:
    if not reading.now.land:
        return [response(reading), HIDDEN, *unknown(reading)]
    who = f"de {reading.now.deelnemers} gemeenten die meededen"
    return [response(reading), *arranged(reading), *asked(reading.now.land, who), *unknown(reading)]


def group_sentences(answers: Mapping[str, Answers], n: int) -> list[str]:
    """Of a group that somebody chose; its n is rounded."""
    return list(asked(answers, f"de ongeveer {n} gemeenten uit deze groep die meededen"))


def response(reading: Reading) -> str:
    now = reading.now
    share = f" ({now.percent})" if now.percent else ""
    return f"Aan {now.titel} deden {now.deelnemers} van de {now.gevraagd} gemeenten mee{share}."


def arranged(reading: Reading) -> Iterator[str]:
    """What is arranged most and least often, of the bouwstenen that the Kader means for all."""
    now = reading.now
    found = [(now.land[each.code], each.titel) for each in reading.basis if each.code in now.land]
    numbers = [(answers.numbers.get(Status.GEREGELD, 0), titel) for answers, titel in found if answers.numbers]
    if len(numbers) < 2:
        return
    (most, often), (least, seldom) = max(numbers), min(numbers)
    if most - least > 2 * ROUND:  # more than the rounding of two numbers
        yield (
            f"De bouwsteen ‘{often}’ is geregeld bij {about(most, now.deelnemers)} gemeenten die meededen, "
            f"de bouwsteen ‘{seldom}’ bij {about(least, now.deelnemers)}."
        )


def asked(answers: Mapping[str, Answers], who: str) -> Iterator[str]:
    """What they have, in one sentence."""
    parts = [f"{how_many(answers[vraag], vraag)} {what}" for vraag, what in HAVE.items() if vraag in answers]
    if parts:
        yield f"Van {who} hebben {listed(parts)}."


def how_many(answers: Answers, vraag: str) -> str:
    """`ongeveer 155`, or a share in words."""
    yes = [*HAS_PLAN, PLAN] if vraag == "beleidsplan" else [JaNee.JA]
    if answers.numbers:
        number = sum(answers.numbers.get(waarde, 0) for waarde in yes)
        if number >= answers.n:  # of several that are rounded, which is no proof that all have it
            return "de meeste"
        return f"ongeveer {number}" if number else "bijna geen"
    return answers.share(*yes)


def listed(parts: list[str]) -> str:
    """`a, b en c`"""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"


def about(number: int, n: int) -> str:
    return f"ongeveer {number} van de {n}" if number else f"bijna geen van de {n}"


def unknown(reading: Reading) -> Iterator[str]:
    now = reading.now
    if rest := now.gevraagd - now.deelnemers:
        yield (
            f"Van de andere {rest} gemeenten weten we het niet. Dat betekent niet dat daar niets geregeld is."
            if rest > 1
            else "Van één gemeente weten we het niet. Dat betekent niet dat daar niets geregeld is."
        )
