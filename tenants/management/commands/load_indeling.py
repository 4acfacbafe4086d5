from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenants.indeling.regios import SOORTEN, compare, load_regels, read_regels, sentences
from tenants.indeling.table import LijstFout, day_of


class Command(BaseCommand):
    help = (
        "Neemt uit een CSV op welke gemeente bij welke regio hoort, vanaf een dag; wat zij daarvoor was, eindigt de dag"
        " ervoor. Kolommen: gemeentecode, regiocode, regionaam en eventueel vanaf; voor centrumgemeente_vo is"
        " gemeentecode en centrumgemeente genoeg."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("soort", choices=[soort.value for soort in SOORTEN])
        parser.add_argument("path", type=Path, help="CSV")
        parser.add_argument("--vanaf", help="de eerste dag, zoals 2027-01-01, als het bestand het niet zegt")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--opslaan", action="store_true", help="sla op; zonder dit zie je alleen wat er verandert")
        how.add_argument("--proef", action="store_true", help="laat alleen zien wat er verandert")

    def handle(self, soort: str, path: Path, **options: Any) -> None:
        try:
            regels = read_regels(path, soort, day_of(options["vanaf"]) if options["vanaf"] else None)
            found = load_regels(soort, regels) if options["opslaan"] else compare(soort, regels)
        except LijstFout as error:
            raise CommandError(f"{error} Er is niets opgeslagen.") from None
        for line in sentences(found):
            self.stdout.write(line)
        if not options["opslaan"]:
            self.stdout.write("Dit is een proef: er is niets opgeslagen. Klopt het, geef dan --opslaan.")
