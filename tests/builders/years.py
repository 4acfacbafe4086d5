"""A year before the open one, as it stands there once it was closed."""

from typing import Any

from django.utils import timezone

from accounts.models import Gebruiker
from saving.rows import save_row
from zelfevaluatie.actions import open_zelfevaluatie
from zelfevaluatie.models import Antwoord, Zelfevaluatie

OPEN, CLOSED = Zelfevaluatie.Staat.OPEN, Zelfevaluatie.Staat.GESLOTEN


def earlier_year(*, by: Gebruiker, terugblik: str = "", **answers: dict[str, Any]) -> Zelfevaluatie:
    """Closed, of the year before the open one, which goes on from it. `answers`: values by code, `BB_P1_1`."""
    current = Zelfevaluatie.objects.select_related("kaderversie").get(staat=OPEN)
    Zelfevaluatie.objects.filter(pk=current.pk).update(staat=CLOSED)
    earlier = open_zelfevaluatie(kaderversie=current.kaderversie, jaar=current.jaar - 1)
    for name, values in answers.items():
        row = Antwoord.objects.get(zelfevaluatie=earlier, bouwsteen__code=name.replace("_", "-"))
        save_row(row=row, values=values, version=0, by=by)
    closed = {"staat": CLOSED, "closed_at": timezone.now(), "closed_by": by.pk, "terugblik": terugblik}
    Zelfevaluatie.objects.filter(pk=earlier.pk).update(**closed)
    Zelfevaluatie.objects.filter(pk=current.pk).update(staat=OPEN)
    Zelfevaluatie.objects.filter(pk=current.pk).update(vorige=earlier)
    for kind in ("antwoorden", "aanvullende_antwoorden"):
        about = "bouwsteen_id" if kind == "antwoorden" else "vraag_id"
        before = {getattr(row, about): row.pk for row in getattr(earlier, kind).all()}
        for row in getattr(current, kind).all():
            type(row).objects.filter(pk=row.pk).update(vorige=[before[getattr(row, about)]])
    return Zelfevaluatie.objects.get(pk=earlier.pk)
