"""Who is not logged in gets only so much work done, at every address: walked from the resolver, so a new one counts."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import limits
from accounts.models import Session
from metingen import antwoord_views
from tests.conftest import HostClient
from tests.normen.urls import PUBLIC, TENANT, addresses

AJAX = {"x-requested-with": "XMLHttpRequest"}
ONE = {"post": 1, "page": 1, "session": 1}
# Of a GET without a session: what asks the database something, or keeps something. Of allauth that is nearly all.
WORKING = {
    *("account_login", "mfa_authenticate", "uitnodiging_accept", "antwoord_form", "landing"),  # of the demo, the last
    *("inlogdienst_kies", "inlogdienst_terug", "inlogdienst_sleutels"),
    *("publicatie_list", "publicatie_detail", "publicatie_figuur", "publicatie_csv"),
    *("plan_list", "gemeente_detail", "plan_detail", "plan_check", "bestand_download", "plan_qr"),
    *("sitemap", "diwoo_index", "diwoo_sitemap"),
}


@pytest.fixture(autouse=True)
def _within_a_minute(monkeypatch):
    """The next minute would count anew."""
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 1_800_000_000))


def get(world, address, **headers):
    client = HostClient(world.gemeente if address.urlconf == TENANT else None)
    following = f"?next=http://{world.gemeente.slug}.{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}/"
    return client.get(address.path(world.values) + following, headers=headers)


def works(world, address):
    """Whether it asked the database more than which host this is, or made a session."""
    caches["default"].clear()
    before = Session.objects.count()
    with CaptureQueriesContext(connection) as queries:
        for headers in ({}, AJAX):
            get(world, address, **headers)
    allowed = 2 if address.urlconf == TENANT else 0
    return len(queries) > allowed or Session.objects.count() > before


def is_refused(answer):
    return (answer.status_code, answer.get("Retry-After"), "Even wachten" in answer.text) == (429, "60", True)


def test_every_get_that_works_for_a_visitor_is_limited(world, settings, monkeypatch):
    found = [each for each in (*addresses(PUBLIC), *addresses(TENANT)) if works(world, each)]
    assert {address.name for address in found if not address.view.startswith("allauth.")} == WORKING
    settings.ANONYMOUS_LIMITS = ONE
    monkeypatch.setattr(antwoord_views, "LIMIT", {"antwoord": "1/m/ip"})
    for address in found:
        caches["default"].clear()
        answers = [get(world, address, **AJAX) for _ in range(2)]
        assert [is_refused(answer) for answer in answers] == [False, True], address.route


@pytest.mark.parametrize("urlconf", [PUBLIC, TENANT])
def test_every_post_of_a_visitor_is_limited(world, settings, urlconf):
    settings.ANONYMOUS_LIMITS = {**ONE, "post": 0}
    client = HostClient(world.gemeente if urlconf == TENANT else None)
    answers = {address.route: client.post(address.path(world.values), {"a": "b"}) for address in addresses(urlconf)}
    assert {route for route, answer in answers.items() if not is_refused(answer)} == set()


def test_who_is_logged_in_is_not_counted(client_for, bewerker, settings):
    settings.ANONYMOUS_LIMITS = dict.fromkeys(ONE, 0)
    client = client_for(bewerker, gemeente=None)
    assert client.get("/account/password/change/").status_code == 200
    assert client.post("/account/sessies/uitloggen/").status_code == 302


def test_no_session_is_made_beyond_the_limit(db, settings):
    settings.ANONYMOUS_LIMITS = {**ONE, "page": 99, "session": 3}
    before = Session.objects.count()
    answers = [HostClient().get("/account/2fa/webauthn/login/", headers=AJAX) for _ in range(6)]
    assert [is_refused(answer) for answer in answers] == [False] * 3 + [True] * 3
    assert (Session.objects.count() - before, [bool(answer.cookies) for answer in answers[3:]]) == (3, [False] * 3)


def test_a_network_of_its_own_has_a_limit_of_its_own(db, settings):
    settings.ANONYMOUS_LIMITS = {**ONE, "session": 1}
    statuses = [
        HostClient().get("/account/2fa/webauthn/login/", headers=AJAX, REMOTE_ADDR=address).status_code
        for address in ("198.51.100.1", "198.51.100.1", "203.0.113.1")
    ]
    assert statuses == [200, 429, 200]


def test_what_was_typed_can_be_sent_again_but_never_a_password(db, settings):
    settings.ANONYMOUS_LIMITS = {**ONE, "post": 0}
    page = HostClient().post("/antwoord/geraden/", {"naam_mandaat": "Wij van de gemeente", "stap": "indienen"}).text
    assert ("Wij van de gemeente" in page, 'name="stap" value="indienen"' in page, "Opnieuw versturen" in page) == (
        True,
        True,
        True,
    )
    page = HostClient().post("/account/login/", {"login": "iemand@voorbeeld.example", "password": "geheim woord"}).text
    assert ("geheim woord" in page, "Opnieuw versturen" in page) == (False, False)
