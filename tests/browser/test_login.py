"""Logging in: in two steps, to the gemeente one came from, and out of all of them at once."""

import re
from email import message_from_string

from playwright.sync_api import expect

from tests.browser.conftest import address, fill_login, log_in
from tests.browser.mails import MAIL, mail_to


def test_beheerder_gives_a_code_and_arrives_at_the_gemeente(new_page, stack) -> None:
    page = new_page()
    page.goto(address(stack, "voorbeelddijk", "/acties/"))
    fill_login(page, "beheerder@voorbeelddijk.example")
    page.wait_for_url(address(stack, "voorbeelddijk", "/acties/"))


def test_login_without_next_goes_on_to_the_only_gemeente(new_page, stack) -> None:
    page = new_page()
    page.goto(stack.url)
    page.get_by_role("link", name="Inloggen").first.click()
    fill_login(page, "lezer@voorbeelddijk.example")
    page.wait_for_url(address(stack, "voorbeelddijk"))


def test_logging_out_ends_it_at_the_gemeente(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "lezer@voorbeelddijk.example")
    page.get_by_text("Lezer Voorbeelddijk").click()
    page.get_by_role("link", name="Uitloggen").click()
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(address(stack, "voorbeelddijk"))
    expect(page.get_by_label("E-mailadres")).to_be_visible()


def test_other_gemeente_does_not_exist_for_me(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "lezer@voorbeelddijk.example")
    assert page.goto(address(stack, "voorbeeldstad")).status == 404
    assert "Voorbeeldstad" not in page.content()


def test_forgotten_password_comes_by_mail_from_the_worker(new_page, stack) -> None:
    page, before = new_page(), set(MAIL.glob("*"))
    page.goto(f"{stack.url}/account/login/")
    page.get_by_role("link", name="Wachtwoord vergeten?").click()
    page.get_by_label("E-mail").fill("lezer@voorbeelddijk.example")
    page.get_by_role("button", name="E-mail aanvragen").click()
    page.goto(link_in(mail_to("lezer@voorbeelddijk.example", before)))
    expect(page.get_by_role("heading", name="Nieuw wachtwoord kiezen")).to_be_visible()


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+/account/password/reset/key/\S+", message_from_string(mail).get_payload())
    assert found
    return found[0]
