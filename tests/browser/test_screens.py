"""What a page shows of itself on paper, in colours of one's own, and once something was chosen."""

from playwright.sync_api import expect

from tests.browser.conftest import log_in

BEWERKER = "bewerker@voorbeeldrecht.example"
LONG = "\n".join(f"Regel {number} van een lange toelichting." for number in range(1, 61))


def test_a_textarea_is_whole_on_paper(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, "/zelfevaluatie/OH-P1-3/")
    field = page.get_by_label("Toelichting voor onszelf")
    field.fill(LONG)
    hidden = "area => area.scrollHeight - area.clientHeight"
    assert field.evaluate(hidden) > 0  # on screen it scrolls
    page.emulate_media(media="print")
    assert field.evaluate(hidden) <= 1
    assert field.evaluate("area => getComputedStyle(area).borderTopWidth") == "0px"


def test_a_status_takes_the_colour_of_a_theme_of_ones_own(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, "/")
    page.emulate_media(forced_colors="active", color_scheme="dark")
    colours = "[...document.querySelectorAll('.k-status__shape')].map(shape => getComputedStyle(shape).color)"
    assert set(page.evaluate(colours)) == {"rgb(255, 255, 255)"}


def test_the_short_plan_offers_no_bijlagen(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, "/beleidsplan/keuzes/")
    bijlagen = page.get_by_role("group", name="Welke bijlagen gaan mee?")
    kept = page.get_by_text("In het kort plan staan geen bijlagen.")
    page.get_by_label("Volledig plan").check()
    expect(bijlagen).to_be_visible()
    expect(kept).to_be_hidden()
    page.get_by_label("Kort plan").check()
    expect(bijlagen).to_be_hidden()
    expect(kept).to_be_visible()


def test_a_table_on_a_phone_names_no_year_without_a_figure(new_page, stack) -> None:
    page = new_page("mobile")
    log_in(page, stack, BEWERKER, "/acties/cijfers/landelijk/")
    row = page.locator("tr", has_text="Aanmeldingen door FairWork")
    expect(row.locator("td:visible")).to_have_text(["233", "257", "niet gevonden"])
