"""What a gemeente chose about its plan, and what of the plan is printed because of it.

A Plan holds all that there is, and beside it the choices; `as_chosen` leaves out what they leave out, so that every
form of the plan obeys in one place. What must be checked first is the exception: it is in the Plan only when chosen.
"""

from dataclasses import replace

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.document import plan
from reports.document.plan import Onderdeel, Plan, stand_of
from reports.models import Keuzes
from zelfevaluatie.models import Zelfevaluatie

MONEY = "bijlage_4"  # answers about money are printed in a chapter, so they stay when this bijlage goes
LOKAAL = "lokaal"
STAND = "bijlage_stand"

Financiering = Keuzes.Financiering
# The five forms, in our own words; the source stands with them in the plan.
ZINNEN = {
    Financiering.VERREKENING: "Eén gemeente in onze regio neemt de kosten van de zorgcoördinatie op in haar begroting. "
    "De andere gemeenten vergoeden hun deel.",
    Financiering.VERDEELSLEUTEL: "Alle gemeenten in onze regio betalen mee aan de zorgcoördinatie. "
    "Zij verdelen de kosten met een vaste sleutel, zoals het aantal inwoners.",
    Financiering.UITKERING: "De centrumgemeente betaalt de zorgcoördinatie voor onze regio en rekent niets door. "
    "Zij gebruikt daarvoor haar uitkering voor vrouwenopvang of maatschappelijke opvang.",
    Financiering.VEILIGHEIDSBUDGET: "De zorgcoördinatie wordt betaald uit het veiligheidsbudget van onze regio.",
    Financiering.VEILIGHEIDSHUIS: "Het Zorg- en Veiligheidshuis regelt de zorgcoördinatie en betaalt die uit zijn "
    "eigen begroting.",
    Financiering.ONBEKEND: "Hoe de zorgcoördinatie in onze regio wordt betaald, is nog niet bekend.",
}
WITHOUT_SOURCE = {Financiering.ONBEKEND, Financiering.ANDERS}
BRON = "Indeling in vijf vormen: VNG en CoMensha, Kompas Aanpak Mensenhandel (2020)."


def keuzes_of(zelfevaluatie: Zelfevaluatie) -> Keuzes:
    """What was saved, or the defaults in a row that was not; one query the first time. Runs as the gemeente."""
    try:
        return zelfevaluatie.keuzes
    except Keuzes.DoesNotExist:
        return Keuzes(zelfevaluatie=zelfevaluatie)


def gather_keuzes(zelfevaluatie: Zelfevaluatie, onderdelen: list[Onderdeel]) -> plan.Keuzes:
    """By value. Of the passages to check only those that are really in."""
    row = keuzes_of(zelfevaluatie)
    return plan.Keuzes(
        vorm="kort" if row.vorm == Keuzes.Vorm.KORT else "volledig",
        bijlagen=tuple(sorted(row.bijlagen)),
        stand=row.stand,
        controleren=tuple(p.code for part in onderdelen for p in part.passages if p.to_check),
        financiering=row.financiering,
        financiering_zin=zin_of(row.financiering),
        financiering_tekst=row.financiering_tekst.strip(),
    )


def zin_of(financiering: str) -> str:
    zin = ZINNEN.get(Financiering(financiering), "") if financiering else ""
    return zin if not zin or financiering in WITHOUT_SOURCE else f"{zin} {BRON}"


def bijlagen_of(keuzes: plan.Keuzes) -> tuple[int, ...]:
    """The numbers that are printed: in the short form none."""
    return () if keuzes.is_kort else keuzes.bijlagen


def as_chosen(whole: Plan) -> Plan:
    """The Plan with only what is printed of it. Doing it twice changes nothing."""
    return replace(whole, onderdelen=tuple(printed(part, whole.keuzes) for part in whole.onderdelen))


def printed(part: Onderdeel, keuzes: plan.Keuzes) -> Onderdeel:
    kind, _, number = part.code.partition("_")
    if kind == "bijlage" and number.isdigit() and int(number) not in bijlagen_of(keuzes):
        return replace(part, passages=(), zinnen=part.zinnen if part.code == MONEY else ())
    if keuzes.is_kort and part.code != LOKAAL:
        return replace(part, passages=tuple(passage for passage in part.passages if passage.kort))
    return part


def financiering_html(keuzes: plan.Keuzes) -> SafeString:
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
        f"Dit is de stand van {whole.made_at:%d-%m-%Y}. Van de basis (Plateau 1) is {first.sentence_end} "
        f"Van de aanvullende bouwstenen (Plateau 2) is {second.sentence_end} Het Kader is een hulpmiddel en geen toets."
    )
