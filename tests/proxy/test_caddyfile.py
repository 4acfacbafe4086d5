"""The text: for which version, and that it fits what it stands in front of. What it does: test_proxy.py."""

import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from local import ROOT
from proxy.caddyfile import FOLDER, VERSION, WRITTEN, write
from tests.production import SERVICES
from zelfevaluatie.models import BESTAND_MAX_MB

LARGEST = BESTAND_MAX_MB * 1024 * 1024 + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
TEXT = write(VERSION)


def test_the_file_of_compose_is_what_is_written_for_the_version_of_its_image():
    assert WRITTEN.read_text(encoding="utf-8") == TEXT
    assert SERVICES["proxy"]["image"] == f"caddy:{VERSION}"


@pytest.mark.parametrize(
    ("version", "names"),
    [
        ("2.6.2", ["buffer_requests", "buffer_responses", "max_buffer_size 26MB"]),
        ("2.7.0", ["request_buffers 26MB", "response_buffers 26MB"]),
        ("2.11.9", ["request_buffers 26MB", "response_buffers 26MB"]),
    ],
)
def test_buffers_are_named_as_the_version_names_them(version, names):
    assert re.findall(r"^\t\t(.*buffer.*)$", write(version), re.MULTILINE) == names


@pytest.mark.parametrize("version", ["1.0.5", "3.0.0", "nieuw", "2", ""])
def test_what_is_no_caddy_2_is_refused(version):
    with pytest.raises(ValueError, match=r".+"):
        write(version)


def test_the_command_prints_it():
    def said(*arguments):
        command = [sys.executable, "-m", "proxy", *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    assert [said(), said("2.6.2"), said("1.0")] == [(0, TEXT), (0, write("2.6.2")), (1, "")]


def test_nothing_of_the_template_is_left_open():
    assert re.findall(r"\[\[.*?\]\]", TEXT) == []


def test_buffers_hold_the_largest_request_and_that_is_the_largest_file_and_not_much_more():
    largest, buffer = (int(re.search(rf"{name} (\d+)MB", TEXT)[1]) for name in ("max_size", "request_buffers"))
    assert LARGEST <= largest * 10**6 < 1.2 * LARGEST
    assert largest < buffer <= largest + 1


def test_a_length_over_the_limit_is_seen_before_it_is_sent():
    pattern, limit = re.search(r"Content-Length (.*)$", TEXT, re.MULTILINE)[1], 25 * 10**6
    lengths = [0, 9, LARGEST, limit - 1, limit, limit + 1, 30_000_000, 99_999_999, 100_000_000, 10**12]
    assert [bool(re.search(pattern, str(length))) for length in lengths] == [length >= limit for length in lengths]


def test_a_restart_has_thirty_seconds():
    assert re.search(r"lb_try_duration \{\$KOMPAS_PROXY_PATIENCE:(\d+)s\}", TEXT)[1] == "30"


def test_who_takes_what_is_let_in_has_the_time_for_it():
    """20 MB at 200 kB/s, and back at 300: half of the time that there is, for a line that falters."""
    minutes = {name: int(re.search(rf"{name} (\d+)m", TEXT)[1]) for name in ("read_body", "write")}
    up, down = 20 * 1024 * 1024 / 200_000, 20 * 1024 * 1024 / 300_000
    assert (minutes["read_body"] * 60 > 2 * up, minutes["write"] * 60 > up + 2 * down) == (True, True)


def test_the_variables_of_the_caddyfile_have_a_default_or_come_from_compose():
    names = dict(re.findall(r"\{\$(\w+)(:?)", TEXT))
    given = SERVICES["proxy"]["environment"]
    assert {name for name, default in names.items() if not default} == {"KOMPAS_HOST"}
    assert {name for name in given if name.startswith("KOMPAS_")} == {"KOMPAS_HOST", "KOMPAS_TLS"}
    assert set(re.findall(r"^\((\w+)\) \{", TEXT, re.MULTILINE)) == {
        *("automatic", "files", "internal"),  # which KOMPAS_TLS may be
        *("headers", "web"),
    }


def test_compose_puts_every_file_where_the_caddyfile_looks_for_it():
    mounts = dict(mount.removesuffix(":ro").split(":") for mount in SERVICES["proxy"]["volumes"])
    assert mounts == {
        "./proxy/Caddyfile": "/etc/caddy/Caddyfile",
        "./proxy/pages": "/srv/pages",
        "./static/dist": "/srv/dist",
        "./certs": "/certs",
        "caddy": "/data",
    }
    assert {re.search(r"KOMPAS_PROXY_FILES:(.*?)\}", TEXT)[1], re.search(r"KOMPAS_CERTS:(.*?)\}", TEXT)[1]} == {
        *("/srv", "/certs")
    }
    pages = {path.name for path in (FOLDER / "pages").iterdir()}
    assert set(re.findall(r"rewrite @\w+ /(\S+)", TEXT)) == pages == {"away.html", "large.html", "other.html"}


@pytest.mark.parametrize("urlconf", ["kompas.urls_public", "kompas.urls_tenant"])
def test_no_page_of_kompas_stands_where_the_proxy_answers_itself(urlconf):
    for path in ("/proxy/", "/proxy/kompas.css"):
        with pytest.raises(Resolver404):
            resolve(path, urlconf)


@pytest.mark.parametrize("path", sorted((FOLDER / "pages").iterdir()), ids=lambda path: path.name)
def test_a_page_is_dutch_and_plain_and_needs_nothing_of_web(path):
    page = path.read_text(encoding="utf-8")
    named = re.findall(r"(?:href|src)=\"([^\"]*)\"", page)
    assert set(named) - {""} == {"/proxy/kompas.css", "/"}
    assert re.findall(r"<(?:style|script)|\sstyle=|\son\w+=|\{", page) == []
    assert (page.count('<html lang="nl">'), page.count("<h1>"), page.count("browser")) >= (1, 1, 1)
    assert re.search(r"<title>(.*)</title>", page)[1] == re.search(r"<h1>(.*)</h1>", page)[1]
