from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from redactie.models import Voorstel
from redactie.queries import touched
from redactie.soorten import SOORTEN
from sjablonen import keuzelijsten
from sjablonen.keuzelijst_soorten import number
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
            left = load_keuzelijsten(source)
        except SjabloonFout as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{len(source.instrumenten)} instrumenten, {len(source.vormen)} vormen en {len(source.stappen)} stappen "
            "geladen."
        )
        if left:
            self.stdout.write(f"{left} rijen waar een redacteur iets aan deed, bleven zoals ze zijn.")


@transaction.atomic
def load_keuzelijsten(source: keuzelijsten.Keuzelijsten) -> int:
    """Returns how many rows it left alone: what a redacteur published or withdrew, and the order of a list of which
    she did. A row that is no longer in a list stays, because a gemeente may have answered it. Raises SjabloonFout when
    there is no such regio."""
    return (
        load_rows(Instrument, source.instrumenten, "instrument")
        + load_rows(Vorm, source.vormen, "vorm")
        + load_stappen(source.stappen)
    )


def load_rows(model: type[Instrument | Vorm], sources: Sequence[Any], soort: str) -> int:
    left = touched(soort)
    for source in sources:
        if source.code in left:
            continue
        values = source.model_dump(exclude={"code"})
        kept = {name: value for name, value in values.items() if not left or name != "volgorde"}
        model._default_manager.update_or_create(code=source.code, defaults=kept, create_defaults=values)
    if left:  # what is new in the file stands within its group
        rows: list[Any] = SOORTEN[soort].rows(None)  # type: ignore[attr-defined]
        number(rows)
        model._default_manager.bulk_update(rows, ["volgorde"])
    return len(left)


def load_stappen(sources: Sequence[keuzelijsten.Stap]) -> int:
    """Per route: what is no longer in it goes, since nothing points to a step; a route in which a redacteur touched a
    step is left as it is."""
    # Of a regio too: there is one file for all.
    touched = set(Voorstel.objects.decided().filter(soort="voorbeeldstap").values_list("sleutel", flat=True))
    routes = {(stap.regio_id, stap.melder) for stap in Voorbeeldstap.objects.all() if str(stap.pk) in touched}
    kept = []
    for source in sources:
        where = f"meldroute {source.melder} {source.volgorde}"
        regio = find_regio(source.regio, code=where) if source.regio else None
        if (regio and regio.pk, source.melder) in routes:
            continue
        place: dict[str, Any] = {"regio": regio, "melder": source.melder, "volgorde": source.volgorde}
        values = source.model_dump(exclude=set(place))
        kept.append(Voorbeeldstap.objects.update_or_create(**place, defaults=values)[0].pk)
    others = Voorbeeldstap.objects.exclude(pk__in=kept)
    left = [stap.pk for stap in others if (stap.regio_id, stap.melder) in routes]
    others.exclude(pk__in=left).delete()
    return len(left)
