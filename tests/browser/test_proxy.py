"""By way of a real Caddy: slow lines (at a scale; `make proxy` has the real speeds), and its own pages in a browser.

The website behind it has one thread, so whoever holds that is noticed by all.
"""

import re
from types import SimpleNamespace

import pytest

from tests.browser.acts import problems
from tests.browser.conftest import address, log_in
from tests.proxy.caddy import NoCaddyError
from tests.proxy.serving import HOST, Proxy, Web, started
from tests.proxy.slow import CODE, Beside, Caller

FILE = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF".ljust(8_000_000, b"\n")
SPEED = 1_500_000  # bytes a second
PAGE = f"/zelfevaluatie/{CODE}/"


@pytest.fixture(scope="module")
def pair(stack, tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxy")
    web = Web(folder, stack.env, processes=1, threads=1)
    try:
        proxy = Proxy(folder, web.port, KOMPAS_PROXY_PATIENCE="90s")  # this machine may be busy
    except NoCaddyError as reason:
        pytest.skip(str(reason))
    web.behind(proxy)
    with started(web, proxy):
        yield web, proxy


@pytest.fixture
def hasty(pair):
    """The same, but it hardly waits for web."""
    _, proxy = pair
    patience = proxy.environment["KOMPAS_PROXY_PATIENCE"]
    for host in (HOST, f"stadskanaal.{HOST}"):
        proxy.ask(host=host)  # its certificate, which it asks web about and keeps
    proxy.stop()
    proxy.environment["KOMPAS_PROXY_PATIENCE"] = "2s"
    proxy.start()
    yield
    proxy.stop()
    proxy.environment["KOMPAS_PROXY_PATIENCE"] = patience
    proxy.start()


@pytest.fixture
def site(pair):
    """As the `stack` of other tests: where to go."""
    return SimpleNamespace(url=f"https://{HOST}:{pair[1].port}")


@pytest.fixture
def page(browser, request):
    context = browser.new_context(ignore_https_errors=True, java_script_enabled=False, locale="nl-NL")
    context.set_default_timeout(90_000)
    yield context.new_page()
    context.close()


def test_a_file_over_a_slow_line_holds_up_nobody_and_comes_back_whole(pair):
    _, proxy = pair
    caller = Caller(HOST, proxy.port)
    caller.log_in("bewerker@voorbeeldstad.example")
    bewerker = caller.at("voorbeeldstad")
    with Beside(Caller(HOST, proxy.port), rate=5) as beside:
        status, sent = bewerker.upload("Over een trage lijn", FILE, SPEED)
        content, taken = bewerker.download("Over een trage lijn", SPEED)
    assert (status, content == FILE, beside.failed) == (302, True, [])
    assert (min(sent, taken) > 4, max(beside.milliseconds) < 4000) == (True, True)  # nobody waited for the whole of it


def test_too_large_a_file_leads_to_a_page_that_says_so_and_back(page, site, tmp_path):
    film = tmp_path / "film.pdf"
    film.write_bytes(FILE * 4)
    log_in(page, site, path=PAGE)
    page.get_by_text("Link of bestand toevoegen").click()
    page.get_by_label("Wat is het?").fill("Een film van de bijeenkomst")
    page.locator("#onderbouwing_upload").set_input_files(film)
    page.get_by_role("button", name="Onderbouwing toevoegen").click()
    page.get_by_role("heading", name="Dit bestand is te groot").wait_for()
    page.go_back()
    page.wait_for_url(address(site, path=PAGE))


def fill_in(page, wat):
    page.get_by_label("Wat gaan we doen?").fill(wat)
    page.get_by_label("Wie trekt dit?").fill("Adviseur veiligheid")
    page.get_by_label("Bij welke ambitie hoort dit?").select_option(index=1)


def test_what_was_typed_is_saved_when_the_page_that_says_wait_is_opened_again(pair, hasty, page, site):
    web, _ = pair
    wat = "Een actie terwijl Kompas wordt bijgewerkt"
    log_in(page, site, path="/acties/nieuw/")
    fill_in(page, wat)
    web.stop()
    try:
        page.get_by_role("button", name="Actie opslaan").click()
        page.get_by_role("heading", name="Kompas is er even niet").wait_for()
    finally:
        web.start()
    page.reload()
    page.wait_for_url(re.compile(r"/acties/$"))
    page.reload()
    assert page.locator("tr", has_text=wat).count() == 1


def test_a_save_that_is_sent_while_web_starts_anew_is_waited_for(pair, page, site):
    web, _ = pair
    wat = "Een actie tijdens een herstart"
    log_in(page, site, path="/acties/nieuw/")
    fill_in(page, wat)
    web.stop()
    web.spawn()  # and takes its time to listen
    page.get_by_role("button", name="Actie opslaan").click()
    page.wait_for_url(address(site, path="/acties/"))
    page.reload()
    assert page.locator("tr", has_text=wat).count() == 1


def test_the_pages_of_the_proxy_are_accessible_and_in_the_style_of_kompas(pair, hasty, browser, site):
    web, _ = pair
    context = browser.new_context(ignore_https_errors=True, locale="nl-NL")
    page = context.new_page()
    web.stop()
    try:
        found = problems(page, site.url)
        heading = page.get_by_role("heading").all_inner_texts()
        font = page.evaluate("getComputedStyle(document.body).fontFamily")
    finally:
        web.start()
        context.close()
    assert (found, heading, font.split(",")[0]) == ([], ["Kompas is er even niet"], '"Source Sans 3"')
