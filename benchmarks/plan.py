"""The whole plan of one gemeente, from its answers to the bytes of the PDF, in the child process that renders it."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import benchmarks.setup  # noqa: F401  isort: skip

from reports.html import render_document
from reports.pdf import Pdf, render_pdf
from reports.plan import gather_plan
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

ROUNDS = 3
ONE_LINE = "<!DOCTYPE html><html lang=nl><title>x</title><p>Een regel."


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    gemeente = Gemeente.objects.get(slug="stadskanaal")
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    one_line = seconds(lambda: render_pdf(ONE_LINE, made_at=made_at))
    yield "plan_pdf_s", seconds(lambda: make(gemeente)), "s", one_line
    pdf = make(gemeente)
    yield "plan_pdf_pages", pdf.pages, "", None
    yield "plan_pdf_mb", round(len(pdf.content) / 1_000_000, 3), "MB", None


def seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times), 2)


def make(gemeente: Gemeente) -> Pdf:
    with in_gemeente(gemeente):
        plan = gather_plan(zelfevaluatie=current_zelfevaluatie(), gemeente=gemeente)
    return render_pdf(render_document(plan), made_at=plan.made_at)
