"""Putting the local data of a demo file in place: instrumenten, emphasis, cijfers and meldroute."""

from typing import Any

from aanpak.lokaal_actions import add_row, add_stap, copy_voorbeeld, save_keuze
from aanpak.models import Cijfer, InstrumentKeuze, Routestap, VormKeuze
from accounts.models import Gebruiker
from sjablonen.models import Instrument, Voorbeeldstap, Vorm


def load_lokaal(data: dict[str, Any], *, by: Gebruiker) -> None:
    """Into a gemeente that has none yet. What the file leaves out stays empty."""
    instrumenten = {row.code: row for row in Instrument.objects.all()}
    vormen = {row.code: row for row in Vorm.objects.all()}
    for code, answers in data.get("instrumenten", {}).items():
        save_keuze(keuze=InstrumentKeuze(instrument=instrumenten[code], **answers), version=0, by=by)
    for code, zin in data.get("vormen", {}).items():
        save_keuze(keuze=VormKeuze(vorm=vormen[code], nadruk=True, plan_zin=zin), version=0, by=by)
    for source in data.get("cijfers", []):
        vorm = vormen[source["vorm"]] if "vorm" in source else None
        add_row(row=Cijfer(**{**source, "vorm": vorm}), by=by)
    for melder, stappen in data.get("meldroute", {}).items():
        for source in stappen:
            add_stap(stap=Routestap(melder=melder, **source), by=by)
    if data.get("voorbeeld"):
        copy_voorbeeld(voorbeeld=list(Voorbeeldstap.objects.filter(regio=None)), by=by)
