"""A standard text from the redacteur to the plan of a gemeente, and what a ketenregisseur does for a regio."""

import re

import pytest
from playwright.sync_api import Page, expect

from demo.people import KETENREGISSEUR, REDACTEUR
from tests.browser.acts import PLAN, edit, expect_saved, log_in_editor, problems, violations
from tests.browser.conftest import log_in

BEWERKER = "bewerker@stadskanaal.example"


@pytest.fixture
def own_text(new_page, stack) -> Page:
    """The plan of Stadskanaal, with a text of its own at the goal."""
    page = new_page()
    log_in(page, stack, BEWERKER, PLAN)
    edit(page, "h3-doel", "Ons eigen doel in Stadskanaal.")
    expect_saved(page.locator("#passage-h3-doel"))
    return page


def test_redacteur_publishes_and_a_gemeente_takes_the_new_text(own_text, new_page, stack) -> None:
    page = new_page()
    log_in_editor(page, stack, REDACTEUR)
    assert problems(page, f"{stack.url}/redactie/") == []
    assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
    page.get_by_label("Zoek een woord").fill("niemand in {gemeente}")
    page.get_by_role("button", name="Filteren").click()
    page.get_by_role("link", name="Ons doel", exact=True).click()
    page.get_by_role("link", name="Nieuwe versie maken").click()
    text = page.get_by_label("Tekst", exact=True)
    text.fill(text.input_value().replace("Dat doel is groot.", "Dat is een groot doel."))
    page.get_by_label("Waarom verandert de tekst?").fill("Zo is de zin korter.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    expect(page.locator("ins").first).to_contain_text("een groot")
    assert violations(page) == []
    page.get_by_role("button", name="Terug naar de tekst").click()
    expect(page.get_by_label("Tekst", exact=True)).to_have_value(re.compile("Dat is een groot doel"))
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    page.get_by_role("button", name="Nieuwe versie uitgeven").click()
    expect(page.get_by_text("Ons doel: versie 2 is uitgegeven.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Versie 2 .*Redacteur VNG"))).to_be_visible()

    own_text.reload()
    part = own_text.locator("#passage-h3-doel")
    expect(part.get_by_text("nieuwe versie", exact=True)).to_be_visible()
    part.get_by_role("link", name=re.compile("Nieuwe versie bekijken")).click()
    expect(part.locator("ins", has_text="een groot")).to_be_visible()
    part.get_by_role("button", name="Nieuwe tekst overnemen").click()
    expect(part.get_by_text("Dat is een groot doel.")).to_be_visible()


def test_ketenregisseur_writes_a_text_that_a_gemeente_may_keep_away(own_text, new_page, stack) -> None:
    page = new_page("mobile")
    log_in_editor(page, stack, KETENREGISSEUR)
    assert problems(page, f"{stack.url}/start/") == []
    page.get_by_role("link", name=re.compile("^Standaardteksten van")).click()
    page.wait_for_url(re.compile("/redactie/"))
    home = page.url
    page.goto(f"{home}h3.doel/")
    page.get_by_role("link", name="Regionale tekst schrijven").click()
    page.get_by_label("Tekst", exact=True).fill("Wij doen dit in heel Groningen.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    page.get_by_role("button", name="Nieuwe versie uitgeven").click()
    expect(page.get_by_text("Ons doel: versie 1 is uitgegeven.")).to_be_visible()

    own_text.reload()
    part = own_text.locator("#passage-h3-doel")
    part.get_by_role("link", name=re.compile("Nieuwe versie bekijken")).click()
    expect(part.locator("ins", has_text="heel Groningen").first).to_be_visible()
    part.get_by_role("button", name="Eigen tekst houden").click()
    expect(part.get_by_role("textbox")).to_have_count(0)  # until then it stands in the field and in its print
    expect(part.get_by_text("Ons eigen doel in Stadskanaal.")).to_be_visible()

    paths = ["", "nieuw/", "h3.doel/", "h3.doel/nieuwe-versie/", "h1.groningen/", "?toon=oud"]
    assert {path: found for path in paths if (found := problems(page, home + path))} == {}
    page.goto(f"{home}h3.doel/")
    page.get_by_text("Regionale tekst intrekken").click()
    page.get_by_role("button", name="Tekst intrekken").click()
    expect(page.get_by_text(re.compile("heeft hier geen eigen tekst"))).to_be_visible()
    assert page.goto(f"{stack.url}/redactie/").status == 404
