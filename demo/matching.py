"""Answers of the demo's country that fit together, as those of most gemeenten do; and some, on purpose, that do not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from kader.models import Bouwsteen, Status
from metingen.antwoord_uitleg import with_uitleg
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldeEnquete, Inhoud
from metingen.tegenspraak import ARRANGED, DONE, FUNCTIONARIS, PLAN, RULES, TO_ARRANGE, ZORG, answers_of

ODD = 0.14  # of the gemeenten, in each round; less where nothing can be changed so
WHY = "De centrumgemeente doet dit voor ons; bij onszelf is het nog niet vastgelegd."
# Parts that say what the enquête asks; of what is arranged in part they are left out.
TELLING = {f"{PLAN}.a", "OH-P1-1.b"}


def outside(until: date, van: date, tot: date) -> date:
    """A plan does not end while the round runs: so it held, or did not, on any day that somebody submits."""
    return date(until.year + 1, until.month, until.day) if van <= until <= tot else until


def matched(statuses: dict[str, str], enquete: GedeeldeEnquete, day: date) -> dict[str, str]:
    """The same, moved where they would say something else than the enquête or each other. What is open stays open."""
    found = statuses | {
        code: status
        for code, status in (
            (PLAN, of_plan(enquete, day)),
            (FUNCTIONARIS, of_answer(enquete.aandachtsfunctionaris, statuses[FUNCTIONARIS])),
            (ZORG, of_answer(enquete.zorgcoordinatie, statuses[ZORG])),
        )
        if statuses[code]
    }
    for rule in RULES:
        if rule.holds({**found, **answers_of(enquete, day)}):
            found |= {code: Status.DEELS.value for code, wanted in rule.answers.items() if wanted == ARRANGED}
    return found


def of_plan(enquete: GedeeldeEnquete, day: date) -> str:
    if enquete.beleidsplan == Beleidsplan.NEE:
        return Status.NOG_NIET.value
    until = enquete.beleidsplan_geldig_tot
    holds = enquete.beleidsplan in HAS_PLAN and (until is None or until >= day)
    return Status.GEREGELD.value if holds else Status.IN_VOORBEREIDING.value


def of_answer(answer: str, status: str) -> str:
    if answer == JaNee.JA and status not in DONE:
        return Status.DEELS.value
    return Status.NOG_NIET.value if answer == JaNee.NEE and status in DONE else status


def parts_of(bouwsteen: Bouwsteen, status: str, random: Random) -> tuple[str, ...]:
    """The deelcriteria that are ticked beside a status."""
    codes = [part.code for part in bouwsteen.deelcriteria.all()]
    if status == Status.GEREGELD:
        return tuple(codes)
    some = [code for code in codes if code not in TELLING]
    if status != Status.DEELS or not some:
        return ()
    return tuple(sorted(random.sample(some, random.randint(1, max(1, len(codes) - 2)) if len(some) > 1 else 1)))


def made_odd(inhoud: Inhoud, bouwstenen: Iterable[Bouwsteen], random: Random, day: date) -> Inhoud:
    """One answer of the enquête that says something else than its bouwsteen; half of them say why."""
    enquete, statuses = inhoud.enquete, {antwoord.code: antwoord.status for antwoord in inhoud.antwoorden}
    if enquete is None or random.random() > ODD:
        return inhoud
    changes: list[dict[str, Any]] = [
        *([{"zorgcoordinatie": JaNee.NEE.value}] * 3 if statuses[ZORG] in DONE else []),
        *([{"aandachtsfunctionaris": JaNee.JA.value}] if statuses[FUNCTIONARIS] in TO_ARRANGE else []),
        *([{"begroting": JaNee.NEE.value}] if statuses["OH-P1-1"] in ARRANGED else []),
    ]
    if not changes:
        return inhoud
    odd = replace(inhoud, enquete=replace(enquete, **random.choice(changes)))
    _, found = with_uitleg(odd, teksten={}, bouwstenen=bouwstenen, day=day)
    teksten = dict.fromkeys((each.code for each in found), WHY) if random.random() < 0.5 else {}
    return with_uitleg(odd, teksten=teksten, bouwstenen=bouwstenen, day=day)[0]
