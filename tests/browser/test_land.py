"""What a gemeente submits, who of the country sees it, how it compares, and that withdrawing ends it."""

import re
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from demo.country_rows import FILLED
from demo.people import MEDEWERKER, VNG
from tests.browser.acts import log_in_editor, prepare, problems, problems_here, submit, withdraw
from tests.browser.conftest import address, log_in

SLUG, CODE, NAAM = "voorbeelddijk", "GM9002", "Voorbeelddijk"
TALLEST = 6_000  # px, at a width of 1280
PAGES = (
    "land/",
    "land/kaart/",
    "land/kaart/?indicator=SV-P1-1",
    "land/ontwikkeling/",
    "land/ondersteuning/",
    "land/werklijst/",
    "land/export/",
    "land/zoeken/?q=voorbeeld",
    "land/gemeente/GM9101/",
    "land/provincie/PV920/",
    "meetrondes/",
    "cijfers/",
    "account/sessies/",
)
ROOMS = re.compile(r"/(land|meetrondes|cijfers)/([^.]*/)?")  # without files, which have an ending,
FILES = re.compile(r".*/(csv|downloaden)/")  # or one of these names
ONE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?:GM|PV|VR)[0-9A-Z]+")
LINKS = """[...document.querySelectorAll('main a[href], nav a[href]')]
    .map(link => new URL(link.getAttribute('href'), location).href)"""


@pytest.fixture(scope="module")
def staff_state(browser: Browser, stack, country) -> list:
    """The cookies of somebody of VNG who is logged in: a code of the second step works once."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    log_in_editor(page, stack, VNG)
    cookies = context.cookies()
    context.close()
    return cookies


def answer_of(page: Page) -> str:
    """What stands in the table before the map for this gemeente."""
    page.goto(f"{page.url}&zoek={NAAM}")
    return page.get_by_role("row", name=NAAM, exact=False).locator("td").inner_text()


def test_who_was_ticked_sees_it_and_the_gemeente_compares_until_it_withdraws(new_page, stack, staff_state) -> None:
    page, vng, comensha = new_page(), new_page(), new_page()
    vng.context.add_cookies(staff_state)
    log_in_editor(comensha, stack, MEDEWERKER)
    log_in(page, stack, f"bewerker@{SLUG}.example")
    prepare(page, stack, SLUG)
    submit(page)

    shared, kaart = f"{stack.url}/land/gemeente/{CODE}/", f"{stack.url}/land/kaart/?indicator=SV-P1-1"
    vng.goto(shared)
    expect(vng.get_by_text("Werkbestand van VNG, niet voor publicatie", exact=True)).to_be_visible()
    vng.goto(kaart)
    comensha.goto(kaart)
    assert (answer_of(vng), answer_of(comensha)) == ("in voorbereiding", "onbekend")
    comensha.goto(shared)
    expect(comensha.get_by_text("niet voor publicatie")).to_be_hidden()

    page.goto(address(stack, SLUG, "/vergelijk/"))
    expect(page.get_by_role("heading", name="Hoe staan andere gemeenten ervoor?")).to_be_visible()
    expect(page.get_by_role("row", name="Aandachtsfunctionaris mensenhandel").first).to_contain_text("in voorbereiding")
    page.goto(address(stack, SLUG, "/indienen/"))
    expect(page.get_by_text("VNG", exact=False).first).to_be_visible()
    withdraw(page)
    vng.goto(kaart)
    assert answer_of(vng) == "onbekend"


def test_pages_of_the_country_are_accessible(new_page, stack, staff_state) -> None:
    page = new_page()
    page.context.add_cookies(staff_state)
    assert {path: found for path in PAGES if (found := problems(page, f"{stack.url}/{path}"))} == {}


def test_pages_of_the_country_fit_a_screen_and_a_phone(new_page, stack, staff_state) -> None:
    """A reader scrolls down, not for ever, and never sideways."""
    page = new_page()
    page.context.add_cookies(staff_state)
    tall, wide = {}, {}
    for path in PAGES:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{stack.url}/{path}")
        tall[path] = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": 320, "height": 640})
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: height for path, height in tall.items() if height > TALLEST} == {}
    assert {path: width for path, width in wide.items() if width > 320} == {}


def kind(url: str) -> str:
    """`/land/provincie/*/`, with the names of what was chosen; of each kind one page is looked at."""
    parts = urlsplit(url)
    chosen = parse_qs(parts.query)
    groups = [group.partition(".")[0] for group in chosen.pop("groep", [])]
    return ONE.sub("*", parts.path) + "".join(f"?{name}" for name in [*sorted(set(chosen) - {"ronde"}), *groups])


def walk(page: Page, *starts: str) -> dict[str, list[str]]:
    """What is wrong with each kind of page that links lead to, itself where a page leads on."""
    page.set_default_timeout(120_000)
    found: dict[str, list[str]] = {}
    gone, waiting = set(), list(starts)
    while waiting:
        url = waiting.pop(0)
        if kind(url) in gone:
            continue
        gone.add(kind(url))
        page.goto(url, wait_until="load")
        if (place := kind(page.url)) in found:
            continue
        height = page.evaluate("document.documentElement.scrollHeight")
        found[place] = [*problems_here(page), *([f"{height} px high"] if height > TALLEST else [])]
        links = [(href, urlsplit(href).path) for href in page.evaluate(LINKS)]
        waiting += [href for href, path in links if ROOMS.fullmatch(path) and not FILES.fullmatch(path)]
    return found


def test_every_kind_of_page_that_vng_is_led_to_is_accessible_and_not_long(new_page, stack, staff_state) -> None:
    page = new_page()
    page.context.add_cookies(staff_state)
    found = walk(page, *(f"{stack.url}/{path}" for path in ("land/", "land/?grootte=20_50", "meetrondes/")))
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
    assert {"/land/", "/land/?grootte", "/land/beeld/", "/land/kaart/", "/land/tegenspraken/"} <= set(found)
    assert {"/land/provincie/*/", "/meetrondes/*/", "/meetrondes/*/vragen/"} <= set(found)


def test_every_kind_of_public_page_is_accessible_and_not_long(new_page, stack, country) -> None:
    page = new_page()
    page.goto(f"{stack.url}/cijfers/")
    page.get_by_role("link", name="Meting 20").first.click()
    groups = page.locator("select[name=groep] option").evaluate_all("all => all.map(option => option.value)")
    found = walk(page, f"{stack.url}/cijfers/", *(f"{page.url}?groep={group}" for group in groups))
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
    assert {"/cijfers/", "/cijfers/*/", "/cijfers/*/?provincie", "/cijfers/*/?grootteklasse"} <= set(found)


def test_a_gemeente_is_found_from_any_page_of_the_country(new_page, stack, staff_state) -> None:
    page = new_page()
    page.context.add_cookies(staff_state)
    page.goto(f"{stack.url}/meetrondes/")
    page.get_by_role("searchbox", name="Gemeente zoeken").fill("gm9101")
    page.get_by_role("searchbox", name="Gemeente zoeken").press("Enter")
    expect(page).to_have_url(f"{stack.url}/land/gemeente/GM9101/")
    expect(page.get_by_role("searchbox", name="Gemeente zoeken")).to_be_visible()


def test_public_figures_are_an_article_that_everybody_can_read(new_page, stack, country) -> None:
    """The list, a round and a group of it: accessible in both sizes, and no longer than one reads."""
    page, found = new_page(), {}
    page.goto(f"{stack.url}/cijfers/")
    page.get_by_role("link", name="Meting 20").first.click()
    rounds = page.url
    groups = page.get_by_label("Groep")
    groups.select_option(index=groups.locator("option").count() - 1)
    page.get_by_role("button", name="Groep tonen").click()
    for url in (f"{stack.url}/cijfers/", rounds, page.url):
        found[url] = problems(page, url)
        height = page.evaluate("document.documentElement.scrollHeight")
        found[url] += [f"{height} px high"] if height > 6_000 else []
    assert [problem for problems in found.values() for problem in problems] == []
    assert len(found) == 3


def test_country_comes_with_statistics_for_the_first_queries(stack, country) -> None:
    with psycopg.connect(stack.owner_env["DATABASE_OWNER_URL"]) as owner:
        rows = owner.execute("SELECT relname FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL").fetchall()
    assert {model._meta.db_table for model in FILLED} <= {table for (table,) in rows}


def test_an_address_of_a_figure_shows_that_figure(new_page, stack, country) -> None:
    page = new_page()
    page.goto(f"{stack.url}/cijfers/")
    link = page.get_by_role("link", name="Vast adres van de figuur").nth(1)
    link.click()
    figure = page.locator("figure:target")
    expect(figure).to_be_in_viewport()
    expect(figure).to_have_id("themas")
