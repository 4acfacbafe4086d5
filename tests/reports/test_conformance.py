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

from reports import pdf, pdf_child
from reports.formats import FORMS
from reports.html import render_document
from reports.pdf import render_pdf
from reports.plan import Uitvoering
from reports.stand import gather_stand
from tests.reports.conftest import MADE_AT
from tests.reports.stress import joint, stress
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
def reached(monkeypatch, tmp_path):
    """A function that renders HTML and gives all that the child opened or called outside Python's own folders."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    own = pdf.environment
    extra = {"PYTHONPATH": str(tmp_path), "WATCH_LOG": str(tmp_path / "log")}
    monkeypatch.setattr(pdf, "environment", lambda made_at: {**own(made_at), **extra})

    def reached_by(html):
        (tmp_path / "log").write_text("")
        render_pdf(html, made_at=MADE_AT)
        seen = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
        assert ["open", str(pdf_child.__file__)] in seen  # it did watch
        return {(event, TEMPORARY.sub("", what)) for event, what in seen if not what.startswith(PYTHON)}

    return reached_by


def render(plan):
    return render_pdf(render_document(plan), made_at=MADE_AT).content


def make(formaat, plan):
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None)


def untagged(content):
    with pikepdf.open(io.BytesIO(content)) as document:
        del document.Root.MarkInfo
        document.save(spoiled := io.BytesIO())
    return spoiled.getvalue()


def test_every_plan_is_pdf_a_2a_and_pdf_ua_1(empty, stadskanaal_plan):
    plans = {"stadskanaal": stadskanaal_plan, "empty": empty, "stress": stress(stadskanaal_plan)}
    plans["joint"] = joint(stadskanaal_plan)
    made = {name: render(plan) for name, plan in plans.items()}
    made["spoiled"] = untagged(made["empty"])  # else nobody notices when veraPDF stops looking

    broken = validate_all({(name, profile): content for name, content in made.items() for profile in PROFILES})

    spoiled = {profile: [rule.partition(" ")[0] for rule in broken.pop(("spoiled", profile))] for profile in PROFILES}
    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert spoiled == {"PDFA_2_A": ["6.7.2.2-1"], "PDFUA_1": ["6.2-1"]}


def test_the_short_forms_are_pdf_a_2a_and_pdf_ua_1(empty, stadskanaal_plan, zelfevaluatie):
    stand = gather_stand(zelfevaluatie)
    busy = stress(stadskanaal_plan)
    plans = {
        "bestuurder": replace(stadskanaal_plan, stand=stand, stand_op=MADE_AT.date()),
        "bestuurder of nothing": replace(empty, stand=stand),
        "uitvoeringsplan": replace(stadskanaal_plan, uitvoering=Uitvoering(2027)),
        "uitvoeringsplan per kwartaal": replace(busy, uitvoering=Uitvoering(2027, "kwartaal")),
        "uitvoeringsplan of nothing": replace(empty, uitvoering=Uitvoering(2027)),
    }
    made = {name: make(name.partition(" ")[0], plan) for name, plan in plans.items()}

    broken = validate_all({(name, profile): pdf.content for name, pdf in made.items() for profile in PROFILES})

    assert broken == {(name, profile): [] for name in plans for profile in PROFILES}
    assert [made[name].pages for name in ("bestuurder", "bestuurder of nothing", "uitvoeringsplan of nothing")] == [
        1
    ] * 3


def test_a_render_reaches_nothing_but_our_style_sheets_and_watermark(stadskanaal_plan, reached):
    """Beside what WeasyPrint does for any document: it looks for Pango with ldconfig, gcc and ld when it starts."""
    more = reached(render_document(stress(stadskanaal_plan))) - reached("<html lang=nl><title>x</title><p>Een regel.")
    folder = settings.BASE_DIR / "static" / "plan"
    assert more == {("open", str(folder / name)) for name in ("plan.css", "paper.css", "concept.svg")}
