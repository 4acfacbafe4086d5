"""What a gemeente chose about its plan, as the Plan keeps it."""

from reports.document import plan
from reports.document.plan import PlanDeel
from reports.models import Keuzes
from zelfevaluatie.models import Zelfevaluatie

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


BRON = "Bron van deze indeling: VNG en CoMensha, Kompas Aanpak Mensenhandel (2020)."


def keuzes_of(zelfevaluatie: Zelfevaluatie) -> Keuzes:
    """What was saved, or the defaults in a row that was not; one query the first time. Runs as the gemeente."""
    try:
        return zelfevaluatie.keuzes
    except Keuzes.DoesNotExist:
        return Keuzes(zelfevaluatie=zelfevaluatie)


def gather_keuzes(zelfevaluatie: Zelfevaluatie, onderdelen: list[PlanDeel]) -> plan.PlanKeuzes:
    """By value. Of the passages to check only those that are really in."""
    row = keuzes_of(zelfevaluatie)
    return plan.PlanKeuzes(
        vorm="kort" if row.vorm == Keuzes.Vorm.KORT else "volledig",
        bijlagen=tuple(sorted(row.bijlagen)),
        stand=row.stand,
        codes=row.codes,
        hele_bijlagen=row.hele_bijlagen,
        controleren=tuple(p.code for part in onderdelen for p in part.passages if p.to_check),
        financiering=row.financiering,
        financiering_zin=zin_of(row.financiering),
        financiering_tekst=row.financiering_tekst.strip(),
    )


def zin_of(financiering: str) -> str:
    zin = ZINNEN.get(Financiering(financiering), "") if financiering else ""
    return zin if not zin or financiering in WITHOUT_SOURCE else f"{zin} {BRON}"
