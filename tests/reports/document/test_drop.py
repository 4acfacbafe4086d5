"""The Word for DROP: the text of an adopted plan, in nothing but what Word has of itself."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import lxml.etree
import pytest

from reports.document.plan import PlanVaststelling
from reports.files.formats import FORMS, forms_of
from reports.models import Planversie
from tests.printing import words
from tests.reports.conftest import SCRIPT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORM = FORMS["drop"]


@pytest.fixture
def adopted(stadskanaal_plan):
    besluit = PlanVaststelling("college", "vaststelling", date(2027, 3, 1), "Z & 17", "wethouder")
    known = PlanVaststelling("raad", "kennisname", date(2028, 2, 29), "", "")
    period = {"periode_van": date(2027, 1, 1), "periode_tot": date(2030, 12, 31)}
    return replace(
        stadskanaal_plan, status="vastgesteld", citeertitel="Ons plan", vaststellingen=(besluit, known), **period
    )


def made(plan):
    return FORM.make(plan, FORM.html(plan), lambda: None).content


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document_of(content):
    return lxml.etree.fromstring(parts_of(content)["word/document.xml"])


def test_drop_has_the_words_of_the_plan_below_what_was_decided(adopted):
    said = words.of_docx(made(adopted))
    assert said == words.of_html(FORM.html(adopted))
    text = " ".join(said)
    assert text.startswith("Ons plan Vastgesteld door college van burgemeester en wethouders van gemeente Stadskanaal")
    assert ("kenmerk Z & 17." in text, "29 februari 2028" in " ".join(said[:40])) == (True, False)
    assert "Looptijd: vanaf 1 januari 2027 tot en met 31 december 2030." in text


def test_drop_uses_the_styles_of_word_and_no_other(adopted):
    parts = parts_of(made(adopted))
    tree = lxml.etree.fromstring(parts["word/document.xml"])
    used = {each.get(f"{W}val") for each in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert {"Title", "Heading1", "Heading2", "Heading3", "TableGrid"} == used
    own = lxml.etree.fromstring(parts["word/styles.xml"])
    named = {each.get(f"{W}styleId") for each in own.iter(f"{W}style")}
    assert used <= named
    headings = [p for p in tree.iter(f"{W}p") if p.findtext(f".//{W}t") and p.find(f".//{W}pStyle") is not None]
    assert "".join(headings[0].itertext()) == "Ons plan"


def test_drop_leaves_out_what_drop_makes_itself(adopted):
    parts = parts_of(made(adopted))
    tree = lxml.etree.fromstring(parts["word/document.xml"])
    unwanted = ("drawing", "sdt", "headerReference", "footerReference", "bookmarkStart", "instrText")
    assert [name for name in unwanted if next(tree.iter(f"{W}{name}"), None) is not None] == []
    assert [each for each in tree.iter(f"{W}hyperlink") if each.get(f"{W}anchor")] == []
    assert [name for name in parts if re.match(r"word/(header|footer)", name)] == []
    assert next(tree.iter(f"{W}numPr"), None) is not None  # lists have the numbers of Word


def test_drop_keeps_text_of_a_gemeente_text(adopted):
    content = made(replace(adopted, citeertitel=f"Plan {SCRIPT}"))
    assert (SCRIPT in " ".join(words.of_docx(content)), b"<script" in content) == (True, False)


@pytest.mark.parametrize("joint", [None, "een"])
def test_drop_is_for_what_was_adopted(joint):
    versie = Planversie(gezamenlijk_plan_id=joint)
    assert "drop" not in forms_of(versie)
    versie.vastgesteld_at = date(2027, 3, 1)
    assert "drop" in forms_of(versie)


def test_drop_is_not_asked_for_of_a_concept(client_for, bewerker, filled):
    assert client_for(bewerker).post("/beleidsplan/drop/").status_code == 404
