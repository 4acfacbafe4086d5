"""From an adopted plan to its progress, its evaluation and the letter to the raad, as a person does it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acts import adopt, downloaded, keep_version, plain, problems
from tests.browser.conftest import address, log_in

LIST = "/beleidsplan/versies/"
BEWERKER = "bewerker@voorbeeldstad.example"
CONCLUSION = "Wij zien dat collega’s vaker melden."


@pytest.mark.parametrize("javascript", [True, False])
def test_an_adopted_plan_is_evaluated_and_the_raad_is_told(new_page, stack, javascript) -> None:
    page = new_page(javascript=javascript)
    log_in(page, stack, BEWERKER, LIST)
    keep_version(page, stack, f"Om te evalueren {'met' if javascript else 'zonder'} script")
    adopt(page)
    page.goto(address(stack, "voorbeeldstad", "/beleidsplan/"))
    page.get_by_role("link", name="Evaluatie en raadsinformatiebrief").click()
    page.get_by_role("link", name="Tekst schrijven").click()
    page.get_by_label("Wat is jullie conclusie?").fill(CONCLUSION)
    page.get_by_role("button", name="Tekst opslaan").click()
    expect(page.get_by_text("De tekst van de evaluatie is opgeslagen.")).to_be_visible()
    expect(page.get_by_text(CONCLUSION)).to_be_visible()
    evaluation = page.url
    page.get_by_role("link", name="Evaluatie vastleggen").click()
    expect(page.get_by_text(CONCLUSION)).to_have_count(0)
    page.get_by_role("button", name="Evaluatie definitief vastleggen").click()
    expect(page.get_by_text("is vastgelegd en verandert niet meer.")).to_be_visible()
    page.get_by_role("button", name="PDF van de raadsinformatiebrief maken").click()
    bestand, text = downloaded(page, "PDF downloaden")
    assert re.fullmatch(r"raadsinformatiebrief-voorbeeldstad-\d{4}\.pdf", bestand)
    assert plain(CONCLUSION) in text
    assert plain("Onderwerp Aanpak mensenhandel: evaluatie over") in text
    page.goto(evaluation)
    expect(page.get_by_role("link", name=re.compile(r"^Evaluatie \d{4}, ")).first).to_be_visible()


def test_pages_of_what_became_of_the_plan_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, LIST)
    keep_version(page, stack, "Toegankelijk geëvalueerd")
    adopt(page)
    page.goto(address(stack, "voorbeeldstad", "/beleidsplan/evaluatie/"))
    evaluation = page.url
    keep = f"{evaluation}vastleggen/"
    page.goto(keep)
    page.get_by_role("button", name="Evaluatie definitief vastleggen").click()
    kept = page.url
    progress = address(stack, "voorbeeldstad", "/beleidsplan/voortgang/")
    addresses = [evaluation, f"{evaluation}tekst/", f"{evaluation}eerder/", keep, kept, progress]
    assert {path: found for path in addresses if (found := problems(page, path))} == {}
