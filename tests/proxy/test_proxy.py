"""Kompas behind a real Caddy. Web has one thread here: whoever could hold it, would be seen to hold all."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from local import ROOT
from local.processes import free_port
from monitoring.middleware import ADDRESSES
from tests.normen.headers import EXPECTED, missing
from tests.production import SERVICES
from tests.proxy.caddy import NoCaddyError, find_busybox
from tests.proxy.serving import HOST, Proxy, Web, paced, started, write_certificate
from tests.proxy.slow import Drips

HSTS = "max-age=63072000; includeSubDomains; preload"
LOGIN = "/account/login/"


@pytest.fixture(scope="module")
def pair(django_db_setup, tmp_path_factory):
    folder = tmp_path_factory.mktemp("proxy")
    web = Web(folder, dict(os.environ), processes=1, threads=1)
    try:
        proxy = Proxy(folder, web.port, KOMPAS_PROXY_PATIENCE="90s")  # this machine may be busy
    except NoCaddyError as reason:
        pytest.skip(str(reason))
    web.behind(proxy)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(collect, cwd=ROOT, check=True, capture_output=True)
    with started(web, proxy):
        proxy.ask()  # its certificate, which it asks web about
        yield web, proxy


@pytest.fixture(scope="module")
def lone(pair, tmp_path_factory):
    """A proxy whose web is nowhere, with a certificate that somebody brought."""
    folder = tmp_path_factory.mktemp("lone")
    write_certificate(folder)
    lone = Proxy(folder, free_port(), **LATE, KOMPAS_TLS="files", KOMPAS_CERTS=str(folder))
    with started(lone):
        yield lone


@pytest.fixture(scope="module")
def echo(pair, tmp_path_factory):
    """A proxy before a web that only says what it got, and what it got so far."""
    folder, seen = tmp_path_factory.mktemp("echo"), []

    def application(environ, start_response):
        begun, length = time.monotonic(), int(environ.get("CONTENT_LENGTH") or 0)
        found = {"length": len(environ["wsgi.input"].read(length)), "seconds": time.monotonic() - begun}
        names = {"for": "X_FORWARDED_FOR", "proto": "X_FORWARDED_PROTO", "host": "HOST"}
        seen.append(found | {name: environ.get(f"HTTP_{header}") for name, header in names.items()})
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    write_certificate(folder)
    proxy = Proxy(folder, server.server_port, **LATE, KOMPAS_TLS="files", KOMPAS_CERTS=str(folder))
    with started(proxy):
        yield proxy, seen
    server.shutdown()
    server.server_close()


@pytest.fixture
def web(pair):
    return pair[0]


@pytest.fixture
def proxy(pair):
    return pair[1]


SECRET = "geheim-zoekwoord"
LATE = {"KOMPAS_PROXY_PATIENCE": "1s"}


class Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def title_of(page):
    return page.partition("<h1>")[2].partition("</h1>")[0].strip()


def headers_of(answer):
    policy = set(answer.getheader("Content-Security-Policy").split("; "))  # in any order
    return {name: answer.getheader(name) for name in (*EXPECTED, "Permissions-Policy")} | {"policy": policy}


def test_kompas_answers_by_https_under_its_own_headers(proxy):
    answer, page = proxy.ask()
    assert (answer.status, missing(answer), "</html>" in page) == (200, [], True)
    assert [answer.getheader(name) for name in ("Strict-Transport-Security", "Server", "Via")] == [HSTS, None, None]


def test_callers_that_drip_hold_up_nobody(proxy):
    with Drips(proxy, 12):
        time.sleep(3)
        asked = [timed(proxy) for _ in range(30)]
    assert {status for status, _ in asked} == {200}
    assert max(seconds for _, seconds in asked) < 10  # with web's one thread in the hands of a caller it is never


def timed(proxy):
    begun = time.monotonic()
    return proxy.ask()[0].status, time.monotonic() - begun


def test_a_restart_of_web_is_waited_for(web, proxy):
    stop, asked = threading.Event(), []

    def visit():
        while not stop.is_set():
            asked.append(timed(proxy))
            time.sleep(0.1)

    with ThreadPoolExecutor(4) as pool:
        visits = [pool.submit(visit) for _ in range(4)]
        time.sleep(0.5)
        web.stop()
        time.sleep(1)
        web.start()
        time.sleep(0.5)
        stop.set()
        for each in visits:
            each.result()
    assert ({status for status, _ in asked}, max(seconds for _, seconds in asked) > 1) == ({200}, True)


def test_web_away_gives_a_dutch_page_with_all_headers(proxy, lone):
    works, _ = proxy.ask()
    answers = [lone.ask(), lone.ask("POST", LOGIN, body="login=x"), lone.ask(headers={"Range": "bytes=0-3"})]
    assert [(answer.status, title_of(page)) for answer, page in answers] == [(502, "Kompas is er even niet")] * 3
    for answer, page in answers:
        assert headers_of(answer) == headers_of(works)
        assert (missing(answer), answer.getheader("Strict-Transport-Security")) == ([], HSTS)
        assert [answer.getheader(name) for name in ("Server", "Cache-Control", "Retry-After")] == [
            *(None, "no-store", "30")
        ]
        assert ("laad deze pagina opnieuw" in page, '<a href="/">' in page) == (True, True)


def test_the_style_of_that_page_needs_no_web(lone):
    style, css = lone.ask("GET", "/proxy/kompas.css")
    font, _ = lone.ask("GET", "/proxy/fonts/source-sans-3-latin-wght-normal.woff2")
    assert (style.status, style.getheader("Content-Type"), missing(style)) == (200, "text/css; charset=utf-8", [])
    assert ("k-width" in css, "source-sans-3-latin-wght-normal.woff2" in css, font.status) == (True, True, 200)


@pytest.mark.parametrize("length", [26_000_000, 40_000_000, 2_000_000_000])
def test_too_large_a_file_gives_a_dutch_page_before_it_is_sent(proxy, length):
    connection = proxy.connect()
    connection.putrequest("POST", LOGIN, skip_host=True)
    connection.putheader("Host", f"{HOST}:{proxy.port}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    assert (answer.status, title_of(page), missing(answer)) == (413, "Dit bestand is te groot", [])
    assert (answer.getheader("Strict-Transport-Security"), "Ga terug" in page) == (HSTS, True)


def test_text_that_is_too_long_still_gets_the_page_of_kompas(proxy):
    body, secret = b"login=" + b"a" * 2_000_000, f"__Host-csrf={'A' * 32}"
    headers = {
        **{"Cookie": secret, "Origin": f"https://{HOST}:{proxy.port}"},
        "Content-Type": "application/x-www-form-urlencoded",
    }
    answer, page = proxy.ask("POST", LOGIN, body=body, headers=headers)
    assert (answer.status, title_of(page)) == (413, "Dit is te groot")


def test_web_gets_a_request_whole_and_at_once_however_slowly_it_came(echo):
    proxy, seen = echo
    answer, _ = proxy.ask("POST", "/", body=paced(b"a" * 300_000, 100_000), headers={"Content-Length": "300000"})
    assert (answer.status, seen[-1]["length"], seen[-1]["seconds"] < 1) == (200, 300_000, True)


def test_a_request_without_a_length_is_cut_off_at_the_limit_and_read_by_nobody(proxy):
    """Browsers always say how much they send. Django takes a body of unknown length for none, so no token is in it."""
    try:
        answer, page = proxy.ask("POST", LOGIN, body=(b"a" * 1_000_000 for _ in range(30)))
    except (OSError, HTTPException):
        return  # let go while it was still sending, or while we read the answer
    assert (answer.status in {403, 413, 502}, "</html>" in page) == (True, True)


def test_the_address_that_a_caller_claims_does_not_reach_web(echo):
    proxy, seen = echo
    claimed = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}
    proxy.ask(headers=claimed)
    assert (seen[-1]["for"], seen[-1]["proto"], seen[-1]["host"]) == ("127.0.0.1", "https", f"{HOST}:{proxy.port}")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        (HOST, 200),
        (f"stadskanaal.{HOST}", 200),
        (f"STADSKANAAL.{HOST}", 200),
        (f"amsterdam.{HOST}", 404),  # not opened
        (f"bestaatniet.{HOST}", 404),
        (f"a.stadskanaal.{HOST}", 404),
        ("stadskanaal", 404),
        ("example.org", 404),
        (f"example.org.{HOST}", 404),
        (f"%00.{HOST}", 404),
        ("", 404),
    ],
)
def test_the_proxy_asks_for_a_certificate_for_our_names_alone(proxy, name, status):
    with closing(HTTPConnection("127.0.0.1", proxy.inside, timeout=30)) as connection:
        connection.request("GET", f"/certificate/?domain={name}")
        answer = connection.getresponse()
        body = answer.read()
    assert (answer.status, body, answer.getheader("Set-Cookie")) == (status, b"", None)


def test_who_comes_from_outside_cannot_ask_that(proxy):
    answer, page = proxy.ask("GET", f"/certificate/?domain=stadskanaal.{HOST}")
    assert (answer.status, title_of(page), missing(answer)) == (404, "Deze pagina bestaat niet", [])


@pytest.mark.parametrize("path", [*ADDRESSES, "/%6detrics", "/healthz/../metrics", "/HEALTHZ/live"])
def test_nor_what_web_answers_to_machines(web, proxy, path):
    answer, page = proxy.ask("GET", path)
    assert (answer.status, title_of(page)) == (404, "Deze pagina bestaat niet")
    with closing(HTTPConnection("127.0.0.1", web.port, timeout=30)) as connection:
        connection.request("GET", "/healthz/live", headers={"Host": "10.0.0.7"})
        assert connection.getresponse().status == 200


def test_a_name_that_is_not_ours_gets_no_certificate(proxy):
    assert proxy.ask(host=f"stadskanaal.{HOST}")[0].status in {200, 302}
    for name in (f"bestaatniet.{HOST}", f"amsterdam.{HOST}", "example.org"):
        with pytest.raises(OSError, match=r"(?i)alert|handshake|EOF|reset"):
            proxy.ask(host=name)


def test_a_renewed_certificate_is_taken_by_the_command_of_the_docs(lone):
    def served():
        with closing(lone.connect()) as connection:
            return connection.sock.getpeercert(binary_form=True)

    page = (ROOT / "docs" / "proxy.md").read_text(encoding="utf-8")
    command = re.search(r"`docker compose exec proxy (caddy reload .*?)`", page)[1].split()
    assert command.pop() == "/etc/caddy/Caddyfile"
    before = served()
    write_certificate(lone.folder)
    here = [lone.command[0], *command[1:], str(lone.folder / "Caddyfile")]
    subprocess.run(here, env=lone.environment, check=True, capture_output=True)
    after = served()
    held = x509.load_pem_x509_certificate((lone.folder / "cert.pem").read_bytes()).public_bytes(Encoding.DER)
    assert (after == held, before == held) == (True, False)


def test_plain_http_goes_over_to_https(proxy):
    with closing(HTTPConnection("127.0.0.1", proxy.plain, timeout=30)) as connection:
        connection.request("GET", "/naslag/", headers={"Host": HOST})
        answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location").partition("/naslag/")[1]) == (308, "/naslag/")
    assert answer.getheader("Location").startswith(f"https://{HOST}")


def test_the_health_check_tells_a_proxy_that_reaches_web_from_one_that_does_not(proxy, lone):
    """By the shell and wget that the image has."""
    kind, script = SERVICES["proxy"]["healthcheck"]["test"]
    assert (kind, script.count("127.0.0.1:2020")) == ("CMD-SHELL", 1)
    busybox = str(find_busybox())

    def healthy(port):
        here = script.replace("127.0.0.1:2020", f"127.0.0.1:{port}")
        return subprocess.run([busybox, "sh", "-c", here], capture_output=True, check=False).returncode == 0

    assert [healthy(port) for port in (proxy.inside, lone.inside, 1)] == [True, False, False]


def test_the_log_names_a_network_and_no_person_and_no_address(proxy):
    proxy.ask("GET", f"/antwoord/{SECRET}/?zoek={SECRET}", headers={"Cookie": f"x={SECRET}", "Referer": f"/{SECRET}"})
    time.sleep(0.5)
    said = proxy.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    asked = [line["request"] for line in lines if line.get("logger", "").startswith("http.log.access")]
    last = next(request for request in reversed(asked) if request["uri"] == "/antwoord")
    assert (SECRET in said, last["remote_ip"], last["host"], last["method"]) == (
        *(False, "127.0.0.0", f"{HOST}:{proxy.port}", "GET"),
    )
    assert {name for request in asked for name in request} <= {
        "remote_ip",
        "client_ip",
        "proto",
        "method",
        "host",
        "uri",
    }
    assert {request["uri"].count("/") for request in asked} <= {1}
    of_visitors = [line for line in said.partition("serving initial")[2].splitlines() if "reverse_proxy" not in line]
    assert [line for line in of_visitors if "127.0.0.1" in line] == []  # nor in what it says of certificates


def test_an_error_in_the_log_names_no_more_than_that(lone):
    lone.ask("GET", f"/antwoord/{SECRET}/?zoek={SECRET}", headers={"Referer": f"/{SECRET}", "Cookie": f"x={SECRET}"})
    time.sleep(0.5)
    said = lone.log.read_text(encoding="utf-8")
    assert ('"status":502' in said, SECRET in said, '"remote_ip":"127.0.0.1"' in said) == (True, False, False)
