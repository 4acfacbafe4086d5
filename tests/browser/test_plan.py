"""Editing the beleidsplan where it is read."""

import re

from playwright.sync_api import expect

from tests.browser.acts import PLAN, edit, expect_saved, problems, violations
from tests.browser.conftest import address, log_in

SLUG = "voorbeelddijk"
BEWERKER = f"bewerker@{SLUG}.example"


def test_passage_is_edited_in_place_and_reset(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, PLAN)
    part, contents = page.locator("#passage-h1-doel"), page.get_by_role("navigation", name="Inhoud van het plan")
    edit(page, "h1-doel", "Wij willen **eigen** woorden.\n\n### Tussenkop\n\n| Wat | Wie |\n|---|---|\n| Les | Zorg |")

    expect_saved(part)
    expect(part.get_by_role("heading", name="Tussenkop")).to_be_visible()
    expect(part.get_by_role("columnheader", name="Wie")).to_be_visible()
    expect(part.get_by_role("link", name="Bewerken")).to_be_focused()
    expect(contents.get_by_text("aangepast")).to_have_count(1)
    assert page.url == address(stack, SLUG, PLAN)
    assert violations(page) == []

    part.get_by_role("link", name="Bewerken").click()
    expect(part.get_by_text("Dit plan beschrijft hoe wij in Voorbeelddijk")).to_be_visible()
    assert violations(page) == []
    part.get_by_role("button", name="Standaardtekst terugzetten").click()
    expect(part.get_by_text("Dit plan beschrijft hoe wij in Voorbeelddijk")).to_be_visible()
    expect(contents.get_by_text("aangepast")).to_have_count(0)
    page.reload()
    expect(part.get_by_text("eigen woorden")).to_have_count(0)


def test_local_text_gets_its_number_at_once(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, PLAN)
    expect(page.locator("#leeswijzer .plan-number")).to_have_text("1.4")
    edit(page, "lokaal-onze_keuzes", "Eerst de camping.", link="Schrijven")
    expect(page.locator("#lokaal-onze_keuzes .plan-number")).to_have_text("1.4")
    expect(page.locator("#leeswijzer .plan-number")).to_have_text("1.5")


def test_two_passages_can_be_open_and_cancel_closes_one(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, PLAN)
    doel, other = page.locator("#passage-h1-doel"), page.locator("#passage-h3-doel")
    doel.get_by_role("link", name="Bewerken").click()
    doel.get_by_label("Tekst in het plan").fill("Nog niet af.")
    edit(page, "h3-doel", "# Verkeerd")
    expect(other.get_by_role("alert")).to_contain_text("drie hekjes")
    expect(other.get_by_label("Tekst in het plan")).to_have_value("# Verkeerd")
    other.get_by_role("link", name="Annuleren").click()
    expect(other.get_by_text("Dat doel is groot")).to_be_visible()
    expect(doel.get_by_label("Tekst in het plan")).to_have_value("Nog niet af.")


def test_lost_race_shows_both_texts(new_page, stack) -> None:
    mine, theirs = new_page(), new_page()
    for page in (mine, theirs):
        log_in(page, stack, BEWERKER, PLAN)
    mine.locator("#passage-h3-doel").get_by_role("link", name="Bewerken").click()
    edit(theirs, "h3-doel", "De tekst van mijn collega.")
    expect_saved(theirs.locator("#passage-h3-doel"))

    part = mine.locator("#passage-h3-doel")
    part.get_by_label("Tekst in het plan").fill("Mijn eigen tekst.")
    part.get_by_role("button", name="Tekst opslaan").click()
    choice = part.get_by_role("group", name=re.compile("schreef intussen ook bij ‘Tekst in het plan’|ander tabblad"))
    expect(choice).to_contain_text("De tekst van mijn collega.")
    expect(part.get_by_role("textbox", name="Tekst in het plan")).to_have_value("Mijn eigen tekst.")
    assert violations(mine) == []
    choice.get_by_role("radio").first.check()
    part.get_by_role("button", name="Tekst opslaan").click()
    expect_saved(part)
    theirs.reload()
    expect(theirs.locator("#passage-h3-doel")).to_contain_text("Mijn eigen tekst.")


def test_passage_without_javascript(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, BEWERKER, PLAN)
    page.locator("#passage-evaluatie-werkwijze").get_by_role("link", name="Bewerken").click()
    page.get_by_label("Tekst in het plan").fill("Elk jaar kijken wij terug.")
    page.get_by_role("button", name="Tekst opslaan").click()
    page.wait_for_url(address(stack, SLUG, f"{PLAN}#passage-evaluatie-werkwijze"))
    expect(page.locator("#passage-evaluatie-werkwijze")).to_contain_text("Elk jaar kijken wij terug.")


def test_pages_of_a_passage_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", PLAN)
    edit(page, "h1-doel", "Eigen tekst.\n\n### Kop\n\n| Wat | Wie |\n|---|---|\n| Les | Zorg |")
    expect_saved(page.locator("#passage-h1-doel"))
    paths = [
        PLAN,
        *(f"{PLAN}passage/{path}/" for path in ("h1.doel/bewerken", "lokaal.niet/bewerken", "h1.doel/eerder")),
    ]
    assert {path: found for path in paths if (found := problems(page, address(stack, "voorbeeldrecht", path)))} == {}


def test_sentence_leads_back_to_its_answer(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "lezer@stadskanaal.example", PLAN)
    expect(page.get_by_role("link", name="Bewerken")).to_have_count(0)
    page.locator("#SV-P1-1").get_by_role("link", name="SV-P1-1").click()
    page.wait_for_url(address(stack, path="/zelfevaluatie/SV-P1-1/"))
