"""Logging in: with a second step for who must, to the gemeente one came from, and out of all of them at once."""

import re
import time
from email import message_from_string
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from demo.people import PASSWORD, TOTP_SECRET
from local import VAR
from tests.browser.conftest import address, log_in

MAIL = VAR / "mail"


def totp() -> str:
    return format_hotp_value(hotp_value(TOTP_SECRET, next(yield_hotp_counters_from_time())))


def test_beheerder_gives_a_code_and_arrives_at_the_gemeente(new_page, stack) -> None:
    page = new_page()
    page.goto(address(stack, "voorbeelddijk", "/acties/"))
    page.get_by_label("E-mailadres").fill("beheerder@voorbeelddijk.example")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Code").fill(totp())
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url(address(stack, "voorbeelddijk", "/acties/"))


def test_login_without_next_goes_on_to_the_only_gemeente(new_page, stack) -> None:
    page = new_page()
    page.goto(stack.url)
    page.get_by_role("link", name="Inloggen").first.click()
    page.get_by_label("E-mailadres").fill("lezer@voorbeelddijk.example")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
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


def mail_to(address: str, before: set[Path]) -> str:
    """The one that came since, where the demo's mail goes."""
    for _ in range(150):
        for path in set(MAIL.glob("*")) - before:
            text = path.read_text(encoding="utf-8")
            if f"To: {address}" in text:
                return text
        time.sleep(0.2)
    raise AssertionError(f"Er kwam geen mail voor {address}.")


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+/account/password/reset/key/\S+", message_from_string(mail).get_payload())
    assert found
    return found[0]
