from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sjablonen import keuzelijsten
from sjablonen.management.commands.load_sjablonen import FIXTURES, find_regio
from sjablonen.models import Instrument, Voorbeeldstap, Vorm
from sjablonen.schema import SjabloonFout


class Command(BaseCommand):
    help = (
        "Laadt de keuzelijsten: instrumenten per barrière, vormen van mensenhandel en de voorbeelden van de meldroute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES, help="standaard: fixtures")

    def handle(self, folder: Path, **options: Any) -> None:
        try:
            source = keuzelijsten.load(folder)
            load_keuzelijsten(source)
        except SjabloonFout as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{len(source.instrumenten)} instrumenten, {len(source.vormen)} vormen en {len(source.stappen)} stappen "
            "geladen."
        )


@transaction.atomic
def load_keuzelijsten(source: keuzelijsten.Keuzelijsten) -> None:
    """A row that is no longer in a list stays, because a gemeente may have answered it. Nothing points to a step, so
    those are simply replaced. Raises SjabloonFout when there is no such regio."""
    for instrument in source.instrumenten:
        Instrument.objects.update_or_create(code=instrument.code, defaults=instrument.model_dump(exclude={"code"}))
    for vorm in source.vormen:
        Vorm.objects.update_or_create(code=vorm.code, defaults=vorm.model_dump(exclude={"code"}))
    Voorbeeldstap.objects.all().delete()
    Voorbeeldstap.objects.bulk_create(
        Voorbeeldstap(
            **stap.model_dump(exclude={"regio"}),
            regio=find_regio(stap.regio, code=f"meldroute {stap.melder} {stap.volgorde}") if stap.regio else None,
        )
        for stap in source.stappen
    )
