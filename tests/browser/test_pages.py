"""Every page: nothing for axe to find (WCAG 2.2 AA), no CSP violation, no sideways scrolling at 320 px."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import SIZES, address, log_in

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # without a list of all that is right, which takes longer than looking
}
# Half of the time goes to contrast. No colour depends on the width, so a page is looked at in one width for it.
NO_CONTRAST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
RULES_BY_SIZE = {"desktop": RULES, "mobile": NO_CONTRAST}
GEMEENTE_PAGES = [
    "/",
    "/zelfevaluatie/",
    "/zelfevaluatie/thema/SV/",
    "/zelfevaluatie/thema/BB/",
    "/zelfevaluatie/AB-P1-1/",
    "/zelfevaluatie/AB-P1-4/",
    "/zelfevaluatie/SV-P1-3/",
    "/zelfevaluatie/SV-P1-3/eerder/",
    "/zelfevaluatie/vraag/DA-1/",
    "/zelfevaluatie/nog-te-regelen/",
    "/zelfevaluatie/nog-te-regelen/?thema=BB&rol=onzin",
    "/acties/",
    "/acties/?staat=gereed",
    "/acties/nieuw/",
    "/acties/instrumenten/",
    "/acties/vormen/",
    "/acties/cijfers/",
    "/acties/cijfers/nieuw/",
    "/acties/meldroute/",
    "/acties/meldroute/poster/",
    "/acties/meldroute/stap/",
    "/beleidsplan/",
    "/vergelijk/",
    "/naslag/",
    "/naslag/SV-P1-1/",
    "/bestaat-niet/",
]
PUBLIC_PAGES = [
    "/",
    "/cijfers/",
    "/account/login/",
    "/account/password/reset/",
    "/toegankelijkheid/",
    "/privacy/",
    "/bestaat-niet/",
]
PERSONAL_PAGES = [
    "/start/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/logout/",
]


def test_pages_of_a_gemeente_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack)
    assert {path: found for path in GEMEENTE_PAGES if (found := problems(page, address(stack, path=path)))} == {}


def test_public_pages_are_accessible(new_page, stack) -> None:
    page = new_page()
    assert {path: found for path in PUBLIC_PAGES if (found := problems(page, stack.url + path))} == {}


def test_personal_pages_are_accessible(new_page, stack) -> None:
    page = new_page()
    log_in(page, stack, "lezer@voorbeeldstad.example")
    assert {path: found for path in PERSONAL_PAGES if (found := problems(page, stack.url + path))} == {}


def problems(page, url: str) -> list[str]:
    """In both sizes, without loading it again: what differs is in the style sheet."""
    page.goto(url)
    size, found = page.viewport_size, []
    for name, rules in RULES_BY_SIZE.items():
        page.set_viewport_size(SIZES[name])
        found += [
            f"{name}: {violation['id']}: {node['target']}"
            for violation in Axe().run(page, options=rules).response["violations"]
            for node in violation["nodes"]
        ]
        needed, there = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        found += [f"{name}: scrolls sideways: {needed} of {there}"] if needed > there else []
    page.set_viewport_size(size)
    return found
