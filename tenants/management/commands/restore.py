import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tenants.backups.dump import read_backup
from tenants.backups.programs import BackupFout
from tenants.backups.restore import restore_all


class Command(BaseCommand):
    help = "Zet een kopie van `backup` terug in een lege database, vergelijkt elke tabel en werkt alles bij."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="map van één kopie, zoals backups/kompas-20270101-030000")

    def handle(self, folder: Path, **options: Any) -> None:
        try:
            backup = read_backup(folder)
            restore_all(os.environ["DATABASE_OWNER_URL"], backup)
        except (BackupFout, OSError) as error:
            raise CommandError(f"De kopie is niet teruggezet. {error}") from None
        # The copy may be older than the code; this also gives the rights, which do not come from the copy.
        call_command("migrate", interactive=False, verbosity=0)
        # What was wiped since it was made must not come back.
        call_command("reapply_wissingen", stdout=self.stdout)
        self.stdout.write(f"{len(backup.manifest['tabellen'])} tabellen teruggezet, elk gelijk aan de kopie.")
