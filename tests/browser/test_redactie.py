"""A standard text from the redacteur, by way of a second one, to the plan of a gemeente; and that of a regio."""

import re

import pytest
from playwright.sync_api import Page, expect

from demo.people import KETENREGISSEUR, REDACTEUR, TWEEDE_REDACTEUR
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


def begin(page: Page, stack) -> None:
    log_in_editor(page, stack, REDACTEUR)
    assert problems(page, f"{stack.url}/redactie/") == []
    assert page.evaluate("document.documentElement.scrollHeight") <= 6_000
    page.get_by_label("Zoek een woord").fill("niemand in {gemeente}")
    page.get_by_role("button", name="Filteren").click()
    page.get_by_role("link", name="Ons doel", exact=True).click()
    page.get_by_role("link", name="Nieuwe versie maken").click()


def write(page: Page) -> None:
    """A concept that is kept unfinished, and then offered."""
    text = page.get_by_label("Tekst", exact=True)
    text.fill(text.input_value().replace("Dat doel is groot.", "Dat is een groot doel."))
    page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_text("Ons doel: het concept is bewaard. Er verandert nog niets.")).to_be_visible()
    page.get_by_label("Waarom verandert de tekst?").fill("Zo is de zin korter.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    expect(page.locator("ins").first).to_contain_text("een groot")
    assert violations(page) == []
    page.get_by_role("link", name="Terug naar de tekst").click()
    expect(page.get_by_label("Tekst", exact=True)).to_have_value(re.compile("Dat is een groot doel"))
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    page.get_by_role("button", name="Aan een tweede lezer geven").click()
    expect(page.get_by_text("Ons doel: het voorstel wacht op een tweede lezer.")).to_be_visible()
    expect(page.get_by_role("button", name="Gelezen: uitgeven")).to_have_count(0)


def read(page: Page, stack) -> None:
    """The other redacteur finds it on her first page."""
    page.goto(f"{stack.url}/redactie/inhoud/")
    page.get_by_role("link", name="Ons doel", exact=True).first.click()
    expect(page.get_by_role("button", name="Gelezen: uitgeven")).to_be_visible()


def test_draft_goes_back_and_is_released_and_a_gemeente_takes_the_new_text(own_text, new_page, stack) -> None:
    page, reader = new_page(), new_page()
    begin(page, stack)
    write(page)

    log_in_editor(reader, stack, TWEEDE_REDACTEUR)
    assert problems(reader, f"{stack.url}/redactie/inhoud/") == []
    read(reader, stack)
    assert problems(reader, reader.url) == []
    reader.get_by_text("Voorstel teruggeven").click()
    reader.get_by_label("Wat moet er anders?").fill("Schrijf er ook bij voor wie.")
    reader.get_by_role("button", name="Teruggeven", exact=True).click()
    expect(reader.get_by_text("het voorstel is teruggegeven aan wie het schreef")).to_be_visible()

    page.goto(f"{stack.url}/redactie/inhoud/")
    page.get_by_role("link", name="Ons doel", exact=True).first.click()
    expect(page.get_by_text("Redacteur CoMensha gaf dit terug: ‘Schrijf er ook bij voor wie.’")).to_be_visible()
    assert problems(page, page.url) == []
    text = page.get_by_label("Tekst", exact=True)
    text.fill(f"{text.input_value()} Het is er voor iedereen.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    page.get_by_role("button", name="Aan een tweede lezer geven").click()

    read(reader, stack)
    reader.get_by_role("button", name="Gelezen: uitgeven").click()
    expect(reader.get_by_text("Ons doel: versie 2 is uitgegeven.")).to_be_visible()
    row = reader.get_by_role("row", name=re.compile("Versie 2 .*Redacteur CoMensha.*geschreven door Redacteur VNG"))
    expect(row).to_be_visible()

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
    page.get_by_role("button", name="Uitgeven", exact=True).click()
    expect(page.get_by_text("Ons doel: versie 1 is uitgegeven.")).to_be_visible()

    own_text.reload()
    part = own_text.locator("#passage-h3-doel")
    part.get_by_role("link", name=re.compile("Nieuwe versie bekijken")).click()
    expect(part.locator("ins", has_text="heel Groningen").first).to_be_visible()
    part.get_by_role("button", name="Eigen tekst houden").click()
    expect(part.get_by_role("textbox")).to_have_count(0)  # until then it stands in the field and in its print
    expect(part.get_by_text("Ons eigen doel in Stadskanaal.")).to_be_visible()

    edit_pages = [
        "inhoud/",
        "inhoud/tekst/toevoegen/",
        "inhoud/tekst/h3.doel/concept/",
        "inhoud/tekst/h3.doel/intrekken/",
    ]
    paths = ["", "h3.doel/", *edit_pages, "inhoud/tekst/h3.doel/onderhoud/", "h1.groningen/", "?toon=oud"]
    assert {path: found for path in paths if (found := problems(page, home + path))} == {}
    page.goto(f"{home}inhoud/tekst/h3.doel/intrekken/")
    page.get_by_label("Waarom trek je dit in?").fill("De landelijke tekst is beter.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    page.get_by_role("button", name="Uitgeven", exact=True).click()
    expect(page.get_by_text(re.compile("heeft hier geen eigen tekst"))).to_be_visible()
    assert page.goto(f"{stack.url}/redactie/").status == 404
