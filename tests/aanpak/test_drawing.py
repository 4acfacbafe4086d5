from dataclasses import dataclass

import pytest

from aanpak.drawing import LANE, LINES_MAX, SIZE, draw, width, wrap


@dataclass
class Stap:
    wat: str
    wie: str = ""
    telefoon: str = ""
    spoed: bool = False


@dataclass
class Route:
    titel: str
    stappen: list


def test_draw_puts_each_route_in_a_lane_and_each_step_below_the_one_before():
    drawing = draw([Route("A", [Stap("een"), Stap("twee")]), Route("B", [Stap("drie")])])
    first, second, third = drawing.boxes
    assert first.x == second.x
    assert first.y + first.height < second.y
    assert third.x - first.x > LANE
    assert ([line.text for line in drawing.heads], [bool(box.arrow) for box in drawing.boxes]) == (
        ["A", "B"],
        [True, False, False],
    )


def test_draw_numbers_steps_and_marks_what_is_urgent():
    drawing = draw([Route("A", [Stap("nu", spoed=True), Stap("een"), Stap("twee")])])
    assert [box.number for box in drawing.boxes] == ["!", "1", "2"]


def test_draw_says_with_whom_in_bold():
    (box,) = draw([Route("A", [Stap("Bel.", "politie", "112")])]).boxes
    assert [(line.text, line.bold) for line in box.lines] == [("Bel.", False), ("politie, 112", True)]


def test_draw_keeps_everything_within_its_frame():
    long = Stap("W" * 400 + " " + "lang woord " * 80, "x" * 300, "1" * 20)
    drawing = draw([Route("Een heel lange titel van een route " * 4, [long] * 12)] * 3)
    assert max(box.y + box.height for box in drawing.boxes) <= drawing.height
    assert max(box.x + box.width for box in drawing.boxes) <= drawing.width
    assert {len(box.lines) <= 2 * LINES_MAX for box in drawing.boxes} == {True}
    assert max(line.y for line in drawing.heads) < min(box.y for box in drawing.boxes)


@pytest.mark.parametrize("text", ["a b c d e f g " * 5, "meervoudigepersoonlijkheidsstoornisbehandeling " * 2, ""])
def test_wrap_loses_no_word_and_no_line_is_too_wide(text):
    lines = wrap(text, 120, 50)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert [line for line in lines if width(line) > 120] == []


def test_wrap_says_that_there_is_more():
    assert wrap("een twee drie", 4 * SIZE, 2) == ["een", "twee…"]
