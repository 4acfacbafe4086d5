"""Answers that do not seem to fit together. None of it holds anybody back: a gemeente mends it, says why it is right,
or leaves it.

A rule names answers that stand side by side: by the name of a question of the enquête, the code of a bouwsteen or (with
the answer YES) of a deelcriterium that is ticked. Codes are those of the first version of the Kader; in a later one a
rule finds what was at most renamed since, and leaves alone what was split, joined or dropped.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kader.models import Bouwsteen, Status
from metingen.enquete import HAS_PLAN, Beleidsplan, JaNee
from metingen.inhoud import GedeeldeEnquete, Inhoud

YES = "ja"
DONE = (Status.GEREGELD, Status.DEELS)
TO_ARRANGE = (Status.NOG_NIET, Status.IN_VOORBEREIDING)
NOT_DONE = (*TO_ARRANGE, Status.NVT)
ARRANGED, NOT_YET = (Status.GEREGELD,), (Status.NOG_NIET,)
# Of an enquête, derived from two of its answers.
PLAN_OVER, NO_HOURS = "plan_voorbij", "geen_uren"

Values = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    code: str  # never used again for another
    zin: str
    answers: Mapping[str, Iterable[str]]

    @property
    def places(self) -> tuple[str, ...]:
        """Where one can mend it; not what is left open."""
        names = [name for name, wanted in self.answers.items() if tuple(wanted) != ("",)]
        return tuple(dict.fromkeys(PLACES.get(name, name.partition(".")[0]) for name in names))

    def holds(self, values: Values) -> bool:
        return all(values.get(name, "") in wanted for name, wanted in self.answers.items())


PLACES = {PLAN_OVER: "beleidsplan_geldig_tot", NO_HOURS: "aandachtsfunctionaris_uren"}
PLAN, FUNCTIONARIS, ZORG = "AB-P1-4", "SV-P1-1", "OH-P1-2"
RULES = (
    Rule(
        "plan-wel",
        "Er is een beleidsplan, en ‘Beleidsplan met alle onderdelen is opgesteld’ is niet geregeld.",
        {"beleidsplan": HAS_PLAN, PLAN: (*NOT_DONE, Status.DEELS), PLAN_OVER: ("",)},
    ),
    Rule(
        "plan-niet",
        "Er is geen beleidsplan, en ‘Beleidsplan met alle onderdelen is opgesteld’ is wel (deels) geregeld of in"
        " voorbereiding.",
        {"beleidsplan": (Beleidsplan.NEE,), PLAN: (*DONE, Status.IN_VOORBEREIDING)},
    ),
    Rule(
        "plan-in-de-maak",
        "Het beleidsplan is nog in de maak, en ‘Beleidsplan met alle onderdelen is opgesteld’ is al geregeld.",
        {"beleidsplan": (Beleidsplan.IN_DE_MAAK,), PLAN: ARRANGED},
    ),
    Rule(
        "plan-stil",
        "Het beleidsplan is in de maak, en bij ‘Beleidsplan met alle onderdelen is opgesteld’ is nog niets besloten.",
        {"beleidsplan": (Beleidsplan.IN_DE_MAAK,), PLAN: NOT_YET},
    ),
    Rule(
        "plan-voorbij",
        "Het beleidsplan geldt niet meer, en ‘Beleidsplan met alle onderdelen is opgesteld’ is geregeld.",
        {PLAN_OVER: (YES,), PLAN: ARRANGED},
    ),
    Rule(
        "plan-onderdeel",
        "Er is geen beleidsplan, en ‘Er is een beleidsplan opgesteld’ is aangevinkt.",
        {"beleidsplan": (Beleidsplan.NEE, Beleidsplan.IN_DE_MAAK), f"{PLAN}.a": (YES,)},
    ),
    Rule(
        "functionaris-wel",
        "Er is een aandachtsfunctionaris, en ‘Aandachtsfunctionaris mensenhandel is aangesteld’ is niet geregeld.",
        {"aandachtsfunctionaris": (JaNee.JA,), FUNCTIONARIS: NOT_DONE},
    ),
    Rule(
        "functionaris-niet",
        "Er is geen aandachtsfunctionaris, en ‘Aandachtsfunctionaris mensenhandel is aangesteld’ is wel (deels)"
        " geregeld.",
        {"aandachtsfunctionaris": (JaNee.NEE,), FUNCTIONARIS: DONE},
    ),
    Rule(
        "functionaris-bekend",
        "Er is geen aandachtsfunctionaris, en ‘Interne meldroute en functionaris zijn bekend gemaakt’ is geregeld.",
        {"aandachtsfunctionaris": (JaNee.NEE,), "SV-P1-2": ARRANGED},
    ),
    Rule(
        "functionaris-onderdeel",
        "Er is geen aandachtsfunctionaris, en ‘Er is een aandachtsfunctionaris aangesteld’ is aangevinkt.",
        {"aandachtsfunctionaris": (JaNee.NEE,), f"{FUNCTIONARIS}.a": (YES,)},
    ),
    Rule(
        "functionaris-uren",
        "Er is een aandachtsfunctionaris met 0 uur per week, en ‘Aandachtsfunctionaris mensenhandel is aangesteld’ is"
        " geregeld.",
        {NO_HOURS: (YES,), FUNCTIONARIS: ARRANGED},
    ),
    Rule(
        "zorg-wel",
        "Er is zorgcoördinatie, en ‘Zorgcoördinatie voor slachtoffers is geregeld’ is niet geregeld.",
        {"zorgcoordinatie": (JaNee.JA,), ZORG: NOT_DONE},
    ),
    Rule(
        "zorg-niet",
        "Er is geen zorgcoördinatie, en ‘Zorgcoördinatie voor slachtoffers is geregeld’ is wel (deels) geregeld.",
        {"zorgcoordinatie": (JaNee.NEE,), ZORG: DONE},
    ),
    Rule(
        "zorg-onderdeel",
        "Er is geen zorgcoördinatie, en ‘Zorgcoördinatie voor slachtoffers is geregeld’ is als onderdeel aangevinkt.",
        {"zorgcoordinatie": (JaNee.NEE,), f"{ZORG}.a": (YES,)},
    ),
    Rule(
        "zorg-regio",
        "Er is geen zorgcoördinatie, en ‘Aansluiting op de regio en op zorgcoördinatie’ is geregeld.",
        {"zorgcoordinatie": (JaNee.NEE,), "SK-P1-3": ARRANGED},
    ),
    Rule(
        "geld-niet",
        "Er staat geen geld in de begroting, en ‘Verantwoordelijkheid voor opvang, ook met geld’ is geregeld.",
        {"begroting": (JaNee.NEE,), "OH-P1-1": ARRANGED},
    ),
    Rule(
        "geld-onderdeel",
        "Er staat geen geld in de begroting, en ‘De financiële verantwoordelijkheid is genomen’ is aangevinkt.",
        {"begroting": (JaNee.NEE,), "OH-P1-1.b": (YES,)},
    ),
    Rule(
        "bekend-zonder",
        "‘Aandachtsfunctionaris mensenhandel is aangesteld’ is nog niet geregeld, en dat die bekend is gemaakt wel.",
        {FUNCTIONARIS: NOT_YET, "SV-P1-2": ARRANGED},
    ),
    Rule(
        "regio-zonder-zorg",
        "‘Aansluiting op de regio en op zorgcoördinatie’ is geregeld, en de zorgcoördinatie zelf nog niet.",
        {"SK-P1-3": ARRANGED, ZORG: NOT_YET},
    ),
    Rule(
        "training-zonder",
        "‘Terugkerende trainingen over signaleren’ is geregeld, en elk jaar aandacht voor die kennis nog niet.",
        {"SV-P1-3": ARRANGED, "AB-P1-3": NOT_YET},
    ),
    Rule(
        "scan-breed",
        "De brede omgevingsscan (Plateau 2) is geregeld, en de omgevingsscan van Plateau 1 nog niet.",
        {"AB-P2-2": ARRANGED, "AB-P1-2": NOT_YET},
    ),
    Rule(
        "aandacht-verder",
        "Verdergaande aandacht (Plateau 2) is geregeld, en aandacht op alle niveaus (Plateau 1) nog niet.",
        {"AB-P2-1": ARRANGED, "AB-P1-1": NOT_YET},
    ),
    Rule(
        "partners-verder",
        "Partners kennen elkaars kennis (Plateau 2), en welke partners er zijn (Plateau 1) is nog niet in beeld.",
        {"SK-P2-1": ARRANGED, "SK-P1-1": NOT_YET},
    ),
)


@dataclass(frozen=True)
class Tegenspraak:
    """One that was found, in words."""

    code: str
    zin: str
    places: tuple[str, ...]  # codes of bouwstenen and names of questions


def found_in(values: Values, rules: Iterable[Rule] = RULES) -> list[Tegenspraak]:
    return [Tegenspraak(rule.code, rule.zin, rule.places) for rule in rules if rule.holds(values)]


def found_among(values: Values, bouwstenen: Iterable[Bouwsteen], rules: Iterable[Rule] = RULES) -> list[Tegenspraak]:
    """As found_in, of `values` by the codes of one version, given its bouwstenen; so are the places."""
    origins = {each.code: each.oorsprong for each in bouwstenen}
    codes = {origin: code for code, origin in origins.items() if origin}
    known = {by_origin(name, origins): value for name, value in values.items()}
    found = found_in(known, [rule for rule in rules if can_hold(rule, codes)])
    return [replace(each, places=tuple(codes.get(place, place) for place in each.places)) for each in found]


def by_origin(name: str, origins: Mapping[str, str]) -> str:
    """The name that rules use; of what they cannot know, one that they do not use."""
    code, dot, part = name.partition(".")
    return f"{origins[code] or '–'}{dot}{part}" if code in origins else name


def can_hold(rule: Rule, codes: Collection[str]) -> bool:
    """Whether all bouwstenen that it names are still there as such."""
    return all("-P" not in name or name.partition(".")[0] in codes for name in rule.answers)


def answers_of(enquete: GedeeldeEnquete | None, day: date) -> dict[str, str]:
    """By the names that rules use, on the day that somebody submits."""
    if enquete is None:
        return {}
    given: dict[str, Any] = vars(enquete)
    until = enquete.beleidsplan_geldig_tot
    return {
        **{name: value for name, value in given.items() if isinstance(value, str)},
        PLAN_OVER: YES if until and until < day else "",
        NO_HOURS: YES if enquete.aandachtsfunctionaris_uren == 0 else "",
    }


def values_of(inhoud: Inhoud, day: date) -> dict[str, str]:
    """Of what is shared, and nothing else."""
    ticked = [code for antwoord in inhoud.antwoorden for code in antwoord.deelcriteria or ()]
    return {
        **{antwoord.code: antwoord.status for antwoord in inhoud.antwoorden},
        **dict.fromkeys(ticked, YES),
        **answers_of(inhoud.enquete, day),
    }


def of_parts(bouwsteen: Bouwsteen, status: str, ticked: Iterable[str]) -> Tegenspraak | None:
    """Whether a status and the deelcriteria beside it fit. These are help of Kompas: where none is ticked, all does."""
    parts = {part.code for part in bouwsteen.deelcriteria.all()}
    found = len(parts & set(ticked))
    if not found:
        return None
    whole = found == len(parts)
    fits = {Status.GEREGELD: whole, Status.IN_VOORBEREIDING: not whole, Status.NOG_NIET: False, Status.NVT: False}
    if not status or fits.get(Status(status), True):
        return None
    zin = (
        f"Bij ‘{bouwsteen.titel}’ {counted(found, len(parts))} aangevinkt, en het antwoord is ‘{Status(status).label}’."
    )
    return Tegenspraak(f"onderdelen-{bouwsteen.code}", zin, (bouwsteen.code,))


def counted(found: int, total: int) -> str:
    return (
        "zijn alle onderdelen" if found == total else f"{'is' if found == 1 else 'zijn'} {found} van {total} onderdelen"
    )


def tegenspraken_of(inhoud: Inhoud, bouwstenen: Iterable[Bouwsteen], day: date) -> list[Tegenspraak]:
    """All of what is shared: each can be answered, and the answer goes along."""
    antwoorden, bouwstenen = {antwoord.code: antwoord for antwoord in inhoud.antwoorden}, list(bouwstenen)
    parts = (
        of_parts(each, antwoorden[each.code].status, antwoorden[each.code].deelcriteria or ())
        for each in bouwstenen
        if each.code in antwoorden
    )
    return [*found_among(values_of(inhoud, day), bouwstenen), *(each for each in parts if each)]
