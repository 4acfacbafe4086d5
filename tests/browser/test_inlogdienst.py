"""Single sign-on, from the beheerder who sets it up to the colleague who works with it, with a real provider."""

import http.client
import json
import re
from collections.abc import Iterator
from email import message_from_string
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.processes import free_port
from local.stack import Stack
from tests.browser.acts import problems_here
from tests.browser.conftest import address, fill_login, log_in
from tests.browser.mails import MAIL, mail_to
from tests.inlogdiensten.provider import Provider, running

BEHEERDER, NEW, OPERATOR = "beheerder@voorbeelddijk.example", "werk@voorbeelddijk.example", "platform@vng.example"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: Any) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("provider")) as found:
        yield found


@pytest.fixture(scope="module")
def kompas(stack: Stack, provider: Provider) -> Iterator[Stack]:
    """A second website beside the first, on the same data, that may speak to a provider on this machine."""
    beside = Stack(database=stack.database, port=free_port(), servers=stack.servers)
    beside.logs = stack.logs / "inlogdienst"
    beside.logs.mkdir(parents=True, exist_ok=True)
    own = {"KOMPAS_PORT": str(beside.port), "KOMPAS_INLOG_NETWERKEN": "127.0.0.0/8,::1/128"}
    beside.owner_env = {**stack.owner_env, **own, "KOMPAS_INLOG_CA": str(provider.ca)}
    beside.start_web()
    try:
        beside.wait_for_web()
        yield beside
    finally:
        beside.children["web"].kill_group()


def new_page(browser: Any) -> Page:
    """In a browser of its own, that takes the certificate of the provider."""
    context = browser.new_context(locale="nl-NL", ignore_https_errors=True, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    return context.new_page()


def set_up(page: Page, kompas: Stack, provider: Provider) -> None:
    log_in(page, kompas, BEHEERDER, "/inlogdiensten/nieuw/")
    page.get_by_label("Naam", exact=True).fill("Werkaccount Voorbeelddijk")
    page.get_by_label("Adres van de inlogdienst (issuer)").fill(provider.issuer)
    page.get_by_label("Nummer van Kompas bij de inlogdienst (client id)").fill("kompas")
    page.get_by_label("Wanneer telt de tweede stap van de inlogdienst?").fill("mfa")
    assert problems_here(page) == []
    page.get_by_role("button", name="Inlogdienst opslaan").click()
    expect(page.get_by_text("Je hebt hem zelf ingesteld.")).to_be_visible()
    provider.client_jwks = keys_of(page, kompas)
    provider.set()


def keys_of(page: Page, kompas: Stack) -> dict[str, Any]:
    """What the page says that a provider may fetch. By number: not every resolver knows *.localhost."""
    path = re.search(r"/account/werk/[0-9a-f-]{36}/sleutels/", page.content())
    assert path
    connection = http.client.HTTPConnection("127.0.0.1", kompas.port, timeout=10)
    connection.request("GET", path[0], headers={"Host": f"{kompas.host}:{kompas.port}"})
    found: dict[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return found


def approve(page: Page, kompas: Stack) -> None:
    page.goto(f"{kompas.url}/account/login/?next=/platform/inlogdiensten/")
    fill_login(page, OPERATOR)
    page.get_by_role("link", name="Voorbeelddijk").click()
    assert problems_here(page) == []
    page.get_by_role("button", name="Inlogdienst goedkeuren").click()
    expect(page.get_by_text("De inlogdienst is goedgekeurd.")).to_be_visible()


def invite(page: Page, kompas: Stack) -> str:
    """The path of the link in the mail."""
    before = set(MAIL.glob("*"))
    page.goto(address(kompas, "voorbeelddijk", "/beheer/mensen/uitnodigen/"))
    page.get_by_label("E-mailadressen").fill(NEW)
    page.locator("input[name=functie][value=bewerker]").check(force=True)
    page.get_by_role("button", name="Mail bekijken").click()
    page.get_by_role("button", name="Uitnodigingen versturen").click()
    text = message_from_string(mail_to(NEW, before)).get_payload(decode=True).decode("latin-1")
    found = re.search(r"/uitnodiging/\w+/", text)
    assert found
    return found[0]


def at_provider(page: Page, sub: str | None) -> None:
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()
    if sub is None:
        page.get_by_role("button", name="Deny").click()
        return
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize", exact=True).click()


def come_by(page: Page, kompas: Stack, sub: str | None) -> None:
    page.goto(address(kompas, "voorbeelddijk", "/acties/"))
    page.get_by_role("button", name="Inloggen met Werkaccount Voorbeelddijk").click()
    at_provider(page, sub)


def test_an_invited_colleague_comes_in_with_her_werkaccount(browser, kompas, provider) -> None:
    boss, operator, colleague = (new_page(browser) for _ in range(3))
    provider.add_user("nummer-17", amr=["pwd", "mfa"])
    set_up(boss, kompas, provider)
    approve(operator, kompas)
    boss.reload()
    boss.get_by_role("button", name="Inlogdienst testen").click()
    expect(boss.get_by_text("Hij kent Kompas: client id en geheim of sleutel kloppen: goed.")).to_be_visible()
    assert problems_here(boss) == []

    colleague.goto(kompas.url + invite(boss, kompas))
    assert problems_here(colleague) == []
    colleague.get_by_role("button", name="Aannemen met Werkaccount Voorbeelddijk").click()
    at_provider(colleague, "nummer-17")
    colleague.wait_for_url(address(kompas, "voorbeelddijk"))
    colleague.goto(address(kompas, "voorbeelddijk", "/zelfevaluatie/BB-P1-1/"))
    expect(colleague.get_by_label("Zin voor het beleidsplan")).to_be_editable()
    # Another gemeente does not exist for her.
    answer = colleague.goto(address(kompas, "voorbeeldstad"))
    assert answer is not None
    assert (answer.status, "Voorbeeldstad" in colleague.content()) == (404, False)

    page = new_page(browser)  # on another day
    come_by(page, kompas, "nummer-17")
    page.wait_for_url(address(kompas, "voorbeelddijk", "/acties/"))

    refused = new_page(browser)
    come_by(refused, kompas, None)
    expect(refused.get_by_text("Bij de inlogdienst is het inloggen afgebroken of geweigerd.")).to_be_visible()
    assert problems_here(refused) == []
    provider.set(moved={"exp": -120})
    come_by(refused, kompas, "nummer-17")
    expect(refused.get_by_text("Het antwoord van de inlogdienst is verlopen.")).to_be_visible()
    provider.set()
    refused.goto(address(kompas, "voorbeelddijk", "/acties/"))
    expect(refused.get_by_role("heading", name="Inloggen", exact=True)).to_be_visible()

    stranger = new_page(browser)
    come_by(stranger, kompas, "een-ander")
    expect(stranger.get_by_text("Je werkaccount is nog niet gekoppeld aan Kompas.")).to_be_visible()
