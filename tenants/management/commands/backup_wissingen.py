from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.core.management.base import CommandError

from tenants.backups.journal import JOURNAL, keep
from tenants.backups.programs import BackupFout
from tenants.owner import OwnerCommand, owner_url


class Command(OwnerCommand):
    help = "Zet naast de kopieën wat gemeenten hebben gewist. `backup --nightly` doet dit elke minuut; mag vaker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="map met de kopieën")

    def handle(self, folder: Path, **options: Any) -> None:
        try:
            changed = keep(owner_url(), folder)
        except (BackupFout, OSError, psycopg.Error) as error:
            raise CommandError(f"Het wisjournaal is niet bijgewerkt. {error}") from None
        self.stdout.write(f"{folder / JOURNAL}: {'bijgewerkt' if changed else 'was al bij'}.")
