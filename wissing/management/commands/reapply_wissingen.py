from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from tenants.backups.journal import read
from tenants.backups.programs import BackupFout
from tenants.context import in_gemeente
from tenants.models import Gemeente, Wisjournaal
from tenants.owner import OwnerCommand
from wissing.wiping import NewFile, NotWiped, repeat_wissing


class Command(OwnerCommand):
    help = "Wist na een herstel opnieuw wat gemeenten na die kopie hebben gewist. `restore` doet dit zelf; mag vaker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schema", help="alleen deze gemeente, zoals gm0037")
        parser.add_argument(
            "--wissingen", type=Path, action="append", default=[], help="wisjournaal naast de kopieën; mag vaker"
        )

    def handle(self, schema: str | None = None, **options: Any) -> None:
        done = 0
        try:
            lines = self.lines(options["wissingen"])
        except (BackupFout, OSError) as error:
            raise CommandError(f"Er is niets opnieuw gewist. {error}") from None
        for line in sorted(lines, key=lambda line: str(line["confirmed_at"])):
            if schema in (None, line["schema"]):
                done += self.repeat(line)
        self.stdout.write(f"{done} keer opnieuw gewist.")

    def lines(self, journals: list[Path]) -> list[dict[str, Any]]:
        """Of the table and of the files; each may be older than another."""
        names = ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by", "words")
        found = {
            str(row.pk): {"id": str(row.pk), "schema": row.gemeente.schema_name}
            | {name: getattr(row, name) for name in names}
            for row in Wisjournaal.objects.select_related("gemeente")
        }
        for path in [*journals, *([Path(settings.WISSINGEN_FILE)] if settings.WISSINGEN_FILE else [])]:
            for line in read(path):
                found.setdefault(line["id"], line)
        return list(found.values())

    def repeat(self, line: dict[str, Any]) -> bool:
        gemeente = Gemeente.objects.opened().filter(schema_name=line["schema"]).first()
        if gemeente is None:
            self.stderr.write(f"{line['schema']} is niet open; de wissing {line['id']} is niet herhaald.")
            return False
        try:
            with in_gemeente(gemeente):
                return repeat_wissing(line=line, gemeente=gemeente)
        except (NotWiped, NewFile, DatabaseError) as error:
            why = f"{error.soort.label}: {error.facts}" if isinstance(error, NotWiped) else error
            raise CommandError(f"De wissing {line['id']} van {gemeente.naam} is niet herhaald. {why}") from None
