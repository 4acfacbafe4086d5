"""What of the bijlagen a gemeente uses: the rest is general, and stays out unless it asks for all.

Only what says nothing about this gemeente goes: a law under an instrument that it does not use, ways of paying beside
its own, how to read figures that it does not give. Duties stay, and so does whatever the gemeente wrote or took in.
"""

from reports.document.passage import LOKAAL
from reports.document.plan import Plan, PlanPassage

LAWS = "bijlage_3"
# The law that a text of it is about, by the instrumenten that rest on it alone.
RESTS_ON = {
    "bijlage_3.bibob": {"bibob_vergunning", "bibob_overig"},
    "bijlage_3.opiumwet": {"sluiting_drugs"},
    "bijlage_3.omgevingswet": {"omgevingsplan", "overbewoning"},
    "bijlage_3.woningwet": {"sluiting_woningwet"},
}
WAYS_OF_PAYING = {"bijlage_4.zorgcoordinatie", "bijlage_4.functies", "bijlage_4.samen_betalen"}
UNKNOWN = {"", "onbekend"}  # of PlanKeuzes.financiering
READING_FIGURES = "bijlage_2.lokaal"
IN_THE_TABLE = "bijlage_4.opvang_minderjarigen"  # what the table of opvang says too
LAWS_NOTE = "Wetten bij instrumenten die wij niet inzetten, staan er niet bij."


def unused(whole: Plan) -> set[str]:
    """The codes of the passages that stay out."""
    if whole.keuzes.hele_bijlagen:
        return set()
    codes = laws(whole)
    if whole.keuzes.financiering not in UNKNOWN or pays_in_regio(whole):
        codes |= WAYS_OF_PAYING
    if whole.onderdeel("bijlage_4").opvang:
        codes.add(IN_THE_TABLE)
    if not whole.onderdeel("bijlage_2").cijfers:
        codes.add(READING_FIGURES)
    return {passage.code for passage in whole.passages if passage.code in codes and is_general(passage)}


def laws_note(whole: Plan) -> str:
    """What the bijlage says of what is left out; empty when nothing is."""
    printed = {passage.code for passage in whole.onderdeel(LAWS).passages}
    return "" if whole.keuzes.hele_bijlagen or laws(whole) <= printed else LAWS_NOTE


def laws(whole: Plan) -> set[str]:
    """Those under no instrument that is used; none where nobody said anything of instrumenten yet."""
    answered = [instrument for part in whole.onderdelen for instrument in part.instrumenten]
    used = {each.code for each in answered if each.tekst or "ja" in {each.beschikbaar, each.in_beleid, each.gebruikt}}
    return {code for code, instrumenten in RESTS_ON.items() if used and not instrumenten & used}


def pays_in_regio(whole: Plan) -> bool:
    """Whether a text of the regio says how it is paid there."""
    return any(passage.regio for passage in whole.onderdeel("bijlage_4").passages)


def is_general(passage: PlanPassage) -> bool:
    return passage.laag != LOKAAL and not passage.regio and not passage.to_check
