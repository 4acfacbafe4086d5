"""Content beside the texts, from a redacteur to a gemeente: an instrument that is withdrawn, a mail, and help."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from demo.people import REDACTEUR, TWEEDE_REDACTEUR
from tests.browser.acts import log_in_editor, problems, problems_here
from tests.browser.conftest import SIZES, log_in

BEWERKER = "bewerker@stadskanaal.example"
PICTURES = os.environ.get("KOMPAS_PICTURES")  # a folder, for who wants to look


def picture(page: Page, name: str) -> None:
    if PICTURES:
        size = page.viewport_size
        for width, found in SIZES.items():
            page.set_viewport_size(found)
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size(size)


def offer(page: Page, name: str) -> None:
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    expect(page.get_by_role("heading", name="Wijzigingen bekijken")).to_be_visible()
    assert problems_here(page) == []
    picture(page, f"{name}-bekijken")
    page.get_by_role("button", name="Aan een tweede lezer geven").click()
    expect(page.get_by_text(re.compile("het voorstel wacht op een tweede lezer"))).to_be_visible()


def release(page: Page, url: str) -> None:
    page.goto(f"{url}concept/bekijken/")
    page.get_by_role("button", name="Gelezen: uitgeven").click()


def test_an_instrument_that_was_withdrawn_stays_with_who_chose_it(new_page, stack) -> None:
    gemeente = new_page()
    log_in(gemeente, stack, BEWERKER, "/acties/instrumenten/")
    row = gemeente.get_by_role("group", name="Werkwijze voor signalen aan de balie")
    row.get_by_label("Beschikbaar").select_option("ja")
    gemeente.get_by_role("button", name="Instrumenten opslaan").click()
    first, second = new_page(), new_page()
    log_in_editor(first, stack, REDACTEUR)
    log_in_editor(second, stack, TWEEDE_REDACTEUR)
    home = f"{stack.url}/redactie/inhoud/instrument/"
    assert problems(first, home) == []
    picture(first, "instrumenten")
    for code in ("werkwijze_balie", "rni_loket"):
        assert problems(first, f"{home}{code}/") == []
        picture(first, f"instrument-{code}")
        first.get_by_role("link", name=re.compile("ntrekken")).click()
        first.get_by_label("Waarom trek je dit in?").fill("Dit staat nu in een andere wet.")
        assert problems_here(first) == []
        offer(first, f"intrekken-{code}")
        release(second, f"{home}{code}/")
        expect(second.get_by_text(re.compile("ingetrokken")).first).to_be_visible()
    gemeente.reload()
    row = gemeente.get_by_role("group", name="Werkwijze voor signalen aan de balie")
    expect(row.get_by_text("Dit staat nu in een andere wet.")).to_be_visible()
    expect(row.get_by_label("Beschikbaar")).to_have_value("ja")
    expect(gemeente.get_by_role("group", name="Afspraken met het RNI-loket")).to_have_count(0)
    assert problems_here(gemeente) == []
    picture(gemeente, "bij-de-gemeente")


def test_a_mail_is_refused_without_its_link_and_shown_before_it_counts(new_page, stack) -> None:
    page = new_page()
    log_in_editor(page, stack, REDACTEUR)
    home = f"{stack.url}/redactie/inhoud/mail/"
    assert problems(page, home) == []
    picture(page, "mails")
    assert problems(page, f"{home}uitgenodigd/concept/") == []
    picture(page, "mail")
    text = page.get_by_label("Tekst", exact=True)
    whole = text.input_value()
    text.fill(whole.replace("{link}", "{antwoorden}"))
    page.get_by_label("Waarom deze wijziging?").fill("Korter.")
    page.get_by_role("button", name="Wijzigingen bekijken").click()
    expect(page.get_by_text(re.compile("zou inhoud in een mail zetten")).last).to_be_visible()
    picture(page, "mail-fout")
    page.get_by_label("Tekst", exact=True).fill(whole.replace("Verwacht je deze mail niet?", "Ken je ons niet?"))
    offer(page, "mail")
    expect(page.get_by_text("https://kompas.example/uitnodiging/…")).to_be_visible()


def test_the_help_of_the_kader_has_a_form_that_names_what_does_not_change(new_page, stack) -> None:
    page = new_page()
    log_in_editor(page, stack, REDACTEUR)
    home = f"{stack.url}/redactie/inhoud/kaderhulp/"
    assert problems(page, home) == []
    picture(page, "kaderhulp")
    assert problems(page, f"{home}2021-02.BB-P1-1/") == []
    picture(page, "hulp-detail")
    assert problems(page, f"{home}2021-02.BB-P1-1/concept/") == []
    picture(page, "hulp")
    expect(page.get_by_text(re.compile("Het Kader zegt, en dat verandert niet"))).to_be_visible()


def test_a_step_of_the_example_route_has_its_own_place(new_page, stack) -> None:
    page = new_page()
    log_in_editor(page, stack, REDACTEUR)
    home = f"{stack.url}/redactie/inhoud/voorbeeldstap/"
    assert problems(page, home) == []
    picture(page, "stappen")
    page.get_by_role("link", name="Toevoegen").first.click()
    assert problems_here(page) == []
    picture(page, "stap")
    page.get_by_label("Waar in de lijst?").select_option("burger:")
    page.get_by_label("Wat doe je?").fill("Bel de buurtagent.")
    page.get_by_role("button", name="Concept bewaren").click()
    expect(page.get_by_text(re.compile("het concept is bewaard"))).to_be_visible()
    page.goto(home)
    expect(page.get_by_role("heading", name="Nog niet uitgegeven")).to_be_visible()
