"""What somebody typed is never lost: a colleague who was first, a session that ended, a connection that failed."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import address, log_in

PATH = "/zelfevaluatie/SK-P1-1/"
LOST = re.compile("heeft dit antwoord net ook aangepast")


def type_zin(page: Page, text: str) -> None:
    page.get_by_label("Zin voor het beleidsplan").fill(text)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-opslagstatus]")).to_have_text(re.compile(r"Opgeslagen om \d\d:\d\d"))


def test_lost_race_shows_both_texts(new_page, stack) -> None:
    mine, theirs = new_page(), new_page()
    for page in (mine, theirs):
        log_in(page, stack, "bewerker@voorbeeldwaard.example", PATH)
    type_zin(theirs, "De tekst van mijn collega.")
    expect_saved(theirs)
    type_zin(mine, "Mijn eigen tekst.")

    conflict = mine.get_by_role("alert").filter(has_text=LOST)
    expect(conflict).to_contain_text("De tekst van mijn collega.")
    expect(conflict).to_contain_text("Mijn eigen tekst.")
    expect(mine.get_by_label("Zin voor het beleidsplan")).to_have_value("Mijn eigen tekst.")

    mine.get_by_role("button", name="Mijn tekst laten gelden").click()
    expect_saved(mine)
    expect(conflict).to_be_hidden()
    theirs.reload()
    expect(theirs.get_by_label("Zin voor het beleidsplan")).to_have_value("Mijn eigen tekst.")


def test_session_that_ended_keeps_the_text(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", PATH)
    page.context.clear_cookies(name="__Secure-kompas")
    type_zin(page, "Getypt na het uitloggen.")
    expect(page.get_by_text("Je bent uitgelogd.")).to_be_visible()
    expect(page.get_by_label("Zin voor het beleidsplan")).to_have_value("Getypt na het uitloggen.")

    log_in(page.context.new_page(), stack, "bewerker@voorbeeldrecht.example", anew=True)
    page.get_by_role("button", name="Opnieuw opslaan").click()
    expect_saved(page)
    page.reload()
    expect(page.get_by_label("Zin voor het beleidsplan")).to_have_value("Getypt na het uitloggen.")


def test_session_that_ended_keeps_the_text_without_javascript(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, "bewerker@voorbeeldrecht.example", "/zelfevaluatie/SK-P1-2/")
    page.context.clear_cookies(name="__Secure-kompas")
    type_zin(page, "Getypt zonder JavaScript.")
    page.get_by_role("button", name="Antwoord opslaan").click()
    expect(page.get_by_text("Getypt zonder JavaScript.")).to_be_visible()

    log_in(page.context.new_page(), stack, "bewerker@voorbeeldrecht.example", anew=True)
    page.get_by_role("button", name="Opnieuw opslaan").click()
    expect(page.get_by_label("Zin voor het beleidsplan")).to_have_value("Getypt zonder JavaScript.")


def test_session_that_ends_soon_is_announced_and_can_be_kept(new_page, stack) -> None:
    page = new_page()
    page.clock.install()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", PATH)
    page.clock.fast_forward("03:49:59")
    expect(page.get_by_text("Over tien minuten word je uitgelogd,")).to_be_hidden()
    page.clock.fast_forward("00:02")
    keep = page.get_by_role("button", name="Ingelogd blijven")
    expect(keep).to_be_visible()
    keep.click()
    expect(keep).to_be_hidden()
    page.clock.fast_forward("03:50:01")
    expect(keep).to_be_visible()


def test_oversize_text_is_kept_and_the_limit_is_said(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", "/zelfevaluatie/SK-P1-3/")
    type_zin(page, "a" * 2_500)
    expect(page.get_by_role("alert").filter(has_text="2000")).to_be_visible()
    expect(page.get_by_label("Zin voor het beleidsplan")).to_have_value("a" * 2_500)


def test_keyboard_alone_is_enough(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", "/zelfevaluatie/OH-P1-3/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "status":
            break
    page.keyboard.press("ArrowDown")
    expect_saved(page)


def test_script_in_a_text_is_shown_as_text(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", "/zelfevaluatie/SV-P1-1/")
    type_zin(page, "<script>document.title='gekraakt'</script>")
    expect_saved(page)
    page.goto(address(stack, "voorbeeldrecht", "/beleidsplan/"))
    expect(page.get_by_text("<script>document.title='gekraakt'</script>").first).to_be_visible()
    assert "gekraakt" not in page.title()
