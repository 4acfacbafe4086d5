"""The map by keyboard, by finger and without script, on a screen and on paper."""

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from demo.people import VNG
from tests.browser.acts import log_in_editor, problems
from tests.browser.conftest import SIZES

PART = "PV920"
FOCUS = "document.activeElement.querySelector('title')?.textContent"
BOX = "element => (({ top, bottom }) => [top, bottom])(element.getBoundingClientRect())"
MIDDLE = (
    "(({ x, y, width, height }) => [x + width / 2, y + height / 2])(document.activeElement.getBoundingClientRect())"
)
STOPS = "document.querySelectorAll('[data-kaart] a[tabindex=\"0\"]').length"
AFTER = (
    "table => table.compareDocumentPosition(document.querySelector('[data-kaart]')) & Node.DOCUMENT_POSITION_FOLLOWING"
)
WAYS = {"ArrowDown": (0, 1), "ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowUp": (0, -1)}
EDGE = """last => {
  const low = (place) => place.getBoundingClientRect().bottom;
  const places = [...document.querySelectorAll("[data-kaart] a")].sort((one, other) => low(one) - low(other));
  places.at(last ? -1 : 0).focus();
}"""


@pytest.fixture(scope="module")
def cookies(browser: Browser, stack, country) -> list:
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    log_in_editor(page, stack, VNG)
    found = context.cookies()
    context.close()
    return found


@pytest.fixture
def kaart(new_page, stack, cookies):
    """A page with the map, as one of VNG sees it."""

    def open_kaart(query: str = "indicator=SV-P1-1", **options) -> Page:
        page = new_page(**options)
        page.context.add_cookies(cookies)
        page.goto(f"{stack.url}/land/kaart/?{query}")
        return page

    return open_kaart


def enter_map(page: Page) -> None:
    """As somebody does: on from the table before it."""
    page.locator("[data-kaarttabel] > summary").focus()
    page.keyboard.press("Tab")


def test_map_is_one_stop_of_the_keyboard_and_arrows_lead_to_who_lies_beside(kaart) -> None:
    page = kaart()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    enter_map(page)
    first, seen = page.evaluate(FOCUS), set()
    assert page.evaluate(STOPS) == 1
    for key, way in WAYS.items():
        (x, y), before = page.evaluate(MIDDLE), page.evaluate(FOCUS)
        page.keyboard.press(key)
        (there, below), after = page.evaluate(MIDDLE), page.evaluate(FOCUS)
        if after != before:  # at the edge of the country it stays where it is
            assert ((there - x) * way[0] + (below - y) * way[1] > 0, key) == (True, key)
            seen.add(after)
        expect(page.locator("[data-kaarttekst]")).to_have_text(after)
    assert len(seen) >= 3
    here = page.evaluate(FOCUS)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) is None
    page.keyboard.press("Shift+Tab")
    assert (page.evaluate(FOCUS), page.evaluate(STOPS)) == (here, 1)
    assert ([url for url in loaded if "/land/" in url], first is None) == (
        [],
        False,
    )  # who only looks around, asks for no page of a gemeente
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/land/gemeente/GM"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(here.partition(":")[0])


def test_what_has_the_focus_and_its_name_are_both_in_view(kaart) -> None:
    page = kaart()
    page.set_viewport_size({"width": 1280, "height": 720})
    enter_map(page)
    for last in (True, False):
        page.evaluate(EDGE, last)
        expect(page.locator("[data-kaarttekst]")).to_have_text(page.evaluate(FOCUS))
        line = page.locator("[data-kaartregel]").evaluate(BOX)
        shape = page.locator("[data-kaart] a:focus").evaluate(BOX)
        assert (0 <= line[0] < line[1] <= shape[0] + 1, shape[1] <= 720) == (True, True)


def test_a_first_tap_names_and_a_second_opens(browser, stack, cookies) -> None:
    context = browser.new_context(viewport=SIZES["mobile"], has_touch=True, locale="nl-NL")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{stack.url}/land/kaart/?indicator=SV-P1-1")
    here, shape = page.url, page.locator("[data-kaart] a").nth(20)
    shape.scroll_into_view_if_needed()
    words = shape.locator("title").text_content()
    shape.locator("path").tap()
    expect(page.locator("[data-kaarttekst]")).to_have_text(words)
    assert page.url == here
    shape.locator("path").tap()
    page.wait_for_url(re.compile("/land/gemeente/GM"))
    context.close()


def test_map_works_without_script(kaart) -> None:
    page = kaart(javascript=False)
    shape = page.locator("[data-kaart] a").nth(20)
    words = shape.locator("title").text_content()
    shape.click()
    page.wait_for_url(re.compile(r"/land/kaart/\?.*gemeente=GM"))
    expect(page.locator("[data-kaarttekst]")).to_have_text(words)
    page.get_by_role("link", name="Naar haar pagina").click()
    page.wait_for_url(re.compile("/land/gemeente/GM"))


def test_table_comes_before_the_map_and_is_searched_while_one_types(kaart) -> None:
    page = kaart()
    assert page.locator("#tabel").evaluate(AFTER) > 0
    page.locator("[data-kaarttabel] > summary").click()
    page.get_by_label("Naam of code van de gemeente").fill("gemeente 01")
    expect(page.get_by_text("10 gemeenten gevonden.")).to_be_visible()
    assert page.locator("#tabel tbody tr:visible").count() == 10
    page.get_by_label("Naam of code van de gemeente").fill("GM9101")
    expect(page.get_by_text("1 gemeente gevonden.")).to_be_visible()
    page.get_by_label("Naam of code van de gemeente").press("Enter")
    expect(page.locator("#tabel tbody tr:visible")).to_have_count(1)


def test_map_is_accessible_whatever_is_shown(kaart, stack) -> None:
    page = kaart()
    queries = ("", "indicator=plan&gemeente=GM9101", f"indicator=begroting&provincie={PART}", "zoek=gemeente")
    found = {query: problems(page, f"{stack.url}/land/kaart/?{query}") for query in queries}
    assert {query: wrong for query, wrong in found.items() if wrong} == {}


def test_map_is_one_page_of_paper_and_no_long_screen(kaart) -> None:
    for query in ("indicator=SV-P1-1", f"indicator=SV-P1-1&provincie={PART}"):
        page = kaart(query)
        assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
        assert len(PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True))).pages) == 1


def test_what_is_missing_is_said_in_dutch_whatever_the_browser_speaks(browser, stack) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{stack.url}/account/login/")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    field = page.get_by_label("E-mailadres")
    assert field.evaluate("field => field.validationMessage") == "Vul dit in."
    field.fill("geen adres")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    assert field.evaluate("field => field.validationMessage").startswith("Vul een e-mailadres in")
    field.fill("naam@gemeente.example")
    assert field.evaluate("field => field.validity.valid") is True
    context.close()
