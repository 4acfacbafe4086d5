"""What every kind of chart has on a page, by the examples of the page with all components."""

import re

import pytest
from django.template.loader import render_to_string

from charts.examples import FIGURES
from charts.fills import FILLS
from tests.charts.reading import tree

KINDS = [type(figure).__name__ for figure in FIGURES]


def page_of(figure):
    return tree(render_to_string("charts/figure.html", {"figure": figure}))


def test_there_is_an_example_of_each_kind():
    assert sorted(KINDS) == ["Bars", "Columns", "Curve", "Dots", "Heat", "Lines", "Moves"]


@pytest.mark.parametrize("figure", FIGURES, ids=KINDS)
def test_figure_has_title_whose_figures_and_an_address(figure):
    (shown,) = page_of(figure).xpath("//figure")
    assert shown.get("id") == figure.anchor
    assert shown.xpath("string(.//h3)") == figure.title
    assert shown.xpath(f"string(.//*[@id='{shown.get('aria-labelledby')}'])") == figure.title
    assert figure.about in shown.text_content()


@pytest.mark.parametrize("figure", FIGURES, ids=KINDS)
def test_figure_can_be_read_out_and_as_a_table(figure):
    shown = page_of(figure)
    assert len(shown.xpath("//table")) == 1
    silent = [each for each in shown.xpath("//svg") if not (each.get("aria-label") or hidden(each))]
    assert silent == []
    drawings = [each.get("aria-label") for each in shown.xpath("//svg[@role='img']")]
    assert [said for said in drawings if not re.search(r"\w: .*\w", said)] == []


def hidden(element):
    return element.xpath("ancestor-or-self::*[@aria-hidden='true'] | ancestor::svg[@role='img']")


@pytest.mark.parametrize("figure", FIGURES, ids=KINDS)
def test_figure_needs_no_style_and_no_script(figure):
    """The policy of the page would refuse them, and a colour would be missing."""
    shown = page_of(figure)
    assert shown.xpath("//*[@style] | //style | //script | //@*[starts-with(name(), 'on')]") == []


@pytest.mark.parametrize("figure", FIGURES, ids=KINDS)
def test_lengths_of_a_drawing_are_numbers_that_a_browser_takes(figure):
    lengths = page_of(figure).xpath("//svg//@x | //svg//@x1 | //svg//@x2 | //svg//@cx | //svg//@y | //rect/@width")
    assert [each for each in lengths if not re.fullmatch(r"-?\d+(\.\d+)?%?", each)] == []


def test_every_tone_has_its_pattern_in_the_same_tone():
    shown = tree(render_to_string("charts/fills.html"))
    patterns = {each.get("id"): each.xpath("string(./path[1]/@fill)") for each in shown.xpath("//pattern")}
    assert patterns == {f"vlak-{name}": fill.tone for name, fill in FILLS.items()}
