"""From the plans that several gemeenten share to one joint Plan. Pure: nothing here asks a database.

Every field of Plan and of PlanDeel has one rule, in the tables at the end: from what each gemeente has there to what
the joint plan has. A field without a rule is taken from the first, who began; tests/reports/document/test_joint.py
then asks for a rule.

In a joint plan `gemeenten` of a text, sentence or actie names whose it is; empty means: of all.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from reports.document.enums import PlanStatus
from reports.document.naming import joined
from reports.document.passage import LOKAAL, filled_in
from reports.document.plan import (
    FORMAAT,
    Plan,
    PlanActie,
    PlanDeel,
    PlanHuisstijl,
    PlanKeuzes,
    PlanPassage,
    PlanSamenvatting,
    PlanZin,
)

Owned = Sequence[tuple[str, Any]]  # the name of each gemeente, and what it has
Rule = Callable[[Owned], Any]


def assemble(plans: Sequence[Plan], *, jaar: int) -> Plan:
    """One Plan of at least one as it was shared (gather.gather_shared), first that of who began the joint plan.

    The same plans give the same Plan, byte for byte, so that every gemeente adopts a text with the same sha256.
    """
    return Plan(**{**merged([(naam_of(plan), plan) for plan in plans], RULES), "jaar": jaar})


def merged(owned: Owned, rules: dict[str, Rule]) -> dict[str, Any]:
    """Every field of what they own, by its rule."""
    names = [field.name for field in fields(owned[0][1])]
    return {name: rules.get(name, of_first)([(naam, getattr(row, name)) for naam, row in owned]) for name in names}


def naam_of(plan: Plan) -> str:
    return plan.gemeenten[0].korte_naam


def of_first(owned: Owned) -> Any:
    return owned[0][1]


def first_filled(owned: Owned) -> Any:
    return next((value for _, value in owned if value), owned[0][1])


def of_all(owned: Owned) -> tuple[Any, ...]:
    """One after the other."""
    return tuple(row for _, rows in owned for row in rows)


def by_code(owned: Owned) -> tuple[Any, ...]:
    """Each code once, as the first who has it says it."""
    rows: dict[str, Any] = {}
    for row in of_all(owned):
        rows.setdefault(row.code, row)
    return tuple(rows.values())


def latest(owned: Owned) -> Any:
    """When the last of them shared; not now, else no two assemblies would be the same."""
    return max(value for _, value in owned)


def always(value: Any) -> Rule:
    """Whatever they have: an adoption fills it later, or it is for one gemeente alone."""
    return lambda _: value


def keuzes(owned: Owned) -> PlanKeuzes:
    """The form and the bijlagen of who began; how a gemeente pays, and how far it is, is for that one alone."""
    first = owned[0][1]
    return PlanKeuzes(vorm=first.vorm, bijlagen=first.bijlagen, codes=first.codes, hele_bijlagen=first.hele_bijlagen)


def samenvatting(owned: Owned) -> PlanSamenvatting | None:
    """What one gemeente puts first, it did not put first for the others."""
    return owned[0][1] if len(owned) == 1 else None


def herkomst(owned: Owned) -> str:
    """Once when it is the same everywhere, else each under its name."""
    said = [(naam, text) for naam, text in owned if text]
    if len(said) == len(owned) and len({text for _, text in said}) == 1:
        return said[0][1]
    return " ".join(f"{naam}: {text}" for naam, text in said)


def onderdelen(owned: Owned) -> tuple[PlanDeel, ...]:
    parts = [(naam, {part.code: part for part in rows}) for naam, rows in owned]
    return tuple(
        PlanDeel(**merged([(naam, mine.get(code, PlanDeel(code, ""))) for naam, mine in parts], PART_RULES))
        for code in woven(mine for _, mine in parts)
    )


def passages(owned: Owned) -> tuple[PlanPassage, ...]:
    """A standard text once where it is the same version; a text of a gemeente, or of its regio, under its name."""

    def same(passage: PlanPassage) -> Hashable:
        versie = None if passage.laag == LOKAAL else passage.versie
        return passage.laag, versie, passage.regio, passage.titel, passage.tekst

    everybody = [naam for naam, _ in owned]
    return tuple(named(passage, namen or everybody, namen) for passage, namen in grouped(owned, same))


def named(passage: PlanPassage, names: Sequence[str], gemeenten: tuple[str, ...]) -> PlanPassage:
    """`{gemeente}` becomes the names of whom it is for; what a gemeente wrote itself stays as it is."""
    naam = joined(names)
    if passage.laag == LOKAAL:
        return replace(passage, bron=filled_in(passage.bron, naam), gemeenten=gemeenten)
    titel, tekst = filled_in(passage.titel, naam), filled_in(passage.tekst, naam)
    return replace(passage, titel=titel, tekst=tekst, gemeenten=gemeenten)


def zinnen(owned: Owned) -> tuple[PlanZin, ...]:
    """Per bouwsteen or question what each says; what all say in the same words once, without a name."""
    return tuple(replace(zin, gemeenten=namen) for zin, namen in grouped(owned, lambda zin: zin))


def acties(owned: Owned) -> tuple[PlanActie, ...]:
    """All of each: two that look the same are done, and paid for, twice."""
    return tuple(replace(actie, gemeenten=(naam,)) for naam, rows in owned for actie in rows)


def same_once(owned: Owned) -> tuple[Any, ...]:
    """What all do alike once, without a name; the rest per gemeente."""
    return tuple(replace(row, gemeenten=namen) for row, namen in grouped(owned, lambda row: row))


def each_own(owned: Owned) -> tuple[Any, ...]:
    """All of each under its name: two counts that are alike are still two."""
    return tuple(replace(row, gemeenten=(naam,) if len(owned) > 1 else ()) for naam, rows in owned for row in rows)


def none_if_nobody(rule: Rule) -> Rule:
    """That rule, and none where nobody can have any."""

    def apply(owned: Owned) -> Any:
        found = [rows for _, rows in owned if rows is not None]
        return rule([(naam, rows or ()) for naam, rows in owned]) if found else None

    return apply


def grouped(owned: Owned, same: Callable[[Any], Hashable]) -> list[tuple[Any, tuple[str, ...]]]:
    """Each row with the names of who has it (none when all do); rows with one code together, in a common order."""
    groups: dict[str, dict[Hashable, tuple[Any, list[str]]]] = {}
    for naam, rows in owned:
        for row in rows:
            groups.setdefault(row.code, {}).setdefault(same(row), (row, []))[1].append(naam)
    order = woven([row.code for row in rows] for _, rows in owned)
    found = [group for code in order for group in groups[code].values()]
    return [(row, () if len(names) == len(owned) else tuple(names)) for row, names in found]


def woven(rows: Iterable[Iterable[str]]) -> list[str]:
    """Every code once; one that only a later row has stands behind the one it follows there."""
    order: list[str] = []
    for codes in rows:
        place = 0
        for code in codes:
            if code not in order:
                order.insert(place, code)
            place = order.index(code) + 1
    return order


RULES: dict[str, Rule] = {
    "formaat": always(FORMAAT),
    "gemeenten": of_all,
    "jaar": of_first,
    "status": always(PlanStatus.CONCEPT.value),
    "herkomst": herkomst,
    "made_at": latest,
    "kader": of_first,
    "rollen": by_code,
    "themas": by_code,
    "onderdelen": onderdelen,
    "stand": always(()),
    "stand_op": always(None),
    "keuzes": keuzes,
    "huisstijl": always(PlanHuisstijl()),  # the look of one gemeente is not that of all
    "samenvatting": samenvatting,
    "scenarios": always(None),  # each gemeente decides about its own money
    "begrippen": by_code,
    "uitvoering": always(None),
    "evaluatie": always(None),
    "wijzigingen": always(()),
    "titel": of_first,
    "citeertitel": always(""),
    "adres": always(""),
    "periode_van": of_first,
    "periode_tot": of_first,
    "evaluatiedatum": always(None),
    "vaststellingen": always(()),
}
PART_RULES: dict[str, Rule] = {
    "code": of_first,
    "titel": first_filled,
    "passages": passages,
    "zinnen": zinnen,
    "acties": acties,
    "vervallen": acties,
    "instrumenten": same_once,
    "nadruk": same_once,
    "cijfers": each_own,
    "meldroutes": same_once,
    "indicatoren": none_if_nobody(each_own),
    "zonder_nadruk": none_if_nobody(same_once),
    "landelijk": first_filled,
    "opvang": first_filled,
}
