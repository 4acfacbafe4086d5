"""What several browser tests do on a page, and how they look at it."""

import io
import re

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import SIZES, address, fill_login

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # without a list of all that is right, which takes longer than looking
}
# Half of the time goes to contrast. No colour depends on the width, so a page is looked at in one width for it.
NO_CONTRAST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
RULES_BY_SIZE = {"desktop": RULES, "mobile": NO_CONTRAST}
PLAN = "/beleidsplan/"


def problems(page, url: str) -> list[str]:
    """In both sizes, without loading it again: what differs is in the style sheet."""
    page.goto(url)
    return problems_here(page)


def problems_here(page) -> list[str]:
    size, found = page.viewport_size, []
    for name, rules in RULES_BY_SIZE.items():
        page.set_viewport_size(SIZES[name])
        found += [
            f"{name}: {violation['id']}: {node['target']}"
            for violation in Axe().run(page, options=rules).response["violations"]
            for node in violation["nodes"]
        ]
        needed, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        found += [f"{name}: scrolls sideways: {needed} of {there}"] if needed > there else []
    page.set_viewport_size(size)
    return found


def log_in_editor(page: Page, stack, email: str) -> None:
    page.goto(f"{stack.url}/account/login/")
    fill_login(page, email)
    page.wait_for_url(re.compile("/start/|/land/|/redactie/|/platform/"))


def prepare(page: Page, stack, slug: str) -> None:
    page.goto(address(stack, slug))
    page.get_by_role("link", name="Indienen", exact=True).click()
    page.get_by_role("link", name=re.compile("ndienen voorbereiden")).click()
    page.get_by_role("link", name="Kiezen wat je deelt").last.click()
    page.get_by_role("button", name="Alle zinnen aanvinken").click()
    page.get_by_label("VNG", exact=True).check()
    page.locator(".k-actions").get_by_role("button", name="Opslaan en bekijken").click()
    expect(page.get_by_role("heading", name="Dit delen jullie")).to_be_visible()


def submit(page: Page) -> None:
    page.get_by_label("Wie besloot dat dit gedeeld mag worden?").fill("college van B en W")
    page.get_by_label("Wanneer is dat besloten?").fill("2026-11-02")
    page.get_by_role("button", name="Antwoorden indienen").click()
    expect(page.get_by_text("Jullie antwoorden zijn gedeeld.")).to_be_visible()


def withdraw(page: Page) -> None:
    page.get_by_role("link", name="Bekijken wat jullie deelden").click()
    page.get_by_role("link", name="Deze indiening intrekken").click()
    page.get_by_role("button", name="Indiening intrekken").click()
    expect(page.get_by_text("Ingetrokken. Niemand ziet nog wat jullie hadden gedeeld.")).to_be_visible()


def pdf_text(content: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def plain(text: str) -> str:
    """Without white space and hyphenation, which are the layout's."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def edit(page: Page, code: str, text: str, link: str = "Bewerken") -> None:
    part = page.locator(f"#passage-{code}")
    part.get_by_role("link", name=re.compile(link)).click()
    part.get_by_label("Tekst in het plan").fill(text)
    part.get_by_role("button", name="Tekst opslaan").click()


def expect_saved(part: Locator) -> None:
    expect(part.get_by_text(re.compile(r"Opgeslagen om \d\d:\d\d"))).to_be_visible()


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page, options=RULES).response["violations"]]


def keep_version(page: Page, stack, naam: str) -> None:
    page.goto(address(stack, "voorbeeldstad", f"{PLAN}versies/"))
    page.get_by_role("link", name="Versie bewaren").click()
    page.get_by_label("Hoe noem je deze versie?").fill(naam)
    page.get_by_role("button", name="Versie bewaren").click()
    expect(page.get_by_role("heading", name=naam, level=1)).to_be_visible()


def adopt(page: Page) -> None:
    """The version on the page, by who may do so alone."""
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    note_decision(page, "2026-03-01")


def note_decision(page: Page, day: str, since: str = "") -> None:
    """`since`: from when the plan counts, when that is not what its text says."""
    page.get_by_role("link", name="Besluit vastleggen").click()
    college = page.get_by_role("group", name="College van burgemeester en wethouders")
    college.get_by_role("radio", name="stelt het plan vast").check()
    college.get_by_label("Datum van het besluit").fill(day)
    college.get_by_label("Kenmerk").fill("Z-2026-17")
    if since:
        page.get_by_label("Geldt vanaf").fill(since)
    page.get_by_label("Geldt tot en met").fill(f"{timezone.localdate().year + 3}-12-31")
    page.get_by_role("button", name="Besluit controleren").click()
    expect(page.get_by_text("Je kunt dit niet ongedaan maken.")).to_be_visible()
    page.get_by_role("button", name="Besluit definitief vastleggen").click()


def wait_for(page: Page, name: str) -> None:
    """The worker makes the files; without script one looks again."""
    button = page.get_by_role("button", name=name)
    for _ in range(90):
        if button.is_visible():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"Geen knop {name} na anderhalve minuut.")


def downloaded(page: Page, name: str) -> tuple[str, str]:
    """Name and words of a PDF, once the worker made it; `name` is how the words of its link begin. Without JavaScript a
    page must be asked for anew."""
    link = page.get_by_role("link", name=re.compile(f"^{name}"))
    for _ in range(90):
        if link.is_visible():
            break
        page.wait_for_timeout(1000)
        page.reload()
    with page.expect_download() as download:
        link.click()
    return download.value.suggested_filename, pdf_text(download.value.path().read_bytes())
