"""The whole plan of one gemeente, from its answers to the bytes of a file, in the child process that renders it.

Beside the PDF stands Chromium printing the same HTML with the same styles, in turns with ours and where a browser is
found. Like with like: for `plan_pdf_s` WeasyPrint is loaded and the browser runs; for `plan_pdf_cold_s` Python and the
browser start first. Beside the page of the preview stands its HTML alone; beside that of the tweede lezer, the
gathering of the plan that she reads. `plan_pdf_again_s` is of the web: a request that finds the file, its page, and the
download. `plan_import_s` is an old plan of some ten pages, from its text to its proposals.
"""

import contextlib
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import benchmarks.setup  # noqa: F401  isort: skip

from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from benchmarks import SIZE
from benchmarks.pages import median_ms
from benchmarks.ride import PLAN, READS, Forms, Rider
from local.browser import NoBrowserError, find_browser
from printing.pdf import render_pdf
from printing.reading.pieces import Piece
from printing.reading.reader import read_document
from reports.document.html import render_document
from reports.document.plan import Plan
from reports.files.formats import FORMS, Made
from reports.gather.plan import gather_plan
from reports.passages.oudplan.places import lexemes_of, matcher_of, places_of
from reports.tasks import make_ahead
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.queries import current_zelfevaluatie

ROUNDS = SIZE.few
# In the form of what gemeenten have: a heading, a paragraph, acties.
OLD_PLAN = "\n\n".join(
    f"{n} Hoofdstuk over signaleren\n\n"
    "Twee collega’s zijn aandachtsfunctionaris mensenhandel. Zij zijn het aanspreekpunt voor collega’s en partners, "
    "verzamelen signalen en weten bij welke partij zij die moeten brengen, ook als het maar een vermoeden is.\n\n"
    f"{n}.1 Acties en resultaten\n\n• Nieuwe collega’s krijgen in hun eerste half jaar de basistraining.\n"
    "• Wij bespreken mensenhandel twee keer per jaar in de gezagsdriehoek en met de partners in de regio."
    for n in range(1, 86)
).encode()
STATIC = settings.BASE_DIR / "static"


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    settings.ALLOWED_HOSTS = ["*"]
    gemeente = Gemeente.objects.get(slug="stadskanaal")
    pdf = make("pdf", gemeente)  # from here on the zygote is there
    yield from beside_chromium(gemeente)
    yield "plan_pdf_pages", pdf.pages or 0, "", None
    yield "plan_pdf_mb", round(len(pdf.content) / 1_000_000, 3), "MB", None
    yield "plan_docx_s", in_turns(lambda: make("docx", gemeente))[0], "s", None
    rider = Rider(gemeente.slug)
    yield "plan_pdf_again_s", again(rider, gemeente), "s", None
    html_only = median_ms(lambda _: render_document(gather(gemeente)))
    yield "plan_preview_ms", median_ms(lambda _: rider.get(READS["plan_preview_ms"])), "ms", html_only
    gathered = median_ms(lambda _: gather(gemeente))
    yield "plan_import_s", in_turns(lambda: propose(read_document(OLD_PLAN, "tekst"), gemeente))[0], "s", None
    yield "tweede_lezer_ms", median_ms(lambda _: rider.get(f"{READS['plan_preview_ms']}tweede-lezer/")), "ms", gathered


def propose(pieces: list[Piece], gemeente: Gemeente) -> None:
    """As the worker does with an old plan, but for writing the rows."""
    with in_gemeente(gemeente):
        zelfevaluatie = current_zelfevaluatie()
        assert zelfevaluatie is not None
        matcher = matcher_of(places_of(zelfevaluatie=zelfevaluatie, gemeente=gemeente).values())
        lexemes = lexemes_of([piece.tekst for piece in pieces])
        assert len([matcher.propose(*both) for both in zip(pieces, lexemes, strict=True)]) == 255


def beside_chromium(gemeente: Gemeente) -> Iterator[tuple[str, float, str, float | None]]:
    def warm() -> None:
        make("pdf", gemeente)

    def cold() -> None:
        plan = gather(gemeente)
        render_pdf(render_document(plan), made_at=plan.made_at, warm=False)

    with chromium() as found:
        if found is None:
            yield "plan_pdf_s", in_turns(warm)[0], "s", None
            yield "plan_pdf_cold_s", in_turns(cold)[0], "s", None
            return
        launch, page = found
        page.write_text(render_document(gather(gemeente)).replace("asset:", f"{STATIC.as_uri()}/"), encoding="utf-8")

        def start_and_print() -> None:
            browser = launch()
            print_with(browser, page)
            browser.close()

        running = launch()
        ours, theirs = in_turns(warm, lambda: print_with(running, page))
        running.close()
        yield "plan_pdf_s", ours, "s", theirs
        ours, theirs = in_turns(cold, start_and_print)
        yield "plan_pdf_cold_s", ours, "s", theirs


@contextlib.contextmanager
def chromium() -> Iterator[tuple[Callable[[], Browser], Path] | None]:
    """How to start one, and a place for its page; None where there is no browser."""
    try:
        choice = find_browser()
    except NoBrowserError:
        yield None
        return
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "on"  # Playwright's loop runs beside us; our queries do not use it
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="kompas-bench-") as folder:
        options = {"executable_path": str(choice.executable), "args": choice.args, "env": choice.env}
        yield partial(playwright.chromium.launch, **options), Path(folder) / "plan.html"


def print_with(browser: Browser, page: Path) -> None:
    tab = browser.new_page()
    tab.goto(page.as_uri())
    assert tab.pdf(prefer_css_page_size=True, tagged=True, outline=True).startswith(b"%PDF")
    tab.close()


def in_turns(*works: Callable[[], object]) -> list[float]:
    """The median of each in seconds. In turns, so that a busy moment of the machine hits them alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return [round(statistics.median(taken), 2) for taken in times]


def again(rider: Rider, gemeente: Gemeente) -> float:
    """From the button to the file in hand, of a plan that did not change since its PDF was made: ahead, as here, or for
    somebody who asked before."""
    os.getloadavg = lambda: (0.0, 0.0, 0.0)  # we measure what it costs, not whether there is room for it
    make_ahead(gemeente_id=str(gemeente.pk))
    form = next(form for form in Forms(rider.get(PLAN)).forms if form.action == f"{PLAN}pdf/")

    def ask() -> None:
        page = rider.client.post(form.action, form.data, follow=True).text
        (address,) = set(re.findall(rf'"({PLAN}rapport/[^"/]+/bestand/)"', page))
        assert rider.client.get(address).content.startswith(b"%PDF"), address

    return in_turns(ask)[0]


def gather(gemeente: Gemeente) -> Plan:
    with in_gemeente(gemeente):
        return gather_plan(zelfevaluatie=current_zelfevaluatie(), gemeente=gemeente)


def make(formaat: str, gemeente: Gemeente) -> Made:
    plan = gather(gemeente)
    form = FORMS[formaat]
    return form.make(plan, form.html(plan), lambda: None)
