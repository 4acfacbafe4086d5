"""The walking path, as the beleidsadviseur of Stadskanaal walks it, with a real worker."""

import re

from playwright.sync_api import expect

from tests.browser.acts import pdf_text, plain
from tests.browser.conftest import address, log_in

ZIN = "Onze aandachtsfunctionaris is elke werkdag bereikbaar voor alle collega’s."
ACTIE = "De meldroute op het intranet zetten en in elk teamoverleg bespreken"


def test_path_from_login_to_pdf(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, anew=True)
    expect(page.get_by_role("heading", name="Overzicht")).to_be_visible()

    page.get_by_role("link", name="Alles wat nog te regelen is").click()
    page.get_by_role("link", name=re.compile("SV-P1-2")).click()
    page.get_by_role("radio", name="Geregeld").check()
    page.get_by_label("Zin voor het beleidsplan").fill(ZIN)
    expect(page.locator("[data-opslagstatus]")).to_have_text(re.compile(r"Opgeslagen om \d\d:\d\d"))
    page.get_by_role("button", name="Actie maken").click()
    page.get_by_label("Wat gaan we doen?").fill(ACTIE)
    page.get_by_label("Wie trekt dit?").fill("Adviseur openbare orde en veiligheid")
    page.get_by_role("button", name="Actie opslaan").click()
    expect(page.get_by_role("link", name=ACTIE)).to_be_visible()

    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beleidsplan").click()
    page.get_by_role("button", name="PDF maken").click()
    link = page.get_by_role("link", name=re.compile("downloaden", re.IGNORECASE)).first
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        link.click()
    text = pdf_text(download.value.path().read_bytes())
    for expected in ("Stadskanaal", ZIN, ACTIE, "Afgeleid uit een openbaar beleidsstuk", "Ambitie 2"):
        assert plain(expected) in text


def test_path_without_javascript(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, "bewerker@voorbeelddijk.example", "/zelfevaluatie/OH-P1-1/", anew=True)
    page.get_by_role("radio", name="Deels").check()
    page.get_by_label("Zin voor het beleidsplan").fill("Wij betalen mee aan de opvang in de regio.")
    page.get_by_role("button", name="Antwoord opslaan").click()
    expect(page.get_by_text(re.compile(r"OH-P1-1 is opgeslagen om \d\d:\d\d: deels"))).to_be_visible()

    page.goto(address(stack, "voorbeelddijk", "/beleidsplan/"))
    page.get_by_role("button", name="PDF maken").click()
    link = page.get_by_role("link", name=re.compile("downloaden", re.IGNORECASE)).first
    for _ in range(60):
        if link.is_visible():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(link).to_be_visible()


def test_pdf_arrives_once_when_worker_is_killed(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldstad.example", "/beleidsplan/")
    page.get_by_role("button", name="PDF maken").click()
    stack.kill_worker()
    stack.start_worker()
    link = page.get_by_role("link", name=re.compile("downloaden", re.IGNORECASE))
    expect(link.first).to_be_visible(timeout=120_000)
    page.goto(address(stack, "voorbeeldstad", "/beleidsplan/"))
    assert page.locator("a[href$='/bestand/']").count() == 1
