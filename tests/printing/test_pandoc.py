"""DOCX and ODT: what is in the file itself, whether LibreOffice opens it, and the limits of the child."""

import io
import re
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from jobs.actions import LeaseLost
from printing import archives, pandoc, pdf
from printing.archives import Header, write_zip
from printing.pandoc import TOO_BIG, TOO_MUCH, TOO_SLOW, render_office
from printing.pdf import HTML_MAX, ROWS_MAX, RenderFout
from reports.document.html import chapters, render_document
from reports.files.formats import FORMS
from tests.printing import words
from tests.printing.words import OFFICE, TEXT, W, part
from tests.reports.conftest import MADE_AT

SOFFICE = shutil.which("soffice")
NO_SOFFICE = "no soffice on PATH: it takes 500 MB. test_office_structure.py reads the files themselves"
HEADER = Header(left="Gemeente A & <B>", right="Concept")
LONG = "<p>" + "<em>woord</em> " * 60_000
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def office(html, to="docx", **options):
    return render_office(html, to=to, reference=f"reference.{to}", header=HEADER, made_at=MADE_AT, **options)


def fault(html, **options):
    with pytest.raises(RenderFout) as caught:
        office(html, **options)
    return caught.value.reason, caught.value.final


def make(formaat, plan):
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None).content


def headings(plan):
    """Those with a number; a title of a text in a chapter without sections has none."""
    for chapter in chapters(plan):
        yield 1, f"{chapter.number} {chapter.titel}"
        yield from ((2, f"{section.number} {section.titel}") for section in chapter.sections)


def test_every_part_of_a_docx_is_well_formed_and_every_relation_leads_somewhere(plan):
    with zipfile.ZipFile(io.BytesIO(make("docx", plan))) as archive:
        names = set(archive.namelist())
        assert archive.testzip() is None
        for name in names:
            ET.fromstring(archive.read(name))
        relations = ET.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = archive.read("[Content_Types].xml").decode()
    assert {"word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml"} <= names
    inside = {f"word/{r.get('Target')}" for r in relations if r.get("TargetMode") != "External"}
    assert inside - names == set()
    assert {name for name in inside if f'PartName="/{name}"' not in types} == set()


def numbered(found):
    return [heading for heading in found if heading[1][0].isdigit()]


def test_a_docx_has_real_headings_numbered_as_in_the_plan(plan):
    document = part(make("docx", plan), "word/document.xml")
    found = []
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val")
        if name in {"Heading1", "Heading2"}:
            found.append((int(name[-1]), "".join(text.text for text in paragraph.iter(f"{W}t"))))
    assert [heading for heading in found if heading[1][0].isdigit()] == [
        heading for heading in headings(plan) if heading[1][0].isdigit()
    ]


def test_every_style_that_a_docx_uses_is_defined(plan):
    content = make("docx", plan)
    styles = {style.get(f"{W}styleId") for style in part(content, "word/styles.xml").iter(f"{W}style")}
    document = part(content, "word/document.xml")
    used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in document.iter(f"{W}{tag}")}
    assert used - styles == set()


def test_tables_of_a_docx_repeat_their_head_have_a_caption_and_keep_rows_whole(plan):
    document = part(make("docx", plan), "word/document.xml")
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) == render_document(plan).count("<table")
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")


def test_links_within_a_docx_lead_to_a_bookmark(plan):
    document = part(make("docx", plan), "word/document.xml")
    bookmarks = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")} - {None}
    assert len(anchors) > 20
    assert anchors - bookmarks == set()


def test_a_docx_says_what_it_is_in_which_language_and_when_it_was_made(plan):
    content = make("docx", plan)
    core = {e.tag.partition("}")[2]: e.text for e in part(content, "docProps/core.xml")}
    assert core["title"] == f"Beleidsplan aanpak mensenhandel {plan.jaar}, Stadskanaal (concept)"
    assert (core["creator"], core["language"], core["created"]) == (
        "Gemeente Stadskanaal",
        "nl-NL",
        "2026-11-23T12:00:00Z",
    )
    assert part(content, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "nl-NL"


def test_the_header_names_gemeente_and_status_and_there_is_no_watermark(plan):
    for formaat, name in (("docx", "word/header1.xml"), ("odt", "styles.xml")):
        content = make(formaat, plan)
        text = "".join(part(content, name).itertext())
        assert "Gemeente Stadskanaal · Beleidsplan aanpak mensenhandelConcept" in text
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert [part for part in archive.namelist() if re.search(r"media|Pictures|\.(png|svg)$", part)] == []


def test_the_header_is_text_whatever_the_name_is():
    assert "".join(part(office("<p>a"), "word/header1.xml").itertext()) == "Gemeente A & <B>Concept"


def test_an_odt_begins_with_its_type_and_is_well_formed(plan):
    with zipfile.ZipFile(io.BytesIO(make("odt", plan))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        for name in archive.namelist():
            if name.endswith((".xml", ".rdf")):
                ET.fromstring(archive.read(name))


def test_an_odt_has_real_headings_and_tables_with_a_head(plan):
    content = make("odt", plan)
    document = part(content, "content.xml").find(f".//{OFFICE}text")
    found = [
        (int(heading.get(f"{TEXT}outline-level")), " ".join("".join(heading.itertext()).split()))
        for heading in document.iter(f"{TEXT}h")
    ]
    assert [heading for heading in found if heading[1][0].isdigit()] == [
        heading for heading in headings(plan) if heading[1][0].isdigit()
    ]
    tables = list(document.iter(f"{TABLE}table"))
    assert len(tables) == render_document(plan).count("<table")
    assert all(len(table.findall(f"{TABLE}table-header-rows/{TABLE}table-row")) == 1 for table in tables)


def test_every_style_that_an_odt_uses_is_defined(plan):
    content = make("odt", plan)
    trees = [part(content, "content.xml"), part(content, "styles.xml")]
    defined = {e.get(f"{STYLE}name") for tree in trees for e in tree.iter() if e.get(f"{STYLE}name")}
    used = {e.get(f"{TEXT}style-name") for e in trees[0].iter() if e.get(f"{TEXT}style-name")}
    assert used - defined == set()


def test_an_odt_is_in_dutch(plan):
    content = make("odt", plan)
    languages = {e.get(f"{FO}language") for e in part(content, "styles.xml").iter() if e.get(f"{FO}language")}
    assert languages == {"nl"}
    assert "nl-NL" in "".join(part(content, "meta.xml").itertext())


@pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)
@pytest.mark.parametrize("formaat", ["docx", "odt", "collegevoorstel", "uitvoeringsplan_docx"])
def test_libreoffice_opens_it_and_prints_every_word(plan, formaat, tmp_path):
    plan = replace(plan, herkomst="")
    form = FORMS[formaat]
    source = tmp_path / f"plan.{form.extension}"
    source.write_bytes(make(formaat, plan))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "plan.pdf").pages]
    printed = "".join("".join(pages).split())
    missing = [word for word in words.of_html(form.html(plan)) if word not in printed]
    assert missing == []
    assert ("Stand van 23 november 2026" if form.of_year else "Concept") in pages[-1]


@pytest.mark.parametrize("html", ["x" * HTML_MAX + "x", "<tr>" * (ROWS_MAX + 1)])
def test_too_big_a_plan_is_refused_before_any_work(html, monkeypatch):
    monkeypatch.setattr("subprocess.Popen", None)
    assert fault(html) == (TOO_BIG, True)


def test_pandoc_without_memory_says_so():
    assert fault(LONG, heap="12m") == (TOO_MUCH, True)


def test_pandoc_out_of_time_is_ended():
    started = time.monotonic()
    assert fault(LONG, seconds=0.2) in [(TOO_SLOW, False), (TOO_SLOW, True)]
    assert time.monotonic() - started < 5


def test_who_loses_the_lease_ends_pandoc(monkeypatch):
    def beat():
        raise LeaseLost

    monkeypatch.setattr(pdf, "RENEW_SECONDS", 0.05)
    with pytest.raises(LeaseLost):
        office(LONG, beat=beat)


def test_no_channel_of_html_brings_in_a_file(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("KANARIE")
    url = secret.as_uri()
    html = f"""<html><head><title>t</title><link rel="stylesheet" href="{url}"></head><body><p>tekst</p>
        <img src="{url}" alt="a"><img src="http://127.0.0.1:9/x.png"><iframe src="{url}"></iframe>
        <object data="{url}"></object><embed src="{url}"><video src="{url}"></video></body></html>"""
    for to in ("docx", "odt"):
        with zipfile.ZipFile(io.BytesIO(office(html, to))) as archive:
            assert [name for name in archive.namelist() if b"KANARIE" in archive.read(name)] == []


def test_a_drawing_is_left_out_because_the_same_stands_beside_it_in_words():
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><text>teken</text></svg>"
    assert words.of_docx(office(f"<p>voor</p>{svg}<p>na</p>")) == ["voor", "na"]


def test_the_child_is_that_of_the_wheel_in_its_sandbox():
    command = pandoc.command("docx", "reference.docx", 60, "768m")
    assert (command[:3], "--sandbox" in command) == ([sys.executable, "-m", "printing.pandoc_child"], True)
    assert "pypandoc" in archives.PANDOC


def test_the_references_are_those_that_the_script_makes():
    from assets.reference import FOLDER, documents

    for name, parts in documents().items():
        with zipfile.ZipFile(FOLDER / name) as archive:
            assert {part: archive.read(part) for part in archive.namelist()} == parts


def test_write_zip_gives_the_same_bytes_in_any_order():
    assert write_zip({"b": b"1", "mimetype": b"2"}) == write_zip({"mimetype": b"2", "b": b"1"})
