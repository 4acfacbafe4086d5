from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from tenants.backups.journal import JOURNAL, near, read
from tenants.backups.programs import BackupFout
from tenants.backups.restore import restore_all
from tenants.backups.sealed import opened
from tenants.owner import OwnerCommand, owner_url

NO_JOURNAL = (
    f"Naast de kopie staat geen {JOURNAL}, dus wat daarna is gewist zou terugkomen. Leeft de oude database nog, maak"
    " het dan met backup_wissingen. Noem het anders met --wissingen, of kies --zonder-wissingen."
)


class Command(OwnerCommand):
    help = "Zet een kopie van `backup` terug in een lege database, vergelijkt elke tabel en werkt alles bij."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("copy", type=Path, help="één kopie, zoals backups/kompas-20270101-040000.tar.age")
        parser.add_argument("--key", type=Path, help="bestand met de geheime sleutel, als de kopie versleuteld is")
        parser.add_argument(
            "--wissingen",
            type=Path,
            action="append",
            default=[],
            help="nog een wisjournaal; mag vaker (zie docs/backup.md)",
        )
        parser.add_argument(
            "--zonder-wissingen",
            action="store_true",
            help="er is geen wisjournaal meer: wat na de kopie is gewist, komt terug",
        )

    def handle(self, copy: Path, **options: Any) -> None:
        try:
            journals = near(copy, *options["wissingen"])
            if not (journals or options["zonder_wissingen"] or settings.WISSINGEN_FILE):
                raise BackupFout(NO_JOURNAL)
            for path in journals:
                read(path)  # what is damaged is said before anything is put back
            with opened(copy, options["key"]) as backup:
                restore_all(owner_url(), backup)
        except (BackupFout, OSError) as error:
            raise CommandError(f"De kopie is niet teruggezet. {error}") from None
        # The copy may be older than the code; this also gives the rights, which do not come from the copy. One gemeente
        # that stays in maintenance must not keep the words of others from being wiped once more.
        call_command("migrate", interactive=False, verbosity=0, tolerate=True)
        # What was wiped since it was made must not come back.
        call_command("reapply_wissingen", wissingen=journals, stdout=self.stdout)
        self.stdout.write(f"{len(backup.manifest['tabellen'])} tabellen teruggezet, elk gelijk aan de kopie.")
