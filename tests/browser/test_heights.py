"""No page of any menu is longer than one reads, whoever it is of; and on paper each page of a working file says so."""

import io
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from demo.people import KETENREGISSEUR, MEDEWERKER, PLATFORMBEHEERDER, REDACTEUR, VNG
from demo.ronde import REGIO_KETENREGISSEUR
from tests.browser.acts import log_in_editor, plain
from tests.browser.conftest import address, log_in

TALLEST = 6_000  # px, at a width of 1280
LINKS = "[...document.querySelectorAll('.k-header a[href]')].map(link => link.href)"
ENDS = ("/logout/",)
WHOLE = ("/beleidsplan/",)  # the document itself, which one prints


def menu(page: Page) -> list[str]:
    return [url for url in dict.fromkeys(page.evaluate(LINKS)) if not urlsplit(url).path.endswith((*ENDS, *WHOLE))]


def too_tall(page: Page) -> dict[str, int]:
    """Of the pages in the menu of the one that is shown, and in those of theirs."""
    found, todo = {}, menu(page)
    for url in todo:  # grows on the way
        page.goto(url)
        found[urlsplit(url).path] = page.evaluate("document.documentElement.scrollHeight")
        todo += [each for each in menu(page) if each not in todo]
    assert len(found) > 1
    return {path: height for path, height in found.items() if height > TALLEST}


@pytest.mark.parametrize("email", [VNG, REDACTEUR, MEDEWERKER, PLATFORMBEHEERDER, KETENREGISSEUR, REGIO_KETENREGISSEUR])
def test_no_page_in_the_menu_of_the_country_is_endless(new_page, stack, country, email) -> None:
    page = new_page()
    log_in_editor(page, stack, email)
    assert too_tall(page) == {}


@pytest.mark.parametrize("functie", ["bewerker", "beheerder", "lezer"])
def test_no_page_in_the_menu_of_a_gemeente_is_endless(new_page, stack, country, functie) -> None:
    page = new_page()
    log_in(page, stack, f"{functie}@stadskanaal.example")
    page.goto(address(stack))
    assert too_tall(page) == {}


PRINTED = ("land/", "land/ondersteuning/", "land/werklijst/", "land/kaart/?indicator=SV-P1-1", "land/gemeente/GM9101/")


def test_each_printed_page_of_a_working_file_says_whose_it_is(new_page, stack, country) -> None:
    page, unmarked, counts = new_page(), {}, []
    log_in_editor(page, stack, VNG)
    for path in PRINTED:
        page.goto(f"{stack.url}/{path}")
        pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        texts = [plain(each.extract_text()) for each in pages]
        mark = plain("Werkbestand van VNG, niet voor publicatie")
        unmarked[path] = [number for number, text in enumerate(texts, start=1) if mark not in text]
        counts.append(len(texts))
    assert (unmarked, max(counts) > 3) == ({path: [] for path in PRINTED}, True)
    page.goto(f"{stack.url}/meetrondes/")
    assert "Werkbestand" not in "".join(each.extract_text() for each in PdfReader(io.BytesIO(page.pdf())).pages)
