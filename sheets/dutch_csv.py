"""CSV that opens by a double click in a Dutch Excel: UTF-8 with its mark, `;` between cells, decimals with a comma.

Dates are ISO 8601: every spreadsheet takes 2026-11-29 for a date, whatever its language. A moment is local time with
its offset, 2026-11-29 18:38:05+01:00, so that the day is that of the calendar, and no hour in October stands for two.
Who reads it by program finds the same in the JSON beside it, or in XLSX.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from sheets.guard import quoted
from sheets.sheet import Cell, Sheet, ja_nee, local

CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
MARK = "\ufeff"


def to_csv(sheet: Sheet) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([quoted(title) for title in sheet.header])
    writer.writerows(written(sheet.rows))
    return (MARK + file.getvalue()).encode(errors="replace")


def to_zip(sheets: Iterable[Sheet]) -> bytes:
    """A CSV of each sheet, numbered, so that they stand in the order of the workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(sheets, start=1):
            archive.writestr(f"{number:02} {file_name(sheet)}.csv", to_csv(sheet))
    return file.getvalue()


def file_name(sheet: Sheet) -> str:
    return re.sub(r"[^\w() -]", " ", sheet.naam).strip()


def written(rows: Iterable[Sequence[Cell]]) -> Iterable[list[str]]:
    return ([in_words(cell) for cell in row] for row in rows)


def in_words(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return quoted(cell)
    if isinstance(cell, bool):
        return ja_nee(cell)
    if isinstance(cell, datetime):
        return local(cell).isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return (f"{cell:f}" if isinstance(cell, Decimal) else str(cell)).replace(".", ",")
