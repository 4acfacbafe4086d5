"""Lines, moves and the curve: what changes from round to round, and within one."""

from datetime import date
from itertools import pairwise

import pytest

from charts.curve import Curve, Growth, round_marks
from charts.diverging import Move, Moves
from charts.lines import Lines, Panel, Point
from tests.charts.reading import blocks, drawings, numbers, of_kind, tree


def lines_of(*values):
    points = tuple(Point(str(2020 + at), value) for at, value in enumerate(values))
    return Lines(anchor="a", title="", about="", what="Thema", panels=(Panel("Basis", points),))


def test_lines_rise_with_their_value():
    ((said, drawn),) = drawings(lines_of(0.0, 0.5, 1.0))
    heights = [float(dot.get("cy")) for dot in of_kind(drawn, "dot")]
    assert heights == sorted(heights, reverse=True)
    assert said == "Basis: 2020 0%, 2021 50%, 2022 100%"


def test_lines_are_broken_where_a_round_has_no_figure():
    figure = lines_of(0.2, None, 0.4, 0.5)
    ((_, drawn),) = drawings(figure)
    (stretch,) = of_kind(drawn, "line")
    assert (len(of_kind(drawn, "dot")), stretch.get("x2")) == (3, "88%")
    assert figure.table.rows == [["Basis", "20%", "geen cijfer", "40%", "50%"]]


@pytest.mark.parametrize("values", [(), (0.3,), (None,), (None, None)])
def test_lines_of_few_rounds_can_be_drawn(values):
    ((said, drawn),) = drawings(lines_of(*values))
    assert (said.startswith("Basis: "), of_kind(drawn, "line")) == (True, [])


def moves_of(*moves):
    return Moves(anchor="a", title="", about="", what="Bouwsteen", moves=moves)


def test_moves_are_shares_of_who_could_move_on_one_scale():
    figure = moves_of(Move("Route", back=5, could_back=20, on=30, could_on=60, stayed=65))
    ((said, drawn),) = drawings(figure)
    (_, start, back), (_, middle, _), (_, right, on) = blocks(drawn)
    assert on == pytest.approx(2 * back)  # a quarter and a half
    assert start + back == pytest.approx(middle)
    assert right > middle
    assert numbers(drawn) == ["25%", "65", "50%"]
    assert said == ("Route: vooruit 30 van de 60 die vooruit konden (50%), terug 5 van 20 (25%), gelijk gebleven 65")
    assert figure.table.rows == [["Route", "5", "20", "65", "30", "60"]]


def test_moves_to_the_left_never_leave_the_drawing():
    ((_, drawn),) = drawings(moves_of(Move("Route", back=20, could_back=20, on=20, could_on=20, stayed=0)))
    (_, start, back), _, (_, right, on) = blocks(drawn)
    assert (start, back == on, right + on) == (0, True, pytest.approx(100))


def test_move_of_nobody_who_could_is_said():
    drawing = moves_of(Move("Route", 0, 0, 0, 0, 9)).drawing
    assert tree(drawing).find_class("k-fig__instead")[0].text == "niemand kon veranderen"


def curve_of(*lines, **more):
    values = {"anchor": "a", "title": "", "about": "", "what": "Datum", "opened": date(2026, 9, 15), "last": 100}
    return Curve(**values | {"ceiling": 346, "ceiling_word": "gemeenten"} | more, lines=lines)


@pytest.mark.parametrize(
    ("ceiling", "marks"),
    [
        (346, [0, 100, 200, 300]),
        (342, [0, 100, 200, 300]),
        (115, [0, 50, 100]),
        (20, [0, 5, 10, 15]),
        (10, [0, 5]),
        (3, [0, 1, 2]),
        (1, [0]),
        (0, []),
    ],
)
def test_scale_of_the_curve_is_round_and_ends_at_its_ceiling(ceiling, marks):
    assert round_marks(ceiling) == marks


def test_curve_has_dates_a_ceiling_and_today():
    ((said, drawn),) = drawings(curve_of(Growth("2026", ((0, 10), (50, 180)), 60), today=60))
    words = numbers(drawn)
    assert [word for word in words if " sep" in word or " nov" in word or " dec" in word or " okt" in word] == [
        "15 sep", "18 okt", "21 nov", "24 dec",
    ]  # fmt: skip
    assert ("346 gemeenten" in words, "vandaag" in words, "180 · 2026" in words) == (True, True, True)
    assert said == "2026: 180 van 346. De tabel hierna geeft het verloop."


def test_curve_steps_up_on_the_day_and_stops_where_we_know_no_more():
    ((_, drawn),) = drawings(curve_of(Growth("2026", ((0, 10), (50, 180)), 60)))
    assert of_kind(drawn, "path")[0].get("d") == "M0 346H0V336H50V166H60"


def test_curve_has_the_names_of_its_lines_apart():
    lines = Growth("2026", ((0, 180),), 60), Growth("2025", ((0, 181),), 100), Growth("2024", ((0, 180),), 100)
    ((_, drawn),) = drawings(curve_of(*lines))
    heights = sorted(float(each.get("y")) for each in drawn.xpath(".//text") if "·" in each.text)
    assert all(below - above >= 17 for above, below in pairwise(heights))


def test_curve_as_table_leaves_what_is_not_known_empty():
    lines = Growth("2026", ((0, 10), (50, 180)), 60), Growth("2025", ((70, 200),), 100)
    rows = curve_of(*lines).table.rows
    assert (rows[0], rows[-1]) == (["15 sep", "10", "0"], ["24 dec", "geen cijfer", "200"])
    assert len(rows) <= 10


def test_curve_of_a_round_that_opened_today_can_be_drawn():
    ((_, drawn),) = drawings(curve_of(Growth("2026", (), 0), last=0, ceiling=0, today=0))
    assert of_kind(drawn, "path")[0].get("d") == "M0 0H0"
