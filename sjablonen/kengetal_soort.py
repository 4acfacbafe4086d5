"""What acties cost or take elsewhere, as a kind of content of the redactie.

A row is what counts now. Its earlier amounts are the Voorstellen that were published (redactie/).
"""

from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from redactie.models import Voorstel
from redactie.soorten import Soort, Stuk, Uitgave, UitgaveFout, register
from sjablonen.kengetal_forms import KengetalForm
from sjablonen.kengetal_models import Kengetal
from tenants.models import Regio

FIELDS = (
    *("plek", "omschrijving", "kosten_van", "kosten_tot", "kostensoort", "uren_van", "uren_tot"),
    *("bron", "bron_url", "stand_op"),
)
GONE = "Dit kengetal is er niet meer. Neem je concept terug."
NEVER = "Een bedrag dat een gemeente al overnam, blijft van haar en verandert niet."


@register
class KengetalSoort(Soort):
    code, enkelvoud, lidwoord, meervoud = "kengetal", "kengetal", "het", "Kengetallen: uren en kosten van acties"
    form = KengetalForm
    naam_field = "omschrijving"

    def stukken(self, regio: Regio | None) -> list[Stuk]:
        return [
            Stuk(
                sleutel=row.code,
                naam=row.omschrijving,
                nummer=row.versie,
                initial={name: getattr(row, name) for name in FIELDS},
                groep=row.plek,
                is_ingetrokken=row.ingetrokken_op is not None,
                gecontroleerd_op=row.stand_op,
            )
            for row in Kengetal.objects.all()
        ]

    def publish(self, uitgave: Uitgave) -> tuple[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Kengetal._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        row = Kengetal.objects.filter(code=uitgave.sleutel).first()
        if uitgave.wat == Voorstel.Wat.NIEUW:
            row = Kengetal(code=free_code(uitgave.data["plek"]))
        elif row is None:
            raise UitgaveFout(GONE)
        if uitgave.wat == Voorstel.Wat.INTREKKEN:
            row.ingetrokken_op = timezone.localdate()
        else:
            row.ingetrokken_op = None
            for name in FIELDS:
                setattr(row, name, uitgave.data[name])
        row.versie += 1
        row.save()
        return row.code, row.versie

    def preview(self, data: dict[str, Any], regio: Regio | None) -> str:
        row = Kengetal(**{name: data[name] for name in FIELDS})
        return render_to_string("sjablonen/kengetal.html", {"kengetal": row})

    def gevolgen(self, stuk: Stuk | None, regio: Regio | None, data: dict[str, Any], wat: Voorstel.Wat) -> list[str]:
        seen = "Gemeenten zien het als zij een bedrag invullen bij hun scenario’s, en kunnen het dan overnemen."
        return [*super().gevolgen(stuk, regio, data, wat), seen, NEVER]


def free_code(plek: str) -> str:
    """`sv-p1-1.1`, `sv-p1-1.2`, …: a number is never used again."""
    begin = f"{plek.lower()}."
    taken = Kengetal.objects.filter(code__startswith=begin).values_list("code", flat=True)
    return f"{begin}{max((int(code.removeprefix(begin)) for code in taken), default=0) + 1}"
