"""An old plan is uploaded, read by the worker, and taken over into the plan; and the same without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.acts import problems_here
from tests.browser.conftest import address, log_in
from tests.printing.office_files import W, docx

SLUG = "voorbeelddijk"
BEWERKER = f"bewerker@{SLUG}.example"
PAGE = "/beleidsplan/oud-plan/"
STYLES = f'<w:styles {W}><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style></w:styles>'
ZINNEN = {
    "desktop": "Onze gemeente ligt aan twee snelwegen en heeft veel logistiek; dat maakt onze gemeente kwetsbaar.",
    "mobile": "Valt de bijdrage van de regio weg, dan komt de hulp onder druk te staan; dat is ons grootste risico.",
}
ACTIE = "Nieuwe collega’s krijgen op {} in hun eerste half jaar de basistraining."


def p(text, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else "<w:pPr><w:numPr/></w:pPr>"
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(("size", "javascript"), [("desktop", True), ("mobile", False)])
def test_an_old_plan_becomes_part_of_the_plan(new_page, stack, size, javascript) -> None:
    page = new_page(size, javascript)
    log_in(page, stack, BEWERKER, "/beleidsplan/")
    page.get_by_role("link", name="Begin met jullie oude plan").click()
    page.get_by_label("Van welk jaar is dat plan?").fill("2022")
    actie, zin = ACTIE.format(size), ZINNEN[size]
    body = p("3.2 Acties", "Kop1") + p(actie) + p("4 Waarom hier", "Kop1") + p(zin)
    file = {"name": "Plan 2022.docx", "mimeType": "", "buffer": docx(body, word__styles_dot_xml=STYLES)}
    page.get_by_label("Bestand", exact=False).first.set_input_files(file)
    if javascript:
        assert problems_here(page) == []
    page.get_by_role("button", name="Plan laten lezen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ons plan 2022")
    said = page.get_by_text("Nog 2 van 2 alinea’s te bekijken.")
    for _ in range(30):
        if javascript or said.is_visible():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    expect(said).to_be_visible(timeout=30_000)
    if javascript:
        assert problems_here(page) == []
    page.get_by_role("button", name="Overnemen als actie").click()
    expect(page.get_by_text("De actie is toegevoegd bij")).to_be_visible()
    page.get_by_role("link", name="Bekijken en plek kiezen").click()
    expect(page.get_by_role("heading", name="Alinea overnemen")).to_be_visible()
    if javascript:
        assert problems_here(page) == []
    page.get_by_role("button", name="Overnemen", exact=True).click()
    expect(page.get_by_text("De tekst staat in het plan bij")).to_be_visible()
    expect(page.get_by_text("Alle 2 alinea’s zijn bekeken.")).to_be_visible()
    page.get_by_role("link", name="Al besloten").click()
    expect(page.get_by_text("Overgenomen als actie op")).to_be_visible()
    expect(page.get_by_text("Uit ons plan 2022, §3.2")).to_be_visible()
    page.goto(address(stack, SLUG, "/beleidsplan/"))
    expect(page.get_by_text(actie).first).to_be_attached()
    expect(page.get_by_text(zin).first).to_be_attached()


def test_what_cannot_be_read_says_so_and_keeps_the_text(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, PAGE)
    page.get_by_label("Van welk jaar is dat plan?").fill("2022")
    page.get_by_label("Of plak de tekst").fill("Wij geven les.")
    scan = {"name": "scan.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(40)}
    page.get_by_label("Bestand", exact=False).first.set_input_files(scan)
    page.get_by_role("button", name="Plan laten lezen").click()
    expect(page.get_by_text("Dit soort bestand kan niet. Kies Word (docx)").first).to_be_visible()
    expect(page.get_by_label("Of plak de tekst")).to_have_value("Wij geven les.")
    assert problems_here(page) == []
