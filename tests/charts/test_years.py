"""Columns per year in a document: how high which is, and what is said where there is no number."""

import pytest

from charts.years import HEIGHT, TOP, Year, Years
from tests.charts.reading import tree

TWO = Years(
    "Wie er werden gemeld",
    ("Rapporteur", "CoMensha"),
    (Year("2023", (868, "niet gevonden")), Year("2024", (1736, 434)), Year("2025", ("niet gevonden",) * 2)),
)


def of(figure, tag):
    return tree(figure.drawing).xpath(f"//{tag}")


def letters(figure):
    return [each.text_content() for each in of(figure, "text")]


def test_a_column_is_as_high_as_its_share_of_the_highest():
    heights = [float(each.get("height")) for each in of(TWO, "rect")[2:]]  # after the two samples of the legend
    assert heights == [50, 100, 25]


def test_the_tones_of_two_series_differ_without_colour():
    fills = [each.get("fill") for each in of(TWO, "rect")]
    assert fills == ["#0d5665", "#dcebee", "#0d5665", "#0d5665", "#dcebee"]


def test_a_year_without_a_number_says_so_and_beside_a_number_a_dash_does():
    assert letters(TWO) == [
        *("Rapporteur", "CoMensha"),
        *("2023", "868", "–"),
        *("2024", "1.736", "434"),
        *("2025", "niet gevonden"),
    ]


def test_it_is_read_out_with_every_figure():
    (title,) = of(TWO, "title")
    assert title.text_content() == (
        "Wie er werden gemeld. 2023: Rapporteur 868, CoMensha niet gevonden; 2024: Rapporteur 1.736, CoMensha 434; "
        "2025: Rapporteur niet gevonden, CoMensha niet gevonden."
    )
    assert [each.tag for each in tree(TWO.drawing).xpath("//svg/*[1]")] == ["title"]


def test_one_series_has_no_legend_and_says_no_name():
    one = Years("Signalen", ("Signalen",), (Year("2024", ("minder dan 5",)), Year("2025", (0,))), width=300)
    assert letters(one) == ["2024", "minder dan 5", "2025", "0"]
    assert of(one, "title")[0].text_content() == "Signalen. 2024: minder dan 5; 2025: 0."
    assert of(one, "svg")[0].get("viewbox", of(one, "svg")[0].get("viewBox")) == f"0 0 300 {HEIGHT}"


@pytest.mark.parametrize("figure", [TWO, Years("Niets", ("A",), ())])
def test_it_needs_no_style_and_stays_within_its_edges(figure):
    drawn = tree(figure.drawing)
    assert drawn.xpath("//*[@style] | //style | //script | //*[@class and contains(@class, 'onclick')]") == []
    assert all(float(each.get("y")) >= 0 for each in drawn.xpath("//rect"))
    assert TOP > 0


def test_what_somebody_wrote_stays_text():
    hostile = Years("<b>x</b>", ("<i>",), (Year("<script>", ("<u>",)),))
    assert of(hostile, "script") + of(hostile, "b") + of(hostile, "i") + of(hostile, "u") == []
