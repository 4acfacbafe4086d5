import io
import os
import re
import subprocess
import sys
import time

import pytest
from pypdf import PdfReader

from jobs.actions import LeaseLost
from printing import pdf
from printing.pdf import BROKEN, HTML_MAX, ROWS_MAX, TOO_BIG, TOO_MUCH, TOO_SLOW, RenderFout, render_pdf
from reports.document.html import render_document
from tests.printing.files import text_of
from tests.reports.conftest import MADE_AT, SCRIPT, hostile, only, printed

LONG = "<p>woord</p>" * 60_000


def fault(html, **options):
    with pytest.raises(RenderFout) as caught:
        render_pdf(html, made_at=MADE_AT, **options)
    return caught.value.reason, caught.value.final


def children():
    """Of this process alone: another may be running its tests from the same clone."""
    with open(f"/proc/{os.getpid()}/task/{os.getpid()}/children") as file:
        return [pid for pid in file.read().split() if b"printing.child" in command(pid)]


def command(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_the_plan_becomes_a_tagged_document_that_says_what_it_is(plan):
    reader = PdfReader(io.BytesIO(printed(render_document(plan)).content))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "nl-NL",
        True,
        True,
    )
    assert reader.metadata.title == f"Beleidsplan aanpak mensenhandel {plan.jaar}, Stadskanaal (concept)"
    claims = re.findall(rb'(pdf\w+id:(?:part|conformance))="(\w)"', root["/Metadata"].get_data())
    assert claims == [(b"pdfaid:part", b"2"), (b"pdfaid:conformance", b"A"), (b"pdfuaid:part", b"1")]
    assert "1 Inleiding" in [entry.title for entry in reader.outline if not isinstance(entry, list)]


def test_what_somebody_typed_is_words_on_paper(plan):
    made = render_pdf(render_document(only(hostile(plan), "ambitie_1", "ambitie_2")), made_at=MADE_AT)
    words = re.sub(r"\s+", "", text_of(made))
    assert f"{SCRIPT}ZinoverSV-P1-1." in words
    assert f"{SCRIPT}Traininggeven" in words


def test_pages_are_numbered_and_carry_concept_and_gemeente_but_no_watermark_in_words(plan):
    made = printed(render_document(plan))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages]
    assert made.pages == len(pages)
    assert all(f"{n} van {made.pages}" in page for n, page in enumerate(pages[1:], start=2))
    assert all("Gemeente Stadskanaal · Beleidsplan" in page and "Concept" in page for page in pages[1:])
    assert "CONCEPT" not in "".join(pages)


@pytest.mark.parametrize("html", ["x" * HTML_MAX + "x", "<tr>" * (ROWS_MAX + 1)])
def test_too_big_a_plan_is_refused_before_any_work(html, monkeypatch):
    monkeypatch.setattr(pdf, "zygote_for", None)
    monkeypatch.setattr(pdf.subprocess, "Popen", None)
    assert fault(html) == (TOO_BIG, True)


def test_a_child_without_memory_says_so():
    assert fault(LONG, memory=120 * 1024**2) == (TOO_MUCH, True)


def test_a_child_out_of_time_is_ended_with_all_it_started():
    started = time.monotonic()
    assert fault(LONG, seconds=1.5, warm=False) in [(TOO_SLOW, False), (TOO_SLOW, True)]  # by our clock, or by its own
    assert time.monotonic() - started < 5
    assert children() == []


def test_who_loses_the_lease_ends_the_child(monkeypatch):
    def beat():
        raise LeaseLost

    monkeypatch.setattr(pdf, "RENEW_SECONDS", 0.1)
    with pytest.raises(LeaseLost):
        render_pdf(LONG, made_at=MADE_AT, beat=beat, warm=False)
    assert children() == []


def test_a_child_that_starts_slowly_still_gets_the_whole_plan(monkeypatch):
    """More than a pipe holds, and read only after the first beat."""
    beats = []
    monkeypatch.setattr(pdf, "RENEW_SECONDS", 0.01)
    slow = "import sys, time; time.sleep(0.3); print(len(sys.stdin.buffer.read()))"
    with subprocess.Popen([sys.executable, "-c", slow], stdin=-1, stdout=-1, stderr=-1) as process:
        said, _ = pdf.wait(process, b"x" * 1_000_000, lambda: beats.append(1), 20)
    assert (said, len(beats) > 1) == (b"1000000\n", True)


def test_a_missing_font_is_an_error_and_not_another_font():
    assert fault('<link rel="stylesheet" href="asset:plan/weg.css">') == (BROKEN, False)


def test_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "geheim")
    monkeypatch.setenv("KOMPAS_SECRET_KEY", "geheim")
    assert "geheim" not in pdf.environment().values()


def test_a_child_that_starts_slowly_still_gets_all_of_a_long_text(monkeypatch):
    """Python itself takes longer to start than the beat is here, and a pipe holds 64 kB."""
    monkeypatch.setattr(pdf, "RENEW_SECONDS", 0.001)
    program = "import sys; sys.stdout.write(str(len(sys.stdin.read())))"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as process:
        content, _ = pdf.wait(process, b"x" * 1_000_000, lambda: None, 30)
    assert content == b"1000000"
