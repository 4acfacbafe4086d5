import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tenants.models import Gemeente, Indeling, Regio
from tenants.names import plain, sort_key

FIXTURE = settings.BASE_DIR / "fixtures" / "gemeenten.csv"
INWONERS_PEILDATUM = date(2026, 1, 1)
REGIO_COLUMNS = {
    Regio.Soort.PROVINCIE: ("provincie_code", "provincie"),
    Regio.Soort.VEILIGHEIDSREGIO: ("veiligheidsregio_code", "veiligheidsregio"),
}


class Command(BaseCommand):
    help = "Laadt de 342 gemeenten met provincie en veiligheidsregio; opnieuw laden werkt namen en inwoners bij."

    def handle(self, path: Path = FIXTURE, **options: Any) -> None:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        try:
            count = load_gemeenten(rows)
        except (KeyError, ValueError) as error:
            raise CommandError(f"{path.name} klopt niet: {error}") from None
        self.stdout.write(f"{count} gemeenten geladen.")


@transaction.atomic
def load_gemeenten(rows: list[dict[str, str]]) -> int:
    """Insert or refresh gemeenten and their regio's. Keys are the CBS codes; ids and schemas never change."""
    Gemeente.objects.bulk_create(
        [
            Gemeente(
                code=row["code"],
                schema_name=row["code"].lower(),
                naam=row["naam"],
                korte_naam=row["korte_naam"],
                sorteernaam=sort_key(row["naam"]),
                slug=host_label(row["korte_naam"]),
                inwoners=int(row["inwoners_2026"]),
                inwoners_peildatum=INWONERS_PEILDATUM,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["naam", "korte_naam", "sorteernaam", "inwoners", "inwoners_peildatum"],
    )
    gemeenten = dict(Gemeente.objects.values_list("code", "pk"))
    for soort, (code_column, naam_column) in REGIO_COLUMNS.items():
        regios = {row[code_column]: row[naam_column] for row in rows}
        Regio.objects.bulk_create(
            [Regio(soort=soort, code=code, naam=naam) for code, naam in regios.items()],
            update_conflicts=True,
            unique_fields=["soort", "code"],
            update_fields=["naam"],
        )
        ids = dict(Regio.objects.filter(soort=soort).values_list("code", "pk"))
        Indeling.objects.bulk_create(
            [Indeling(gemeente_id=gemeenten[row["code"]], regio_id=ids[row[code_column]]) for row in rows],
            ignore_conflicts=True,
        )
    return len(rows)


def host_label(korte_naam: str) -> str:
    """A DNS label: `Bergen (NH.)` → `bergen-nh`, `'s-Hertogenbosch` → `s-hertogenbosch`."""
    return re.sub(r"[^a-z0-9]+", "-", plain(korte_naam)).strip("-")
