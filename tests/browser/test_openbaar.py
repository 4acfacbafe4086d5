"""From an adopted plan to a page that anybody opens, and back: at both sizes, without script too, with axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acts import adopt, keep_version, problems, problems_here, wait_for
from tests.browser.conftest import address, log_in

BEWERKER = "bewerker@voorbeeldstad.example"
LIST = "/beleidsplan/versies/"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_adopted_plan_is_made_public_read_and_taken_back(new_page, stack, javascript) -> None:
    page = new_page(javascript=javascript)
    log_in(page, stack, BEWERKER, LIST)
    keep_version(page, stack, f"Openbaar {'met' if javascript else 'zonder'} script")
    adopt(page)
    page.get_by_role("link", name="Bekijken hoe het eruitziet en openbaar maken").click()
    expect(page.get_by_role("heading", name="Plan openbaar maken", level=1)).to_be_visible()
    if javascript:
        assert problems_here(page) == []
    page.get_by_role("button", name="Bestanden klaarzetten").click()
    wait_for(page, "Plan openbaar maken")
    page.get_by_label("Nummer in het Gemeenteblad").fill("ergens in maart")
    page.get_by_role("button", name="Plan openbaar maken").click()
    expect(page.get_by_label("Nummer in het Gemeenteblad")).to_have_value("ergens in maart")
    page.get_by_label("Nummer in het Gemeenteblad").fill("Gemeenteblad 2027, 12345")
    page.get_by_role("button", name="Plan openbaar maken").click()
    expect(page.get_by_role("heading", name="Dit plan is openbaar", level=1)).to_be_visible()
    if javascript:
        assert problems_here(page) == []
    shown = page.locator("dt:has-text('Webadres') + dd a").get_attribute("href")
    read(new_page, stack, shown)
    page.get_by_role("button", name="Plan intrekken van het web").click()
    expect(page.get_by_text("Het plan is niet meer openbaar.")).to_be_visible()
    assert new_page().goto(shown).status == 404


def read(new_page, stack, url: str) -> None:
    """As somebody who never logged in."""
    visitor = new_page(javascript=False)
    visitor.goto(url)
    expect(visitor.get_by_role("link", name="Gemeenteblad 2027, nummer 12345")).to_be_visible()
    assert visitor.context.cookies() == []
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name=re.compile(r"^Plan downloaden: pdf")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    link = visitor.get_by_role("navigation", name="Inhoud van het plan").get_by_role("link").nth(3)
    anchor = link.get_attribute("href")
    link.click()
    expect(visitor.locator(anchor)).to_be_in_viewport()
    looked = new_page()
    addresses = [url, f"{stack.url}/plannen/", f"{stack.url}/plannen/voorbeeldstad/"]
    assert {path: found for path in addresses if (found := problems(looked, path))} == {}


def test_pages_of_the_archive_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "beheerder@voorbeeldstad.example", "/beleidsplan/archief/")
    assert problems(page, address(stack, "voorbeeldstad", "/beleidsplan/archief/")) == []
    page.get_by_role("radio", name="na een termijn vernietigen").check()
    page.get_by_role("button", name="Bewaren opslaan").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert problems_here(page) == []
