"""ODS, the open form that government is to offer (Forum Standaardisatie: ODF). Written by hand: the libraries that know
it are dead, or bring pandas, and what we need of it are cells, widths and filters.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

from sheets.sheet import Cell, Sheet, ja_nee, local
from sheets.widths import widths_of

ODS = "application/vnd.oasis.opendocument.spreadsheet"
# What XML 1.0 has no way to write, as it is or by number.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(" {2,}|\t|^ | $")
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "table": "table",
        "text": "text",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
STYLES = """<number:date-style style:name="dag"><number:day number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>
<number:date-style style:name="tijd"><number:day number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>
<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>
<number:minutes number:style="long"/></number:date-style>
"""
FONT = 'fo:font-family="Arial" fo:font-size="10pt"'
TOP = 'style:vertical-align="top"'
CELLS = f"""<style:style style:name="kop" style:family="table-cell"><style:table-cell-properties
 fo:wrap-option="wrap" {TOP} fo:background-color="#e6f1f3" fo:border-bottom="0.5pt solid #18272d"/>
<style:text-properties {FONT} fo:font-weight="bold"/></style:style>
<style:style style:name="tekst" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" {TOP}/>
<style:text-properties {FONT}/></style:style>
<style:style style:name="dagcel" style:family="table-cell" style:data-style-name="dag"><style:table-cell-properties
 {TOP}/><style:text-properties {FONT}/></style:style>
<style:style style:name="tijdcel" style:family="table-cell" style:data-style-name="tijd"><style:table-cell-properties
 {TOP}/><style:text-properties {FONT}/></style:style>
"""
MANIFEST = f"""{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"
 manifest:media-type="{ODS}"/><manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml"
 manifest:media-type="text/xml"/></manifest:manifest>
"""
# The head stays in view, per sheet; LibreOffice and Excel read it here.
SETTINGS = f"""{HEAD}<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office"
 office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings">
<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>
<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>
<config:config-item-map-named config:name="Tables">%s</config:config-item-map-named>
</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>
</office:document-settings>
"""
FROZEN = (
    *(("VerticalSplitMode", "short", 2), ("VerticalSplitPosition", "int", 1), ("ActiveSplitRange", "short", 2)),
    *(("PositionTop", "int", 0), ("PositionBottom", "int", 1)),
)
POINTS = 5.6  # of one character


def to_ods(sheets: Iterable[Sheet]) -> bytes:
    filled = [(sheet, list(sheet.rows)) for sheet in sheets]
    widths = {width for sheet, rows in filled for width in widths_of(sheet, rows)}
    content = "".join(
        [
            f'{HEAD}<office:document-content {NAMESPACES} office:version="1.3">',
            f"<office:automatic-styles>{STYLES}{CELLS}",
            *(column_style(width) for width in sorted(widths)),
            "</office:automatic-styles><office:body><office:spreadsheet>",
            *(part for sheet, rows in filled for part in table(sheet, rows)),
            "<table:database-ranges>",
            *(filter_of(number, sheet, rows) for number, (sheet, rows) in enumerate(filled) if sheet.filters),
            "</table:database-ranges></office:spreadsheet></office:body></office:document-content>",
        ]
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", ODS, zipfile.ZIP_STORED
        )  # first and as it is, so that a program knows the file by it
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content.encode(errors="replace"))
        archive.writestr("settings.xml", SETTINGS % "".join(frozen(sheet) for sheet, _ in filled))
    return file.getvalue()


def column_style(width: int) -> str:
    return (
        f'<style:style style:name="b{width}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{width * POINTS:.0f}pt"/></style:style>'
    )


def frozen(sheet: Sheet) -> str:
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in FROZEN
    )
    name = quoteattr(name_of(sheet))
    return f"<config:config-item-map-entry config:name={name}>{items}</config:config-item-map-entry>"


def table(sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(name_of(sheet))}>"
    for width in widths_of(sheet, rows):
        yield f'<table:table-column table:style-name="b{width}"/>'
    titles = "".join(text_cell(title, "kop") for title in sheet.header)
    yield f"<table:table-header-rows><table:table-row>{titles}</table:table-row></table:table-header-rows>"
    for row in rows:
        yield f"<table:table-row>{''.join(map(cell_of, row))}</table:table-row>"
    yield "</table:table>"


def name_of(sheet: Sheet) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", sheet.naam)[:31]


def cell_of(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        return text_cell(ja_nee(cell))
    if isinstance(cell, str):
        return text_cell(cell)
    if isinstance(cell, datetime):
        moment = local(cell).replace(tzinfo=None)
        return typed("date", "date-value", moment.isoformat(), f"{moment:%d-%m-%Y %H:%M}", "tijdcel")
    if isinstance(cell, date):
        return typed("date", "date-value", cell.isoformat(), f"{cell:%d-%m-%Y}", "dagcel")
    return typed("float", "value", str(cell), str(cell).replace(".", ","), "tekst")


def typed(kind: str, attribute: str, value: str, shown: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{kind}" office:{attribute}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def text_cell(text: str, style: str = "tekst") -> str:
    lines = NO_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{SPACES.sub(spaces, escape(line))}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}</table:table-cell>'


def spaces(found: re.Match[str]) -> str:
    """ODF folds white space as HTML does, so what is more than one space has a name."""
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def filter_of(number: int, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> str:
    last = f"{letters(len(sheet.header))}{len(rows) + 1}"
    name = name_of(sheet)
    area = quoteattr(f"'{name}'.A1:'{name}'.{last}")
    return (
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:target-range-address={area}'
        ' table:display-filter-buttons="true"/>'
    )


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
