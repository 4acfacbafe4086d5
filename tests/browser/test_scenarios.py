"""Choose what the college can choose between as a person does: take the proposal, add an amount, see the sums."""

import re

from playwright.sync_api import expect

from tests.browser.acts import problems, problems_here
from tests.browser.conftest import address, log_in

PAGE = "/beleidsplan/scenarios/"


def test_scenarios_are_made_priced_and_stand_in_the_collegevoorstel(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldstad.example", PAGE)
    assert problems_here(page) == []
    page.get_by_role("link", name="Scenario’s maken").click()
    assert problems_here(page) == []
    page.get_by_label("Naam van scenario 1").fill("Alleen wat moet")
    page.get_by_label("Scenario 1", exact=True).check()
    page.get_by_label("Waarom dit scenario?").fill("Hiermee is de basis op orde.")
    page.get_by_role("button", name="Scenario’s opslaan").click()
    expect(page.get_by_text("Ons advies: 1. Alleen wat moet.")).to_be_visible()
    assert problems_here(page) == []
    page.get_by_role("link", name=re.compile("^Bedrag aanpassen")).last.click()
    assert problems_here(page) == []
    page.get_by_label("Kosten, ten minste").fill("1.000")
    page.get_by_label("Kosten, ten hoogste").fill("2.500")
    page.get_by_label("Kosten: één keer of elk jaar?").select_option("structureel")
    page.get_by_role("button", name="Bedrag opslaan").click()
    expect(page.get_by_text("€ 1.000 tot € 2.500 per jaar").first).to_be_visible()
    assert problems(page, address(stack, "voorbeeldstad", PAGE)) == []
