"""Words that people see in a file are found; where we cannot look, we say so."""

import base64
import io
import time
import zipfile
import zlib
from contextlib import suppress

import pytest

from printing import file_words
from printing.file_words import holds
from tenants.sight import pattern_of
from tests.printing.office_files import W, docx, mail, odf, ole, ooxml, zipped

NAME = "Pieter Testman"
A, S = 'xmlns:a="urn:openxmlformats:a"', 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT = 'xmlns:text="urn:text" xmlns:table="urn:table" xmlns:office="urn:office"'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(20)


def p(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text):
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"


def found(content, words=NAME, **more):
    pattern = pattern_of(words)
    return holds(content, lambda text: pattern.search(text) is not None, **more)


IN_WORD = {
    "plain": p(r("Met Pieter Testman.")),
    "two runs": p(r("Pie"), r("ter Test"), r("man")),
    "a tab": p("<w:r><w:t>Pieter</w:t><w:tab/><w:t>Testman</w:t></w:r>"),
    "a break": p("<w:r><w:t>Pieter</w:t><w:br/><w:t>Testman</w:t></w:r>"),
    "two paragraphs": p(r("Pieter")) + p(r("Testman")),
    "two cells": f"<w:tbl><w:tr><w:tc>{p(r('Pieter'))}</w:tc><w:tc>{p(r('Testman'))}</w:tc></w:tr></w:tbl>",
    "lines between the tags": p(r("Pie") + "\n  " + r("ter Testman")),
    "soft hyphens": p(r("Pie\xadter Test"), "<w:r><w:softHyphen/></w:r>", r("man")),
    "nobody sees it": p(r("Pie\u200bter&#8203; Test&#xAD;man")),
    "a no-break space": p(r("Pieter\xa0Testman")),
    "a field": p(r("Pieter "), '<w:r><w:fldChar/><w:instrText>HYPERLINK "x"</w:instrText></w:r>', r("Testman")),
    "in a field": p("<w:instrText>mailto:pieter_</w:instrText><w:instrText>testman@x</w:instrText>"),
    "deleted": p("<w:del><w:r><w:delText>Pieter </w:delText></w:r></w:del>", r("Testman")),
    "without what was deleted": p(r("Pieter "), "<w:del><w:r><w:delText>de </w:delText></w:r></w:del>", r("Testman")),
    "before what was added": p(r("Pieter "), f"<w:ins>{r('de ')}</w:ins>", r("Testman")),
    "around what is hidden": p(r("Pieter "), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>", r("Testman")),
    "hidden": p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Pieter Testman</w:t></w:r>"),
    "around a text box": p(r("Pieter "), f"<w:txbxContent>{p(r('kader'))}</w:txbxContent>", r("Testman")),
    "in a text box": p(r("x"), f"<w:txbxContent>{p(r('Pieter Testman'))}</w:txbxContent>", r("y")),
    "a picture's description": p('<w:r><w:drawing><w:docPr descr="Foto van Pieter Testman"/></w:drawing></w:r>'),
    "a comment in the XML": p(r("x")) + "<!-- Pieter Testman -->",
}


@pytest.mark.parametrize("body", IN_WORD.values(), ids=IN_WORD)
def test_words_in_a_word_file_are_found(body):
    assert (found(docx(body)), found(docx(body), "Anna Niemand")) == (True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Testman &amp; Zoon", "Testman & Zoon"),
        ("Rene\u0301 Testman", "René Testman"),
        ("Ren&#233; Testman", "Rene\u0301 Testman"),
        ("Anne\u2011Marie", "Anne-Marie"),
        ("d’Ancona", "d'Ancona"),
        ("ﬁeke Dĳk", "Fieke Dijk"),
    ],
)
def test_words_in_a_word_file_are_found_however_they_are_written(text, words):
    assert found(docx(p(r(text))), words) is True


def test_a_hyphen_of_word_is_a_hyphen():
    assert found(docx(p(r("Anne"), "<w:r><w:noBreakHyphen/></w:r>", r("Marie"))), "Anne-Marie") is True


def pdf(*parts):
    packed = [zlib.compress(part) for part in parts]
    bodies = [b"%d 0 obj<</Length %d>>stream\n%b\nendstream endobj\n" % (n, len(p), p) for n, p in enumerate(packed)]
    return b"%PDF-1.7\n" + b"".join(bodies) + b"trailer<<>>"


UTF16 = "\ufeffRené Testman".encode("utf-16-be")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (pdf(b"BT /F1 9 Tf (Pieter Testman) Tj ET"), NAME),
        (pdf(b"q Q", b"BT [(Pie) 20 (ter) -278 (Test) -15 (man)] TJ ET"), NAME),
        (pdf(b"BT (Pieter) Tj 0 -12 Td (Test\\055) Tj T* (man) Tj ET"), "Pieter Test- man"),
        (pdf(b"BT (Ren\\351 \\(Testman\\)) Tj ET"), "René (Testman)"),
        (pdf(b"<</Author<" + UTF16.hex().encode() + b">/Title(x)>>"), "René Testman"),
        (pdf(b"<</Author(" + UTF16 + b")>>"), "René Testman"),
        (pdf("<x:xmp><dc:creator>René Testman</dc:creator></x:xmp>".encode()), "René Testman"),
        (b"%PDF-1.4 <</Author(Pieter Test\\\nman)>>", NAME),
    ],
)
def test_words_in_a_pdf_are_found_where_they_are_letters(content, words):
    assert (found(content, words), found(content, "Anna Niemand")) == (True, None)


def test_a_pdf_that_is_made_to_be_large_costs_a_little():
    started = time.monotonic()
    content = pdf(*[b"(" * 30_000_000] * 4, *[b"(" * 4_900_000] * 3, *[b"(x) Tj"] * 8_000)
    with suppress(file_words.OutOfTime):
        assert found(content) is None
    assert time.monotonic() - started < 60


def test_words_that_do_not_touch_are_no_words_together():
    body = p(
        r("Pieter"), "<w:txbxContent>", r("Jansen"), "</w:txbxContent>", '<w:x a="Pieter" b="Testman"/>', r("Smit")
    )
    assert (found(docx(body)), found(docx(p(r("Pieter"), r("Testman"))))) == (False, False)


ELSEWHERE = {
    name: f"<w:x {W}>{p(r('Pieter Testman'))}</w:x>"
    for name in (
        "word__header1_dot_xml",
        "word__footer2_dot_xml",
        "word__comments_dot_xml",
        "word__footnotes_dot_xml",
        "word__endnotes_dot_xml",
        "word__glossary__document_dot_xml",
    )
} | {
    "docProps__core_dot_xml": '<c xmlns:dc="urn:dc"><dc:creator>Pieter Testman</dc:creator></c>',
    "word___rels__document_dot_xml_dot_rels": '<R><r Target="https://x.nl/Pieter%20Testman"/></R>',
    "customXml__item1_dot_xml": "<a><b>Pieter</b><c>Testman</c></a>",
    "word__embeddings__a_dot_docx": docx(p(r("Pieter Testman"))),
    "word__embeddings__b_dot_xlsx": zipped({"a/b.docx": docx(p(r("Pieter Testman")))}),
    "word__embeddings__c_dot_bin": ole("Pieter Testman"),
    "word__media__Pieter Testman_dot_png": PNG,
    "word__afchunk_dot_htm": "<p>Pieter&nbsp;<b>Test</b>man</p>",
}


@pytest.mark.parametrize("part", ELSEWHERE)
def test_words_in_every_part_of_a_word_file_are_found(part):
    assert found(docx(p(r("niets")), **{part: ELSEWHERE[part]})) is True


def test_words_in_cells_of_excel_are_found():
    strings = f"<sst {S}><si><t>Testman</t></si><si><r><t>Pie</t></r><r><t>ter</t></r></si></sst>"
    cells = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>'
    parts = {
        "xl__sharedStrings_dot_xml": strings,
        "xl__worksheets__sheet1_dot_xml": f"<worksheet {S}>{cells}</worksheet>",
    }
    assert found(ooxml("xl/workbook.xml", f"<workbook {S}/>", **parts)) is True
    inline = f'<worksheet {S}><row><c t="inlineStr"><is><t>Pieter Testman</t></is></c></row></worksheet>'
    assert found(ooxml("xl/workbook.xml", f"<workbook {S}/>", xl__worksheets__sheet1_dot_xml=inline)) is True


def test_of_numbers_in_cells_we_cannot_say_how_they_are_shown():
    cells = "<row><c><v>29281</v></c><c t='str'><v>x</v></c></row>"
    sheet = f"<worksheet {S}>{cells}</worksheet>"
    content = ooxml("xl/workbook.xml", f"<workbook {S}/>", xl__worksheets__sheet1_dot_xml=sheet)
    assert [found(content, "01-03-1980", numbers=n) for n in (True, False)] == [None, False]
    assert [found(docx(p(r("29281"))), "01-03-1980", numbers=n) for n in (True, False)] == [False, False]


def test_words_on_a_slide_are_found():
    text = "<a:p><a:r><a:t>Pieter</a:t></a:r><a:br/><a:r><a:t>Testman</a:t></a:r></a:p>"
    slide = f"<p:sld xmlns:p='urn:openxmlformats:presentationml' {A}>{text}</p:sld>"
    assert found(ooxml("ppt/presentation.xml", "<p/>", ppt__slides__slide1_dot_xml=slide)) is True


@pytest.mark.parametrize(
    "body",
    [
        "<text:p>Pieter <text:span>Test</text:span>man</text:p>",
        "<text:p>Pieter<text:s text:c='2'/>Testman</text:p>",
        "<text:p>Pieter<text:tab/>Testman</text:p>",
        "<text:p>Pieter<text:line-break/>Testman</text:p>",
        "<text:p>Pieter<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note> Testman</text:p>",
        "<text:p>x<text:note><text:note-body><text:p>Pieter Testman</text:p></text:note-body></text:note></text:p>",
        "<table:table-cell><text:p>Pieter</text:p></table:table-cell><table:table-cell><text:p>Testman</text:p></table:table-cell>",
        "<text:a office:href='x?n=Pieter%20Testman'>x</text:a>",
    ],
)
def test_words_in_an_open_document_are_found(body):
    content = f"<office:text {TEXT}>{body}</office:text>"
    assert (found(odf(content=content)), found(odf(content=content), "Anna Niemand")) == (True, False)


def test_of_an_open_document_with_deletions_we_cannot_say_that_words_are_not_in_it():
    content = f"<office:text {TEXT}><text:deletion/><text:p>Pieter</text:p></office:text>"
    assert (found(odf(content=content)), found(odf(content=content), "Pieter")) == (None, True)


HTML = (
    "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>Piet=\r\ner=A0<b>Test</b>man"
)
ATTACHED = (
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBijlage\r\n--b\r\n'
    'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    "Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--b--\r\n"
)


def attached(content, name="a.docx"):
    return mail(rest=ATTACHED.format(name=name, body=base64.encodebytes(content).decode()))


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (mail(), False),
        (mail(subject="Pieter Testman"), True),
        (mail(subject="=?utf-8?q?Pieter?=\r\n =?utf-8?q?_Testman?="), True),
        (mail(rest=HTML), True),
        (mail(rest="Content-Type: text/plain\r\n\r\n> van Pieter\r\n> Testman\r\n"), True),
        (mail(rest="Content-Type: text/plain\r\n\r\nPieter Test-\r\nman\r\n"), True),
        (mail(rest="Content-Type: text/calendar\r\n\r\nATTENDEE;CN=Pieter Tes\r\n tman:x\r\n"), True),
        (attached(b"x", "=?utf-8?b?UGlldGVyIFRlc3RtYW4=?=.docx"), True),
        (attached(docx(p(r("Pieter Testman")))), True),
        (attached(docx(p(r("niets")))), False),
        (attached(mail(subject="Pieter Testman"), "door.eml"), True),
        (attached(PNG, "Pieter Testman.png"), True),
        (attached(PNG, "foto.png"), None),
        (attached(b"\x30\x80", "smime.p7m"), None),
    ],
)
def test_words_in_a_mail_are_found(content, answer):
    assert found(content) is answer


ENTITIES = "<!DOCTYPE a [<!ENTITY n 'Pieter'><!ENTITY m 'Testman'>]><a>&n; &m;</a>"


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (PNG, None),
        (ole("WordDocument"), None),
        (ole("Pieter Testman"), True),
        (b"%PDF-1.7 gecomprimeerd", None),
        (b"%PDF-1.7 (Pieter Testman)", True),
        (b"%PDF-1.7 (" + "\ufeffPieter Testman".encode("utf-16-be") + b")", True),
        (b"PK\x03\x04 kapot", None),
        (docx(p(r("niets")))[:-30], None),
        (docx(p(r("niets")), word__media__a_dot_png=PNG), None),
        (docx(p(r("niets")), word__vbaProject_dot_bin=b"\1\2"), None),
        (docx(p(r("niets")), word__onbekend_dot_xyz=b"\1\2"), None),
        (docx(p(r("niets")), word__a_dot_xml="<!DOCTYPE a [<!ENTITY n 'Pieter Testman'>]><a>&n;</a>"), True),
        (docx(p(r("niets")), word__a_dot_xml=ENTITIES), None),
        (docx(p(r("niets")), word__a_dot_xml="<a><b:c>Pieter</b:c> Test<d:e/>man"), True),
        (docx(p(r("niets")), word__a_dot_xml="<a"), None),
        (docx(p(r("niets")), word__fonts__a_dot_odttf=b"\1\2", word__printerSettings12_dot_bin=b"\1"), False),
        (b"naam;Pieter;Testman\r\n", True),
        ("naam;\tPieter Testm\xe4n".encode("cp1252"), False),
    ],
)
def test_where_we_cannot_look_we_say_so(content, answer):
    assert found(content, name="a.csv" if content.startswith(b"naam") else "") is answer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_letters_of_its_maker(encoding):
    assert found("Met René Testman.".encode(encoding), "René Testman", mimetype="text/plain") is True


def test_a_locked_zip_is_not_read():
    content = bytearray(docx(p(r("niets"))))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        content[content.find(start) + (6 if start == b"PK\x03\x04" else 8)] |= 1
    assert found(bytes(content)) is None


def bomb(size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.xml", "w") as part:
        for _ in range(size // 1_000_000):
            part.write(b" " * 1_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        bomb(400_000_000),
        zipped({f"{n}.zip": bomb(60_000_000) for n in range(20)}),
        zipped({f"{n}.xml": "<a/>" for n in range(6_000)}),
        docx("<w:p/>" * 2_000_000),
        docx("<w:p>" * 300 + "</w:p>" * 300),
    ],
    ids=["one large part", "zips in a zip", "many parts", "many tags", "deep tags"],
)
def test_what_is_made_to_be_large_costs_a_little_and_is_not_read(content):
    started = time.monotonic()
    with suppress(file_words.OutOfTime):
        assert found(content) is None
    assert time.monotonic() - started < 60


def test_documents_in_documents_are_read_to_some_depth():
    content = docx(p(r("niets")))
    for _ in range(8):
        content = docx(p(r("niets")), a_dot_docx=content)
    assert found(content) is None


def test_time_is_bounded(monkeypatch):
    monkeypatch.setattr(file_words, "SECONDS_MAX", -1)
    with pytest.raises(file_words.OutOfTime):
        found(docx(p(r("niets"))))
