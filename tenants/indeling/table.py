"""A table in a file, as Excel or the CBS writes it: separators, marks and alphabets that nobody chose."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

MOST = 2_000  # lines; there are some 342 gemeenten
MOST_BYTES = 2_000_000


class LijstFout(ValueError):
    """A file that is not what it should be, or says what cannot be; in words for who gave it."""


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows by the names of their columns, in lower case. Raises LijstFout."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise LijstFout(f"{path} is niet te lezen: {error.strerror}.") from None
    if data[:2] == b"PK":
        raise LijstFout(f"{path.name} is een Excel-bestand. Bewaar het eerst als CSV, en geef dat.")
    return rows_of(decode(data), path.name)


def rows_of(text: str, name: str) -> list[dict[str, str]]:
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=max(";,\t", key=first.count))
    try:
        lines = [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise LijstFout(f"{name} is niet als CSV te lezen: {error}.") from None
    heads, *filled = [line for line in lines if any(line)] or [[]]
    if not filled or len(filled) > MOST:
        raise LijstFout(f"{name} heeft {len(filled)} regels onder de koppen. Verwacht: 1 tot {MOST}.")
    names = [head.lower() for head in heads]
    if twice := duplicates(head for head in names if head):
        raise LijstFout(f"{name} heeft een kolom dubbel: {', '.join(twice)}.")
    return [dict(zip(names, line + [""] * len(names), strict=False)) for line in filled]


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, or else Windows."""
    if len(data) > MOST_BYTES:
        raise LijstFout(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def column(rows: list[dict[str, str]], *names: str) -> str | None:
    """The first of these names that the table has."""
    return next((name for name in names if name in rows[0]), None)


def required(rows: list[dict[str, str]], what: str, *names: str) -> str:
    found = column(rows, *names)
    if found is None:
        raise LijstFout(f"De kolom met {what} ontbreekt. Verwacht: {' of '.join(names)}. Er staat: {heads(rows)}.")
    return found


def heads(rows: list[dict[str, str]]) -> str:
    return ", ".join(name for name in rows[0] if name) or "niets"


def duplicates(values: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({value for value in values if value in seen or seen.add(value)})  # type: ignore[func-returns-value]


def day_of(text: str) -> date:
    """`2027-01-01` or `1-1-2027`. Raises LijstFout."""
    parts = text.replace("/", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(*numbers) if len(parts[0]) == 4 else date(*reversed(numbers))
    except (TypeError, ValueError):
        raise LijstFout(f"‘{text}’ is geen datum. Schrijf haar zo: 2027-01-01.") from None
