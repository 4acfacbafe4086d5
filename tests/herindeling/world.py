"""Made-up gemeenten in which people worked, and what becomes of them on a 1 January that is past.

The tests roll everything back, so three gemeenten that are open play all parts.
"""

from datetime import date

from aanpak.models import Actie, Cijfer, InstrumentKeuze, Routestap
from kader.models import Bouwsteen
from saving.rows import create_row
from sjablonen.models import Instrument
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.models import AanvullendAntwoord, Antwoord, Zelfevaluatie

DATUM = date(2026, 1, 1)
EVE = date(2025, 12, 31)
CODE = "AB-P1-3"


def gemeente(slug):
    return Gemeente.objects.get(slug=slug)


def work_in(found, *, status="deels", wat="Convenant sluiten", by):
    """An answer, an actie, a cijfer, a choice and a step of the meldroute, all with the name of the gemeente in it."""
    naam = found.naam
    with in_gemeente(found):
        answer = {"status": status, "plan_zin": f"Zin van {naam}", "toelichting": f"Noot van {naam}"}
        Antwoord.objects.filter(bouwsteen__code=CODE).update(**answer)
        AanvullendAntwoord.objects.filter(vraag__code="DA-1").update(status="geregeld", plan_zin=f"Doel van {naam}")
        place = {"ambitie": 2, "bouwsteen": Bouwsteen.objects.get(code=CODE)}
        create_row(row=Actie(wat=f"{wat} ({naam})", **place), by=by)
        create_row(row=Cijfer(onderwerp="signalen", jaar=2025, aantal=7, bron="politie"), by=by)
        InstrumentKeuze.objects.create(instrument=Instrument.objects.get(code="apv"), beschikbaar="ja")
        Routestap.objects.create(melder="burger", wat=f"Bel {naam}.")
        return counted()


def counted():
    """Rows of the gemeente that we work for, by table."""
    models = (Antwoord, AanvullendAntwoord, Zelfevaluatie, Actie, Cijfer, InstrumentKeuze, Routestap)
    return {model.__name__: model.objects.count() for model in models}


def texts_in(found):
    """All that is answered, as it stands."""
    with in_gemeente(found):
        return {
            "answers": list(Antwoord.objects.order_by("pk").values()),
            "acties": list(Actie.objects.order_by("pk").values()),
            "cijfers": list(Cijfer.objects.order_by("pk").values()),
        }
