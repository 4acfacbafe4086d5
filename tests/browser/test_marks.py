"""Writing a passage with buttons, keys and a paste from Word, with what it becomes beside it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from printing.text import boxes
from tests.browser.clipboard import WEB, WEB_MARKS, WORD, WORD_MARKS, paste
from tests.browser.conftest import log_in

BEWERKER = "bewerker@voorbeeldwaard.example"
EDIT = "/beleidsplan/passage/lokaal.waarom_hier/bewerken/"


@pytest.fixture
def page(new_page, stack) -> Page:
    page = new_page()
    log_in(page, stack, BEWERKER, EDIT)
    area(page).fill("")
    return page


def area(page: Page) -> Locator:
    return page.get_by_label("Tekst in het plan")


def preview(page: Page) -> Locator:
    return page.get_by_role("region", name="Zo komt het in het plan")


@pytest.mark.parametrize(("html", "marks"), [(WORD, WORD_MARKS), (WEB, WEB_MARKS)])
def test_what_is_pasted_becomes_the_same_marks(page, html, marks) -> None:
    paste(page, area(page), html)
    expect(area(page)).to_have_value(marks)


def test_a_paste_stands_apart_and_can_be_undone(page) -> None:
    area(page).fill("Ervoor.Erna.")
    area(page).evaluate("(area) => area.setSelectionRange(7, 7)")
    paste(page, area(page), "<ul><li>een</li></ul>")
    expect(area(page)).to_have_value("Ervoor.\n\n- een\n\nErna.")
    page.keyboard.press("ControlOrMeta+z")
    expect(area(page)).to_have_value("Ervoor.Erna.")
    paste(page, area(page), "", "gewoon\t*plat*")
    expect(area(page)).to_have_value("Ervoor.gewoon\t*plat*Erna.")


def test_the_preview_follows_the_text_and_says_nothing(page) -> None:
    paste(page, area(page), WORD)
    found = preview(page)
    expect(found.get_by_role("heading", name="Onze aanpak")).to_be_visible()
    expect(found.get_by_role("link", name="CoMensha")).to_have_attribute("href", "https://www.comensha.nl/a%20b")
    expect(found.locator("li li").first).to_have_text("voor twee mensen")
    expect(found.get_by_role("cell")).to_have_text(["Les | cursus voor balies", "team Zorg"])
    live = found.evaluate("(part) => !!part.closest('[aria-live], [role=status], [role=alert]')")
    assert (live, found.locator("[aria-live], [role=status], [role=alert]").count()) == (False, 0)
    page.get_by_role("button", name="Tekst opslaan").click()
    page.goto(address_of(page))
    expect(area(page)).to_have_value(WORD_MARKS)


def address_of(page: Page) -> str:
    return page.url.partition("/beleidsplan/")[0] + EDIT


@pytest.mark.parametrize(
    ("button", "before", "selection", "after"),
    [
        ("Tussenkop", "Kop\nZin.", (0, 3), "### Kop\nZin."),
        ("Tussenkop", "### Kop", (4, 4), "Kop"),
        ("Lijst", "Voor:\neen\ntwee", (6, 14), "Voor:\n\n- een\n- twee"),
        ("Lijst", "- een\n- twee", (0, 12), "een\ntwee"),
        ("Genummerde lijst", "- een\n- twee", (0, 12), "1. een\n2. twee"),
        ("Vet", "een twee ", (4, 9), "een **twee** "),
        ("Vet", "een **twee**", (6, 10), "een twee"),
        ("Link", "kijk hier", (5, 9), "kijk [hier](https://)"),
        ("Link", "https://a.nl", (0, 12), "[](https://a.nl)"),
        ("Tabel", "Zin.", (4, 4), "Zin.\n\n| Wat | Wie |\n| --- | --- |\n|  |  |"),
    ],
)
def test_a_button_puts_its_mark_and_takes_it_away(page, button, before, selection, after) -> None:
    area(page).fill(before)
    area(page).evaluate("(area, [begin, end]) => area.setSelectionRange(begin, end)", list(selection))
    page.get_by_role("toolbar", name="Opmaak").get_by_role("button", name=button, exact=True).click()
    expect(area(page)).to_have_value(after)
    expect(area(page)).to_be_focused()
    page.keyboard.press("ControlOrMeta+z")
    expect(area(page)).to_have_value(before)


def test_the_buttons_are_one_stop_and_work_with_the_keyboard(page) -> None:
    area(page).fill("woord")
    area(page).select_text()
    page.keyboard.press("ControlOrMeta+b")
    expect(area(page)).to_have_value("**woord**")
    page.keyboard.press("Shift+Tab")
    buttons = page.get_by_role("toolbar", name="Opmaak").get_by_role("button")
    expect(buttons.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(buttons.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(buttons.nth(5)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(area(page)).to_have_value("### **woord**")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(area(page)).to_be_focused()


def test_signs_that_cannot_be_printed_are_named_as_the_server_does(page) -> None:
    text = "é漢 😀\ufe0f 👩\u200d⚕️ ★ ♀ ① \uf0b7 🇳🇱 Łódź ＜ ★"
    area(page).fill(text)
    note = page.get_by_text("Deze tekens staan straks niet goed in de pdf:")
    expect(note).to_have_text(f"Deze tekens staan straks niet goed in de pdf: {' '.join(boxes(text))}")
    area(page).fill("Łódź – ♀")
    expect(note).to_have_count(0)


def test_without_javascript_a_button_shows_the_preview(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, BEWERKER, EDIT)
    area(page).fill("•\teen\n•\ttwee")
    page.get_by_role("button", name="Voorbeeld").click()
    expect(preview(page).get_by_role("listitem")).to_have_text(["een", "twee"])
    expect(area(page)).to_have_value("•\teen\n•\ttwee")
    expect(page.get_by_role("toolbar")).to_have_count(0)
