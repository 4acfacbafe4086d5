import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from demo.country import MAXIMUM, load_country, places
from demo.country_rows import analyze, found, load_rounds, remove_country
from demo.guard import require_demo
from kader.models import KaderVersie


class Command(BaseCommand):
    help = "Laadt een land dat niet bestaat: gemeenten vanaf GM9101 en vijf meetrondes. Echte gemeenten blijven gelijk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--gemeenten", type=int, default=342, help=f"Hoeveel, tot {MAXIMUM}")
        parser.add_argument("--seed", type=int, default=2026, help="Andere antwoorden, even echt")
        parser.add_argument("--remove", action="store_true", help="Haal het hele land weer weg")

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def handle(self, **options: Any) -> None:
        if options["remove"]:
            if not settings.DATABASE_AS_OWNER:
                raise CommandError("Weghalen kan alleen met DATABASE_OWNER_URL.")
            self.stdout.write(f"{remove_country()} voorbeeldgemeenten weggehaald.")
            return
        require_demo()
        count, start = options["gemeenten"], time.perf_counter()
        if not 1 <= count <= MAXIMUM:
            raise CommandError(f"Kies een aantal van 1 tot en met {MAXIMUM}.")
        kaderversie = KaderVersie.objects.published().order_by("versie").last()
        if kaderversie is None:
            raise CommandError("Er is nog geen Kader. Doe eerst: load_kader")
        there = found()
        if there and there != count:
            raise CommandError(f"Er staan al {there} voorbeeldgemeenten. Haal die eerst weg met --remove.")
        if there:
            self.stdout.write(f"Deze {there} voorbeeldgemeenten staan er al.")
            return
        self.tell(f"Het voorbeeldland van {count} gemeenten wordt geladen. Kompas werkt intussen.")
        with transaction.atomic():
            country = list(places(count, options["seed"]))
            stored = load_rounds(country, load_country(country), kaderversie, options["seed"], tell=self.tell)
        if settings.DATABASE_AS_OWNER:
            analyze()
        seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
        self.stdout.write(f"{count} voorbeeldgemeenten en {stored} indieningen geladen in {seconds} s.")
