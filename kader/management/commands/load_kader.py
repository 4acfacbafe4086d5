from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kader import schema
from kader.actions import KaderGewijzigd, load_kader

FIXTURE = settings.BASE_DIR / "fixtures" / "kader-2021-02.yaml"


class Command(BaseCommand):
    help = "Laadt een Kaderversie uit een YAML-bestand. Opnieuw laden mag; de kern van een versie verandert nooit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=FIXTURE)

    def handle(self, path: Path, **options: Any) -> None:
        try:
            kader = load_kader(bestand=schema.load(path))
        except (schema.KaderFout, KaderGewijzigd) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Kader {kader.versie} geladen: {kader.bouwstenen.count()} bouwstenen.")
