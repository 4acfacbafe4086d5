"""Charts as a browser draws them: accessible, within the page, and with lines where there is no colour.

The page with all components is there for developers only, so its charts are put on a page of the public host, which has
the same style sheet and the same policy: `new_page` fails on what that refuses.
"""

from itertools import product

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from charts.examples import FIGURES
from tests.browser.acts import problems_here
from tests.browser.conftest import SIZES

HATCH = "document.querySelectorAll('pattern .k-hatch')"
SHOWN = f"[...{HATCH}].map(line => getComputedStyle(line).display)"


@pytest.fixture
def page(new_page, stack) -> Page:
    page = new_page()
    page.goto(f"{stack.url}/privacy/")
    html = "<h1>Onderdelen</h1>" + render_to_string("charts/gallery.html", {"figures": FIGURES})
    page.locator("main").evaluate("(main, html) => { main.innerHTML = html }", html)
    return page


def test_charts_are_accessible_and_stay_within_the_page(page) -> None:
    assert problems_here(page) == []
    assert page.locator("figure").count() == len(FIGURES)


def test_letters_of_a_chart_stay_within_the_page(page) -> None:
    outside = """() => [...document.querySelectorAll('.k-plot text')]
        .filter(word => { const box = word.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth })
        .map(word => word.textContent)"""
    found = {}
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        found[name] = page.evaluate(outside)
    assert found == {name: [] for name in SIZES}


def test_letters_of_a_chart_are_as_large_on_a_phone_as_on_a_desk(page) -> None:
    heights = set()
    for size in SIZES.values():
        page.set_viewport_size(size)
        heights.add(round(page.locator(".k-plot__strong").first.bounding_box()["height"]))
    assert len(heights) == 1


@pytest.mark.parametrize(
    ("media", "shown"), [({}, "none"), ({"media": "print"}, "inline"), ({"forced_colors": "active"}, "inline")]
)
def test_blocks_get_lines_only_where_colour_is_not_enough(page, media, shown) -> None:
    page.emulate_media(**media)
    assert set(page.evaluate(SHOWN)) == {shown}


def test_letters_on_the_ground_take_the_colour_of_a_theme_of_ones_own(page) -> None:
    fills = """() => [...document.querySelectorAll('.k-plot text:not(.k-plot__in)')]
        .map(word => getComputedStyle(word).fill)"""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        found[scheme] = set(page.evaluate(fills))
    assert found == {"light": {"rgb(0, 0, 0)"}, "dark": {"rgb(255, 255, 255)"}}


def test_a_page_with_all_charts_prints_their_tables(page) -> None:
    table = page.locator("figure details table").first
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()


def test_blocks_of_one_bar_fill_its_width(page) -> None:
    bars = page.locator("#voorbeeld-themas .k-plot[role=img]")
    for number, size in product(range(bars.count()), SIZES.values()):
        page.set_viewport_size(size)
        whole, parts = bars.nth(number).bounding_box(), bars.nth(number).locator("rect")
        widths = sum(parts.nth(at).bounding_box()["width"] for at in range(parts.count()))
        assert widths == pytest.approx(whole["width"], abs=6)
