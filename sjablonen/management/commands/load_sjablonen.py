from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sjablonen import schema
from sjablonen.models import Passage

FIXTURE = settings.BASE_DIR / "fixtures" / "sjablonen.yaml"


class Command(BaseCommand):
    help = "Laadt de standaardteksten van het beleidsplan. Een bestaande versie van een tekst verandert nooit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=FIXTURE)

    def handle(self, path: Path, **options: Any) -> None:
        try:
            count = load_sjablonen(schema.load(path))
        except schema.SjabloonFout as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{count} standaardteksten geladen.")


@transaction.atomic
def load_sjablonen(bestand: schema.SjablonenBestand) -> int:
    """Add what is new and refresh what stands around a text. Raises SjabloonFout when a version reads differently."""
    known = {(p.code, p.versie): p.tekst for p in Passage.objects.filter(laag=Passage.Laag.LANDELIJK)}
    for source in bestand.passages:
        if known.get((source.code, source.versie), source.tekst) != source.tekst:
            raise schema.SjabloonFout(
                f"{source.code} versie {source.versie} heeft al een andere tekst; geef de nieuwe een hoger nummer."
            )
        key = {"code", "versie", "laag"}
        Passage.objects.update_or_create(
            **source.model_dump(include=key), regio=None, defaults=source.model_dump(exclude=key)
        )
    return len(bestand.passages)
