"""What the page of the plan says by itself, and how a page waits for a file."""

import re
from itertools import accumulate

from playwright.sync_api import Route, expect

from local import ROOT
from tests.browser.conftest import log_in

AHEAD = "**/beleidsplan/vooraf/"
# When the page looked, in ms since it was there.
LOOKS = """(() => {
  const ready = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  const looks = performance.getEntriesByType("resource").filter((each) => each.name.includes("?seen="));
  return looks.map((each) => each.startTime - ready);
})()"""


def test_who_leaves_the_plan_has_its_pdf_made_ahead(new_page, stack) -> None:
    page = new_page()
    page.route("**/ahead*.js", never_still)
    log_in(page, stack, "bewerker@voorbeeldwaard.example", "/beleidsplan/")
    with page.expect_response(AHEAD) as answer:  # of a page that is really gone, Playwright reports none
        page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert answer.value.status == 204


def never_still(route: Route) -> None:
    """So that on a slow machine too, nothing but leaving can be what the page tells."""
    script = (ROOT / "static" / "js" / "ahead.js").read_text()
    assert "STILL = 5000;" in script
    route.fulfill(body=script.replace("STILL = 5000;", "STILL = 5000000;"), content_type="text/javascript")


def test_a_plan_that_lies_still_has_its_pdf_made_ahead_once(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldwaard.example", "/zelfevaluatie/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/vooraf/") else None)
    with page.expect_response(AHEAD) as answer:
        page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beleidsplan").click()
    assert answer.value.status == 204
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Overzicht").click()
    expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()
    assert len(asked) == 1


def test_a_lezer_has_nothing_made(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "lezer@voorbeeldwaard.example", "/beleidsplan/")
    assert page.locator("[data-vooraf], script[src*=ahead]").count() == 0


def test_a_page_that_waits_looks_soon_and_then_less_and_less_often(new_page, stack) -> None:
    page = new_page()
    stack.kill_worker()
    try:
        log_in(page, stack, "bewerker@voorbeeldrecht.example", "/beleidsplan/")
        page.get_by_role("button", name="ODT maken").click()
        expect(page.get_by_text("Je rapport staat in de rij")).to_be_visible()
        while len(looks := page.evaluate(LOOKS)) < 5:
            page.wait_for_timeout(250)
        # A timer is late at times and never early.
        least = list(accumulate(300 * 1.25**n for n in range(len(looks))))
        assert [look > enough - 20 for look, enough in zip(looks, least, strict=True)] == [True] * len(looks)
        assert looks[0] < 900
    finally:
        stack.start_worker()
    link = page.get_by_role("link", name=re.compile("downloaden", re.IGNORECASE))
    expect(link.first).to_be_visible(timeout=120_000)
