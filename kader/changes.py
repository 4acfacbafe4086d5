"""What is different between two versions, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kader.kept import inhoud_of
from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, Omzetting
from kader.omzetting import Step, step_between

Row = Bouwsteen | AanvullendeVraag
Soort = Omzetting.Soort
TITELS: dict[str, str] = {
    Soort.SAMENGEVOEGD: "Samengevoegd",
    Soort.GESPLITST: "Gesplitst",
    Soort.HERNOEMD: "Andere naam, code of tekst",
    Soort.NIEUW: "Nieuw",
    Soort.VERVALLEN: "Vervallen",
}


@dataclass(frozen=True)
class Change:
    old: tuple[Row, ...]
    new: tuple[Row, ...]


@dataclass(frozen=True)
class Changes:
    unchanged: int
    groups: list[tuple[str, list[Change]]]  # title and what stands under it; empty groups are left out


def changes_of(van: KaderVersie, naar: KaderVersie) -> Changes:
    return in_groups(step_between(van, naar), rows_by_code(van), rows_by_code(naar))


def rows_by_code(kader: KaderVersie) -> dict[str, Row]:
    """All bouwstenen and then all questions, in their order."""
    inhoud = inhoud_of(kader)
    rows: list[Row] = [*inhoud.bouwstenen, *inhoud.vragen]
    return {row.code: row for row in rows}


def in_groups(step: Step, old: Mapping[str, Row], new: Mapping[str, Row]) -> Changes:
    found: dict[str, list[Change]] = {soort: [] for soort in TITELS}
    unchanged = 0
    for code, row in new.items():
        soort, sources = step.soort(code), step.sources[code]
        if soort == Soort.ONGEWIJZIGD:
            unchanged += 1
            continue
        heirs = step.heirs[sources[0]] if soort == Soort.GESPLITST else (code,)
        change = Change(tuple(old[each] for each in sources), tuple(new[each] for each in heirs) or (row,))
        if change not in found[soort]:
            found[soort].append(change)
    found[Soort.VERVALLEN] = [Change((row,), ()) for code, row in old.items() if code in step.dropped]
    return Changes(unchanged, [(titel, found[soort]) for soort, titel in TITELS.items() if found[soort]])
