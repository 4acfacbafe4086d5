"""A round from concept to closed, by one of CoMensha and one of VNG; and what everybody sees of the rounds."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from demo.people import MEDEWERKER, VNG
from tests.browser.acts import log_in_editor, problems

TITEL = "Meting van de browser"


def test_two_rondebeheerders_make_open_and_close_a_round_without_javascript(new_page, stack) -> None:
    """Of real gemeenten, none of which submits, so that there is nothing to publish."""
    page, second = (new_page("mobile", javascript=False) for _ in range(2))
    today = date.today()
    log_in_editor(page, stack, MEDEWERKER)
    log_in_editor(second, stack, VNG)
    page.goto(f"{stack.url}/meetrondes/nieuw/")
    page.get_by_label("Naam").fill(TITEL)
    page.get_by_label("Waarvoor gebruiken jullie de antwoorden?").fill("Zien wie hulp kan gebruiken.")
    page.get_by_label("Eerste dag").fill(today.isoformat())
    page.get_by_label("Laatste dag").fill((today - timedelta(days=1)).isoformat())
    page.get_by_label("Peildatum").fill(today.isoformat())
    page.get_by_role("button", name="Meetronde opslaan").click()
    expect(page.get_by_text("De laatste dag ligt voor de eerste.").first).to_be_visible()
    page.get_by_label("Laatste dag").fill((today + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Meetronde opslaan").click()
    expect(page.get_by_text("Deze meetronde is nog niet open.")).to_be_visible()
    for link, ask, button, done in (
        ("Meetronde openen", "Vragen om te openen", "Meetronde openen en uitnodigen", "De meetronde is open."),
        ("Gemeenten herinneren", "Vragen om te versturen", "Herinnering versturen", "De herinnering staat klaar"),
        ("Meetronde sluiten", "Vragen om te sluiten", "Meetronde sluiten", "De meetronde is gesloten."),
    ):
        page.get_by_role("link", name=link).click()
        page.get_by_role("button", name=ask).click()
        expect(page.get_by_text("Het gebeurt als een collega met hetzelfde recht het bevestigt.")).to_be_visible()
        second.goto(page.url)
        second.get_by_role("link", name="Bekijken en bevestigen").click()
        second.get_by_role("button", name=button).click()
        expect(second.get_by_text(done)).to_be_visible()
        page.reload()
    page.get_by_role("link", name="Groepscijfers publiceren").click()
    expect(page.get_by_text("Er zijn geen cijfers om te publiceren")).to_be_visible()


def test_visitor_reads_the_figures_of_a_round_and_no_gemeente(new_page, stack, country) -> None:
    page = new_page("mobile")
    page.goto(stack.url)
    page.get_by_role("link", name="Cijfers van gemeenten bekijken").click()
    assert problems(page, page.url) == []
    page.get_by_role("link", name=re.compile("^Meting")).first.click()
    expect(page.get_by_text("Oefening").first).to_be_visible()
    assert problems(page, page.url) == []
    assert "Voorbeeldgemeente" not in page.content()
