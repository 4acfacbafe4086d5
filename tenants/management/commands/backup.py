import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tenants.backups.dump import make_backup
from tenants.backups.programs import BackupFout


class Command(BaseCommand):
    help = "Maakt een kopie van alles in een nieuwe map, met van elk bestand en elke tabel een controlegetal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="map waarin de kopie een eigen map krijgt, met de tijd als naam")

    def handle(self, folder: Path, **options: Any) -> None:
        now = timezone.localtime()
        try:
            backup = make_backup(os.environ["DATABASE_OWNER_URL"], folder / f"kompas-{now:%Y%m%d-%H%M%S}", at=now)
        except (BackupFout, OSError) as error:
            raise CommandError(f"Er is geen kopie gemaakt. {error}") from None
        schemas, tables = len(backup.manifest["schemas"]), len(backup.manifest["tabellen"])
        self.stdout.write(f"{backup.folder}: {schemas} schema's, {tables} tabellen.")
