"""Two gemeenten make one plan, as two people do it, and what axe finds on the pages on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acts import downloaded, plain, problems
from tests.browser.conftest import address, log_in

LIST = "/beleidsplan/samen/"


def begin(page, stack, naam: str) -> str:
    """As Voorbeeldstad, with Voorbeeldrecht; gives the path of the page."""
    log_in(page, stack, "bewerker@voorbeeldstad.example", f"{LIST}nieuw/")
    page.get_by_label("Hoe noemen jullie het plan?").fill(naam)
    page.get_by_label("Voorbeeldrecht").check()
    page.get_by_role("button", name="Gemeenten uitnodigen").click()
    expect(page.get_by_role("heading", name=naam, level=1)).to_be_visible()
    return LIST + page.url.split(LIST)[1]


def share(page) -> None:
    page.get_by_role("link", name="Bekijken en delen").click()
    expect(page.get_by_role("heading", name="Dit delen jullie")).to_be_visible()
    page.get_by_role("button", name="Deze tekst delen").click()
    expect(page.get_by_text("Jullie plan is gedeeld. De andere gemeenten kunnen het nu lezen.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_two_gemeenten_share_and_each_gets_the_joint_plan(new_page, stack, javascript) -> None:
    naam = f"Samen {'met' if javascript else 'zonder'} script"
    stad, recht = new_page(javascript=javascript), new_page(javascript=javascript)
    path = begin(stad, stack, naam)
    share(stad)
    log_in(recht, stack, "bewerker@voorbeeldrecht.example")
    recht.get_by_role("link", name=naam).click()
    share(recht)
    recht.get_by_role("link", name="Gezamenlijk plan bekijken").click()
    recht.get_by_role("button", name="PDF maken").click()
    bestand, text = downloaded(recht, r"PDF downloaden \(")
    assert bestand == "gezamenlijk-beleidsplan-voorbeeldrecht-2027-2030-concept.pdf"
    assert plain("Gemeenten Voorbeeldstad en Voorbeeldrecht") in text
    keep_and_offer(stad, stack, path)


def keep_and_offer(page, stack, path: str) -> None:
    page.goto(address(stack, "voorbeeldstad", path))
    page.get_by_role("button", name="Plan sluiten").click()
    page.get_by_role("link", name="Gezamenlijk plan bekijken").click()
    page.get_by_role("link", name="Versie bewaren om vast te stellen").click()
    naam = f"Voor het college {path[-9:-1]}"
    page.get_by_label("Hoe noem je deze versie?").fill(naam)
    page.get_by_role("button", name="Versie bewaren").click()
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    expect(page.get_by_text(re.compile("ligt ter vaststelling"))).to_be_visible()
    page.get_by_role("button", name="Versie terugnemen").click()


def test_pages_of_a_joint_plan_are_accessible(new_page, stack) -> None:
    page = new_page()
    path = begin(page, stack, "Toegankelijk")
    share(page)
    pages = [LIST, f"{LIST}nieuw/", path, f"{path}delen/", f"{path}uitnodigen/"]
    addresses = [address(stack, "voorbeeldstad", path) for path in pages]
    assert {path: found for path in addresses if (found := problems(page, path))} == {}
    other = new_page()
    log_in(other, stack, "bewerker@voorbeelddijk.example", LIST)
    other.get_by_role("link", name="Samen aan de dijk").click()
    pages = [other.url, f"{other.url}tekst/", f"{other.url}tekst/bewaren/"]
    assert {path: found for path in pages if (found := problems(other, path))} == {}
