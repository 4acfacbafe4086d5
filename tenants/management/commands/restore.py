from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from tenants.backups.programs import BackupFout
from tenants.backups.restore import restore_all
from tenants.backups.sealed import opened
from tenants.owner import OwnerCommand, owner_url


class Command(OwnerCommand):
    help = "Zet een kopie van `backup` terug in een lege database, vergelijkt elke tabel en werkt alles bij."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("copy", type=Path, help="één kopie, zoals backups/kompas-20270101-040000.tar.age")
        parser.add_argument("--key", type=Path, help="bestand met de geheime sleutel, als de kopie versleuteld is")

    def handle(self, copy: Path, **options: Any) -> None:
        try:
            with opened(copy, options["key"]) as backup:
                restore_all(owner_url(), backup)
        except (BackupFout, OSError) as error:
            raise CommandError(f"De kopie is niet teruggezet. {error}") from None
        # The copy may be older than the code; this also gives the rights, which do not come from the copy. One gemeente
        # that stays in maintenance must not keep the words of others from being wiped once more.
        call_command("migrate", interactive=False, verbosity=0, tolerate=True)
        # What was wiped since it was made must not come back.
        call_command("reapply_wissingen", stdout=self.stdout)
        self.stdout.write(f"{len(backup.manifest['tabellen'])} tabellen teruggezet, elk gelijk aan de kopie.")
