"""Dots of groups beside the country, and tints of many at once."""

from itertools import pairwise

import pytest

from charts.dots import Dot, Dots
from charts.fills import FILLS
from charts.heat import Cell, Heat, Heatgroup, Heatrow
from tests.charts.reading import drawings, of_kind, tree


def dots_of(*dots, country=0.4):
    return Dots(anchor="a", title="", about="", what="Provincie", counted="met plan", country=country, dots=dots)


def test_dot_lies_at_its_value_and_the_country_through_all():
    figure = dots_of(Dot("Groningen", 0.25), Dot("Drenthe", 0.5))
    found = [
        (said, of_kind(drawn, "dot")[0].get("cx"), of_kind(drawn, "mark")[0].get("x1"))
        for said, drawn in drawings(figure)
    ]
    assert found == [("Groningen: 25%", "25%", "40%"), ("Drenthe: 50%", "50%", "40%")]


def test_dots_keep_the_order_that_they_are_given():
    figure = dots_of(Dot("Zeeland", 0.1), Dot("Drenthe", 0.9), Dot("Limburg", 0.5))
    assert [row[0] for row in figure.table.rows] == ["Nederland", "Zeeland", "Drenthe", "Limburg"]


def test_group_in_words_gets_a_band_and_no_dot():
    ((said, drawn),) = drawings(dots_of(Dot("Zeeland", span=(0.2, 0.4), said="een deel")))
    (band,) = drawn.xpath(".//rect")
    assert (said, band.get("x"), band.get("width"), of_kind(drawn, "dot")) == ("Zeeland: een deel", "20%", "20%", [])


def test_dot_can_show_how_far_it_may_be_off():
    ((said, drawn),) = drawings(dots_of(Dot("Zeeland", 0.3, span=(0.2, 0.4))))
    assert (said, len(of_kind(drawn, "dot")), len(drawn.xpath(".//rect"))) == ("Zeeland: 30%", 1, 1)


def test_group_that_may_not_be_shown_says_so():
    figure = dots_of(Dot("Zeeland", said="te klein om te tonen"), country=None)
    assert drawings(figure) == []
    assert tree(figure.drawing).find_class("k-fig__instead")[0].text == "te klein om te tonen"
    assert figure.table.rows == [["Zeeland", "te klein om te tonen"]]


@pytest.mark.parametrize(
    ("share", "step"), [(None, None), (0, 0), (0.19, 0), (0.2, 1), (0.5, 2), (0.79, 3), (0.8, 4), (1, 4)]
)
def test_cell_is_darker_as_its_share_is_larger(share, step):
    assert Cell("x", share).step == step


def test_heat_is_a_table_of_its_own_with_a_group_per_plateau():
    row = Heatrow("Route", (Cell("3/10", 0.3), Cell("–")))
    groups = tuple(Heatgroup(f"Plateau {plateau}", (row,)) for plateau in (1, 2))
    figure = Heat(anchor="a", title="Titel", about="", what="Bouwsteen", head=("Nederland", "Utrecht"), groups=groups)
    drawn = tree(figure.drawing)
    assert [each.text for each in drawn.xpath("//th[@scope='rowgroup']")] == ["Plateau 1", "Plateau 2"]
    cells = [(cell.text, cell.get("class"), cell.get("data-label")) for cell in drawn.xpath("//tbody[1]//td")]
    assert cells == [("3/10", "k-heat__step k-heat__step--1", "Nederland"), ("–", "", "Utrecht")]
    assert figure.table is None


def luminance(tone):
    tone = tone if len(tone) == 7 else "#" + "".join(2 * each for each in tone[1:])
    parts = (int(tone[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_numbers_can_be_read_on_every_tone():
    assert {name: fill for name, fill in FILLS.items() if contrast(fill.tone, fill.ink) < 4.5} == {}


def test_four_steps_differ_without_their_hue():
    tones = [FILLS[name].tone for name in ("geregeld", "deels", "in_voorbereiding", "nog_niet")]
    assert sorted(tones, key=luminance) == tones
    assert all(contrast(before, after) > 1.3 for before, after in pairwise(tones))
