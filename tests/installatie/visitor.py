"""The first beheerder, in a real browser, through the proxy: from the link of `setup` to an answer that is saved."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from local.browser import find_browser
from tests.totp import PERIOD, code_of

PASSWORD = "een lange zin voor deze proef 2026"
BOUWSTEEN = "BB-P1-1"
FIELD = "Zin voor het beleidsplan"
TYPED = "Dit staat er nog na elke klap."


class Visitor:
    def __init__(self, browser: Browser, host: str, email: str, slug: str):
        context = browser.new_context(ignore_https_errors=True, locale="nl-NL")
        context.set_default_timeout(60_000)
        self.page: Page = context.new_page()
        self.host, self.email, self.slug = host, email, slug
        self.secret = ""
        self.used = 0

    def begin(self, link: str) -> None:
        """Choose a password, link an app, and arrive at the gemeente."""
        page = self.page
        page.goto(link)
        for field in page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        self.press(page.locator("form button[type=submit]").last)
        page.goto(f"https://{self.host}/account/2fa/totp/activate/")
        if page.get_by_label("E-mailadres").count():
            self.first_step()
            page.goto(f"https://{self.host}/account/2fa/totp/activate/")
        self.secret = page.locator(".k-number").inner_text().strip()
        page.get_by_label("Code uit de app").fill(self.code())
        self.press(page.get_by_role("button", name="Code-app koppelen"))
        self.opens()

    def first_step(self) -> None:
        self.page.get_by_label("E-mailadres").fill(self.email)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.press(self.page.get_by_role("button", name="Inloggen", exact=True))

    def press(self, button: Locator) -> None:
        """Send a form, and wait for the answer: a next address would break it off."""
        with self.page.expect_navigation():
            button.click()

    def code(self) -> str:
        """One that was not used yet."""
        while int(time.time()) // PERIOD <= self.used:
            time.sleep(1)
        self.used = int(time.time()) // PERIOD
        return code_of(self.secret)

    def log_in(self) -> None:
        self.page.context.clear_cookies()
        self.page.goto(self.address("/"))
        self.first_step()
        self.page.get_by_label("Code").fill(self.code())
        self.page.get_by_role("button", name="Inloggen", exact=True).click()
        self.page.wait_for_url(self.address("/"))

    def opens(self, path: str = "/") -> None:
        answer = self.page.goto(self.address(path))
        assert answer, path
        assert answer.status == 200, f"{path}: {answer.status}"
        assert self.page.url == self.address(path), self.page.url

    def start(self) -> None:
        """The first zelfevaluatie of her gemeente."""
        self.opens("/zelfevaluatie/")
        self.press(self.page.get_by_role("button", name="Eerste ronde beginnen"))

    def save(self, text: str = TYPED) -> None:
        self.opens(f"/zelfevaluatie/{BOUWSTEEN}/")
        with self.page.expect_response(lambda answer: answer.url.endswith("/opslaan/") and answer.ok):
            self.page.get_by_role("textbox", name=FIELD).fill(text)
        self.sees(text)

    def sees(self, text: str = TYPED) -> None:
        self.opens(f"/zelfevaluatie/{BOUWSTEEN}/")
        expect(self.page.get_by_role("textbox", name=FIELD)).to_have_value(text)

    def address(self, path: str) -> str:
        return f"https://{self.slug}.{self.host}{path}"


@contextmanager
def visiting(host: str, email: str, slug: str) -> Iterator[Visitor]:
    choice = find_browser()
    here = f"--host-resolver-rules=MAP {host} 127.0.0.1, MAP *.{host} 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(choice.executable), args=[*choice.args, here], env=choice.env or None
        )
        yield Visitor(browser, host, email, slug)
        browser.close()
