from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from tenants.backups.export import export_schema
from tenants.backups.programs import BackupFout
from tenants.models import Gemeente
from tenants.owner import OwnerCommand, owner_url

# Who wrote what: people with present or former Toegang, as the gemeente itself sees them.
PEOPLE = (
    "SELECT DISTINCT g.id, g.naam, coalesce(nullif(g.claimed_email, ''), g.email) AS email"
    " FROM accounts_gebruiker g JOIN accounts_toegang t ON t.gebruiker_id = g.id"
    " WHERE t.gemeente_id = %s ORDER BY g.naam"
)


class Command(OwnerCommand):
    help = "Schrijft alles van één gemeente naar een zip met CSV, JSON en de bestanden zelf."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("path", type=Path, help="nieuw bestand, zoals stadskanaal.zip")

    def handle(self, slug: str, path: Path, **options: Any) -> None:
        gemeente = Gemeente.objects.opened().filter(slug=slug).first()
        if gemeente is None:
            raise CommandError(f"Er is geen geopende gemeente met de naam {slug}.")
        with connection.cursor() as cursor:
            cursor.execute(PEOPLE, [gemeente.pk])
            people = [{"id": row[0], "naam": row[1], "e-mail": row[2]} for row in cursor.fetchall()]
        try:
            counts = export_schema(
                *(owner_url(), gemeente.schema_name, path),
                **{"naam": gemeente.naam, "product": settings.KOMPAS_NAAM, "people": people, "at": timezone.now()},
            )
        except (BackupFout, OSError) as error:
            raise CommandError(f"Er is niets geëxporteerd. {error}") from None
        self.stdout.write(f"{path}: {len(counts)} tabellen, {sum(counts.values())} rijen.")
