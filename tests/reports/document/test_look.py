"""Logo and colour on the plan: in every form, from the Plan itself, and nothing of it can leave its place."""

import base64
import io
import re
import zipfile
from dataclasses import replace

import pytest

from printing.logo import read_logo
from reports.document.html import render_document
from reports.document.look import accent_of, assets, contrast, darker, logo_of
from tests.pages import present
from tests.printing.files import png
from tests.reports.conftest import SCRIPT
from tests.reports.forms import SVG, Tags, look, make


def test_without_a_look_nothing_is_drawn_and_nothing_given(plan):
    html = render_document(plan)
    assert ("<img" in html, "eigen/" in html, assets(plan.huisstijl)) == (False, False, {})


@pytest.mark.parametrize(("content", "name"), [(SVG, "eigen/logo.svg"), (png(), "eigen/logo.png")])
def test_the_document_names_the_logo_that_comes_with_it(plan, content, name):
    html = render_document(replace(plan, huisstijl=look(content)))
    assert re.findall(r'<img src="([^"]+)" alt="([^"]+)">', html) == [
        (f"asset:{name}", "Logo van &quot;Voorbeeldstad&quot; &amp; co")
    ]
    assert html.count('href="asset:eigen/accent.css"') == 1
    assert set(assets(look(content))) == {name, "eigen/accent.css"}


@pytest.mark.parametrize(("formaat", "part"), [("docx", "word/media/"), ("odt", "Pictures/")])
def test_word_and_odt_hold_the_logo_and_the_colour(plan, formaat, part):
    made = make(formaat, replace(plan, huisstijl=look(png()))).content
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith(part)]
        styles = archive.read({"docx": "word/styles.xml", "odt": "styles.xml"}[formaat]).lower()
    assert pictures == [read_logo(png()).content]
    assert present(styles, b"1d4f91", b"0d5665") == [b"1d4f91"]


def test_word_shows_an_svg_to_readers_that_know_no_svg_too(plan):
    made = make("docx", replace(plan, huisstijl=look(SVG))).content
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        document = archive.read("word/document.xml").decode()
    first, second = re.search(r'<a:blip r:embed="(\w+)">.*?<asvg:svgBlip [^>]*r:embed="(\w+)"', document).groups()
    assert first == second


def test_the_web_page_holds_the_logo_and_asks_for_nothing(plan):
    html = make("html", replace(plan, huisstijl=look(SVG))).content.decode()
    tags = Tags()
    tags.feed(html)
    images = [address for address in tags.addresses if not re.match(r"#|https://|mailto:", address)]
    assert [base64.b64decode(image.removeprefix("data:image/svg+xml;base64,")) for image in images] == [
        read_logo(SVG).content
    ]
    assert html.count("; img-src data:") == 1
    assert html.count("--plan-accent: #1d4f91") == 1


@pytest.mark.parametrize("accent", ["red", "#12345", "#1d4f91; } body { background: url(x)", SCRIPT, "#1D4F91"])
def test_a_colour_that_is_none_reaches_no_style(plan, accent):
    spoiled = replace(plan, huisstijl=look(SVG, accent=accent))
    assert (accent_of(spoiled.huisstijl), set(assets(spoiled.huisstijl))) == ("", {"eigen/logo.svg"})
    assert "accent.css" not in render_document(spoiled)


@pytest.mark.parametrize("changes", [{"logo": SCRIPT}, {"logo_mimetype": "text/html"}, {"logo": ""}])
def test_a_logo_that_is_none_is_not_drawn(plan, changes):
    spoiled = look(SVG, **changes)
    assert logo_of(spoiled) == b""
    assert "<img" not in render_document(replace(plan, huisstijl=spoiled))


@pytest.mark.parametrize(
    ("accent", "ratio"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48), ("#0d5665", 8.2)]
)
def test_contrast_is_that_of_wcag(accent, ratio):
    assert contrast(accent) == pytest.approx(ratio, abs=0.1 if ratio == 8.2 else 0.01)


@pytest.mark.parametrize("accent", ["#ffffff", "#ffcc00", "#ff0000", "#777777", "#00ffff"])
def test_darker_is_the_nearest_that_can_be_read(accent):
    found = darker(accent)
    assert contrast(found) >= 4.5
    assert contrast(found) < 4.75 or accent == found


def test_darker_leaves_what_can_be_read():
    assert darker("#0d5665") == "#0d5665"
