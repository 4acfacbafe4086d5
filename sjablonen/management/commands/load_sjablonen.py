from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from sjablonen import schema
from sjablonen.models import Controle, Passage
from tenants.models import Regio

FIXTURES = settings.BASE_DIR / "fixtures"
CHECKED = ("bron", "bron_url", "gecontroleerd_op")  # what somebody noted later, in the browser, stays


class Command(BaseCommand):
    help = "Laadt de standaardteksten van het beleidsplan. Een bestaande versie van een tekst verandert nooit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, help="standaard: fixtures/sjablonen*.yaml")

    @transaction.atomic
    def handle(self, paths: list[Path], **options: Any) -> None:
        try:
            found = [schema.load(path) for path in paths or sorted(FIXTURES.glob("sjablonen*.yaml"))]
            left = [each for bestand in found for each in load_sjablonen(bestand)]
        except schema.SjabloonFout as error:
            raise CommandError(str(error)) from None
        count = sum(len(bestand.passages) for bestand in found)
        self.stdout.write(f"{count - len(left)} standaardteksten geladen.")
        if left:
            self.stdout.write(f"Niet geladen, want een redacteur schreef hier verder: {', '.join(left)}.")


@transaction.atomic
def load_sjablonen(bestand: schema.SjablonenBestand) -> list[str]:
    """Add what is new and refresh what stands around a text; gives what it left alone, because a redacteur went on from
    there: her text, her place and her withdrawal stay.

    Raises SjabloonFout when a version reads differently, or when there is no such regio.
    """
    known = {(row.code, row.regio, row.versie): row for row in Passage.objects.select_related("regio")}
    before = {(code, regio) for code, regio, _ in known}
    by_hand = {(row.code, row.regio) for row in known.values() if row.published_by}
    checked = set(Controle.objects.values_list("passage", flat=True))
    left = []
    for source in bestand.passages:
        regio = find_regio(source.regio, code=source.code) if source.regio else None
        row = known.get((source.code, regio, source.versie))
        if (source.code, regio) in by_hand and (row is None or row.published_by):
            left.append(f"{source.code} versie {source.versie}")
            continue
        if row and row.tekst != source.tekst:
            raise schema.SjabloonFout(
                f"{source.code} versie {source.versie} heeft al een andere tekst; geef de nieuwe een hoger nummer."
            )
        key = {"code", "versie", "laag"}
        later = row and row.pk in checked and row.gecontroleerd_op > source.gecontroleerd_op
        values = source.model_dump(exclude={*key, "regio", *(CHECKED if later else ())})
        # What is new in a later release is news to who works with Kompas already.
        published = {"published_at": timezone.now()} if (source.code, regio) in before else {}
        Passage.objects.update_or_create(
            **source.model_dump(include=key), regio=regio, defaults=values, create_defaults=values | published
        )
    return left


def find_regio(wanted: schema.Regio, *, code: str) -> Regio:
    try:
        return Regio.objects.get(soort=wanted.soort, code=wanted.code)
    except Regio.DoesNotExist:
        raise schema.SjabloonFout(
            f"{code}: er is geen regio van soort {wanted.soort} met code {wanted.code}. Laad eerst de gemeenten."
        ) from None
