"""From one version of the Kader to the next: loading what became of each code, and asking it.

Asked over more versions at once, as by a gemeente that passed one over, the steps are taken together.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from kader.models import AanvullendeVraag, Bouwsteen, KaderVersie, Omzetting
from kader.omzetting_schema import Side, problems
from kader.schema import KaderBestand, KaderFout

Soort = Omzetting.Soort
Value = TypeVar("Value")
SAME = (Soort.ONGEWIJZIGD, Soort.HERNOEMD)


def find_problems(bestand: KaderBestand) -> list[str]:
    """What is wrong with where this version comes from, in words; nothing for the first of an installation."""
    versie, omzetting = bestand.kader.versie, bestand.omzetting
    if omzetting is None:
        older = KaderVersie.objects.filter(versie__lt=versie).order_by("versie").last()
        return [f"omzetting: ontbreekt; zeg wat er van elke code van {older} is geworden"] if older else []
    vorige = KaderVersie.objects.filter(versie=omzetting.van_versie).first()
    if vorige is None or omzetting.van_versie >= versie:
        return [f"omzetting > van_versie: {omzetting.van_versie} is geen eerdere versie die al is geladen"]
    new = bestand.teksten()
    found: list[str] = []
    for place, rows, old in (
        ("bouwstenen", omzetting.bouwstenen, dict(vorige.bouwstenen.values_list("code", "tekst"))),
        ("vragen", omzetting.vragen, dict(vorige.aanvullende_vragen.values_list("code", "vraag"))),
    ):
        mine = {code: tekst for code, tekst in new.items() if ("-P" in code) == (place == "bouwstenen")}
        found += problems(f"omzetting > {place}", rows, Side(vorige.versie, old), Side(versie, mine))
    return found


def check_omzetting(bestand: KaderBestand) -> None:
    """Raises KaderFout."""
    if found := find_problems(bestand):
        raise KaderFout("\n- ".join([f"Kader {bestand.kader.versie} klopt niet:", *found]))


def load_omzetting(kader: KaderVersie, bestand: KaderBestand) -> list[str]:
    """Keep the rows; of a version that holds already they are fixed, and the differences are returned."""
    new = {pair for row in rows_of(bestand) for pair in row}
    old = set(kader.omzettingen.values_list("van", "naar", "soort"))
    if kader.published_at and new != old:
        return [f"omzetting {van or '–'} → {naar or '–'}: {soort}" for van, naar, soort in sorted(new ^ old)]
    kader.omzettingen.all().delete()
    Omzetting.objects.bulk_create(
        Omzetting(kaderversie=kader, van=van, naar=naar, soort=soort) for van, naar, soort in sorted(new)
    )
    remember_origin(kader)
    return []


def rows_of(bestand: KaderBestand) -> Iterator[list[tuple[str, str, str]]]:
    if bestand.omzetting:
        for row in (*bestand.omzetting.bouwstenen, *bestand.omzetting.vragen):
            yield [(van, naar, row.soort) for van in row.van or [""] for naar in row.naar or [""]]


def remember_origin(kader: KaderVersie) -> None:
    """Give each bouwsteen and question the code under which rules of Kompas know it."""
    same = {row.naar: row.van for row in kader.omzettingen.all() if row.soort in SAME}
    for model in (Bouwsteen, AanvullendeVraag):
        former = dict(model._default_manager.filter(kaderversie=kader.vorige_id).values_list("code", "oorsprong"))
        for row in model._default_manager.filter(kaderversie=kader):
            origin = former.get(same.get(row.code, ""), "") if kader.vorige_id else row.code
            model._default_manager.filter(pk=row.pk).update(oorsprong=origin)


@dataclass(frozen=True)
class Step:
    """What becomes of every code between two versions: `pairs` are code, code and the kind of change."""

    van: KaderVersie
    naar: KaderVersie
    pairs: tuple[tuple[str, str, str], ...] = field(repr=False)

    @cached_property
    def sources(self) -> dict[str, tuple[str, ...]]:
        """Per new code the old ones that it comes from; none when it is new."""
        found: dict[str, list[str]] = defaultdict(list)
        for van, naar, _ in self.pairs:
            if naar:
                found[naar] += [van] if van else []
        return {code: tuple(dict.fromkeys(codes)) for code, codes in found.items()}

    @cached_property
    def heirs(self) -> dict[str, tuple[str, ...]]:
        """Per old code the new ones that it went to; none when it was dropped."""
        found: dict[str, list[str]] = defaultdict(list)
        for van, naar, _ in self.pairs:
            if van:
                found[van] += [naar] if naar else []
        return {code: tuple(dict.fromkeys(codes)) for code, codes in found.items()}

    @cached_property
    def unchanged(self) -> frozenset[str]:
        """New codes whose text is the old one."""
        return frozenset(naar for _, naar, soort in self.pairs if soort == Soort.ONGEWIJZIGD)

    def soort(self, naar: str) -> Soort:
        """Of what stands in the new version: what happened to it. Joined goes before split, where both did."""
        sources = self.sources[naar]
        if not sources:
            return Soort.NIEUW
        if len(sources) > 1:
            return Soort.SAMENGEVOEGD
        if len(self.heirs[sources[0]]) > 1:
            return Soort.GESPLITST
        return Soort.ONGEWIJZIGD if naar in self.unchanged else Soort.HERNOEMD

    @property
    def renamed(self) -> dict[str, str]:
        """Per old code the new one, of what was at most renamed and so says the same."""
        return {codes[0]: naar for naar, codes in self.sources.items() if self.soort(naar) in SAME}

    @property
    def dropped(self) -> tuple[str, ...]:
        return tuple(van for van, heirs in self.heirs.items() if not heirs)


def step_between(van: KaderVersie, naar: KaderVersie) -> Step:
    """From an older to a newer version, step by step along what each followed.

    Raises KaderVersie.DoesNotExist when the one does not lead to the other.
    """
    steps: list[KaderVersie] = []
    step: KaderVersie | None = naar
    while step is not None and step != van:
        steps.append(step)
        step = step.vorige
    if step is None or not steps:
        raise KaderVersie.DoesNotExist(f"Kader {naar} volgt niet op {van}.")
    pairs = pairs_of(steps.pop())
    while steps:
        pairs = joined(pairs, pairs_of(steps.pop()))
    return Step(van, naar, tuple(pairs))


def translated(values: Mapping[str, Value], van: KaderVersie, naar: KaderVersie) -> dict[str, Value]:
    """What stands by the codes of one version, by those of another, older or newer: of what says the same in both."""
    if van == naar:
        return dict(values)
    try:
        older, newer = sorted((van, naar), key=lambda kader: kader.versie)
        codes = step_between(older, newer).renamed
    except KaderVersie.DoesNotExist:
        return {}
    codes = codes if older == van else {new: old for old, new in codes.items()}
    return {codes[code]: value for code, value in values.items() if code in codes}


def pairs_of(kader: KaderVersie) -> list[tuple[str, str, str]]:
    return list(kader.omzettingen.values_list("van", "naar", "soort").order_by("van", "naar", "soort"))


def joined(first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Two steps as one; only what both leave unchanged is unchanged, and the graph itself says what was split."""
    found = [("", naar, str(soort)) for van, naar, soort in second if not van]
    for van, middle, soort in first:
        if not middle:
            found.append((van, "", soort))
        for naar, then in ((naar, then) for code, naar, then in second if code and code == middle):
            found.append((van, naar, str(soort_of_both(van, naar, (soort, then)))))
    kept_on = {van for van, naar, _ in found if van and naar}
    reached = {naar for van, naar, _ in found if van and naar}
    return list(dict.fromkeys(row for row in found if makes_sense(row, kept_on, reached)))


def soort_of_both(van: str, naar: str, soorten: tuple[str, str]) -> Soort:
    if van and naar:
        return Soort.ONGEWIJZIGD if set(soorten) == {Soort.ONGEWIJZIGD} else Soort.HERNOEMD
    return Soort.VERVALLEN if van else Soort.NIEUW


def makes_sense(row: tuple[str, str, str], kept_on: set[str], reached: set[str]) -> bool:
    """Not: dropped or new by one way, where another way kept it."""
    van, naar, _ = row
    if van and naar:
        return True
    return van not in kept_on if van else bool(naar) and naar not in reached
