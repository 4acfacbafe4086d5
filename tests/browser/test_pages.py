"""Every page: nothing for axe to find (WCAG 2.2 AA), no CSP violation, no sideways scrolling at 320 px."""

from tests.browser.acts import problems
from tests.browser.conftest import address, log_in

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
    "/acties/nieuw/SV-P1-1/",
    "/acties/instrumenten/",
    "/acties/vormen/",
    "/acties/cijfers/",
    "/acties/cijfers/landelijk/",
    "/acties/cijfers/nieuw/",
    "/acties/indicatoren/",
    "/acties/indicatoren/nieuw/?ambitie=2",
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
PERSONAL_PAGES = [  # and /start/ where there is a choice (test_redactie): with one gemeente it goes on at once
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/inloggeschiedenis/",
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
