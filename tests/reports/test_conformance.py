"""A plan of any content is PDF/A-2a and PDF/UA-1, by veraPDF; and making it touches nothing outside."""

import io
import json
import re
import sys
import tempfile
from dataclasses import replace

import pikepdf
import pytest
from django.conf import settings

from demo.answers import load_answers, read
from reports import pdf, pdf_child
from reports.gather import gather_plan
from reports.html import render_document
from reports.huisstijl import assets
from reports.pdf import render_pdf
from reports.stand import gather_stand
from tests.reports.conftest import MADE_AT
from tests.reports.stress import stress
from tests.reports.test_huisstijl import SVG, look
from tests.reports.test_logo import png
from tests.verapdf import PROFILES, validate_all

# Run by the child's Python before all else. Only the test knows of it: it comes by PYTHONPATH.
WATCH = """
import json, os, sys
log = open(os.environ["WATCH_LOG"], "a", buffering=1)
names = ("open", "socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.fork")
def note(event, arguments):
    if event.startswith(names):
        log.write(json.dumps([event, str(arguments[0]) if arguments else ""]) + "\\n")
sys.addaudithook(note)
"""
PYTHON = (sys.prefix, sys.base_prefix)
TEMPORARY = re.compile(rf"(?<=^{tempfile.gettempdir()}/)\w+$|^\d+$")


@pytest.fixture
def empty(zelfevaluatie, gemeente):
    return replace(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente), made_at=MADE_AT)


@pytest.fixture
def stadskanaal_plan(empty, gemeente, bewerker):
    """The demo's."""
    zelfevaluatie = load_answers(read("stadskanaal"), by=bewerker)
    return replace(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente), made_at=MADE_AT)


@pytest.fixture
def reached(monkeypatch, tmp_path):
    """A function that renders HTML and gives all that the child opened or called outside Python's own folders."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    own = pdf.environment
    extra = {"PYTHONPATH": str(tmp_path), "WATCH_LOG": str(tmp_path / "log")}
    monkeypatch.setattr(pdf, "environment", lambda made_at: {**own(made_at), **extra})

    def reached_by(html, assets=None):
        (tmp_path / "log").write_text("")
        render_pdf(html, assets=assets, made_at=MADE_AT)
        seen = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
        assert ["open", str(pdf_child.__file__)] in seen  # it did watch
        return {(event, TEMPORARY.sub("", what)) for event, what in seen if not what.startswith(PYTHON)}

    return reached_by


def render(plan):
    return render_pdf(render_document(plan), assets=assets(plan.huisstijl), made_at=MADE_AT).content


def pages(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def untagged(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        del document.Root.MarkInfo
        document.save(spoiled := io.BytesIO())
    return spoiled.getvalue()


def with_everything(plan, zelfevaluatie):
    """With a text that must be checked, the stand, an own sentence on payment and an SVG as logo."""
    first, *others = plan.onderdeel("h1").passages
    parts = tuple(
        replace(part, passages=(replace(first, to_check=True), *others)) if part.code == "h1" else part
        for part in plan.onderdelen
    )
    keuzes = replace(plan.keuzes, stand=True, financiering="anders", financiering_tekst="Samen.")
    stand = gather_stand(zelfevaluatie)
    return replace(plan, onderdelen=parts, keuzes=keuzes, stand=stand, huisstijl=look(SVG))


def test_every_plan_is_pdf_a_2a_and_pdf_ua_1_and_the_short_form_is_short(empty, zelfevaluatie, stadskanaal_plan):
    kort = replace(stadskanaal_plan, keuzes=replace(empty.keuzes, vorm="kort"), huisstijl=look(png((300, 100), "RGBA")))
    plans = {
        "stadskanaal": stadskanaal_plan,
        "empty": empty,
        "stress": stress(stadskanaal_plan),
        "kort": kort,
        "everything": with_everything(empty, zelfevaluatie),
    }
    made = {name: render(plan) for name, plan in plans.items()}
    assert 10 <= pages(made["kort"]) <= 12
    made["spoiled"] = untagged(made["empty"])  # else nobody notices when veraPDF stops looking

    broken = validate_all({(name, profile): content for name, content in made.items() for profile in PROFILES})

    spoiled = {profile: [rule.partition(" ")[0] for rule in broken.pop(("spoiled", profile))] for profile in PROFILES}
    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert spoiled == {"PDFA_2_A": ["6.7.2.2-1"], "PDFUA_1": ["6.2-1"]}


def test_a_render_reaches_nothing_but_our_style_sheets_and_watermark(stadskanaal_plan, reached):
    """Beside what WeasyPrint does for any document: it looks for Pango with ldconfig, gcc and ld when it starts."""
    plan = replace(stress(stadskanaal_plan), huisstijl=look(SVG))
    document = reached(render_document(plan), assets(plan.huisstijl))
    more = document - reached("<html lang=nl><title>x</title><p>Een regel.")
    folder = settings.BASE_DIR / "static" / "plan"
    assert more == {("open", str(folder / name)) for name in ("plan.css", "paper.css", "concept.svg")}
