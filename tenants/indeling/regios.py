"""Which gemeente belongs to which regio, from a file, for the kinds of which a gemeente is in one at a time.

Kompas brings no such file: who draws these regio's publishes no list. Columns, in any order: `gemeentecode`, `vanaf`
(optional when given otherwise), and `regiocode` with `regionaam`; for centrumgemeenten vrouwenopvang `centrumgemeente`,
a code of a gemeente, is enough.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.template.defaultfilters import date as written

from tenants.indeling.actions import carry_on
from tenants.indeling.lijst import code_of
from tenants.indeling.table import LijstFout, column, day_of, duplicates, read_table, required
from tenants.indeling.words import line
from tenants.locks import hold
from tenants.models import Gemeente, Indeling, Regio

Soort = Regio.Soort
# Provincie comes with the list of gemeenten; of basisteams and ketenregie a gemeente may be in several.
SOORTEN = (Soort.CENTRUMGEMEENTE_VO, Soort.ZORGCOORDINATIE, Soort.VEILIGHEIDSREGIO, Soort.POLITIE_EENHEID)
REGIOCODE_MAX = 60


@dataclass(frozen=True)
class Regel:
    gemeente: str
    regio: str
    naam: str  # empty: of the gemeente that `regio` is the code of
    vanaf: date


@dataclass
class Verschil:
    soort: str
    regels: list[tuple[Gemeente, Regel, tuple[str, ...]]] = field(default_factory=list)  # with where it was until then
    namen: dict[str, str] = field(default_factory=dict)  # of the regio's, by code
    new: list[str] = field(default_factory=list)  # codes
    same: int = 0
    absent: int = 0  # gemeenten that the file does not name


def read_regels(path: Path, soort: str, vanaf: date | None = None) -> list[Regel]:
    rows = read_table(path)
    gemeente = required(rows, "de codes van gemeenten", "gemeentecode")
    day = column(rows, "vanaf")
    if day is None and vanaf is None:
        raise LijstFout("Vanaf wanneer geldt deze indeling? Geef --vanaf, of een kolom ‘vanaf’.")
    if soort == Soort.CENTRUMGEMEENTE_VO:
        regio, naam = required(rows, "de codes van centrumgemeenten", "centrumgemeente", "regiocode"), None
    else:
        regio = required(rows, "de codes van de regio's", "regiocode")
        naam = required(rows, "de namen van de regio's", "regionaam")
    regels = [
        Regel(
            gemeente=code_of(row[gemeente]),
            regio=code_of(row[regio]) if naam is None else text_of(row[regio], REGIOCODE_MAX, row[gemeente]),
            naam="" if naam is None else text_of(row[naam], 80, row[gemeente]),
            vanaf=day_of(row[day]) if day and row[day] else vanaf or day_of(""),
        )
        for row in rows
    ]
    if twice := duplicates(regel.gemeente for regel in regels):
        raise LijstFout(f"Deze gemeenten staan er twee keer in: {', '.join(twice)}.")
    return regels


def text_of(text: str, most: int, code: str) -> str:
    if not text or len(text) > most:
        raise LijstFout(f"De regio van {code} is leeg of langer dan {most} tekens.")
    return text


def compare(soort: str, regels: list[Regel]) -> Verschil:
    """Raises LijstFout for a gemeente that is not there on the day, or a day before what is there now."""
    gemeenten = Gemeente.objects.in_bulk([regel.gemeente for regel in regels], field_name="code")
    verschil = Verschil(soort, namen=names_of(soort, regels))
    there = dict(Regio.objects.filter(soort=soort).values_list("code", "naam"))
    verschil.new = sorted(set(verschil.namen) - set(there))
    for regel in regels:
        gemeente = gemeenten.get(regel.gemeente)
        if gemeente is None or not Gemeente.objects.on(regel.vanaf).filter(pk=gemeente.pk).exists():
            raise LijstFout(f"Er is op {regel.vanaf:%d-%m-%Y} geen gemeente met de code {regel.gemeente}.")
        running = list(running_of(gemeente, soort, regel.vanaf))
        if later := [each for each in running if each.valid_from and each.valid_from > regel.vanaf]:
            raise LijstFout(
                f"{gemeente.naam} ligt sinds {later[0].valid_from:%d-%m-%Y} in {later[0].regio.naam};"
                f" {regel.vanaf:%d-%m-%Y} ligt daarvoor. Terug in de tijd kan niet."
            )
        if [each.regio.code for each in running] == [regel.regio]:
            verschil.same += 1
        else:
            verschil.regels.append((gemeente, regel, tuple(each.regio.naam for each in running)))
    world = Gemeente.objects.invented(next(iter(gemeenten.values())).is_invented)
    verschil.absent = world.on(max(regel.vanaf for regel in regels)).exclude(code__in=gemeenten).count()
    return verschil


def running_of(gemeente: Gemeente, soort: str, day: date) -> list[Indeling]:
    found = Indeling.objects.filter(gemeente=gemeente, regio__soort=soort).exclude(valid_until__lt=day)
    return list(found.select_related("regio"))


def names_of(soort: str, regels: list[Regel]) -> dict[str, str]:
    names = {regel.regio: regel.naam for regel in regels}
    if different := sorted(regel.regio for regel in regels if names[regel.regio] != regel.naam):
        raise LijstFout(f"Deze regio's hebben in het bestand meer dan één naam: {', '.join(different)}.")
    if soort != Soort.CENTRUMGEMEENTE_VO:
        return names
    found = dict(Gemeente.objects.filter(code__in=names).values_list("code", "naam"))
    if unknown := sorted(set(names) - set(found)):
        raise LijstFout(f"Deze centrumgemeenten bestaan niet: {', '.join(unknown)}.")
    return found


@transaction.atomic
def load_regels(soort: str, regels: list[Regel]) -> Verschil:
    hold("gemeentelijst")
    verschil = compare(soort, regels)
    for code, naam in verschil.namen.items():
        Regio.objects.update_or_create(soort=soort, code=code, defaults={"naam": naam})
    regios = {regio.code: regio for regio in Regio.objects.filter(soort=soort, code__in=verschil.namen)}
    for gemeente, regel, _ in verschil.regels:
        regio = regios[regel.regio]
        if not carry_on(gemeente, regio, regel.vanaf):
            Indeling.objects.create(gemeente=gemeente, regio=regio, valid_from=regel.vanaf)
    return verschil


def sentences(verschil: Verschil) -> list[str]:
    soort = Regio.Soort(verschil.soort).label
    moved = (
        f"{gemeente.naam} naar {verschil.namen[regel.regio]} vanaf {written(regel.vanaf, 'j F Y')}"
        f" (nu: {' en '.join(van) or 'nog geen'})"
        for gemeente, regel, van in verschil.regels
    )
    lines = [
        f"{soort}: {len(verschil.regels)} veranderen, {verschil.same} staan er al zo.",
        line("Nieuwe regio's", (f"{verschil.namen[code]} ({code})" for code in verschil.new)),
        line("Verandert", moved),
        f"{verschil.absent} gemeenten staan niet in het bestand en blijven waar ze zijn." if verschil.absent else "",
    ]
    return [each for each in lines if each]
