"""Putting the local data of a demo file in place: instrumenten, emphasis, cijfers, indicatoren and meldroute."""

from typing import Any

from aanpak.actions import add_stap, copy_voorbeeld
from aanpak.models import Cijfer, Indicator, InstrumentKeuze, Routestap, VormKeuze
from accounts.models import Gebruiker
from saving.rows import create_rows
from sjablonen.models import Instrument, Voorbeeldstap, Vorm


def load_lokaal(data: dict[str, Any], *, by: Gebruiker) -> None:
    """Into a gemeente that has none yet. What the file leaves out stays empty."""
    instrumenten = {row.code: row for row in Instrument.objects.all()}
    vormen = {row.code: row for row in Vorm.objects.all()}
    instrumentkeuzes = data.get("instrumenten", {}).items()
    create_rows(
        rows=[InstrumentKeuze(instrument=instrumenten[code], **found) for code, found in instrumentkeuzes], by=by
    )
    vormkeuzes = data.get("vormen", {}).items()
    create_rows(rows=[VormKeuze(vorm=vormen[code], nadruk=True, plan_zin=zin) for code, zin in vormkeuzes], by=by)
    without = data.get("zonder_nadruk", {}).items()
    create_rows(rows=[VormKeuze(vorm=vormen[code], waarom_niet=zin) for code, zin in without], by=by)
    cijfers = data.get("cijfers", [])
    create_rows(
        rows=[Cijfer(**{**each, "vorm": vormen[each["vorm"]] if "vorm" in each else None}) for each in cijfers], by=by
    )
    create_rows(rows=[Indicator(**each) for each in data.get("indicatoren", [])], by=by)
    for melder, stappen in data.get("meldroute", {}).items():
        for source in stappen:
            add_stap(row=Routestap(melder=melder, **source), by=by)
    if data.get("voorbeeld"):
        copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=by)
