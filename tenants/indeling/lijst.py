"""The gemeenten on 1 January, as the CBS lists them ("Gemeenten alfabetisch"), or as `fixtures/gemeenten.csv` does."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from tenants.indeling.table import LijstFout, column, day_of, duplicates, read_table, required
from tenants.models import INVENTED_FROM, Regio

CODE = re.compile(r"^GM\d{4}$")
FIRST_YEAR = 2021  # of the Kader
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
Soort = Regio.Soort


@dataclass(frozen=True)
class Regel:
    """One gemeente. `regios` by kind: code and name, for the kinds that the list has a column of."""

    code: str
    naam: str
    korte_naam: str
    inwoners: int | None
    regios: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Lijst:
    naam: str
    peildatum: date
    regels: dict[str, Regel]  # by code

    @property
    def before(self) -> date:
        """The last day of what is no longer on it."""
        return self.peildatum - timedelta(days=1)

    @property
    def voorbeeld(self) -> bool:
        """Whether it is of gemeenten that do not exist."""
        return min(self.regels) >= INVENTED_FROM


def read_lijst(path: Path, peildatum: date | None = None) -> Lijst:
    """Raises LijstFout for a file of another kind, or that contradicts itself."""
    rows = read_table(path)
    code = required(rows, "de codes van gemeenten", "gemeentecodegm", "code", "gemeentecode")
    naam = required(rows, "de namen van gemeenten", "gemeentenaam", "naam")
    kort = column(rows, "korte_naam")
    namen = [bare(row[naam]) for row in rows]
    inwoners = next((name for name in rows[0] if name.startswith("inwoner")), None)
    kinds = {Soort.PROVINCIE.value: provincie_columns(rows)}
    if column(rows, "veiligheidsregio_code"):
        kinds[Soort.VEILIGHEIDSREGIO.value] = (
            "veiligheidsregio_code",
            required(rows, "de namen van veiligheidsregio's", "veiligheidsregio"),
        )
    regels = [
        Regel(
            code=code_of(row[code]),
            naam=name_of(row[naam], row[code]),
            korte_naam=name_of(row[kort], row[code]) if kort else short_of(row[naam], namen),
            inwoners=number_of(row[inwoners], row[naam]) if inwoners else None,
            regios={soort: regio_of(row, columns, row[naam]) for soort, columns in kinds.items()},
        )
        for row in rows
    ]
    check(regels)
    day = peildatum_of(path.stem, inwoners or "", rows, peildatum)
    return Lijst(path.name, day, {regel.code: regel for regel in regels})


def provincie_columns(rows: list[dict[str, str]]) -> tuple[str, str]:
    return (
        required(rows, "de codes van provincies", "provinciecodepv", "provincie_code"),
        required(rows, "de namen van provincies", "provincienaam", "provincie"),
    )


def code_of(text: str) -> str:
    """`37` and `0037` too: the CBS gives both."""
    code = f"GM{int(text):04}" if text.isascii() and text.isdigit() else text.upper()
    if not CODE.match(code):
        raise LijstFout(f"‘{text}’ is geen code van een gemeente. Verwacht: GM en vier cijfers, zoals GM0037.")
    return code


def name_of(text: str, code: str) -> str:
    if not text or len(text) > 80:
        raise LijstFout(f"De naam van {code} is leeg of langer dan 80 tekens.")
    return text


def bare(naam: str) -> str:
    """Without what the CBS puts behind it: `Beek (L.)` → `Beek`."""
    return re.sub(r" \([^()]*\)$", "", naam)


def short_of(naam: str, namen: list[str]) -> str:
    """Bare where no other is called so: there are two gemeenten of the name Bergen."""
    return bare(naam) if namen.count(bare(naam)) == 1 else naam


def number_of(text: str, naam: str) -> int | None:
    bare = text.replace(".", "").replace(" ", "")
    if bare and not (bare.isascii() and bare.isdigit() and int(bare) < 10_000_000):
        raise LijstFout(f"‘{text}’ is geen aantal inwoners, bij {naam}.")
    return int(bare) if bare else None


def regio_of(row: dict[str, str], columns: tuple[str, str], naam: str) -> tuple[str, str]:
    code, regio = row[columns[0]], row[columns[1]]
    if not code or not regio:
        raise LijstFout(f"{naam} heeft geen {columns[1]}.")
    return code.upper(), regio


def check(regels: list[Regel]) -> None:
    if twice := duplicates(regel.code for regel in regels):
        raise LijstFout(f"Deze codes staan er twee keer in: {', '.join(twice)}.")
    invented = sorted(regel.code for regel in regels if regel.code >= INVENTED_FROM)
    if invented and len(invented) < len(regels):
        raise LijstFout(f"Het CBS geeft geen codes vanaf {INVENTED_FROM}; die zijn verzonnen: {', '.join(invented)}.")
    for soort in regels[0].regios:
        names: dict[str, set[str]] = {}
        for regel in regels:
            regio, naam = regel.regios[soort]
            names.setdefault(regio, set()).add(naam)
        if double := {code: found for code, found in names.items() if len(found) > 1}:
            code, found = next(iter(double.items()))
            raise LijstFout(f"{code} heeft in het bestand meer dan één naam: {', '.join(sorted(found))}.")


def peildatum_of(stem: str, inwoners: str, rows: list[dict[str, str]], given: date | None) -> date:
    """As given, or as the file says: a column `peildatum`, or a year in a head or in the name of the file."""
    said = {day_of(row["peildatum"]) for row in rows if row.get("peildatum")}
    said |= {date(int(year), 1, 1) for year in YEAR.findall(inwoners)}
    if not said and given is None:
        said = {date(int(year), 1, 1) for year in YEAR.findall(stem)}
    found = said | ({given} if given else set())
    if not found:
        raise LijstFout("Van welke dag is deze lijst? Het bestand zegt het niet; geef --peildatum, zoals 2027-01-01.")
    if len(found) > 1:
        raise LijstFout(f"Van welke dag is deze lijst? Er staat meer dan één: {', '.join(map(str, sorted(found)))}.")
    day = found.pop()
    if (day.month, day.day) != (1, 1):
        raise LijstFout(f"De indeling verandert op 1 januari; {day:%d-%m-%Y} is een andere dag.")
    if not FIRST_YEAR <= day.year <= timezone.localdate().year + 1:
        raise LijstFout(f"{day:%d-%m-%Y} ligt te ver weg: een lijst is van dit jaar, of van het volgende.")
    return day
