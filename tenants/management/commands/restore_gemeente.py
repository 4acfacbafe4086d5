from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from tenants.actions import closed_name
from tenants.backups.journal import near
from tenants.backups.programs import BackupFout
from tenants.backups.restore import restore_schema
from tenants.backups.sealed import opened
from tenants.models import Gemeente
from tenants.owner import OwnerCommand, owner_url


class Command(OwnerCommand):
    help = "Zet één gemeente terug uit een kopie van `backup`; wat er nu staat, blijft onder een andere naam bewaard."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="naam in het webadres, zoals stadskanaal")
        parser.add_argument("copy", type=Path, help="één kopie, zoals backups/kompas-20270101-040000.tar.age")
        parser.add_argument("--key", type=Path, help="bestand met de geheime sleutel, als de kopie versleuteld is")

    def handle(self, slug: str, copy: Path, **options: Any) -> None:
        gemeente = Gemeente.objects.opened().filter(slug=slug).first()
        if gemeente is None:
            raise CommandError(f"Er is geen geopende gemeente met de naam {slug}.")
        aside = closed_name(gemeente, timezone.localtime())
        try:
            with opened(copy, options["key"]) as backup:
                restore_schema(owner_url(), backup, gemeente.schema_name, aside=aside)
        except (BackupFout, OSError) as error:
            raise CommandError(f"{gemeente.naam} is niet teruggezet. {error}") from None
        # The copy may be older than the code; this also gives the rights, which do not come from the copy.
        call_command("migrate", schema_name=gemeente.schema_name, tenant=True, interactive=False, verbosity=0)
        # What was wiped since it was made must not come back.
        journals = near(copy)
        call_command("reapply_wissingen", schema=gemeente.schema_name, wissingen=journals, stdout=self.stdout)
        self.stdout.write(f"{gemeente.naam} is zoals op {backup.manifest['gemaakt_op']}. Wat er stond, heet {aside}.")
