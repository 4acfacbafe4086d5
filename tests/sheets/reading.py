"""What is in the cells of a file, read as a program would: type and value, never the words of our own writer."""

import csv
import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))


def book_of(content):
    """As another library reads an XLSX or ODS: the rows of each sheet by its name, with an empty cell as ""."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def csvs_of(content):
    """The rows of each CSV in a zip, by the name of its file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: rows_of_csv(archive.read(name)) for name in archive.namelist()}


def kinds_of(values):
    """Which kinds of value there are: a pivot table counts with numbers and groups by days, and mixes neither."""
    kinds = {str: "text", int: "number", float: "number"}
    return {"date" if isinstance(value, date) else kinds[type(value)] for value in values if value != ""}


def rows_of_csv(content):
    """As a Dutch Excel takes it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def cells_of_xlsx(content, number=1):
    """By address: ("s", text), or ("n", number as written)."""
    parts = parts_of(content)
    strings = [
        "".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in ET.fromstring(parts["xl/sharedStrings.xml"])
    ]
    found = {}
    for cell in ET.fromstring(parts[f"xl/worksheets/sheet{number}.xml"]).iter(f"{MAIN}c"):
        assert cell.find(f"{MAIN}f") is None
        if (value := cell.find(f"{MAIN}v")) is not None:
            kind = cell.get("t", "n")
            found[cell.get("r")] = (kind, unescaped(strings[int(value.text)]) if kind == "s" else value.text)
    return found


def unescaped(text):
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def rows_of_ods(content):
    """Of the first sheet: (type, value)."""
    table = next(ET.fromstring(parts_of(content)["content.xml"]).iter(f"{TABLE}table"))
    return [[cell_of_ods(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in table.iter(f"{TABLE}table-row")]


def cell_of_ods(cell):
    assert cell.get(f"{TABLE}formula") is None
    kind = cell.get(f"{OFFICE}value-type", "")
    value = {"float": cell.get(f"{OFFICE}value"), "date": cell.get(f"{OFFICE}date-value")}.get(kind)
    return kind, value or "\n".join(map(paragraph, cell.iter(f"{TEXT}p")))


def paragraph(element):
    said = element.text or ""
    for child in element:
        said += {f"{TEXT}tab": "\t", f"{TEXT}s": " " * int(child.get(f"{TEXT}c", "1"))}[child.tag] + (child.tail or "")
    return said
