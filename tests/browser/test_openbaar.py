"""From an adopted plan to a page that anybody opens, and back: at both sizes, without script too, with axe."""

import hashlib
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
    check(new_page, url, download.value.path())
    link = visitor.get_by_role("navigation", name="Inhoud van het plan").get_by_role("link").nth(3)
    anchor = link.get_attribute("href")
    link.click()
    expect(visitor.locator(anchor)).to_be_in_viewport()
    looked = new_page()
    addresses = [
        url,
        f"{url}controle/",
        f"{url}controle/?getal=geen",
        f"{stack.url}/plannen/",
        f"{stack.url}/plannen/voorbeeldstad/",
    ]
    assert {path: found for path in addresses if (found := problems(looked, path))} == {}


def check(new_page, url: str, file) -> None:
    """With script the browser counts; without, one fills in the number. The file itself goes nowhere."""
    page = new_page()
    page.goto(url)
    page.get_by_role("link", name="Ga na of jouw bestand hetzelfde is").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("Kies het bestand").set_input_files(file)
    expect(page.get_by_text("Ja, dit is het vastgestelde plan")).to_be_visible()
    assert (set(sent), page.context.cookies()) == ({"GET"}, [])
    plain = new_page(javascript=False)
    plain.goto(f"{url}controle/")
    expect(plain.get_by_label("Kies het bestand")).to_be_hidden()
    plain.get_by_label("Controlegetal van jouw bestand").fill(hashlib.sha256(file.read_bytes() + b"x").hexdigest())
    plain.get_by_role("button", name="Nagaan").click()
    expect(plain.get_by_text("Nee, dit getal hoort bij geen bestand van dit plan")).to_be_visible()


def test_pages_of_the_archive_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "beheerder@voorbeeldstad.example", "/beleidsplan/archief/")
    assert problems(page, address(stack, "voorbeeldstad", "/beleidsplan/archief/")) == []
    page.get_by_role("radio", name="na een termijn vernietigen").check()
    page.get_by_role("button", name="Bewaren opslaan").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert problems_here(page) == []
