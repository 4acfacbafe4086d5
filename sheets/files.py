"""The forms in which tables go out, by the ending of the file."""

from collections.abc import Iterable

from sheets.dutch_csv import CSV, ZIP, to_csv, to_zip
from sheets.ods import ODS, to_ods
from sheets.sheet import Sheet
from sheets.xlsx import XLSX, to_xlsx

BOOKS = {"xlsx": to_xlsx, "ods": to_ods, "zip": to_zip}  # which hold more than one sheet; a zip has each as a CSV
MIMETYPES = {"xlsx": XLSX, "ods": ODS, "zip": ZIP, "csv": CSV}


def write_book(ending: str, sheets: Iterable[Sheet]) -> bytes:
    """CSV knows one sheet, so only the first of `sheets` is in it."""
    return BOOKS[ending](sheets) if ending in BOOKS else to_csv(next(iter(sheets)))
