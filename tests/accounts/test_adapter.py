import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings

from accounts.adapter import gemeente_origin

OWN = f"{settings.KOMPAS_HOST}:{settings.KOMPAS_PORT}"
ORIGIN = f"http://stadskanaal.{OWN}"
EVIL = [
    "",
    "stadskanaal",
    "http://evil.example/",
    "//evil.example/",
    f"https://stadskanaal.{OWN}/",
    f"//stadskanaal.{OWN}/",
    f"ftp://stadskanaal.{OWN}/",
    f"javascript://stadskanaal.{OWN}/%0aalert(1)",
    f"http://stadskanaal.{settings.KOMPAS_HOST}/",
    f"http://stadskanaal.{settings.KOMPAS_HOST}:1/",
    f"http://stadskanaal.{OWN}.evil.example/",
    f"http://stadskanaal.{OWN}@evil.example/",
    f"http://evil@stadskanaal.{OWN}/",
    f"http://stadskanaal.{OWN}:80/",
    f"http://stadskanaal.{OWN}\\@evil.example/",
    f"http://evil.example\\.{OWN}/",
    f"http://evil.example#.{OWN}/",
    f"http://evil.example?.{OWN}/",
    f"http://evil.example/.{OWN}/",
    f"http:///stadskanaal.{OWN}/",
    f"http:stadskanaal.{OWN}/",
    f"http://onbekend.{OWN}/",
    f"http://onbekend.{settings.KOMPAS_HOST}/",
    f"http://amsterdam.{OWN}/",
    f"http://evil.stadskanaal.{OWN}/",
    f"http://.{OWN}/",
    f"http://%73tadskanaal.{OWN}/",
    f"http://\x00.{OWN}/",
    "http://[",
    f"http://[stadskanaal].{OWN}/",
]


@pytest.mark.parametrize("url", EVIL)
def test_gemeente_origin_refuses(db, url):
    assert gemeente_origin(url) is None


@pytest.mark.parametrize("path", ["", "/", "/acties/?staat=open#x", "//evil.example", "/\\evil.example"])
def test_gemeente_origin_names_the_host_alone(db, path):
    assert gemeente_origin(ORIGIN + path) == ORIGIN


@pytest.mark.parametrize("url", [None, *EVIL])
def test_is_safe_url_refuses(db, rf, url):
    with context.request_context(rf.get("/", headers={"host": OWN})):
        safe = get_adapter().is_safe_url(url)
    assert safe is False or (url, safe) == ("stadskanaal", True)  # a path on this host


@pytest.mark.parametrize("url", ["/start/", f"{ORIGIN}/acties/", f"http://{OWN}/start/"])
def test_is_safe_url_accepts_our_own(db, rf, url):
    with context.request_context(rf.get("/", headers={"host": OWN})):
        assert get_adapter().is_safe_url(url) is True


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://stadskanaal.kompas.example/acties/", "https://stadskanaal.kompas.example"),
        ("http://stadskanaal.kompas.example/", None),
        ("https://stadskanaal.kompas.example.evil.example/", None),
        ("https://onbekend.kompas.example/", None),
        ("https://stadskanaal.kompas.example:8443/", None),
    ],
)
def test_gemeente_origin_in_production(db, settings, url, expected):
    settings.PUBLIEK_URL = "https://kompas.example"
    assert gemeente_origin(url) == expected
