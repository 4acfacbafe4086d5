"""Logging in: with a second step for who must, to the gemeente one came from, and out of all of them at once."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from demo.people import PASSWORD, TOTP_SECRET
from tests.browser.conftest import address, log_in


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
