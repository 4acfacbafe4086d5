"""Tables as files: XLSX and CSV. No cell is a formula, whatever a gemeente wrote in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

Cell = str | int | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# What a spreadsheet may take for the start of a formula: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Sheet:
    naam: str  # at most 31 characters
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def to_xlsx(sheets: Iterable[Sheet]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.naam)
            page.freeze_panes(1, 0)
            page.set_column(0, len(sheet.header) - 1, 22)
            for column, title in enumerate(sheet.header):
                page.write_string(0, column, title, bold)
            for number, row in enumerate(sheet.rows, start=1):
                write_row(page, number, row, day)
    return file.getvalue()


def write_row(page: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[Cell], day: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(number, column, safe(cell))
        elif isinstance(cell, date):
            page.write_datetime(number, column, cell, day)
        elif cell is not None:
            page.write_number(number, column, cell)


def to_csv(sheet: Sheet) -> bytes:
    """As RFC 4180, in UTF-8 without a mark."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(sheet.header)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows)
    return file.getvalue().encode(errors="replace")
