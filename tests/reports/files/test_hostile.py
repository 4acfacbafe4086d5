"""A hundred and more hostile texts, in every place where somebody can type: they are words on paper, and no more."""

import html
import io
import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from itertools import takewhile
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from printing.pdf import render_pdf
from printing.text import printable
from reports.document.html import render_document
from reports.files.formats import FORMS
from sjablonen.markdown import markdown
from tenants.sight import seen, visible
from tests.reports.conftest import MADE_AT, OWN_FILES, printed
from tests.reports.hostile import BIG, TEXTS

# Ours: chosen from a list that the form holds to, not typed.
OWN = ("code", "status", "staat", "cadans", "prioriteit", "kostensoort", "laag", "thema", "bron_url")
PRICE = Decimal(500)  # what something is paid from is printed where it costs something
STYLES = "".join(f'<link rel="stylesheet" href="asset:plan/{name}.css">' for name in ("plan", "paper"))
CELL = '<table class="plan-table plan-acties"><tbody><tr><th scope="row">{}</th><td>a</td><td>b</td></tr></table>'


class Spread:
    """Puts the next text in each place where a text may be."""

    def __init__(self):
        self.texts, self.used = iter(TEXTS * 20), set()

    def into(self, value, name=""):
        if isinstance(value, str) and name not in OWN:
            text = next(self.texts)
            self.used.add(text)
            return text
        if isinstance(value, tuple):
            return tuple(self.into(item) for item in value)
        if is_dataclass(value):
            return replace(value, **{f.name: self.into(getattr(value, f.name), f.name) for f in fields(value)})
        return value


@pytest.fixture
def nasty_plan(stadskanaal_plan):
    """Of which every text is hostile: passages, sentences, acties, trekkers, titles, names, herkomst."""
    spread = Spread()
    parts = (
        replace(part, vervallen=part.acties[:1], acties=tuple(replace(each, kosten=PRICE) for each in part.acties))
        for part in stadskanaal_plan.onderdelen
    )
    plan = spread.into(replace(stadskanaal_plan, onderdelen=tuple(parts)))
    assert (len(TEXTS) >= 100, set(TEXTS) - spread.used) == (True, set())
    assert any(part.vervallen for part in plan.onderdelen)
    return plan


def squeezed(text):
    return re.sub(r"[\s\u200b\u00ad-]", "", text)


def paired(text):
    """Half a surrogate pair cannot leave Python."""
    return text.encode(errors="replace").decode()


def places(plan):
    """What is plain text in the plan: of these every sign must be on paper."""
    for part in plan.onderdelen:
        yield from (zin.tekst for zin in part.zinnen)
        yield from (text for actie in part.acties for text in (actie.wat, actie.trekker, actie.resultaat))
        yield from (text for actie in part.vervallen for text in (actie.wat, actie.niet_gedaan))
    paid = {seen(actie.dekking): visible(actie.dekking) for actie in reversed(plan.acties)}
    yield from (text for text in paid.values() if text.strip())  # what looks the same is one row


def test_a_plan_of_hostile_texts_reaches_nothing_and_says_them_all(nasty_plan, reached):
    document = render_document(nasty_plan)
    assert reached(document) == OWN_FILES

    made = printed(document)
    reader = PdfReader(io.BytesIO(made.content))
    raw = b"".join(page.get_contents().get_data() for page in reader.pages)
    assert [
        name for name in (b"/JavaScript", b"/EmbeddedFile", b"/OpenAction", b"/Launch") if name in made.content
    ] == []
    said = squeezed("".join(page.extract_text() for page in reader.pages))
    printed_as = (printable(html.escape(paired(text))).replace("<br>", "\n") for text in places(nasty_plan))
    wanted = [squeezed(html.unescape(text)) for text in printed_as]
    # The order within a line of a table is that of the columns, so a text is looked for by its beginning.
    assert [text for text in wanted if text[:8] not in said] == []
    assert raw.count(b"BT") == raw.count(b"ET")


def test_a_pdf_of_hostile_texts_leads_to_no_other_scheme_than_the_web_and_mail(nasty_plan):
    made = printed(render_document(nasty_plan))
    links = [
        annotation["/A"]["/URI"]
        for page in PdfReader(io.BytesIO(made.content)).pages
        for annotation in (each.get_object() for each in page.get("/Annots", []))
        if "/A" in annotation
    ]
    assert [link for link in links if not link.startswith(("https://", "mailto:"))] == []


@pytest.mark.parametrize("formaat", ["docx", "odt"])
def test_an_office_document_of_hostile_texts_is_well_formed_and_asks_for_nothing(nasty_plan, formaat):
    form = FORMS[formaat]
    content = form.make(nasty_plan, form.html(nasty_plan), lambda: None).content
    outside = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".rdf")):
                tree = ET.fromstring(archive.read(name))
                outside += [each.get("Target") for each in tree.iter() if each.get("TargetMode") == "External"]
            assert not name.startswith(("word/embeddings", "word/media", "Pictures", "Object"))
    assert [target for target in outside if not target.startswith(("https://", "mailto:"))] == []


def test_a_web_page_of_hostile_texts_has_no_other_tag_than_ours(nasty_plan, plan):
    tags = re.compile(r"<([a-zA-Z][\w-]*)")
    form = FORMS["html"]
    ours = set(tags.findall(form.html(plan))) | {"br", "ol", "em", "h4"}
    assert set(tags.findall(form.html(nasty_plan))) - ours == set()


def test_the_biggest_texts_are_made_within_the_limits():
    """A word of 50,000 letters as an actie, and all kinds as a passage. Some of them alone once took all memory."""
    texts = "".join(markdown(text) for text in BIG.values())
    document = f"<html lang=nl><title>t</title>{STYLES}<body class=plan>{CELL.format('w' * 50_000)}{texts}"
    made = render_pdf(document, made_at=MADE_AT)
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages)
    assert "".join(takewhile(lambda text: "w" * 10 in text, pages)).count("w" * 10) > 4_900
