"""What a gemeente hands over, read as herself. It becomes plain JSON: labels and texts as her own pages show them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from aanpak.models import Actie, Cijfer, Indicator, InstrumentKeuze, Routestap, VormKeuze
from kader.models import Organisatieniveau, Status
from reports.models import LokalePassage, Rapport
from reports.versions.queries import current_adopted
from voorgangers.models import Voorgangersplan, Voorgangersrij
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Beantwoording, Onderbouwing, Zelfevaluatie

Soort = Voorgangersrij.Soort
Rij = dict[str, Any]
YEARS = 2  # that what she decided may go on to count for her area: Wet algemene regels herindeling, artikel 28


def last_day(datum: date) -> date:
    """Until and including when, of what counted on the day before `datum`."""
    return datum.replace(year=datum.year + YEARS) - timedelta(days=1)


def rijen_of(zelfevaluatie: Zelfevaluatie | None) -> list[Rij]:
    """What stands beside the answers of who comes after her, in the order in which she answers it."""
    found = [*keuzes(), *route(), *indicatoren()]
    if zelfevaluatie:
        found = [*antwoorden(zelfevaluatie), *vragen(zelfevaluatie), *found, *passages(zelfevaluatie)]
    return [{**rij, "volgorde": number} for number, rij in enumerate(found)]


def rij(soort: str, code: str, titel: str, *velden: tuple[str, Any]) -> Rij:
    told = [[label, str(text)] for label, text in velden if text]
    return {"soort": soort, "code": code, "titel": titel, "velden": told}


def antwoorden(zelfevaluatie: Zelfevaluatie) -> Iterator[Rij]:
    files: dict[Any, list[str]] = {}
    for antwoord, titel in Onderbouwing.objects.present().values_list("antwoord", "titel"):
        files.setdefault(antwoord, []).append(titel)
    rows = list(Antwoord.objects.filter(zelfevaluatie=zelfevaluatie).select_related("bouwsteen"))
    before = earlier(Antwoord, rows)
    for row in rows:
        niveaus = ", ".join(str(Organisatieniveau(each).label) for each in row.organisatieniveau)
        yield rij(
            Soort.BOUWSTEEN,
            row.bouwsteen.code,
            row.bouwsteen.titel,
            *said(row, before),
            ("Georganiseerd", niveaus),
            ("Door", row.georganiseerd_door),
            ("Streefdoel", streefdoel(row)),
            ("Trekker", row.trekker),
            ("Onderbouwing", "; ".join(files.get(row.pk, []))),
        )


def earlier(model: type[Antwoord] | type[AanvullendAntwoord], rows: Sequence[Beantwoording]) -> dict[Any, str]:
    """What stood a year before, by id, for who has not confirmed it yet."""
    ids = [pk for row in rows if not row.status for pk in row.vorige]
    found: Any = model.objects.filter(pk__in=ids).exclude(status="").select_related("zelfevaluatie")
    return {row.pk: f"{row.get_status_display()} in {row.zelfevaluatie.jaar}" for row in found}


def said(row: Beantwoording, before: dict[Any, str]) -> tuple[tuple[str, Any], ...]:
    was = ", ".join(before[pk] for pk in row.vorige if pk in before)
    return (
        ("Antwoord", row.get_status_display() if row.status else was or "nog geen antwoord"),
        ("Reden", row.nvt_reden),
        ("Zin voor het plan", row.plan_zin),
        ("Toelichting voor onszelf", row.toelichting),
    )


def streefdoel(row: Antwoord) -> str:
    if row.zo_houden:
        return "zo houden"
    day = f"op {row.streefdoel_datum:%d-%m-%Y}" if row.streefdoel_datum else ""
    return " ".join(filter(None, [str(Status(row.streefdoel_status).label) if row.streefdoel_status else "", day]))


def vragen(zelfevaluatie: Zelfevaluatie) -> Iterator[Rij]:
    rows = list(AanvullendAntwoord.objects.filter(zelfevaluatie=zelfevaluatie).select_related("vraag"))
    before = earlier(AanvullendAntwoord, rows)
    for row in rows:
        yield rij(Soort.VRAAG, row.vraag.code, row.vraag.titel, *said(row, before))


def keuzes() -> Iterator[Rij]:
    for row in InstrumentKeuze.objects.select_related("instrument"):
        if row.is_answered or row.plan_zin or row.opmerking:
            yield rij(
                Soort.INSTRUMENT,
                row.instrument.code,
                row.instrument.titel,
                ("Beschikbaar", row.get_beschikbaar_display()),
                ("In beleid", row.get_in_beleid_display()),
                ("Gebruikt", row.get_gebruikt_display()),
                ("Zin voor het plan", row.plan_zin),
                ("Opmerking voor onszelf", row.opmerking),
            )
    for vorm in VormKeuze.objects.select_related("vorm"):
        if vorm.nadruk or vorm.plan_zin or vorm.waarom_niet:
            yield rij(
                Soort.VORM,
                vorm.vorm.code,
                vorm.vorm.titel,
                ("Nadruk", "ja" if vorm.nadruk else "nee"),
                ("Zin voor het plan", vorm.plan_zin),
                ("Waarom niet", vorm.waarom_niet),
            )


def route() -> Iterator[Rij]:
    for row in Routestap.objects.all():
        yield rij(
            Soort.ROUTESTAP,
            row.melder,
            f"{row.get_melder_display()}: {row.wat}"[:500],
            ("Wat", row.wat),
            ("Bij wie", row.wie),
            ("Telefoon", row.telefoon),
            ("Website", row.website),
            ("Bij spoed", "ja" if row.spoed else ""),
        )


def indicatoren() -> Iterator[Rij]:
    for row in Indicator.objects.all():
        yield rij(
            Soort.INDICATOR,
            f"ambitie_{row.ambitie}",
            f"Ambitie {row.ambitie}: {row.wat}",
            ("Wat", row.wat),
            ("Nu", f"{row.nulwaarde} in {row.nuljaar}" if row.nulwaarde else "niet bekend"),
            ("Doel", f"{row.streefwaarde} in {row.streefjaar}"),
            ("Bron", row.bron),
        )


def passages(zelfevaluatie: Zelfevaluatie) -> Iterator[Rij]:
    for row in LokalePassage.objects.filter(zelfevaluatie=zelfevaluatie).exclude(tekst="").order_by("code"):
        yield rij(Soort.PASSAGE, row.code, row.code, ("Tekst", row.tekst))


def acties() -> list[Rij]:
    return [{"id": str(row.pk), "volgorde": row.volgorde, **row.data()} for row in Actie.objects.all()]


def cijfers() -> list[Rij]:
    return [{"id": str(row.pk), **row.data()} for row in Cijfer.objects.all()]


def plannen(datum: date) -> list[Rij]:
    """Hers that is adopted, and those that came to her and still count."""
    versie = current_adopted()
    own = []
    if versie and versie.vastgesteld_at and not (versie.periode_tot and versie.periode_tot < datum):
        besluiten = versie.vaststellingen.in_order()  # type: ignore[attr-defined]
        until = min(filter(None, [versie.periode_tot, last_day(datum)]))
        own = [
            {
                "id": str(versie.pk),
                "citeertitel": versie.citeertitel,
                "vastgesteld_op": decided_on(versie, besluiten).isoformat(),
                "besluiten": [
                    f"{besluit}, {besluit.datum:%d-%m-%Y}{', ' + besluit.kenmerk if besluit.kenmerk else ''}"
                    for besluit in besluiten
                ],
                "periode_tot": versie.periode_tot.isoformat() if versie.periode_tot else None,
                "geldt_tot": until.isoformat(),
                "bestand": file_of(versie.pk, versie.vastgesteld_at),
            }
        ]
    return own + [passed_on(plan) for plan in Voorgangersplan.objects.in_force(datum)]


def decided_on(versie: Any, besluiten: list[Any]) -> date:
    """When the last orgaan decided; what was noted later is a decision of that day."""
    return max((besluit.datum for besluit in besluiten), default=timezone.localdate(versie.vastgesteld_at))


def file_of(versie: Any, since: Any) -> bytes | None:
    """The PDF that was made of the adoption, if it was."""
    made = Rapport.objects.filter(planversie=versie, formaat=Rapport.Formaat.PDF, requested_at__gte=since)
    found = made.exclude(content=None).order_by("-requested_at").first()
    return bytes(found.content) if found and found.content else None


def passed_on(plan: Voorgangersplan) -> Rij:
    return {
        "id": str(plan.pk),
        "van": [plan.gemeente_code, plan.gemeente_naam],
        "citeertitel": plan.citeertitel,
        "vastgesteld_op": plan.vastgesteld_op.isoformat(),
        "besluiten": plan.besluiten,
        "periode_tot": plan.periode_tot.isoformat() if plan.periode_tot else None,
        "geldt_tot": plan.geldt_tot.isoformat(),
        "bestand": bytes(plan.bestand) if plan.bestand else None,
    }
