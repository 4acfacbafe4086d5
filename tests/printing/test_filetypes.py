import pytest

from printing.filetypes import BROKEN, DOCX, EML, LOCKED, MACROS, MSG, OLD, OTHER, PPTX, XLSX, Refused, filetype
from tests.printing.office_files import mail, odf, ole, ooxml, zipped

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(20) + b"\xff\xd9"
ODF = "application/vnd.oasis.opendocument."
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_XLS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY_XLS = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
BY_ENDING = (
    '<Types><Default Extension="xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    ' Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (ooxml(), DOCX),
        (ooxml("word/document2.xml"), DOCX),
        (ooxml("word/document2.xml", target="/word/document2.xml"), DOCX),
        (ooxml("xl/workbook.xml"), XLSX),
        (ooxml("ppt/presentation.xml"), PPTX),
        (zipped({"[Content_Types].xml": BY_ENDING, "_rels/.rels": RELATION, "word/document.xml": "<x/>"}), DOCX),
        (odf("text"), f"{ODF}text"),
        (odf("spreadsheet"), f"{ODF}spreadsheet"),
        (odf("presentation"), f"{ODF}presentation"),
        (mail(), EML),
        (ole("Root Entry", "__properties_version1.0"), MSG),
        (ole("__properties_version1.0", "EncryptedPackage"), MSG),
    ],
)
def test_a_file_is_known_by_what_it_holds(content, wanted):
    assert filetype(content) == wanted


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (ooxml(kind=MACRO), "a.docm", MACROS),
        (ooxml(word__vbaProject_dot_bin=b"x"), "a.docx", MACROS),
        (ooxml("xl/workbook.xml", kind=MACRO_XLS), "a.xlsm", MACROS),
        (ooxml("xl/workbook.xml", kind=BINARY_XLS), "a.xlsb", MACROS),
        (ooxml("xl/workbook.xml", xl__macrosheets__sheet1_dot_xml="<x/>"), "a.xlsx", MACROS),
        (odf(Basic__Standard__Module1_dot_xml="<x/>"), "a.odt", MACROS),
        (ooxml(kind=TEMPLATE), "a.dotx", OTHER),
        (ooxml(target="word/weg.xml"), "a.docx", OTHER),
        (ole("EncryptedPackage", "EncryptionInfo"), "a.docx", LOCKED),
        (ole("Root Entry"), "a.DOCX", LOCKED),
        (ole("WordDocument"), "a.docx", LOCKED),
        (zipped({"mimetype": f"{ODF}text", "META-INF/manifest.xml": "<m:encryption-data/>"}), "a.odt", LOCKED),
        (ole("WordDocument"), "a.doc", OLD.format("Word (.doc)", "docx")),
        (ole("Workbook"), "a.xls", OLD.format("Excel (.xls)", "xlsx")),
        (ole("PowerPoint Document"), "a.ppt", OLD.format("PowerPoint (.ppt)", "pptx")),
        (ole("Root Entry"), "a.bin", OTHER),
        (b"PK\x03\x04 kapot", "a.docx", BROKEN),
        (ooxml()[:-40], "a.docx", BROKEN),
        (zipped({"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "_rels/.rels": "<a/>"}), "a", BROKEN),
        (zipped({"[Content_Types].xml": "<a", "_rels/.rels": "<a/>"}), "a.docx", BROKEN),
        (zipped({"[Content_Types].xml": "<a>" + " " * 1_100_000 + "</a>", "_rels/.rels": "<a/>"}), "a", BROKEN),
        (zipped({"a.txt": "x"}), "a.docx", OTHER),
        (zipped({"mimetype": "application/epub+zip"}), "a.epub", OTHER),
        (b"<!doctype html><script>alert(1)</script>", "a.pdf", OTHER),
        (b"From: a\nDate: b\n\n<script>", "a.eml", OTHER),
        (b"gewone tekst", "a.eml", OTHER),
        (b"MZ" + bytes(60), "a.pdf", OTHER),
        (b"", "a.pdf", OTHER),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_own_words(content, name, words):
    with pytest.raises(Refused) as refused:
        filetype(content, name)
    assert str(refused.value) == words


def test_a_pdf_with_a_zip_at_its_end_is_a_pdf():
    assert filetype(PDF + ooxml()) == "application/pdf"
