import json
import re
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cache

import pytest
from django.db import connection

import printing.pdf
from aanpak.models import Actie
from accounts.models import Gebruiker
from demo.answers import load_answers, read
from demo.people import email_of
from jobs.actions import claim
from kader.models import Status
from kompas.celery import app
from printing import child
from printing.pdf import Pdf, render_pdf
from reports.document.plan import Plan
from reports.files.actions import request_rapport
from reports.gather.plan import gather_plan
from samenwerking.models import GezamenlijkPlan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.reports.parties import LIST, Party, share
from zelfevaluatie.models import Antwoord, Zelfevaluatie

MADE_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"
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


@cache
def printed(html: str) -> Pdf:
    """One render for all tests that look at the same document: it takes seconds, and the same HTML the same bytes."""
    return render_pdf(html, made_at=MADE_AT)


def only(plan: Plan, *codes: str) -> Plan:
    """A short plan, for what is alike in a long one."""
    return replace(plan, onderdelen=tuple(part for part in plan.onderdelen if part.code in codes))


OWN_FILES = {("open", str(child.STATIC / "plan" / name)) for name in ("plan.css", "paper.css", "concept.svg")}


@contextmanager
def as_platform():
    """As the worker works: on public, whatever schema the test is in."""
    previous = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(previous)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    """Nothing is offered to a real worker: the edge of our process."""
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)


@pytest.fixture
def pdf(monkeypatch):
    """In place of the child process, for tests that are about something else."""
    made = Pdf(content=b"%PDF-1.7 klein", pages=3)
    monkeypatch.setattr("reports.files.formats.render_pdf", lambda html, **options: made)
    return made


@pytest.fixture
def filled(zelfevaluatie):
    """A zelfevaluatie in which each of the five answers, to five thema's, has another status."""
    for code, status in zip(["BB-P1-1", "SV-P1-1", "AB-P1-2", "SK-P1-2", "OH-P1-1"], Status.values, strict=True):
        nvt_reden = "GEHEIME reden" if status == Status.NVT else ""
        Antwoord.objects.filter(bouwsteen__code=code).update(
            status=status, plan_zin=f"Zin over {code}.", toelichting="GEHEIME toelichting", nvt_reden=nvt_reden
        )
    Actie.objects.create(ambitie=2, wat="Training geven", trekker="team Zorg", cadans="jaarlijks", toelichting="GEHEIM")
    return zelfevaluatie


@pytest.fixture
def plan(filled, gemeente):
    return replace(gather_plan(zelfevaluatie=filled, gemeente=gemeente), made_at=MADE_AT)


@pytest.fixture
def empty(zelfevaluatie, gemeente):
    return replace(gather_plan(zelfevaluatie=zelfevaluatie, gemeente=gemeente), made_at=MADE_AT)


@pytest.fixture
def stadskanaal_plan(empty, gemeente, bewerker):
    """The demo's."""
    pk = load_answers(read("stadskanaal"), by=bewerker).pk
    fresh = Zelfevaluatie.objects.get(pk=pk)  # that one remembers that nothing was chosen yet
    return replace(gather_plan(zelfevaluatie=fresh, gemeente=gemeente), made_at=MADE_AT)


@pytest.fixture
def reached(monkeypatch, tmp_path):
    """A function that renders HTML and gives all that was opened or called for it outside Python's own folders.

    Without what WeasyPrint does for a document of one line: it looks for Pango with ldconfig, gcc and ld.
    """
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    own = printing.pdf.environment
    extra = {"PYTHONPATH": str(tmp_path), "WATCH_LOG": str(tmp_path / "log")}
    monkeypatch.setattr("printing.pdf.environment", lambda: {**own(), **extra})  # so that a zygote of its own starts

    def seen_for(html, assets):
        (tmp_path / "log").write_text("")
        render_pdf(html, assets=assets, made_at=MADE_AT)
        seen = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
        return {(event, TEMPORARY.sub("", what)) for event, what in seen if not what.startswith(PYTHON)}

    def reached_by(html, assets=None):
        always = seen_for("<html lang=nl><title>x</title><p>Een regel.", None)
        assert any("printing/child" in what for _, what in always)  # it did watch
        return seen_for(html, assets) - always

    return reached_by


@pytest.fixture
def rapport(filled, gemeente, bewerker):
    """Asked for; its job waits."""
    return request_rapport(zelfevaluatie=filled, gemeente=gemeente, by=bewerker)


@pytest.fixture
def job(rapport):
    """The worker's claim on `rapport`."""
    with as_platform():
        return claim(job_id=rapport.pk)


def hostile(value, keep=("code", "status", "staat", "cadans", "prioriteit", "kostensoort", "laag", "thema", "versie")):
    """The same plan with a script tag in every text that is not one of our own codes."""
    if isinstance(value, str):
        return SCRIPT + value
    if isinstance(value, tuple):
        return tuple(hostile(item) for item in value)
    if not is_dataclass(value):
        return value
    changed = {f.name: hostile(getattr(value, f.name)) for f in fields(value) if f.name not in keep}
    return replace(value, **changed)


@pytest.fixture
def parties(db, client_for):
    made = {}
    for slug in ("stadskanaal", "voorbeeldstad", "voorbeelddijk"):
        gemeente = Gemeente.objects.get(slug=slug)
        bewerker = Gebruiker.objects.get(email=email_of("bewerker", gemeente))
        made[slug] = Party(gemeente, bewerker, client_for(bewerker, gemeente=slug))
    for party in made.values():
        with in_gemeente(party.gemeente):
            Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(
                status="geregeld", plan_zin=f"Zin van {party.slug}.", toelichting="GEHEIM"
            )
    return made


@pytest.fixture
def stad(parties):
    """Who begins."""
    return parties["voorbeeldstad"]


@pytest.fixture
def dijk(parties):
    """Who is invited."""
    return parties["voorbeelddijk"]


@pytest.fixture
def kanaal(parties):
    """Who has no part in it."""
    return parties["stadskanaal"]


@pytest.fixture
def joint(stad, dijk):
    data = {"naam": "Samen sterk", "jaar": 2027, "gemeenten": [dijk.gemeente.pk]}
    stad.client.post(f"{LIST}nieuw/", data)
    return GezamenlijkPlan.objects.get()


@pytest.fixture
def both(joint, stad, dijk):
    """Both shared."""
    share(stad, joint)
    share(dijk, joint)
    return joint
