# ruff: noqa: E501 - a line of XML is easier to read whole
"""Makes the documents that give DOCX and ODT their look: `.venv/bin/python assets/reference.py`.

pandoc takes styles, page, header and footer from them and nothing else (printing/pandoc.py). The styles are those of
static/plan/paper.css, as far as a word processor has them; in the header, KOP and STAND are filled in per document.
"""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from printing.archives import PANDOC, write_zip  # noqa: E402

FOLDER = ROOT / "static" / "plan"
FONT, FALLBACK = "Source Sans 3", "Calibri"
ACCENT, TEXT, SUBTLE, LINE = "0D5665", "18272D", "566972", "C2CDD1"
LEFT, RIGHT, TOP, BOTTOM = 29, 25, 32, 28  # mm
WIDTH = 210 - LEFT - RIGHT

# id, name, parent, points, colour, bold, space before, space after (points), more.
PARAGRAPHS = (
    ("Normal", "Normal", "", 11, TEXT, False, 0, 0, ""),
    ("BodyText", "Body Text", "Normal", 11, TEXT, False, 0, 7, ""),
    ("FirstParagraph", "First Paragraph", "BodyText", 11, TEXT, False, 0, 7, ""),
    ("Compact", "Compact", "BodyText", 11, TEXT, False, 0, 2, ""),
    ("Title", "Title", "Normal", 32, ACCENT, True, 0, 6, "tight"),
    ("Subtitle", "Subtitle", "Normal", 15, TEXT, True, 200, 8, ""),
    ("CoverYear", "CoverYear", "Normal", 20, SUBTLE, False, 0, 36, ""),
    ("CoverStatus", "CoverStatus", "Normal", 11, TEXT, False, 0, 8, ""),
    ("Heading1", "heading 1", "Normal", 24, ACCENT, True, 0, 16, "keep page tight outline0"),
    ("Heading2", "heading 2", "Normal", 15, ACCENT, True, 20, 5, "keep tight outline1"),
    ("Heading3", "heading 3", "Normal", 11, TEXT, True, 10, 1, "keep outline2"),
    ("Heading4", "heading 4", "Normal", 11, SUBTLE, True, 8, 1, "keep outline3"),
    ("TOCHeading", "TOC Heading", "Normal", 24, ACCENT, True, 0, 12, "page"),
    ("TOC1", "toc 1", "Normal", 11, ACCENT, True, 8, 2, "tab"),
    ("TOC2", "toc 2", "Normal", 11, TEXT, False, 0, 2, "tab indent"),
    ("TableCaption", "Table Caption", "Normal", 11, TEXT, True, 14, 4, "keep"),
    ("TableText", "TableText", "Normal", 9.5, TEXT, False, 0, 0, "tight"),
    ("TableHead", "TableHead", "TableText", 9.5, ACCENT, True, 0, 0, "tight keep"),
    ("PlanZin", "PlanZin", "BodyText", 11, TEXT, False, 0, 1, "keep"),
    ("OrganisedBy", "OrganisedBy", "BodyText", 9.5, SUBTLE, False, 0, 7, ""),
    ("DefinitionTerm", "Definition Term", "Normal", 11, SUBTLE, False, 6, 0, "keep"),
    ("Definition", "Definition", "Normal", 11, TEXT, False, 0, 2, ""),
    ("Header", "header", "Normal", 9, SUBTLE, False, 0, 0, "tab"),
    ("Footer", "footer", "Normal", 9, SUBTLE, False, 0, 0, "tab"),
)
# A voorstel is a short text: no cover, no chapters.
VOORSTEL = {
    "Title": ("Title", "Title", "Normal", 26, ACCENT, True, 0, 6, "tight"),
    "Heading1": ("Heading1", "heading 1", "Normal", 15, ACCENT, True, 18, 4, "keep tight outline0"),
    "Heading2": ("Heading2", "heading 2", "Normal", 11, TEXT, True, 8, 1, "keep outline1"),
}
CHARACTERS = (
    ("BouwsteenCode", "BouwsteenCode", 8.5, SUBTLE, ""),
    ("StillOpen", "StillOpen", None, SUBTLE, ""),
    ("Hyperlink", "Hyperlink", None, ACCENT, "underline"),
)
# What pandoc calls differently in an ODT.
ODT_NAMES = {
    "Normal": "Standard", "BodyText": "Text_20_body", "FirstParagraph": "First_20_paragraph", "Compact": "List",
    "Heading1": "Heading_20_1", "Heading2": "Heading_20_2", "Heading3": "Heading_20_3", "Heading4": "Heading_20_4",
    "TOCHeading": "Contents_20_Heading", "TOC1": "Contents_20_1", "TOC2": "Contents_20_2",
    "DefinitionTerm": "Definition_20_Term",
    "Definition": "Definition_20_Definition", "Hyperlink": "Internet_20_link",
}  # fmt: skip


def twips(mm: float) -> int:
    return round(mm * 56.693)


# --- DOCX -----------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx_run(size: float | None, colour: str, bold: bool, more: str = "") -> str:
    font = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>' if size else ""
    weight = '<w:b w:val="{0}"/><w:bCs w:val="{0}"/>'.format(int(bold)) if size else ""
    points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    line = '<w:u w:val="single"/>' if "underline" in more else ""
    return f'<w:rPr>{font}{weight}<w:color w:val="{colour}"/>{points}{line}</w:rPr>'


def docx_paragraph(row: tuple) -> str:
    code, name, parent, size, colour, bold, before, after, more = row
    outline = more.partition("outline")[2][:1]
    properties = "".join((
        "<w:keepNext/><w:keepLines/>" if "keep" in more else "",
        "<w:pageBreakBefore/>" if "page" in more else "",
        "<w:widowControl/>",
        f'<w:tabs><w:tab w:val="right" w:pos="{twips(WIDTH)}"/></w:tabs>' if "tab" in more.split() else "",
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{240 if "tight" in more else 276}" '
        'w:lineRule="auto"/>',
        '<w:ind w:left="420"/>' if "indent" in more else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline else "",
    ))  # fmt: skip
    default = ' w:default="1"' if code == "Normal" else ""
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    following = '<w:next w:val="BodyText"/>' if outline or code == "Title" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{code}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr>{docx_run(size, colour, bold)}</w:style>"
    )


def docx_styles(cover: bool) -> str:
    border = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="250" w:lineRule="auto"/>'
        '</w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>'
        f"<w:tblPr><w:tblBorders>{border.format('bottom', 4, LINE)}{border.format('insideH', 4, LINE)}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{ACCENT}"/></w:rPr><w:tcPr>'
        f"<w:tcBorders>{border.format('bottom', 8, ACCENT)}</w:tcBorders>"
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{code}"><w:name w:val="{name}"/><w:qFormat/>'
        f"{docx_run(None, colour, False, more).replace('</w:rPr>', size_of(size) + '</w:rPr>')}</w:style>"
        for code, name, size, colour, more in CHARACTERS
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    paragraphs = "".join(docx_paragraph(row if cover else VOORSTEL.get(row[0], row)) for row in PARAGRAPHS)
    return f"{HEAD}<w:styles {W}>{defaults}{paragraphs}{characters}{table}</w:styles>"


def size_of(size: float | None) -> str:
    return f'<w:sz w:val="{round(size * 2)}"/>' if size else ""


def docx_edges() -> dict[str, str]:
    tab = "<w:r><w:tab/></w:r>"
    bold = f'<w:r><w:rPr><w:b/><w:color w:val="{ACCENT}"/></w:rPr><w:t>STAND</w:t></w:r>'
    top = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>KOP</w:t></w:r>{tab}{bold}</w:p>'
    of = '<w:r><w:t xml:space="preserve"> van </w:t></w:r>'
    numbers = f"{FIELD.format('PAGE')}{of}{FIELD.format('NUMPAGES')}"
    bottom = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{tab}{numbers}</w:p>'
    empty = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr></w:p>'
    return {
        "word/header1.xml": f"{HEAD}<w:hdr {W}>{top}</w:hdr>",
        "word/header2.xml": f"{HEAD}<w:hdr {W}>{empty.format('Header')}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {W}>{bottom}</w:ftr>",
        "word/footer2.xml": f"{HEAD}<w:ftr {W}>{empty.format('Footer')}</w:ftr>",
    }


def docx_document(cover: bool) -> str:
    first = '<w:headerReference w:type="first" r:id="rId92"/><w:footerReference w:type="first" r:id="rId94"/>'
    return (
        f"{HEAD}<w:document {W} {R}><w:body><w:p/><w:sectPr>"
        '<w:headerReference w:type="default" r:id="rId91"/><w:footerReference w:type="default" r:id="rId93"/>'
        f'{first if cover else ""}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="{twips(TOP)}" w:right="{twips(RIGHT)}"'
        f' w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" w:header="{twips(15)}" w:footer="{twips(13)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if cover else ''}</w:sectPr></w:body></w:document>"
    )


def docx(*, cover: bool) -> dict[str, bytes]:
    """With `cover`, chapters begin on a new page and the first page has no header."""
    parts = default("reference.docx")
    edges = docx_edges()
    for name in sorted(edges):
        kind = "header" if "header" in name else "footer"
        code = {"word/header1.xml": 91, "word/header2.xml": 92, "word/footer1.xml": 93, "word/footer2.xml": 94}[name]
        file = name.removeprefix("word/")
        relation = f'<Relationship Type="{RELATION}/{kind}" Id="rId{code}" Target="{file}"/></Relationships>'
        replace(parts, "word/_rels/document.xml.rels", "</Relationships>", relation)
        override = f'<Override PartName="/{name}" ContentType="{TYPE}.{kind}+xml"/></Types>'
        replace(parts, "[Content_Types].xml", "</Types>", override)
    replace(parts, "word/settings.xml", 'w:themeFontLang w:val="en-US"', 'w:themeFontLang w:val="nl-NL"')
    replace(parts, "word/settings.xml", 'w:decimalSymbol w:val="."', 'w:decimalSymbol w:val=","')
    replace(parts, "word/settings.xml", 'w:listSeparator w:val=","', 'w:listSeparator w:val=";"')
    family = '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    texts = {
        "word/styles.xml": docx_styles(cover),
        "word/document.xml": docx_document(cover),
        "word/fontTable.xml": f'{HEAD}<w:fonts {W}><w:font w:name="{FONT}"><w:altName w:val="{FALLBACK}"/>{family}'
        "</w:font></w:fonts>",
        **edges,
    }
    return parts | {name: text.encode() for name, text in texts.items()}


def docx_plain() -> dict[str, bytes]:
    """For DROP: the styles that Word itself has, without a header, a colour or a page break."""
    parts = default("reference.docx")
    plain = {row[0]: row for row in PARAGRAPHS if row[0] in {"Normal", "Title"} or row[0].startswith("Heading")}
    rows = [
        (
            code,
            name,
            parent,
            size if code == "Normal" else min(size, 16),
            "000000",
            bold,
            before and 12,
            after and 6,
            kept(more),
        )
        for code, name, parent, size, _, bold, before, after, more in plain.values()
    ]
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style>"
    )
    language = '<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    replace(parts, "word/settings.xml", 'w:themeFontLang w:val="en-US"', 'w:themeFontLang w:val="nl-NL"')
    styles = "".join(docx_paragraph(row) for row in rows).replace(
        '<w:next w:val="BodyText"/>', '<w:next w:val="Normal"/>'
    )
    texts = {
        "word/styles.xml": f"{HEAD}<w:styles {W}>{defaults}{styles}{table}</w:styles>",
        "word/document.xml": f'{HEAD}<w:document {W} {R}><w:body><w:p/><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        "</w:sectPr></w:body></w:document>",
    }
    return parts | {name: text.encode() for name, text in texts.items()}


def kept(more: str) -> str:
    return " ".join(word for word in more.split() if word != "page")


# --- ODT ------------------------------------------------------------------------------------------

O = "urn:oasis:names:tc:opendocument:xmlns"  # noqa: E741 - as ODF's own prefix
SPACES = " ".join((
    f'xmlns:office="{O}:office:1.0"', f'xmlns:style="{O}:style:1.0"', f'xmlns:text="{O}:text:1.0"',
    f'xmlns:table="{O}:table:1.0"', f'xmlns:fo="{O}:xsl-fo-compatible:1.0"', f'xmlns:svg="{O}:svg-compatible:1.0"',
))  # fmt: skip


def odt_text(size: float | None, colour: str, bold: bool, more: str = "") -> str:
    font = f'style:font-name="{FONT}" fo:font-size="{size}pt" fo:font-weight="{"bold" if bold else "normal"}"'
    line = ' style:text-underline-style="solid"' if "underline" in more else ""
    return f'<style:text-properties {font if size else ""} fo:color="#{colour.lower()}"{line}/>'


def odt_paragraph(row: tuple) -> str:
    code, name, parent, size, colour, bold, before, after, more = row
    outline = more.partition("outline")[2][:1]
    tab = f'<style:tab-stops><style:tab-stop style:position="{WIDTH}mm" style:type="right"/></style:tab-stops>'
    properties = " ".join((
        f'fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" fo:line-height="{100 if "tight" in more else 115}%"',
        'fo:orphans="2" fo:widows="2"',
        'fo:keep-with-next="always" fo:keep-together="always"' if "keep" in more else "",
        'fo:break-before="page"' if "page" in more else "",
        'fo:margin-left="7.4mm"' if "indent" in more else "",
    ))  # fmt: skip
    level = f' style:default-outline-level="{int(outline) + 1}"' if outline else ""
    based = f' style:parent-style-name="{ODT_NAMES.get(parent, parent)}"' if parent else ""
    return (
        f'<style:style style:name="{ODT_NAMES.get(code, code)}" style:display-name="{name}" style:family="paragraph"'
        f"{based}{level}><style:paragraph-properties {properties}>{tab if 'tab' in more.split() else ''}"
        f"</style:paragraph-properties>{odt_text(size, colour, bold)}</style:style>"
    )


def odt_extra() -> str:
    """Styles that pandoc names and that differ only by name from one of ours."""
    same = (
        ("Heading", "Standard"), ("Table_20_Contents", "TableText"), ("Table_20_Heading", "TableHead"),
        ("Definition_20_Term_20_Tight", "Definition_20_Term"),
        ("Definition_20_Definition_20_Tight", "Definition_20_Definition"), ("Quotations", "Text_20_body"),
    )  # fmt: skip
    paragraphs = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in same
    )
    texts = (
        ("Emphasis", 'fo:font-style="italic"'), ("Strong_20_Emphasis", 'fo:font-weight="bold"'),
        ("Definition", ""), ("Index_20_Link", f'fo:color="#{TEXT.lower()}"'), ("Bullet_20_Symbols", ""), ("Numbering_20_Symbols", ""),
    )  # fmt: skip
    return paragraphs + "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {value}/></style:style>'
        for name, value in texts
    )


def odt_styles() -> str:
    paragraphs = "".join(odt_paragraph(row) for row in PARAGRAPHS)
    characters = "".join(
        f'<style:style style:name="{ODT_NAMES.get(code, code)}" style:family="text">'
        + odt_text(None, colour, False, more).replace("/>", f' fo:font-size="{size}pt"/>' if size else "/>")
        + "</style:style>"
        for code, _, size, colour, more in CHARACTERS
    )
    default = (
        '<style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="12.5mm"/>'
        f'<style:text-properties style:font-name="{FONT}" fo:font-size="11pt" fo:language="nl" fo:country="NL"/>'
        '</style:default-style><style:default-style style:family="table"><style:table-properties '
        'table:border-model="collapsing"/></style:default-style><style:default-style style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:default-style>'
    )
    page = (
        f'<style:page-layout style:name="Mpm1"><style:page-layout-properties fo:page-width="210mm" '
        f'fo:page-height="297mm" fo:margin-top="15mm" fo:margin-bottom="13mm" fo:margin-left="{LEFT}mm" '
        f'fo:margin-right="{RIGHT}mm" style:print-orientation="portrait"/>'
        f'<style:header-style><style:header-footer-properties fo:min-height="{TOP - 15}mm" fo:margin-bottom="10mm"/>'
        "</style:header-style><style:footer-style><style:header-footer-properties "
        f'fo:min-height="{BOTTOM - 13}mm" fo:margin-top="8mm"/></style:footer-style></style:page-layout>'
    )
    bold = f'<style:style style:name="MT1" style:family="text">{odt_text(None, ACCENT, False)}</style:style>'.replace(
        " fo:color", ' fo:font-weight="bold" fo:color'
    )
    master = (
        '<style:master-page style:name="Standard" style:page-layout-name="Mpm1"><style:header>'
        '<text:p text:style-name="Header">KOP<text:tab/><text:span text:style-name="MT1">STAND</text:span></text:p>'
        '</style:header><style:header-first><text:p text:style-name="Header"/></style:header-first><style:footer>'
        '<text:p text:style-name="Footer"><text:tab/><text:page-number text:select-page="current">1</text:page-number>'
        " van <text:page-count>1</text:page-count></text:p></style:footer><style:footer-first>"
        '<text:p text:style-name="Footer"/></style:footer-first></style:master-page>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {SPACES} office:version="1.3">'
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="&apos;{FONT}&apos;, {FALLBACK}" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
        f"<office:styles>{default}{paragraphs}{odt_extra()}{characters}</office:styles>"
        f"<office:automatic-styles>{bold}{page}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>"
    )


def odt() -> dict[str, bytes]:
    return default("reference.odt") | {"styles.xml": odt_styles().encode()}


def default(name: str) -> dict[str, bytes]:
    """The parts of pandoc's own."""
    made = subprocess.run([PANDOC, "--print-default-data-file", name], capture_output=True, check=True)
    with zipfile.ZipFile(io.BytesIO(made.stdout)) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def replace(parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    assert old in parts[part].decode(), (part, old)
    parts[part] = parts[part].decode().replace(old, new).encode()


def documents() -> dict[str, dict[str, bytes]]:
    return {
        "reference.docx": docx(cover=True),
        "voorstel.docx": docx(cover=False),
        "drop.docx": docx_plain(),
        "reference.odt": odt(),
    }


if __name__ == "__main__":
    for name, parts in documents().items():
        (FOLDER / name).write_bytes(write_zip(parts))
