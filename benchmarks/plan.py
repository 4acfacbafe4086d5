"""The whole plan of one gemeente, from its answers to the bytes of a file, in the child process that renders it.

Beside the PDF stands Chromium printing the same HTML with the same styles, where a browser is found: a start of the
browser each time, as ours starts a child each time. Beside the page of the preview stands its HTML alone.
"""

import contextlib
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import benchmarks.setup  # noqa: F401  isort: skip

from django.conf import settings

from benchmarks.pages import client_for, median_ms
from local.browser import BrowserChoice, NoBrowserError, find_browser
from reports.formats import FORMS, Made
from reports.gather import gather_plan
from reports.html import render_document
from reports.plan import Plan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

ROUNDS = 3
STATIC = settings.BASE_DIR / "static"


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    settings.ALLOWED_HOSTS = ["*"]
    gemeente = Gemeente.objects.get(slug="stadskanaal")
    yield "plan_pdf_s", seconds(lambda: make("pdf", gemeente)), "s", chromium(render_document(gather(gemeente)))
    pdf = make("pdf", gemeente)
    yield "plan_pdf_pages", pdf.pages, "", None
    yield "plan_pdf_mb", round(len(pdf.content) / 1_000_000, 3), "MB", None
    yield "plan_docx_s", seconds(lambda: make("docx", gemeente)), "s", None
    client = client_for(gemeente)
    html_only = median_ms(lambda _: render_document(gather(gemeente)))
    yield "plan_preview_ms", median_ms(lambda _: client.get("/beleidsplan/")), "ms", html_only


def chromium(html: str) -> float | None:
    """Seconds in which a browser prints the same; None without a browser."""
    with contextlib.suppress(NoBrowserError), tempfile.TemporaryDirectory(prefix="kompas-bench-") as folder:
        browser, page = find_browser(), Path(folder) / "plan.html"
        page.write_text(html.replace("asset:", f"{STATIC.as_uri()}/"), encoding="utf-8")
        return seconds(lambda: print_with(browser, page))
    return None


def print_with(browser: BrowserChoice, page: Path) -> None:
    pdf = page.with_suffix(".pdf")
    options = [f"--user-data-dir={page.parent / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    command = [str(browser.executable), *browser.args, *options, page.as_uri()]
    subprocess.run(command, env=browser.env, check=True, capture_output=True, timeout=120)
    assert pdf.read_bytes().startswith(b"%PDF")
    pdf.unlink()


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times), 2)


def gather(gemeente: Gemeente) -> Plan:
    with in_gemeente(gemeente):
        return gather_plan(zelfevaluatie=current_zelfevaluatie(), gemeente=gemeente)


def make(formaat: str, gemeente: Gemeente) -> Made:
    plan = gather(gemeente)
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None)
