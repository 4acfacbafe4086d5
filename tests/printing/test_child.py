import pytest
from weasyprint.urls import FatalURLFetchingError

from printing.child import STATIC, AssetFetcher
from printing.pdf import render_pdf
from tests.reports.conftest import MADE_AT

ADDRESSES = [
    "http://example.nl/a.png",
    "https://example.nl/a.css",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "ftp://example.nl/a",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    "data:text/css,p{color:red}",
    "//example.nl/a.png",
    "/etc/passwd",
    "",
]


def test_fetcher_serves_our_own_style_sheets_and_watermark():
    fetcher = AssetFetcher()
    assert fetcher.fetch("asset:plan/plan.css").read() == (STATIC / "plan/plan.css").read_bytes()
    found = {path for path in (STATIC / "plan").iterdir() if path.suffix in {".css", ".svg"}}
    assert set(fetcher.assets) == {f"plan/{path.name}" for path in found}


def test_fetcher_serves_what_came_with_the_plan_under_its_fixed_names_alone():
    names = ("eigen/logo.svg", "eigen/logo.png", "eigen/accent.css", "eigen/x.svg", "plan/plan.css", "../manage.py")
    fetcher = AssetFetcher(dict.fromkeys(names, b"eigen"))
    assert set(fetcher.given) == {"eigen/logo.svg", "eigen/logo.png", "eigen/accent.css"}
    assert fetcher.fetch("asset:eigen/logo.png").read() == b"eigen"
    assert fetcher.fetch("asset:plan/plan.css").read() != b"eigen"
    with pytest.raises(FatalURLFetchingError):
        AssetFetcher().fetch("asset:eigen/logo.png")


@pytest.mark.parametrize("url", ADDRESSES)
def test_fetcher_refuses_every_other_address(url):
    with pytest.raises(ValueError, match="Alleen eigen bestanden"):
        AssetFetcher().fetch(url)


@pytest.mark.parametrize("name", ["../manage.py", "plan/../../manage.py", "/etc/passwd", "plan", "plan/plan.css?x", ""])
def test_fetcher_knows_no_way_out_of_its_list(name):
    with pytest.raises(FatalURLFetchingError):
        AssetFetcher().fetch(f"asset:{name}")


def test_no_channel_of_html_brings_in_a_file(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("KANARIE")
    url = secret.as_uri()
    html = f"""<html lang="nl"><head><title>t</title><link rel="attachment" href="{url}">
        <link rel="stylesheet" href="{url}">
        <style>@import url({url}); p {{ background: url({url}) }}</style></head>
        <body><p>tekst</p><img src="{url}" alt="a"><object data="{url}"></object><embed src="{url}"></body></html>"""
    made = render_pdf(html, made_at=MADE_AT)
    assert (b"KANARIE" in made.content, b"EmbeddedFile" in made.content, made.pages) == (False, False, 1)
