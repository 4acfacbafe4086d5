from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from tenants.actions import close_gemeente
from tenants.backups.dump import make_backup
from tenants.backups.nightly import sealed
from tenants.backups.programs import BackupFout
from tenants.models import Gemeente
from tenants.owner import OwnerCommand, owner_url


class Command(OwnerCommand):
    help = "Sluit een gemeente: haar webadres gaat weg, haar schema krijgt een andere naam en er komt een kopie van."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("folder", type=Path, help="map waarin de kopie komt, onder de naam die het schema krijgt")

    def handle(self, slug: str, folder: Path, **options: Any) -> None:
        gemeente = Gemeente.objects.opened().filter(slug=slug).first()
        if gemeente is None:
            raise CommandError(f"Er is geen geopende gemeente met de naam {slug}.")
        try:
            aside = close_gemeente(gemeente=gemeente)
            kept = sealed(make_backup(owner_url(), folder / aside, at=timezone.localtime(), schemas=[aside]).folder)
        except PermissionError as error:
            raise CommandError(str(error)) from None
        except (BackupFout, OSError) as error:
            raise CommandError(f"{gemeente.naam} is gesloten en staat in {aside}, maar zonder kopie. {error}") from None
        self.stdout.write(f"{gemeente.naam} is gesloten. Haar schema heet nu {aside}; de kopie staat in {kept}.")
