"""Word opens what we make without offering to repair it: see ooxml.py for what that takes."""

from dataclasses import replace

import pytest

from printing.archives import write_zip
from reports.files.formats import EVERY_FORM
from tests.printing.ooxml import faults_of_docx, faults_of_odt, open_parts
from tests.reports.stress import MARKDOWN


def make(formaat, plan):
    form = EVERY_FORM[formaat]
    return form.make(plan, form.html(plan), lambda: None).content


@pytest.fixture
def rich(plan):
    """With every kind of Markdown that the stress test knows."""
    parts = (
        replace(part, passages=tuple(replace(passage, tekst=MARKDOWN) for passage in part.passages[:1]))
        for part in plan.onderdelen
    )
    return replace(plan, onderdelen=tuple(parts))


@pytest.mark.parametrize("formaat", [formaat for formaat, form in EVERY_FORM.items() if form.extension == "docx"])
def test_word_has_nothing_to_repair(rich, formaat):
    assert faults_of_docx(make(formaat, rich)) == []


def test_an_odt_lists_what_is_in_it(rich):
    assert faults_of_odt(make("odt", rich)) == []


def test_what_word_would_repair_is_seen(plan):
    parts = open_parts(make("collegevoorstel", plan))
    document = parts["word/document.xml"]
    assert faults_of_docx(write_zip({**parts, "word/vreemd.bin": b"<x/>"})) == ["word/vreemd.bin has no content type"]
    spoiled = document.replace(b"</w:p></w:tc>", b"</w:p><w:tbl/></w:tc>", 1)
    assert faults_of_docx(write_zip({**parts, "word/document.xml": spoiled})) == [
        "word/document.xml: a cell that does not end with a paragraph"
    ]
    swapped = document.replace(b"<w:tblPr><w:tblStyle", b"<w:tblPr><w:tblCaption/><w:tblStyle", 1)
    assert swapped != document
    assert [fault[:37] for fault in faults_of_docx(write_zip({**parts, "word/document.xml": swapped}))] == [
        "word/document.xml: tblPr in the order"
    ]
