import re
from argparse import ArgumentParser
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django_tenants.utils import schema_exists

from tenants.actions import require_owner
from tenants.backups.programs import BackupFout
from tenants.backups.sealed import opened
from tenants.owner import OwnerCommand
from tenants.rechten import execute

KEPT = timedelta(days=30)
NAME = re.compile(r"^zz_(\d{8}_\d{6})_\d{6}_gm\d{4}$")


class Command(OwnerCommand):
    help = f"Wist het schema van een gemeente die {KEPT.days} dagen of langer dicht is, als de kopie ervan heel is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("schema", help="naam die close_gemeente gaf, zoals zz_20270101_120000_000000_gm0037")
        parser.add_argument("copy", type=Path, help="de kopie die close_gemeente maakte")
        parser.add_argument("--key", type=Path, help="bestand met de geheime sleutel, als de kopie versleuteld is")

    def handle(self, schema: str, copy: Path, **options: Any) -> None:
        named = NAME.match(schema)
        if named is None or not schema_exists(schema):
            raise CommandError(f"Er is geen gesloten gemeente met de naam {schema}.")
        closed = timezone.make_aware(datetime.strptime(named[1], "%Y%m%d_%H%M%S"))  # noqa: DTZ007
        if timezone.now() - closed < KEPT:
            raise CommandError(f"{schema} is nog geen {KEPT.days} dagen dicht en blijft staan.")
        try:
            require_owner()
            with opened(copy, options["key"]) as backup:
                if schema not in backup.manifest["schemas"]:
                    raise BackupFout(f"{schema} staat niet in deze kopie.")
        except (BackupFout, PermissionError) as error:
            raise CommandError(f"{schema} blijft staan. {error}") from None
        execute("DROP SCHEMA {} CASCADE", schema)
        self.stdout.write(f"{schema} is gewist.")
