"""A whole Kompas (web, worker, beat) with the demo's data, and a real browser. No browser, no pass."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from demo.known import PASSWORD
from local import ROOT
from local.browser import find_browser
from local.databases import drop_database
from local.servers import Servers
from local.stack import Stack, running
from tests.totp import unused_code

# Playwright's own loop runs in this thread, which Django would take for async code; no test here uses the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
DATABASE = "kompas_e2e"
COOKIES: dict[str, list[Any]] = {}  # of the session, by the e-mail address of who logged in
expect.set_options(timeout=15_000)  # other tests run beside these
SIZES = {"desktop": {"width": 1280, "height": 900}, "mobile": {"width": 320, "height": 700}}


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    begin_anew()
    with running(database=DATABASE) as stack:
        yield stack


@pytest.fixture(scope="session")
def country(stack: Stack) -> None:
    """A part of the invented country, so that there are groups to compare with and something on the map."""
    command = [sys.executable, "manage.py", "load_demo_country", "--gemeenten", "60"]
    subprocess.run(command, cwd=ROOT, env=stack.owner_env, check=True, capture_output=True)


def begin_anew(database: str = DATABASE) -> None:
    """Every run begins with the demo's own data. A database is dropped from another one, as its owner."""
    owner = Servers().database(database)["DATABASE_OWNER_URL"]
    with psycopg.connect(urlsplit(owner)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        drop_database(connection, urlsplit(owner).path[1:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    choice = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(choice.executable), args=choice.args, env=choice.env or None
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, stack: Stack) -> Iterator[Callable[..., Page]]:
    """A page in a browser of its own; the test fails on a script error, a CSP violation or an answer of 500."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(size: str = "desktop", javascript: bool = True) -> Page:
        context = browser.new_context(viewport=SIZES[size], java_script_enabled=javascript, locale="nl-NL")
        context.set_default_timeout(20_000)
        context.set_default_navigation_timeout(60_000)  # Chromium waits 20 s for a file that it was reading itself
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"script: {error}"))
        page.on("console", lambda message: problems.append(message.text) if is_problem(message.text) else None)
        page.on("response", lambda answer: problems.append(f"500: {answer.url}") if answer.status >= 500 else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


def is_problem(text: str) -> bool:
    return "Content Security Policy" in text or "Content-Security-Policy" in text


def address(stack: Stack, slug: str = "stadskanaal", path: str = "/") -> str:
    return stack.url.replace("://", f"://{slug}.") + path


def log_in(
    page: Page, stack: Stack, email: str = "bewerker@stadskanaal.example", path: str = "/", *, anew: bool = False
) -> None:
    """As a person does: go to the gemeente, be sent to the login page, and come back. Who did that in an earlier test
    still is logged in, except `anew`."""
    slug = email.partition("@")[2].removesuffix(".example")
    if not anew:
        page.context.add_cookies(COOKIES.get(email, []))
    page.goto(address(stack, slug, path))
    if page.url == address(stack, slug, path):
        return
    fill_login(page, email)
    page.wait_for_url(address(stack, slug, path), timeout=60_000)  # the first of a run waits for much
    COOKIES[email] = [cookie for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]


def fill_login(page: Page, email: str) -> None:
    """Both steps, on the page of the first."""
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Code").fill(unused_code(email))
    page.get_by_role("button", name="Inloggen", exact=True).click()
