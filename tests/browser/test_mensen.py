"""A beheerder invites a colleague, who sets up a second step and works; and who is ended, does not come in."""

import re

from playwright.sync_api import expect

from tests.browser.acts import problems_here
from tests.browser.conftest import address, log_in
from tests.browser.invited import NAAM, accept, link_in, set_up_second_step
from tests.browser.mails import MAIL, mail_to

BEHEERDER = "beheerder@voorbeelddijk.example"
NEW = "nieuw@voorbeelddijk.example"


def invite(page, stack, email: str) -> None:
    log_in(page, stack, BEHEERDER)
    page.get_by_text("Beheerder Voorbeelddijk").first.click()
    page.get_by_role("link", name="Mensen", exact=True).click()
    assert problems_here(page) == []
    page.get_by_role("link", name="Collega’s uitnodigen").click()
    page.get_by_label("E-mailadressen").fill(email)
    page.get_by_label(re.compile(r"^\s*Bewerker")).check()
    page.get_by_label("Eigen regel in de mail").fill("Jij vult de bouwstenen van Zorg in.")
    assert problems_here(page) == []
    page.get_by_role("button", name="Mail bekijken").click()
    expect(page.get_by_text("Jij vult de bouwstenen van Zorg in.")).to_be_visible()
    assert problems_here(page) == []
    page.get_by_role("button", name="Uitnodigingen versturen").click()
    expect(page.get_by_text(f"{email} is uitgenodigd.")).to_be_visible()


def test_a_beheerder_invites_and_ends_and_the_invited_works_in_between(new_page, stack) -> None:
    before = set(MAIL.glob("*"))
    boss, colleague = new_page(), new_page("mobile")
    invite(boss, stack, NEW)
    accept(colleague, link_in(mail_to(NEW, before)))
    set_up_second_step(colleague)
    colleague.wait_for_url(address(stack, "voorbeelddijk"))
    colleague.goto(address(stack, "voorbeelddijk", "/zelfevaluatie/BB-P1-1/"))
    expect(colleague.get_by_label("Zin voor het beleidsplan")).to_be_editable()

    boss.reload()
    boss.get_by_role("link", name=NAAM).click()
    assert problems_here(boss) == []
    boss.get_by_role("link", name="Toegang laten stoppen").click()
    assert problems_here(boss) == []
    boss.get_by_role("button", name="Toegang laten stoppen").click()
    expect(boss.get_by_text(f"De toegang van {NAAM} stopt nu.")).to_be_visible()
    answer = colleague.goto(address(stack, "voorbeelddijk", "/zelfevaluatie/BB-P1-1/"))
    assert (answer.status, "Voorbeelddijk" in colleague.content()) == (404, False)


def test_mensen_works_without_javascript_and_keeps_what_was_typed(new_page, stack) -> None:
    page = new_page(javascript=False)
    log_in(page, stack, BEHEERDER, "/beheer/mensen/uitnodigen/")
    page.get_by_label("E-mailadressen").fill("geen adres")
    page.get_by_label("Eigen regel in de mail").fill("Welkom in het team.")
    page.get_by_role("button", name="Mail bekijken").click()
    expect(page.get_by_text("‘geen adres’ is geen e-mailadres.").first).to_be_visible()
    expect(page.get_by_label("Eigen regel in de mail")).to_have_value("Welkom in het team.")


def test_the_people_of_a_regio_are_seen_by_their_own_beheerder(new_page, stack) -> None:
    """From the front page of the demo; on each of her pages, in both widths."""
    page = new_page()
    page.goto(stack.url)
    page.get_by_role("button", name="Inloggen als Beheerder bij een regio").click()
    page.wait_for_url(re.compile("/regio/.*/mensen/"))
    assert problems_here(page) == []
    page.get_by_role("link", name="Collega’s uitnodigen").click()
    assert problems_here(page) == []
    page.get_by_label("E-mailadressen").fill("nieuw@voorbeeldregio.example")
    page.get_by_label(re.compile(r"^\s*Ketenregisseur")).check()
    page.get_by_role("button", name="Mail bekijken").click()
    assert problems_here(page) == []
    page.get_by_role("button", name=re.compile("versturen")).click()
    expect(page.get_by_text("nieuw@voorbeeldregio.example is uitgenodigd.")).to_be_visible()
    assert problems_here(page) == []
    page.get_by_role("link", name="Ketenregisseur Voorbeeldregio").click()
    detail = page.url
    assert problems_here(page) == []
    for link in ("Toegang laten stoppen", "Opnieuw laten beginnen met inloggen"):
        page.goto(detail)
        page.get_by_role("link", name=link).click()
        assert problems_here(page) == []
