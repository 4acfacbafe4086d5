"""What a gemeente keeps in aanpak beside its acties, as parts of a Plan: instrumenten, emphasis, cijfers, meldroute."""

from collections import defaultdict
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from aanpak.enums import Ambitie
from aanpak.meldroute import meldroutes
from aanpak.models import Cijfer, Indicator, InstrumentKeuze, Routestap, VormKeuze
from reports.document import plan
from reports.document.passage import LOKAAL
from reports.document.tidy import tidy
from sjablonen.landelijk import Reeks, landelijke_reeksen
from sjablonen.landelijk_tabel import in_plan
from sjablonen.models import Instrument, Vorm
from sjablonen.opvang import opvang
from tenants.written import written

VORMEN, CIJFERS, OPVANG, MELDROUTE = "h1_2", "bijlage_2", "bijlage_4", "bijlage_5"
WORDS = {
    InstrumentKeuze.JaNee.JA.value: "ja",
    InstrumentKeuze.JaNee.NEE.value: "nee",
    InstrumentKeuze.JaNee.ONBEKEND.value: "onbekend",
    "": "",
}


def gather_lokaal() -> defaultdict[str, dict[str, Any]]:
    """Per part of the plan the fields of its Onderdeel. Runs as the gemeente: six queries."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for code, instrumenten in gather_instrumenten().items():
        found[code]["instrumenten"] = tuple(instrumenten)
    found[VORMEN]["nadruk"], found[VORMEN]["zonder_nadruk"] = gather_vormen()
    found[CIJFERS]["cijfers"], found[CIJFERS]["landelijk"] = gather_cijfers(), gather_landelijk()
    found[OPVANG]["opvang"] = opvang()
    found[MELDROUTE]["meldroutes"] = gather_meldroutes()
    for ambitie, indicatoren in gather_indicatoren().items():
        found[f"ambitie_{ambitie}"]["indicatoren"] = tuple(indicatoren)
    return found


@written
def certain_keuzes() -> QuerySet[InstrumentKeuze]:
    certain = InstrumentKeuze.objects.filter(instrument__zekerheid=Instrument.Zekerheid.ZEKER)
    return certain.select_related("instrument")


@written
def all_vormen() -> QuerySet[Vorm]:
    return Vorm.objects.all()


@written
def all_vormkeuzes() -> QuerySet[VormKeuze]:
    return VormKeuze.objects.order_by()


@written
def all_cijfers() -> QuerySet[Cijfer]:
    return Cijfer.objects.select_related("vorm")


def gather_instrumenten() -> defaultdict[str, list[plan.PlanInstrument]]:
    """Those that were answered or have a sentence; what must still be checked stays out."""
    found = defaultdict(list)
    for row in certain_keuzes():
        if row.is_answered or row.plan_zin.strip():
            found[row.instrument.onderdeel].append(
                plan.PlanInstrument(
                    code=row.instrument.code,
                    barriere=row.instrument.get_barriere_display(),
                    titel=row.instrument.titel,
                    grondslag=row.instrument.grondslag,
                    bevoegd=row.instrument.bevoegd_tekst,
                    beschikbaar=WORDS[row.beschikbaar],
                    in_beleid=WORDS[row.in_beleid],
                    gebruikt=WORDS[row.gebruikt],
                    tekst=tidy(row.plan_zin),
                    ingevuld=timezone.localdate(row.updated_at) if row.updated_at else None,
                )
            )
    return found


def gather_vormen() -> tuple[tuple[plan.PlanNadruk, ...], tuple[plan.PlanNadruk, ...]]:
    """Those with the emphasis; and those without: the ones of the Kader, and others about which something is said."""
    keuzes = {keuze.vorm_id: keuze for keuze in all_vormkeuzes()}
    met, zonder = [], []
    for vorm in all_vormen():
        keuze = keuzes.get(vorm.pk)
        if keuze and keuze.nadruk:
            met.append(plan.PlanNadruk(vorm.code, vorm.titel, tidy(keuze.plan_zin)))
        elif (reason := tidy(keuze.waarom_niet) if keuze else "") or vorm.kader:
            zonder.append(plan.PlanNadruk(vorm.code, vorm.titel, reason))
    return tuple(met), tuple(zonder)


@cache
def gather_landelijk() -> tuple[Reeks, ...]:
    return in_plan(landelijke_reeksen())


def gather_cijfers() -> tuple[plan.PlanCijfer, ...]:
    return tuple(
        plan.PlanCijfer(
            titel=tidy(row.titel),
            vorm=row.vorm.titel if row.vorm else "",
            jaar=row.jaar,
            aantal=row.aantal_tekst,
            bron=tidy(row.bron),
        )
        for row in all_cijfers()
    )


@written
def all_indicatoren() -> QuerySet[Indicator]:
    return Indicator.objects.all()


def gather_indicatoren() -> dict[int, list[plan.PlanIndicator]]:
    """Of every ambitie, also where none was chosen: that is printed too."""
    found: dict[int, list[plan.PlanIndicator]] = {ambitie: [] for ambitie in Ambitie}
    for row in all_indicatoren():
        found[row.ambitie].append(
            plan.PlanIndicator(
                wat=tidy(row.wat),
                nulwaarde=tidy(row.nulwaarde),
                nuljaar=row.nuljaar,
                streefwaarde=tidy(row.streefwaarde),
                streefjaar=row.streefjaar,
                bron=tidy(row.bron),
                waarde=tidy(row.waarde),
                waardejaar=row.waardejaar,
                key=row.pk,
            )
        )
    return found


def gather_meldroutes() -> tuple[plan.PlanMeldroute, ...]:
    return tuple(
        plan.PlanMeldroute(route.melder, route.titel, tuple(printed(stap) for stap in route.stappen))
        for route in meldroutes()
        if route.stappen
    )


def printed(stap: Routestap) -> plan.PlanStap:
    return plan.PlanStap(tidy(stap.wat), tidy(stap.wie), stap.telefoon, stap.website, stap.spoed)


def drop_examples(passages: dict[str, list[plan.PlanPassage]], lokaal: dict[str, dict[str, Any]]) -> None:
    """Whoever has a route of its own needs no example for those reporters; its own text stays."""
    own = {f"{MELDROUTE}.{route.code}" for route in lokaal[MELDROUTE]["meldroutes"]}
    passages[MELDROUTE] = [
        passage for passage in passages[MELDROUTE] if passage.code not in own or passage.laag == LOKAAL
    ]
