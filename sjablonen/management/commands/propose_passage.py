from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http import Http404

from accounts.models import Gebruiker
from redactie.actions import keep_concept, offer
from redactie.forms import as_sent
from redactie.queries import Zaak, zaak_or_404
from redactie.soorten import UitgaveFout
from sjablonen import schema
from sjablonen.queries import SOORT

FIELDS = {"code", "tekst", "titel", "bron", "bron_url", "gecontroleerd_op", "zekerheid", "reden"}
MAY = {"geldig_vanaf"}


class Command(BaseCommand):
    help = "Legt een nieuwe versie van een landelijke standaardtekst voor aan een tweede redacteur."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help=f"YAML-bestand met {named(FIELDS)}, en eventueel {named(MAY)}")
        parser.add_argument("--by", required=True, metavar="E-MAIL", help="e-mailadres van de redacteur")

    def handle(self, path: Path, by: str, **options: Any) -> None:
        try:
            wording = fields(path)
            code, gebruiker = str(wording.pop("code")), Gebruiker.objects.get(email=by.lower())
            zaak = zaak_or_404(SOORT, code, None)
            propose(zaak, wording, gebruiker)
        except Gebruiker.DoesNotExist:
            raise CommandError(f"Er is geen gebruiker {by}.") from None
        except Http404:
            raise CommandError(f"Er is geen landelijke passage {code}.") from None
        except (schema.SjabloonFout, PermissionDenied, UitgaveFout) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{code}: het voorstel wacht op een tweede lezer.")


@transaction.atomic
def propose(zaak: Zaak, wording: dict[str, Any], by: Gebruiker) -> None:
    """Raises UitgaveFout with what is wrong, when a concept is there already too."""
    if zaak.voorstel or zaak.stuk is None:
        raise UitgaveFout(f"Van {zaak.sleutel} is er al een concept of voorstel. Rond dat eerst af.")
    values = zaak.form().values() | {name: [str(value)] for name, value in wording.items()}
    page = {name: ["" if value is None else str(value)] for name, value in zaak.page().items()}
    kept = keep_concept(zaak=zaak, data=as_sent({**values, **page}), by=by)
    form = kept.zaak.whole if kept.zaak.voorstel else kept.form
    if not form.is_valid() or not kept.zaak.voorstel:
        problems = [f"veld {name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        raise UitgaveFout("\n".join([f"De nieuwe versie van {zaak.sleutel} klopt niet:", *problems]))
    offer(zaak=kept.zaak, version=kept.zaak.voorstel.version, by=by)


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
