from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tenants.indeling.actions import load_lijst
from tenants.indeling.change import compare
from tenants.indeling.lijst import Lijst, read_lijst
from tenants.indeling.table import LijstFout, day_of
from tenants.indeling.words import sentences
from tenants.models import Gemeentelijst

FIXTURE = settings.BASE_DIR / "fixtures" / "gemeenten.csv"
INWONERS_PEILDATUM = date(2026, 1, 1)  # of the file above


class Command(BaseCommand):
    help = (
        "Neemt de gemeenten per 1 januari in uit een CSV van het CBS: wat nieuw is, eindigt, verhuist of anders heet."
        " Zonder bestand: de lijst van 2026 die bij Kompas hoort. Opnieuw laden kan geen kwaad."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="CSV, zoals «Gemeenten alfabetisch 2027» van het CBS")
        parser.add_argument("--peildatum", help="de dag van de lijst, zoals 2027-01-01, als het bestand het niet zegt")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--opslaan", action="store_true", help="sla op; zonder dit zie je alleen wat er verandert")
        how.add_argument("--proef", action="store_true", help="laat alleen zien wat er verandert")

    def handle(self, path: Path | None = None, **options: Any) -> None:
        given = options.get("peildatum")
        try:
            lijst = read_lijst(path or FIXTURE, day_of(given) if given else None)
            if path is None and self.is_old(lijst):
                return
            if options.get("proef") or (path and not options.get("opslaan")):
                self.show(sentences(compare(lijst)))
                self.stdout.write("Dit is een proef: er is niets opgeslagen. Klopt het, geef dan --opslaan.")
                return
            change = load_lijst(lijst)
        except LijstFout as error:
            raise CommandError(f"{error} Er is niets opgeslagen.") from None
        if path or options.get("verbosity", 1) > 1:
            self.show(sentences(change))
        self.stdout.write(f"{len(lijst.regels)} gemeenten geladen.")

    def is_old(self, lijst: Lijst) -> bool:
        """An installation loads our own list at each start; once it has a newer one, ours says nothing."""
        last = Gemeentelijst.last_day(voorbeeld=False)
        if last is None or last <= lijst.peildatum:
            return False
        self.stdout.write(f"Er is al een lijst van {last:%d-%m-%Y}; die bij Kompas hoort is ouder en verandert niets.")
        return True

    def show(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write(line)
