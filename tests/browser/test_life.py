"""From a concept to an adopted plan, as a person does it, and what axe finds on the pages on the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import adopt, downloaded, keep_version, plain, problems
from tests.browser.conftest import address, log_in

BEWERKER = "bewerker@voorbeeldstad.example"
LIST = "/beleidsplan/versies/"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_version_is_kept_offered_adopted_and_downloaded(new_page, stack, javascript) -> None:
    naam = f"Voor het college {'met' if javascript else 'zonder'} script"
    page = new_page(javascript=javascript)
    log_in(page, stack, BEWERKER, LIST)
    keep_version(page, stack, naam)
    adopt(page)
    expect(page.get_by_text(f"‘{naam}’ is vastgesteld.")).to_be_visible()
    bestand, text = downloaded(page, r"Beleidsplan downloaden \(pdf, .*pagina’s")
    assert bestand.endswith("-vastgesteld.pdf")
    assert plain("college van burgemeester en wethouders, 1 maart 2026, kenmerk Z-2026-17") in text
    assert "oncept" not in text.replace("conceptplan", "")
    page.goto(address(stack, "voorbeeldstad", LIST))
    row = page.get_by_role("row", name=naam)
    expect(row.get_by_role("cell", name="vastgesteld", exact=True)).to_be_visible()


def test_pages_of_versions_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, LIST)
    keep_version(page, stack, "Toegankelijk")
    detail = page.url
    key = detail.rstrip("/").rpartition("/")[2]
    paths = ["/", LIST, f"{LIST}bewaren/", f"{LIST}vergelijken/", f"{LIST}vergelijken/?a={key}&b=nu"]
    uitvoeringsplan = "/beleidsplan/uitvoeringsplan/2027/"
    paths += ["/beleidsplan/?zoek=politie", uitvoeringsplan, f"{uitvoeringsplan}?per=kwartaal"]
    addresses = [detail, *(address(stack, "voorbeeldstad", path) for path in paths)]
    assert {path: found for path in addresses if (found := problems(page, path))} == {}
    page.goto(detail)
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    form = f"{detail}vaststellen/"
    assert (problems(page, detail), problems(page, form)) == ([], [])
    page.get_by_role("button", name="Besluit controleren").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.goto(detail)
    page.get_by_role("button", name="Versie terugnemen").click()


def test_an_example_of_a_real_gemeente_cannot_adopt(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@stadskanaal.example", f"{LIST}bewaren/")
    page.get_by_label("Hoe noem je deze versie?").fill("Voorbeeld")
    page.get_by_role("button", name="Versie bewaren").click()
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    expect(page.get_by_text("Dit is een voorbeeld; vaststellen kan hier niet.")).to_be_visible()
    expect(page.get_by_role("link", name="Besluit vastleggen")).to_have_count(0)
