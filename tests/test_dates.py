"""Every date that somebody can type: no year of two digits, and none that no calendar needs. Every day that we write is
that of a clock in the Netherlands: between midnight and one or two o'clock it is yesterday in UTC."""

import importlib
import json
import pkgutil
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError

from kader.models import RedactieRevision
from metingen.models import Inzage
from reports.document.choices import stand_note
from reports.document.plan import Plan, Uitvoering
from reports.files.formats import FORMS
from reports.models import Planversie, Rapport
from tenants.models import Gemeente, Wisjournaal
from tests.printing.words import part
from wissing.models import Wissing
from wissing.places import page_of

HALF_PAST_MIDNIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # on the 29th, for everybody who reads it


def forms_of_kompas():
    """Every form class in a module of an app of ours that is named after forms."""
    for config in apps.get_app_configs():
        if not config.path.startswith(str(settings.BASE_DIR)) or "/.venv/" in config.path:
            continue
        for module in pkgutil.walk_packages(config.module.__path__, f"{config.name}."):
            if module.name.rpartition(".")[2].endswith("forms"):
                yield from vars(importlib.import_module(module.name)).values()


DATES = {
    f"{form.__module__}.{form.__name__}.{name}": field
    for form in forms_of_kompas()
    if isinstance(form, type) and issubclass(form, forms.BaseForm)
    for name, field in form.base_fields.items()
    if isinstance(field, forms.DateField)
}


def test_there_are_dates_to_look_at():
    assert {name.partition(".")[0] for name in DATES} == {
        *("aanpak", "beheer", "indienen", "kader", "logboek", "mensen", "metingen", "redactie", "reports", "sjablonen"),
        "zelfevaluatie",
    }


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("odd", ["0026-01-05", "9999-12-31", "5-1-0026"])
def test_no_date_takes_a_year_that_cannot_be_meant(name, odd):
    with pytest.raises(ValidationError):
        DATES[name].clean(odd)


@pytest.mark.parametrize("name", DATES)
def test_a_browser_knows_the_years_too(name):
    widget = DATES[name].widget
    shown = (widget.input_type, widget.attrs["min"][4:], widget.attrs["max"][4:])
    assert shown == ("date", "-01-01", "-12-31")


def test_no_moment_is_written_without_the_clock_of_the_reader():
    """`{row.created_at:%d-%m-%Y}` gives the day in UTC; it goes through `timezone.localdate` or `localtime`."""
    ours = (settings.BASE_DIR / app for app in settings.INSTALLED_APPS if (settings.BASE_DIR / app).is_dir())
    sources = [path for folder in ours for path in Path(folder).rglob("*.py")]
    wrong = re.compile(r"(_at|moment)(:%|\.strftime|\.date\(\)|\.year|, ?['\"][jdYF])")
    assert len(sources) > 300
    assert [(path.name, hit[0]) for path in sources for hit in wrong.finditer(path.read_text(encoding="utf-8"))] == []


def test_a_row_made_after_midnight_is_of_the_new_day():
    at = HALF_PAST_MIDNIGHT
    rows = [
        (Wissing(created_at=at), "Wissing van 29-11-2026"),
        (Rapport(requested_at=at), "Rapport 29-11-2026 00:30"),
        (Inzage(wat="stand", created_at=at), "stand 29-11-2026"),
        (RedactieRevision(code="SV-P1-1", replaced_at=at), "SV-P1-1 tot 29-11-2026"),
        (Wisjournaal(gemeente=Gemeente(naam="Stadskanaal"), confirmed_at=at), "Stadskanaal 29-11-2026"),
    ]
    assert [(str(row), said) for row, said in rows if str(row) != said] == []
    assert page_of(Planversie(pk=uuid4(), created_at=at))[0] == "versie van 29-11-2026"


def test_a_document_made_after_midnight_is_of_the_new_day():
    frozen = Path(__file__).parent / "reports/files/plan_formaat_3.json"
    plan = replace(Plan.from_json(json.loads(frozen.read_text(encoding="utf-8"))), made_at=HALF_PAST_MIDNIGHT)
    assert stand_note(plan).startswith("Dit is de stand van 29-11-2026.")
    of_year = replace(plan, uitvoering=Uitvoering(2027, "trekker"))
    form = FORMS["uitvoeringsplan_docx"]
    content = form.make(of_year, form.html(of_year), lambda: None).content
    assert "".join(part(content, "word/header1.xml").itertext()).endswith("Stand van 29 november 2026")
