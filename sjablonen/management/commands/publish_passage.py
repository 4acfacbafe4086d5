from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Gebruiker
from sjablonen import schema
from sjablonen.actions import publish_passage

FIELDS = {"code", "tekst", "titel", "bron", "bron_url", "gecontroleerd_op", "zekerheid"}
MAY = {"reden", "geldig_vanaf"}


class Command(BaseCommand):
    help = "Geeft een nieuwe versie van een landelijke standaardtekst uit. Gemeenten met een eigen tekst zien het."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help=f"YAML-bestand met {named(FIELDS)}, en eventueel {named(MAY)}")
        parser.add_argument("--by", required=True, metavar="E-MAIL", help="e-mailadres van de redacteur")

    def handle(self, path: Path, by: str, **options: Any) -> None:
        try:
            wording = fields(path)
            code, gebruiker = wording.pop("code"), Gebruiker.objects.get(email=by.lower())
            passage = publish_passage(code=code, wording=wording, by=gebruiker)
        except Gebruiker.DoesNotExist:
            raise CommandError(f"Er is geen gebruiker {by}.") from None
        except (schema.SjabloonFout, PermissionDenied) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{passage} is uitgegeven.")


def named(fields: set[str]) -> str:
    return ", ".join(sorted(fields))


def fields(path: Path) -> dict[str, Any]:
    data = schema.read(path)
    if not isinstance(data, dict):
        raise schema.SjabloonFout(f"{path.name} klopt niet: het moet een blok met velden zijn.")
    if missing := FIELDS - set(data):
        raise schema.SjabloonFout(f"{path.name} klopt niet: {', '.join(sorted(missing))} ontbreekt.")
    if unknown := set(data) - FIELDS - MAY:
        raise schema.SjabloonFout(f"{path.name} klopt niet: {', '.join(sorted(map(str, unknown)))} is onbekend.")
    return data
