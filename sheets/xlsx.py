"""XLSX with real numbers and dates. A cell of text is text by its type, and says exactly what was written."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sheets.guard import looks_like_formula
from sheets.sheet import Cell, Sheet, ja_nee, local
from sheets.widths import widths_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = {"font_name": "Arial", "font_size": 10}  # on every computer, or one of the same widths
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": FONT,
}
CELL_MAX = 32_767  # of Excel; a longer text would be left out without a word
FORBIDDEN = str.maketrans(dict.fromkeys(r"[]:*?/\ "[:-1], " "))


@dataclass(frozen=True)
class Looks:
    head: Format
    text: Format
    risky: Format  # stays text when somebody edits it, which the sheet shows by a quote that is no part of the cell
    day: Format
    moment: Format
    known: dict[str, Format]  # of texts that were judged: a round says the same hundred thousand times

    def of(self, text: str) -> Format:
        if text not in self.known:
            self.known[text] = self.risky if looks_like_formula(text) else self.text
        return self.known[text]


def to_xlsx(sheets: Iterable[Sheet]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        top = {"valign": "top"}
        looks = Looks(
            head=book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E6F1F3", **top}),
            text=book.add_format({"text_wrap": True, **top}),
            risky=book.add_format({"text_wrap": True, "quote_prefix": True, **top}),
            day=book.add_format({"num_format": "dd-mm-yyyy", **top}),
            moment=book.add_format({"num_format": "dd-mm-yyyy hh:mm", **top}),
            known={},
        )
        for sheet in sheets:
            write_sheet(book.add_worksheet(sheet.naam.translate(FORBIDDEN)[:31]), sheet, looks)
    return file.getvalue()


def write_sheet(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    rows = list(sheet.rows)
    page.freeze_panes(1, 0)
    for column, width in enumerate(widths_of(sheet, rows)):
        page.set_column(column, column, width)
    for column, title in enumerate(sheet.header):
        page.write_string(0, column, title, looks.head)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            write_cell(page, number, column, cell, looks)
    if sheet.filters:
        page.autofilter(0, 0, len(rows), len(sheet.header) - 1)


def write_cell(page: Worksheet, row: int, column: int, cell: Cell, looks: Looks) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        cell = ja_nee(cell)
    if isinstance(cell, str):
        text = cell if len(cell) <= CELL_MAX else f"{cell[: CELL_MAX - 1]}…"
        page.write_string(row, column, text, looks.of(text))
    elif isinstance(cell, datetime):  # a sheet knows no zones: as the clock on the wall said
        page.write_datetime(row, column, local(cell).replace(tzinfo=None), looks.moment)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, looks.day)
    else:
        page.write_number(row, column, cell, looks.text)
