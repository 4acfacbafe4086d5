"""What a gemeente chose about its plan, and what of the plan is printed because of it.

A Plan holds all that there is, and beside it the choices; `as_chosen` leaves out what they leave out, so that every
form of the plan obeys in one place. What must be checked first is the exception: it is in the Plan only when chosen.
"""

from dataclasses import replace

from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document import plan
from reports.document.plan import Plan, PlanDeel, stand_of
from reports.document.used import unused

MONEY = "bijlage_4"  # answers about money are printed in a chapter, so they stay when this bijlage goes
LOKAAL = "lokaal"
STAND = "bijlage_stand"


def bijlagen_of(keuzes: plan.PlanKeuzes) -> tuple[int, ...]:
    """The numbers that are printed: in the short form none."""
    return () if keuzes.is_kort else keuzes.bijlagen


def as_chosen(whole: Plan) -> Plan:
    """The Plan with only what is printed of it. Doing it twice changes nothing."""
    without = unused(whole)
    return replace(whole, onderdelen=tuple(printed(part, whole.keuzes, without) for part in whole.onderdelen))


def printed(part: PlanDeel, keuzes: plan.PlanKeuzes, without: set[str]) -> PlanDeel:
    kind, _, number = part.code.partition("_")
    if kind == "bijlage" and number.isdigit() and int(number) not in bijlagen_of(keuzes):
        return replace(part, passages=(), zinnen=part.zinnen if part.code == MONEY else ())
    if keuzes.is_kort and part.code != LOKAAL:
        return replace(part, passages=tuple(passage for passage in part.passages if passage.kort))
    return replace(part, passages=tuple(passage for passage in part.passages if passage.code not in without))


def financiering_html(keuzes: plan.PlanKeuzes) -> SafeString:
    """What the plan says about paying for zorgcoördinatie; empty when nothing was chosen."""
    zin = format_html("<p>{}</p>", keuzes.financiering_zin) if keuzes.financiering_zin else SafeString("")
    own = SafeString("")
    if keuzes.financiering_tekst:
        own = format_html("<p>{}</p>", linebreaksbr(keuzes.financiering_tekst))
    return zin + own


def has_stand(whole: Plan) -> bool:
    return whole.keuzes.stand and not whole.keuzes.is_kort and bool(whole.stand)


def stand_note(whole: Plan) -> str:
    """Counts, and no judgment."""
    bouwstenen = [bouwsteen for thema in whole.stand for bouwsteen in thema.bouwstenen]
    first, second = (stand_of(b for b in bouwstenen if b.plateau == plateau) for plateau in (1, 2))
    return (
        f"Dit is de stand van {timezone.localdate(whole.made_at):%d-%m-%Y}. "
        f"Van de basis (Plateau 1) is {first.sentence_end} "
        f"Van de aanvullende bouwstenen (Plateau 2) is {second.sentence_end} Het Kader is een hulpmiddel en geen toets."
    )
