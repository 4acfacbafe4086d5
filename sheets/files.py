"""The forms in which tables go out, by the ending of the file."""

from collections.abc import Iterable

from sheets.dutch_csv import CSV, to_csv
from sheets.ods import ODS, to_ods
from sheets.sheet import Sheet
from sheets.xlsx import XLSX, to_xlsx

BOOKS = {"xlsx": to_xlsx, "ods": to_ods}  # which hold more than one sheet
MIMETYPES = {"xlsx": XLSX, "ods": ODS, "csv": CSV}


def write_book(ending: str, sheets: Iterable[Sheet]) -> bytes:
    """CSV knows one sheet, so only the first of `sheets` is in it."""
    return BOOKS[ending](sheets) if ending in BOOKS else to_csv(next(iter(sheets)))
