import logging
import time
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from tenants.backups.journal import JOURNAL, keep
from tenants.backups.keeping import held
from tenants.backups.nightly import back_up, bring_elsewhere, clean, due
from tenants.backups.programs import BackupFout
from tenants.backups.queries import last_backup
from tenants.owner import OwnerCommand, owner_url

AGAIN = timedelta(minutes=30)  # after a copy that failed
LOOK = 60  # seconds between two looks at the clock, which may jump
logger = logging.getLogger(__name__)


def rest() -> None:
    close_old_connections()
    time.sleep(LOOK)


class Journal:
    """What was wiped, brought to the copies each minute: a copy of last night does not know it (ADR 10)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_elsewhere = not settings.BACKUP_HOOK  # as far as we know, at the start

    def keep(self) -> None:
        """What fails is tried again the next minute."""
        try:
            with held(self.folder):
                if keep(owner_url(), self.folder) and settings.BACKUP_HOOK:
                    self.is_elsewhere = False
            if not self.is_elsewhere:
                bring_elsewhere(self.folder / JOURNAL)
                self.is_elsewhere = True
        except (BackupFout, OSError, psycopg.Error) as error:
            logger.error("Het wisjournaal is niet bijgewerkt. %s", error)


class Command(OwnerCommand):
    help = "Maakt een kopie van alles, met van elk bestand en elke tabel een controlegetal; versleuteld als dat kan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="map waarin de kopie komt, met de tijd als naam")
        parser.add_argument("--prune", action="store_true", help="haal daarna kopieën weg die hun tijd hebben gehad")
        parser.add_argument("--nightly", action="store_true", help="blijf draaien en doe dit elke nacht, met --prune")

    def handle(self, folder: Path, **options: Any) -> None:
        if options["nightly"]:
            self.every_night(folder)
        try:
            self.once(folder, prune=options["prune"])
        except (BackupFout, OSError) as error:
            raise CommandError(f"Er is geen kopie gemaakt. {error}") from None

    def once(self, folder: Path, *, prune: bool) -> None:
        with held(folder):
            if prune:
                clean(folder)  # first too: room for the new one
            run = back_up(url=owner_url(), folder=folder)
            gone = clean(folder) if prune else []
            journal = keep(owner_url(), folder)
            if journal and settings.BACKUP_HOOK:
                bring_elsewhere(journal)
        self.stdout.write(f"{folder / run.name}: {run.tables} tabellen, {run.size} bytes; {len(gone)} oudere weg.")

    def every_night(self, folder: Path) -> None:
        """Until it is stopped. What failed is tried again, and what a standstill made us miss is made at once."""
        again, journal = timezone.localtime(), Journal(folder)
        while True:
            now = timezone.localtime()
            journal.keep()
            try:
                good = last_backup().good
                last = timezone.localtime(good.started_at) if good else None
                if now >= max(again, due(now=now, last=last, at=settings.BACKUP_AT)):
                    self.once(folder, prune=True)
            except (BackupFout, OSError, DatabaseError) as error:
                again = now + AGAIN
                logger.error("Er is geen kopie gemaakt; om %s nog eens. %s", f"{again:%H:%M}", error)
            rest()
