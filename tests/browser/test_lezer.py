"""The tweede lezer with a keyboard, on a narrow screen and without JavaScript; and the hint beside a field."""

from playwright.sync_api import expect

from reports.document.checks.sentences import sentences, words
from reports.document.checks.writing import WORDS_MAX
from tests.browser.acts import problems_here, violations
from tests.browser.conftest import log_in

SLUG = "voorbeelddijk"
BEWERKER = f"bewerker@{SLUG}.example"
PAGE = "/beleidsplan/tweede-lezer/"
ADVICE = "Twee kortere lezen makkelijker."
LONG = f"Wij {'en '.join(['doen '] * 26)}dat middels een plan."


def button(page, of: str):
    """Of the only remark about that place, put away or not."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=of, exact=True)).get_by_role("button")


def test_a_remark_leads_to_its_field_and_is_put_away_with_the_keyboard(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, "/beleidsplan/")
    page.get_by_role("link", name="Tweede lezer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede lezer")
    assert problems_here(page) == []
    button(page, "Waarom hier").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Weggelegd. Verandert de tekst")).to_be_visible()
    away = page.locator("section").filter(has=page.get_by_role("heading", name="Weggelegd"))
    away.locator("summary").click()
    expect(button(page, "Waarom hier")).to_have_text("Weer tonen: Waarom hier")
    assert violations(page) == []
    button(page, "Waarom hier").click()
    expect(button(page, "Waarom hier")).to_have_text("Klopt zo: Waarom hier")
    page.get_by_role("link", name="Waarom hier", exact=True).click()
    expect(page.get_by_label("Tekst in het plan")).to_be_visible()


def test_it_works_without_javascript_and_fits_a_narrow_screen(new_page, stack) -> None:
    page = new_page(size="mobile", javascript=False)
    log_in(page, stack, BEWERKER, PAGE)
    button(page, "Onze keuzes").click()
    expect(page.get_by_role("heading", name="Weggelegd")).to_be_visible()
    page.locator("summary", has_text="Lege delen").click()
    button(page, "Onze keuzes").click()
    expect(button(page, "Onze keuzes")).to_have_text("Klopt zo: Onze keuzes")


def test_a_field_that_is_printed_says_that_a_sentence_is_long(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, BEWERKER, "/acties/nieuw/")
    field, note = page.get_by_label("Wat gaan we doen?"), page.locator("#id_wat_taal")
    field.fill(LONG)
    expect(note).to_have_text(f"Een zin heeft {len(words(LONG))} woorden. {ADVICE} ‘middels’: liever ‘met’.")
    assert violations(page) == []
    field.fill("Wij geven les aan de balie.")
    expect(note).to_have_text("")


def test_the_hint_reads_sentences_as_the_tweede_lezer_does(new_page, stack) -> None:
    """A row of words is long or not whatever stands around it, to both."""
    page = new_page()
    log_in(page, stack, BEWERKER, "/acties/nieuw/")
    field, note = page.get_by_label("Wat gaan we doen?"), page.locator("#id_wat_taal")
    row = " ".join(["woord"] * 13)
    for between in (". Dan ", " art. 5 ", "\n- ", "\n\n", " nr. 7 en o.a. ", "! En ", "; ", " ("):
        text = f"Wij {row}{between}{row}."
        field.fill("")
        expect(note).to_have_text("")
        field.fill(text)
        longest = max(len(words(sentence)) for sentence in sentences(text))
        expect(note).to_have_text(f"Een zin heeft {longest} woorden. {ADVICE}" if longest > WORDS_MAX else "")
