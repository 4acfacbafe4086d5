"""What is made again and what is not: the hash changes with everything that shows, and with nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from reports.document.plan import PlanHuisstijl
from reports.files import made_of as module
from reports.files.formats import FORMS
from reports.files.made_of import made_of, programs

PDF = FORMS["pdf"]


def test_the_same_plan_has_the_same_hash_all_day_and_another_tomorrow(empty):
    later = [replace(empty, made_at=empty.made_at + timedelta(hours=hours)) for hours in (0, 10, 11)]
    first, evening, night = (made_of(PDF, plan) for plan in later)  # 13:00, 23:00 and 0:00 by the clock here
    assert (first == evening, first == night) == (True, False)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "ter_vaststelling"},
        {"huisstijl": PlanHuisstijl(accent="#0d5665")},
        {"jaar": 2031},
        {"rollen": ()},
    ],
)
def test_another_plan_has_another_hash(empty, change):
    assert made_of(PDF, replace(empty, **change)) != made_of(PDF, empty)


@pytest.mark.parametrize("name", ["printing/fonts/SourceSans3-It.ttf", "static/plan/paper.css", "printing/tags.py"])
def test_another_font_style_or_program_gives_another_hash(empty, monkeypatch, name):
    whole = dict(zip(*[iter(module.makers())] * 2, strict=True))
    assert name.encode() in whole
    before = made_of(PDF, empty)
    changed = [part for path, content in whole.items() for part in (path, content + b" " * (path == name.encode()))]
    monkeypatch.setattr(module, "makers", lambda: iter(changed))
    assert made_of(PDF, empty) != before


def test_another_template_gives_another_hash(empty):
    other = replace(PDF, html=lambda plan: PDF.html(plan) + "<p>Nieuw in het sjabloon</p>")
    assert made_of(other, empty) != made_of(PDF, empty)


def test_another_version_of_a_program_gives_another_hash(empty, monkeypatch):
    assert {"weasyprint", "fonttools", "pikepdf"} <= {line.split()[0].lower() for line in programs().splitlines()}
    before = made_of(PDF, empty)
    monkeypatch.setattr(module, "programs", lambda: "weasyprint 1")
    assert made_of(PDF, empty) != before
