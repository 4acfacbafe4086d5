"""A chart as a file that stands by itself."""

import lxml.etree
import pytest

from charts.examples import FIGURES
from charts.image import WIDTH, can_be_image, image

SOURCE = "Kompas, https://kompas.example/cijfers/?a=1&b=2"
PICTURES = [figure for figure in FIGURES if can_be_image(figure)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=PICTURES, ids=lambda figure: type(figure).__name__)
def figure(request):
    return request.param


def read(figure):
    return lxml.etree.fromstring(image(figure, SOURCE).encode())


def test_image_is_of_one_piece(figure):
    """It reads as XML, and asks for nothing that is not in it: no pattern, no style, no script."""
    found = read(figure)
    assert found.tag == f"{SVG}svg"
    assert {each.tag.removeprefix(SVG) for each in found.iter()} <= {"svg", "path", "text", "rect", "line", "circle"}
    assert "url(" not in image(figure, SOURCE)


def test_image_says_what_it_shows_and_where_it_is_from(figure):
    said = " ".join(each.text for each in read(figure).iter(f"{SVG}text"))
    assert [part for part in (figure.title, figure.about.split(",")[0], figure.note, SOURCE) if part not in said] == []


def test_no_line_of_an_image_is_longer_than_it_is_wide_in_a_wide_font(figure):
    """A letter of DejaVu Sans is 0.61 of its size wide, on average; its bold is 0.68. An address is not broken."""
    lines = [
        (each.text, float(each.get("font-size"))) for each in read(figure).iter(f"{SVG}text") if each.get("x") is None
    ]
    assert [said for said, size in lines if len(said) * 0.62 * size > WIDTH and "https://" not in said] == []


def test_image_is_as_high_as_what_stands_in_it(figure):
    found = read(figure)
    top = found.findall(f"{SVG}svg")
    assert [float(each.get("y")) for each in top] == sorted(float(each.get("y")) for each in top)
    assert float(found.get("height")) > float(top[-1].get("y")) > 0


def test_a_table_is_no_image():
    assert [type(figure).__name__ for figure in FIGURES if not can_be_image(figure)] == ["Heat"]
