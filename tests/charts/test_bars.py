"""Bars and columns: what is as wide or as high as which share."""

from itertools import pairwise

from charts.bars import Bar, Bars, Part
from charts.columns import Column, Columns
from tests.charts.reading import blocks, drawings, numbers, of_kind, tree

WORDS = {"geregeld": "geregeld", "deels": "deels", "nog_niet": "nog niet", "nvt": "n.v.t.", "niet_ingevuld": "leeg"}


def bars_of(*bars, **more):
    values = {"anchor": "a", "title": "Titel.", "about": "n = 100", "what": "Thema"}
    return Bars(**values | more, bars=bars)


def bar_of(counts, **more):
    return Bar("Basis", tuple(Part(fill, WORDS[fill], count) for fill, count in counts.items()), **more)


def test_bar_gives_each_answer_its_share_of_the_width():
    ((_, drawn),) = drawings(bars_of(bar_of({"geregeld": 30, "deels": 50, "nog_niet": 120})))
    assert blocks(drawn) == [("geregeld", 0, 15), ("deels", 15, 25), ("nog_niet", 40, 60)]


def test_bar_writes_the_number_in_a_block_of_eight_percent_and_in_none_that_is_smaller():
    ((_, drawn),) = drawings(bars_of(bar_of({"geregeld": 8, "deels": 7, "nog_niet": 85})))
    assert numbers(drawn) == ["8%", "85%"]


def test_bar_has_its_greys_at_the_end_and_apart():
    ((_, drawn),) = drawings(bars_of(bar_of({"nvt": 10, "geregeld": 50, "niet_ingevuld": 10, "nog_niet": 30})))
    assert [fill for fill, *_ in blocks(drawn)] == ["geregeld", "nog_niet", "nvt", "niet_ingevuld"]
    (gap,) = of_kind(drawn, "gap")
    assert (gap.get("x1"), gap.get("x2")) == ("80%", "80%")


def test_bar_leaves_out_what_nobody_answered():
    ((said, drawn),) = drawings(bars_of(bar_of({"geregeld": 5, "deels": 0})))
    assert (blocks(drawn), of_kind(drawn, "gap")) == ([("geregeld", 0, 100)], [])
    assert said == "Basis: geregeld 100%, deels 0%"


def test_bar_marks_the_country_and_says_it_everywhere():
    figure = bars_of(bar_of({"geregeld": 1, "nog_niet": 3}, mark=0.4))
    ((said, drawn),) = drawings(figure)
    assert [(mark.get("x1"), mark.get("x2")) for mark in of_kind(drawn, "mark")] == [("40%", "40%")]
    assert said == "Basis: geregeld 25%, nog niet 75%. Nederland: 40%"
    assert [word for _, word in figure.legend] == ["geregeld", "nog niet", "Nederland: geregeld"]
    assert figure.table.rows == [["Basis", "25%", "75%", "40%"]]


def test_bar_that_may_not_be_drawn_says_why():
    figure = bars_of(bar_of({"geregeld": 1}), Bar("Klein", instead="te klein om te tonen"), bar_of({"geregeld": 0}))
    assert len(drawings(figure)) == 1
    said = [each.text_content() for each in tree(figure.drawing).find_class("k-fig__instead")]
    assert said == ["te klein om te tonen", "geen antwoorden"]
    assert figure.table.rows[1] == ["Klein", "te klein om te tonen"]


def test_bars_escape_names():
    figure = bars_of(Bar("<b>&", (Part("deels", "<i>", 1),)))
    assert "<b>" not in figure.drawing + "".join(sample for sample, _ in figure.legend)
    assert drawings(figure)[0][0] == "<b>&: <i> 100%"


def test_column_is_as_high_as_its_share_under_the_line_of_all():
    figure = Columns(
        anchor="a", title="Titel.", about="", what="Ronde", counted="deden mee", asked="gevraagd",
        columns=(Column("2024", 100, 200), Column("2025", 200, 200), Column("2026", 4, 200)),
    )  # fmt: skip
    ((said, drawn),) = drawings(figure)
    half, whole, few = (float(each.get("height")) for each in drawn.xpath(".//rect"))
    assert (whole, few) == (2 * half, 3.4)
    assert [float(each.get("y1")) for each in of_kind(drawn, "ceiling")] == [24.0] * 3
    assert said == "deden mee. 2024: 100 van 200; 2025: 200 van 200; 2026: 4 van 200"
    assert figure.table.rows[0] == ["2024", "100", "200", "50%"]


def test_columns_stand_beside_each_other():
    columns = tuple(Column(str(year), 1, 2) for year in range(5))
    figure = Columns(anchor="a", title="", about="", counted="", asked="", columns=columns)
    ((_, drawn),) = drawings(figure)
    places = [(x, x + width) for _, x, width in blocks(drawn)]
    assert all(end < start for (_, end), (start, _) in pairwise(places))
    assert (places[0][0] > 0, places[-1][1] < 100) == (True, True)
