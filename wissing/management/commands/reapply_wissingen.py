import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from tenants.context import in_gemeente
from tenants.models import Gemeente, Wisjournaal
from tenants.owner import OwnerCommand
from wissing.wiping import NewFile, NotWiped, repeat_wissing


class Command(OwnerCommand):
    help = "Wist na een herstel opnieuw wat gemeenten na die kopie hebben gewist. `restore` doet dit zelf; mag vaker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--schema", help="alleen deze gemeente, zoals gm0037")

    def handle(self, schema: str | None = None, **options: Any) -> None:
        done = 0
        for line in sorted(self.lines(), key=lambda line: str(line["confirmed_at"])):
            if schema in (None, line["schema"]):
                done += self.repeat(line)
        self.stdout.write(f"{done} keer opnieuw gewist.")

    def lines(self) -> list[dict[str, Any]]:
        """Of the file and of the table; either may be older than the other."""
        names = ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by", "words")
        found = {
            str(row.pk): {"id": str(row.pk), "schema": row.gemeente.schema_name}
            | {name: getattr(row, name) for name in names}
            for row in Wisjournaal.objects.select_related("gemeente")
        }
        path = Path(settings.WISSINGEN_FILE)
        for text in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            line = json.loads(text)
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
