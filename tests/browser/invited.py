"""Who was invited: the link in her mail, the account behind it and its second step."""

import re

from playwright.sync_api import expect

from tests.browser.acts import problems_here
from tests.totp import code_of

NAAM, PASSWORD = "Noor de Nieuwe", "vier losse woorden hier"


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+/uitnodiging/\w+/", mail)
    assert found
    return found[0]


def accept(page, link: str) -> None:
    page.goto(link)
    assert problems_here(page) == []
    page.get_by_label("Je naam").fill(NAAM)
    page.get_by_label("Wachtwoord", exact=True).fill("kort")
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill("kort")
    page.get_by_role("button", name="Uitnodiging aannemen").click()
    expect(page.get_by_text("Dit wachtwoord is te kort.").first).to_be_visible()
    expect(page.get_by_label("Je naam")).to_have_value(NAAM)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Uitnodiging aannemen").click()


def set_up_second_step(page) -> None:
    expect(page.get_by_role("heading", name="Zet je tweede stap klaar")).to_be_visible()
    page.get_by_role("link", name="Code-app koppelen").click()
    secret = page.locator("strong.k-number").inner_text()
    page.get_by_label("Code uit de app").fill(code_of(secret))
    page.get_by_role("button", name="Code-app koppelen").click()
    page.get_by_role("link", name="Verder naar Kompas").click()
