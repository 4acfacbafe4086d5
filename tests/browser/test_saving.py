"""What somebody typed is never lost: a colleague who was first, a session that ended, a connection that failed."""

import re

from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import address, log_in

PATH = "/zelfevaluatie/SK-P1-1/"


def type_zin(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Zin voor het beleidsplan").fill(text)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-opslagstatus]")).to_have_text(re.compile(r"Opgeslagen om \d\d:\d\d"))


def two_people(new_page, stack, path: str) -> tuple[Page, Page]:
    mine, theirs = new_page(), new_page()
    log_in(mine, stack, "bewerker@voorbeeldwaard.example", path)
    log_in(theirs, stack, "beheerder@voorbeeldwaard.example", path)
    return mine, theirs


def test_what_both_wrote_is_a_choice_per_field(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, PATH)
    type_zin(theirs, "De tekst van mijn collega.")
    expect_saved(theirs)
    type_zin(mine, "Mijn eigen tekst.")

    choice = mine.get_by_role("group", name="schreef intussen ook bij ‘Zin voor het beleidsplan’")
    expect(choice).to_contain_text("De tekst van mijn collega.")
    expect(choice).to_contain_text("Mijn eigen tekst.")
    zin = mine.get_by_role("textbox", name="Zin voor het beleidsplan")
    expect(zin).to_have_value("Mijn eigen tekst.")
    expect(zin).to_be_focused()

    choice.get_by_label("Mijn tekst").check()
    expect_saved(mine)
    expect(choice).to_be_hidden()
    theirs.reload()
    expect(theirs.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("Mijn eigen tekst.")


def test_the_colleagues_text_can_be_chosen(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, "/zelfevaluatie/SK-P1-2/")
    type_zin(theirs, "Deze geldt.")
    expect_saved(theirs)
    type_zin(mine, "Deze niet.")
    mine.get_by_label("De tekst van Beheerder Voorbeeldwaard").check()
    zin = mine.get_by_role("textbox", name="Zin voor het beleidsplan")
    expect(zin).to_have_value("Deze geldt.")
    expect(zin).to_be_focused()


def test_what_a_colleague_filled_in_comes_into_the_page(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, "/zelfevaluatie/SK-P1-3/")
    type_zin(theirs, "De zin van mijn collega.")
    theirs.get_by_label("Deels").check()
    expect_saved(theirs)
    notes = mine.get_by_role("textbox", name="Toelichting voor onszelf")
    notes.fill("Mijn toelichting.")
    expect(mine.get_by_text("; die staan er nu bij.").first).to_be_visible()
    expect(mine.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("De zin van mijn collega.")
    expect(mine.get_by_label("Deels")).to_be_checked()
    expect(notes).to_be_focused()
    theirs.reload()
    expect(theirs.get_by_role("textbox", name="Toelichting voor onszelf")).to_have_value("Mijn toelichting.")


def test_back_does_not_put_an_old_text_beside_a_new_version(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, "/zelfevaluatie/OH-P1-1/")
    type_zin(mine, "Ik schreef dit.")
    expect_saved(mine)
    mine.get_by_role("link", name="Volgende:").click()
    theirs.reload()
    type_zin(theirs, "Mijn collega schreef dit later.")
    expect_saved(theirs)
    mine.go_back()
    zin = mine.get_by_role("textbox", name="Zin voor het beleidsplan")
    expect(zin).to_have_value("Mijn collega schreef dit later.")
    mine.get_by_role("textbox", name="Toelichting voor onszelf").fill("Een ander veld.")
    expect_saved(mine)
    theirs.reload()
    expect(theirs.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value(
        "Mijn collega schreef dit later."
    )


def test_reload_does_not_put_an_old_text_beside_a_new_version(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, "/zelfevaluatie/OH-P1-2/")
    type_zin(mine, "Ik schreef dit.")
    expect_saved(mine)
    theirs.reload()
    type_zin(theirs, "Mijn collega schreef dit later.")
    expect_saved(theirs)
    mine.reload()
    zin = mine.get_by_role("textbox", name="Zin voor het beleidsplan")
    expect(zin).to_have_value("Mijn collega schreef dit later.")


def test_what_one_typed_is_not_saved_under_the_name_of_another(new_page, stack) -> None:
    page = new_page()
    path = "/zelfevaluatie/SV-P1-2/"
    log_in(page, stack, "bewerker@voorbeeldwaard.example", path)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    log_in(page.context.new_page(), stack, "beheerder@voorbeeldwaard.example")
    type_zin(page, "Getypt door de bewerker.")
    expect(page.get_by_text("Je bent nu ingelogd als Beheerder Voorbeeldwaard.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("Getypt door de bewerker.")
    page.get_by_role("button", name="Opslaan als Beheerder Voorbeeldwaard").click()
    expect_saved(page)
    page.reload()
    expect(page.locator("#opslagstatus")).to_contain_text("door Beheerder Voorbeeldwaard")


LISTEN = """() => {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live]";
  new MutationObserver((changes) => {
    const places = new Set();
    for (const { target, addedNodes } of changes) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      if (element?.closest(live)) places.add(element.closest(live));
      for (const node of [...addedNodes].filter((each) => each.nodeType === 1)) {
        for (const each of [node, ...node.querySelectorAll(live)]) if (each.matches(live)) places.add(each);
      }
    }
    for (const place of places) if (place.textContent.trim()) window.heard.push(place.textContent.trim());
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def heard(page: Page) -> list[str]:
    return page.evaluate("window.heard.splice(0)")


def in_accessibility_tree(page: Page, role: str) -> list[str]:
    """What Chromium tells of the nodes with this role: the text in them."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def text(node: dict) -> str:
        if node.get("role", {}).get("value") == "StaticText":
            return str(node["name"]["value"])
        return "".join(text(by_id[child]) for child in node.get("childIds", []) if child in by_id)

    return [found for node in nodes if node.get("role", {}).get("value") == role and (found := text(node))]


def test_a_save_a_merge_and_a_conflict_are_each_heard_once(new_page, stack) -> None:
    mine, theirs = two_people(new_page, stack, "/zelfevaluatie/SV-P1-3/")
    mine.evaluate(LISTEN)
    type_zin(mine, "Een zin.")
    expect_saved(mine)
    (said,) = heard(mine)
    assert re.fullmatch(r"Opgeslagen om \d\d:\d\d", said)
    assert said in in_accessibility_tree(mine, "status")

    theirs.reload()
    theirs.get_by_label("Wie trekt dit?").fill("Team Zorg")
    expect_saved(theirs)
    notes = mine.get_by_role("textbox", name="Toelichting voor onszelf")
    notes.fill("Een toelichting.")
    expect(mine.get_by_text("die staat er nu bij.").first).to_be_attached()
    (said,) = heard(mine)
    assert said.endswith("Beheerder Voorbeeldwaard veranderde intussen ‘Wie trekt dit?’; die staat er nu bij.")

    theirs.reload()
    type_zin(theirs, "Een andere zin.")
    expect_saved(theirs)
    type_zin(mine, "Nog een zin.")
    expect(mine.get_by_role("heading", name="Kies welke tekst geldt")).to_be_visible()
    assert heard(mine) == ["Nog niet alles opgeslagen. Kies welke tekst geldt"]
    expect(mine.get_by_role("textbox", name="Zin voor het beleidsplan")).to_be_focused()


def test_a_preview_and_a_poll_say_nothing_and_a_file_that_is_ready_is_heard_once(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldwaard.example", "/beleidsplan/passage/h1.doel/bewerken/")
    page.evaluate(LISTEN)
    page.get_by_label("Tekst in het plan").fill("Een tekst om **mee te lezen**.")
    expect(page.locator(".plan-voorbeeld__tekst")).to_contain_text("mee te lezen")
    assert heard(page) == []

    page.add_init_script(f"addEventListener('DOMContentLoaded', {LISTEN})")  # a click may answer before there is a body
    page.goto(address(stack, "voorbeeldwaard", "/beleidsplan/"))
    page.get_by_role("button", name="PDF maken").click()
    expect(page.get_by_role("link", name="Downloaden")).to_be_visible(timeout=120_000)
    assert heard(page) == ["Je bestand is klaar."]
    assert in_accessibility_tree(page, "status") == ["Je bestand is klaar."]


def test_earlier_versions_say_what_was_added_and_removed(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldwaard.example", "/zelfevaluatie/AB-P1-2/")
    type_zin(page, "Wij doen dit elk jaar.")
    expect_saved(page)
    page.goto(address(stack, "voorbeeldwaard", "/zelfevaluatie/AB-P1-2/eerder/"))
    assert any("toegevoegd:" in text for text in in_accessibility_tree(page, "insertion"))
    assert any("verwijderd:" in text for text in in_accessibility_tree(page, "deletion"))


def test_session_that_ended_keeps_the_text(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldrecht.example", PATH)
    page.context.clear_cookies(name="__Secure-kompas")
    type_zin(page, "Getypt na het uitloggen.")
    expect(page.get_by_text("Je bent uitgelogd.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("Getypt na het uitloggen.")

    log_in(page.context.new_page(), stack, "bewerker@voorbeeldrecht.example", anew=True)
    page.get_by_role("button", name="Opnieuw opslaan").click()
    expect_saved(page)
    page.reload()
    expect(page.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("Getypt na het uitloggen.")


def test_session_that_ended_keeps_the_text_without_javascript(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, "bewerker@voorbeeldrecht.example", "/zelfevaluatie/SK-P1-2/")
    page.context.clear_cookies(name="__Secure-kompas")
    type_zin(page, "Getypt zonder JavaScript.")
    page.get_by_role("button", name="Antwoord opslaan").click()
    expect(page.get_by_text("Getypt zonder JavaScript.")).to_be_visible()

    log_in(page.context.new_page(), stack, "bewerker@voorbeeldrecht.example", anew=True)
    page.get_by_role("button", name="Opnieuw opslaan").click()
    expect(page.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("Getypt zonder JavaScript.")


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
    expect(page.get_by_role("alert").filter(has_text="2.000")).to_be_visible()
    expect(page.get_by_role("textbox", name="Zin voor het beleidsplan")).to_have_value("a" * 2_500)


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


def test_the_counter_counts_what_the_server_keeps(new_page, stack) -> None:
    """An emoji is one, an accent is part of its letter, what nobody can see is none, nor is what is trimmed."""
    page = new_page()
    log_in(page, stack, "bewerker@voorbeeldwaard.example", PATH)
    zin = page.get_by_role("textbox", name="Zin voor het beleidsplan")
    zin.fill("😀" * 1000 + "e\u0301" * 500 + "\u200b\u202e" * 400 + "x" * 490 + " \n")
    expect(zin.locator("xpath=following-sibling::p[@class='k-counter' and not(@id)]")).to_have_text("nog 10 tekens")
