"""Documents that were made to do harm, or that nobody can read: a clear sentence, and within the limits."""

import io
import zipfile

import pikepdf
import pytest

from printing.reading.reader import LeesFout, read_document
from printing.reading.refusals import PAGES_MAX, PIECES_MAX, REASONS
from tests.printing.office_files import W, document, docx, odf, ooxml, zipped

ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def p(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(pages=1, password=None):
    made, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def bomb():
    """Sixty megabytes of XML in some sixty kB."""
    return docx(p("a" * 60_000_000))


CASES = {
    "a DOCX that is cut off": ("docx", docx(p("Tekst."))[:-200], "broken"),
    "a DOCX without its text": ("docx", zipped({"[Content_Types].xml": "<x/>"}), "broken"),
    "broken XML": ("docx", ooxml(content=document("<w:p>")), "broken"),
    "entities in entities": ("docx", ooxml(content=f"{ENTITIES}<w:document {W}>&b;</w:document>"), "broken"),
    "an entity from a file": ("odt", odf(content=f"{OUTSIDE}<x>&a;</x>"), "broken"),
    "a zip bomb": ("docx", bomb(), "large"),
    "a DOCX of pictures": ("docx", docx("<w:p><w:r><w:drawing/></w:r></w:p>"), "empty"),
    "an ODT without text": ("odt", odf(), "empty"),
    "a PDF that is none": ("pdf", b"%PDF-1.7\nonzin", "broken"),
    "a scan": ("pdf", pdf(3), "scan"),
    "a PDF with a password": ("pdf", pdf(1, "geheim"), "locked"),
    "too many pages": ("pdf", pdf(PAGES_MAX + 1), "pages"),
    "more paragraphs than anybody reads": ("docx", docx(p("Wij geven les.") * (PIECES_MAX + 1)), "long"),
    "a page without text": ("html", b"<html><body><img src='http://127.0.0.1/x'></body></html>", "empty"),
    "text of spaces": ("tekst", b"   \n \n", "empty"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_is_told_in_a_sentence(case):
    kind, content, reason = CASES[case]
    with pytest.raises(LeesFout) as fault:
        read_document(content, kind)
    assert str(fault.value) == REASONS[reason]


def test_tags_in_tags_in_tags_end():
    deep = docx("<w:sdt><w:sdtContent>" * 90 + p("Diep.") + "</w:sdtContent></w:sdt>" * 90)
    assert [piece.tekst for piece in read_document(deep, "docx")] == ["Diep."]
    page = b"<div>" * 100_000 + b"Diep." + b"</div>" * 100_000
    try:
        found = [piece.tekst for piece in read_document(page, "html")]
    except LeesFout as fault:
        found = [str(fault)]
    assert found in (["Diep."], [REASONS["empty"]], [REASONS["broken"]])


def test_two_hundred_pages_are_read():
    many = docx("".join(p(f"Zin {n} van een lang plan over mensenhandel in onze gemeente.") for n in range(1_400)))
    assert len(read_document(many, "docx")) == 1_400


def test_time_and_memory_have_an_end():
    with pytest.raises(LeesFout) as fault:
        read_document(docx(p("Tekst.")), "docx", seconds=0.001)
    assert str(fault.value) == REASONS["slow"]
    with pytest.raises(LeesFout):
        read_document(docx(p("Tekst. " * 500_000)), "docx", memory=64 * 1024**2)


def test_members_without_end_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document(p("Tekst.")))
        for n in range(5_001):
            archive.writestr(f"x{n}", "")
    with pytest.raises(LeesFout) as fault:
        read_document(out.getvalue(), "docx")
    assert str(fault.value) == REASONS["large"]
