"""What a list changes, as an operator reads it before she saves it."""

from collections.abc import Iterable

from django.template.defaultfilters import date as written

from tenants.indeling.change import Change, Move
from tenants.models import Regio

MOST = 40  # names in one line


def sentences(change: Change) -> list[str]:
    lijst = change.lijst
    day, before = written(lijst.peildatum, "j F Y"), written(lijst.before, "j F Y")
    begin = f"Lijst per {day}: {len(lijst.regels)} gemeenten."
    if change.is_empty:
        return [begin, "Alles staat er al zo; er verandert niets."]
    regels = lijst.regels
    lines = [
        begin,
        line("Nieuw", (f"{regels[code].naam} ({code}, webadres {slug})" for code, slug in change.new.items())),
        line(f"Eindigt op {before}", (f"{gemeente.naam} ({gemeente.code})" for gemeente in change.ended)),
        line("Begon bij vergissing, en telt nooit mee", (f"{each.naam} ({each.code})" for each in change.mistaken)),
        line(
            "Komt terug, en telt ook mee in de tijd ertussen",
            (f"{gemeente.naam} ({gemeente.code}, weg sinds {gemeente.valid_until})" for gemeente in change.back),
        ),
        line("Heet anders", (f"{gemeente.naam} wordt {regels[gemeente.code].naam}" for gemeente in change.renamed)),
        *moves(change, day),
        line("Een regio heet anders of is nieuw", change.regios.values()),
        f"Inwoners bijgewerkt: {len(change.counted)}." if change.counted else "",
        *warnings(change),
    ]
    return [each for each in lines if each]


def line(what: str, names: Iterable[str]) -> str:
    found = sorted(names)
    if not found:
        return ""
    listed = "; ".join(found) if len(found) <= MOST else f"{'; '.join(found[:3])} en {len(found) - 3} andere"
    return f"{what} ({len(found)}): {listed}."


def moves(change: Change, day: str) -> list[str]:
    """Those of gemeenten that were there; where a new one lies, it says itself."""
    found = [move for move in change.moved if move.gemeente and not change.first]
    lines = []
    for soort in dict.fromkeys(move.soort for move in found):
        names = (described(move, change) for move in found if move.soort == soort)
        lines.append(line(f"Andere {Regio.Soort(soort).label.lower()} vanaf {day}", names))
    return lines


def described(move: Move, change: Change) -> str:
    van = " en ".join(sorted(indeling.regio.naam for indeling in move.van)) or "geen"
    return f"{move.naam}, van {van} naar {change.lijst.regels[move.code].regios[move.soort][1]}"


def warnings(change: Change) -> list[str]:
    lines = []
    if change.gap > 1:
        lines.append(
            f"Let op: de vorige lijst is van {change.gap} jaar eerder. Wat in de jaren ertussen eindigde, krijgt de"
            " laatste dag vóór deze lijst."
        )
    if change.ended and not change.first:
        lines.append("Nog te doen: leg bij elke gemeente die eindigt vast in welke zij overgaat (herindeling).")
    soorten = next(iter(change.lijst.regels.values())).regios
    if change.new and not change.first and Regio.Soort.VEILIGHEIDSREGIO.value not in soorten:
        names = ", ".join(sorted(change.lijst.regels[code].naam for code in change.new))
        lines.append(f"Nog te doen: deze lijst zegt niet in welke veiligheidsregio {names} ligt (load_indeling).")
    return lines
