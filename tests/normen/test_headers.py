"""Every address, host and status: the headers that internet.nl asks, a live security.txt, errors without detail."""

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from tenants.models import Gemeente
from tests.conftest import HostClient
from tests.normen.headers import csp_problems, missing
from tests.normen.urls import PUBLIC, TENANT, all_addresses

GOOD = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
KEPT = {"beleidsplan/huisstijl/<kleur:accent>.css"}  # one rule, with nothing in it but the colour of its address
# The same for everybody, logged in or not, and asked for anew each time; of this gemeente nothing is public here.
KEPT |= {"robots.txt", "sitemap.xml", "sitemapindex-diwoo-infocat002.xml", "plannen/"}
KEPT |= {"plannen/kleur/<accent:accent>.css", "plannen/<slug:gemeente>/<slug:adres>/controle/"}
UNKNOWN = ("onbekend.kompas.localhost", "evil.example", "")


@pytest.fixture
def at(world):
    """`at(urlconf)`: the world's bewerker at the host of these addresses; `at(urlconf, None)`: a visitor."""

    def make(urlconf, who="bewerker"):
        client = HostClient(world.gemeente if urlconf == TENANT else None)
        client.raise_request_exception = False
        if who:
            client.force_login(world.people[who])
        return client

    return make


@pytest.mark.parametrize("who", [None, "bewerker", "beheerder", "redacteur", "ketenregisseur"])
def test_every_address_has_all_headers(world, at, who):
    clients = {urlconf: at(urlconf, who) for urlconf in (PUBLIC, TENANT)}
    asked = [(address, clients[address.urlconf].get(address.path(world.values))) for address in all_addresses()]
    assert {address.route: problems for address, answer in asked if (problems := missing(answer))} == {}
    assert [address.route for address, answer in asked if answer.status_code >= 500] == []


@pytest.mark.parametrize("path", ["/bestaat-niet/", "/robots.txt", "/static/dist/kompas.css", "/\x00", "/%ff"])
@pytest.mark.parametrize("urlconf", [PUBLIC, TENANT])
def test_address_that_is_no_page_has_all_headers(at, urlconf, path):
    with closing(at(urlconf).get(path)) as answer:  # that of a static file holds the file
        assert missing(answer) == []


@pytest.mark.parametrize("host", UNKNOWN)
def test_unknown_host_has_all_headers_and_no_body(at, host):
    answer = at(TENANT).get("/", headers={"host": host})
    assert (answer.status_code, answer.content, missing(answer)) == (404, b"", [])


@pytest.mark.parametrize(
    ("status", "ask"),
    [
        (400, lambda c: c.post("/acties/nieuw/", data="--", content_type="multipart/form-data; boundary=")),
        (403, lambda c: c.post("/acties/nieuw/", {"wat": "x"})),
        (404, lambda c: c.get("/acties/00000000-0000-0000-0000-000000000000/")),
        (405, lambda c: c.get("/zelfevaluatie/openen/")),
        (405, lambda c: c.generic("TRACE", "/")),
        (413, lambda c: c.post("/acties/nieuw/", {"wat": "a" * 1_100_000})),
    ],
)
def test_refusal_has_all_headers(at, status, ask):
    client = at(TENANT, "lezer" if status == 403 else "bewerker")
    answer = ask(client)
    assert (answer.status_code, missing(answer)) == (status, [])


def test_error_of_ours_has_all_headers_and_no_detail(at, monkeypatch):
    def fail():
        raise ValueError("GEHEIM detail")

    monkeypatch.setattr("overzicht.views.current_zelfevaluatie", fail)
    answer = at(TENANT).get("/")
    assert (answer.status_code, missing(answer)) == (500, [])
    found = [word for word in ("GEHEIM", "Traceback", "ValueError", "django", "overzicht") if word in answer.text]
    assert found == []


def test_error_before_the_host_is_known_has_all_headers(at, monkeypatch):
    def fail(*args):
        raise ValueError

    monkeypatch.setattr("accounts.entrance.enter", fail)
    answer = at(TENANT).get("/")
    assert (answer.status_code, missing(answer)) == (500, [])


def test_everything_behind_login_is_stored_nowhere(world, at):
    clients = {urlconf: at(urlconf) for urlconf in (PUBLIC, TENANT)}
    answers = {a.route: clients[a.urlconf].get(a.path(world.values)) for a in all_addresses()}
    assert {route for route, answer in answers.items() if "no-store" not in answer.get("Cache-Control", "")} == KEPT


@pytest.mark.parametrize("urlconf", [PUBLIC, TENANT])
def test_https_comes_first_and_stays_for_two_years(at, settings, urlconf):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 63_072_000
    client = at(urlconf, None)
    first, then = client.get("/"), client.get("/", secure=True)
    host = client._base_environ()["HTTP_HOST"]
    assert (first.status_code, first["Location"]) == (301, f"https://{host}/")
    assert then["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"


@pytest.mark.parametrize(
    "change",
    [
        ("default-src 'self'", "default-src 'self' https:"),
        ("default-src 'self'", "default-src *"),
        ("default-src 'self'; ", ""),
        ("base-uri 'none'; ", ""),
        ("form-action 'self'; ", ""),
        ("; frame-ancestors 'none'", ""),
        ("form-action 'self'", "form-action 'self' evil.example"),
        ("form-action 'self'", "form-action 'self' https://*.example"),
        ("object-src 'none'", "object-src data:"),
        ("object-src 'none'", "object-src 'none'; script-src 'self' 'unsafe-inline'"),
        ("object-src 'none'", "object-src 'none'; style-src 'self' 'unsafe-hashes'"),
    ],
)
def test_csp_problems_sees_what_internet_nl_refuses(change):
    assert (csp_problems(GOOD), len(csp_problems(GOOD.replace(*change))) > 0) == ([], True)


def hosts():
    gemeenten = Gemeente.objects.opened().order_by("slug")
    return [settings.KOMPAS_HOST, *(f"{gemeente.slug}.{settings.KOMPAS_HOST}" for gemeente in gemeenten)]


def test_security_txt_is_alive_on_every_host(db):
    for host in hosts():
        answer = HostClient().get("/.well-known/security.txt", headers={"host": host})
        fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
        expires = datetime.fromisoformat(fields.pop("Expires"))
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
        assert fields == {
            "Contact": settings.SECURITY_CONTACT,
            "Preferred-Languages": "nl, en",
            "Canonical": f"http://{host}/.well-known/security.txt",
            "Policy": f"{settings.PUBLIEK_URL}/zwakke-plek-melden/",
        }


def test_security_policy_says_where_to_report(client_for):
    answer = client_for(gemeente=None).get("/zwakke-plek-melden/")
    assert (answer.status_code, answer.context["contact_naam"]) == (200, f"security@{settings.KOMPAS_HOST}")


def test_features_of_the_device_are_off_but_for_passkeys(client_for):
    policy = client_for(gemeente=None).get("/")["Permissions-Policy"]
    allowed = [part for part in policy.split(", ") if not part.endswith("=()")]
    assert allowed == ["publickey-credentials-create=(self)", "publickey-credentials-get=(self)"]
