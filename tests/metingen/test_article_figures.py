from dataclasses import replace

import pytest

from charts.image import image
from metingen.article_figures import figures_of, margin
from metingen.models import Themavraag
from metingen.publicatie_queries import Answers
from tests.metingen.article import ja_of, plan_of, reading_of, round_of

LAND = {"aandachtsfunctionaris": ja_of(140, 285)}


def figure(anchor, reading):
    return next(each for each in figures_of(reading) if each.anchor == anchor)


def test_article_has_a_chart_for_each_question():
    reading = reading_of(round_of(2024), round_of(2025, enquete=LAND), provincies=[("Utrecht", ja_of(10, 25))])
    anchors = [each.anchor for each in figures_of(reading)]
    assert anchors == ["respons", "themas", "ontwikkeling", "vragen", "provincies"]


def test_article_of_one_round_draws_no_line():
    assert [each.anchor for each in figures_of(reading_of())] == ["respons", "themas", "vragen"]


def test_article_draws_the_response_alone_where_the_country_is_not_shown():
    assert [each.anchor for each in figures_of(reading_of(replace(round_of(), land={})))] == ["respons"]


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((207, 256, 283), "Aan elke meetronde deden meer gemeenten mee dan aan de vorige"),
        ((283, 256, 283), "Aan Meting 2025 deed 82% van de gemeenten mee"),
        ((283, 283, 283), "Aan Meting 2025 deed 82% van de gemeenten mee"),
        ((283,), "Aan Meting 2025 deed 82% van de gemeenten mee"),
    ],
)
def test_response_tells_what_one_sees(counts, title):
    rounds = [round_of(2026 - len(counts) + at, deelnemers=count) for at, count in enumerate(counts)]
    assert figure("respons", reading_of(*rounds)).title == title


def test_response_is_that_of_each_round():
    rounds = round_of(2024, deelnemers=256, gevraagd=342), round_of()
    columns = figure("respons", reading_of(*rounds)).columns
    assert [(each.label, each.value, each.total) for each in columns] == [("2024", 256, 342), ("2025", 283, 346)]


def test_themas_are_shares_of_who_took_part_in_the_order_of_the_kader():
    bars = figure("themas", reading_of(round_of(geregeld=(57, 285 // 3, 228)))).bars
    found = [(bar.label, round(bar.share(bar.parts[0]), 2)) for bar in bars]
    assert found == [("Beleidsmatige basis", 0.2), ("Signalerend vermogen", 0.33), ("Opvang en hulp", 0.8)]


@pytest.mark.parametrize(
    ("geregeld", "title"),
    [
        ((200, 150, 50), "Bij ‘Beleidsmatige basis’ is meer geregeld dan bij ‘Opvang en hulp’"),
        ((100, 105, 110), "De thema’s liggen dicht bij elkaar"),
    ],
)
def test_themas_tell_a_difference_only_when_it_is_more_than_rounding(geregeld, title):
    assert figure("themas", reading_of(round_of(geregeld=geregeld))).title == title


def test_thema_in_words_gets_no_bar():
    now = round_of()
    now.land["SV-P1-1"] = Answers(285, words={"geregeld": "de meeste"})
    del now.land["OH-P1-1"]
    bars = figure("themas", reading_of(now)).bars
    assert [bar.instead for bar in bars] == [
        "", "alleen in woorden, in de tabel van deze groep", "wordt niet getoond",
    ]  # fmt: skip


def test_lines_have_no_point_where_a_bouwsteen_has_no_number():
    before = round_of(2024)
    before.land["OH-P1-1"] = Answers(285, words={"geregeld": "weinig"})
    panels = figure("ontwikkeling", reading_of(before, round_of())).panels
    assert [point.value is None for point in panels[-1].points] == [True, False]


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ((150, 100, 20), "Bij alle drie thema’s is meer geregeld dan in de eerste meetronde"),
        ((150, 150, 50), "Bij één van de drie thema’s is meer geregeld dan in de eerste meetronde"),
        ((150, 200, 50), "Bij één van de drie thema’s is meer geregeld dan in de eerste meetronde, bij één minder"),
        ((200, 150, 50), "Het aandeel dat geregeld is, bleef ongeveer gelijk"),
        ((195, 155, 55), "Het aandeel dat geregeld is, bleef ongeveer gelijk"),
    ],
)
def test_lines_tell_growth_only_when_it_is_more_than_rounding(before, title):
    assert figure("ontwikkeling", reading_of(round_of(2024, geregeld=before), round_of())).title == title


def test_lines_say_of_how_many_each_round_was_and_that_they_were_not_the_same():
    shown = figure("ontwikkeling", reading_of(round_of(2024, deelnemers=256), round_of()))
    assert "n = 256 (2024), 283 (2025)." in shown.about
    assert shown.note.startswith("Niet elke keer deden dezelfde gemeenten mee.")


def test_questions_draw_no_bar_of_a_single_answer():
    """Rounded numbers that add up to all of them: who looks at it would take it for all."""
    plan = figure("vragen", reading_of(round_of(enquete={"beleidsplan": plan_of((10, 10, 5), 25)}))).bars[0]
    assert (plan.parts, plan.instead) == ((), "te grof afgerond voor een balk, zie de tabel van deze groep")


def test_questions_count_every_kind_of_plan_as_yes():
    now = round_of(enquete={"beleidsplan": plan_of((60, 80, 15, 40, 60), 285)})
    plan, *others = figure("vragen", reading_of(now)).bars
    assert [(part.word, part.value) for part in plan.parts] == [
        ("ja", 155), ("in de maak", 40), ("nee", 60), ("niet ingevuld", 30),
    ]  # fmt: skip
    assert {bar.instead for bar in others} == {"wordt niet getoond"}


def provincies(*answers):
    named = [(f"Provincie {at}", each) for at, each in enumerate(answers)]
    return figure("provincies", reading_of(round_of(enquete=LAND), provincies=named))


def test_provincies_keep_their_order_whatever_they_answered():
    shown = provincies(ja_of(25, 25), ja_of(5, 50), ja_of(30, 40))
    assert [dot.label for dot in shown.dots] == ["Provincie 0", "Provincie 1", "Provincie 2"]
    assert shown.country == pytest.approx(140 / 285)


def test_provincie_is_a_dot_a_band_in_words_or_a_reason():
    shown = provincies(ja_of(10, 40), Answers(15, words={"ja": "een deel", "nee": "de meeste"}), None).dots
    assert [(dot.value, dot.said) for dot in shown] == [
        (0.25, "ongeveer 25%"),
        (None, "een deel"),
        (None, "te weinig gemeenten om te tonen"),
    ]
    assert shown[1].span == (0.2, 0.4)
    assert shown[2].span is None


def test_dot_of_a_small_provincie_shows_how_far_it_may_be_off():
    """The number may be four off, and n two: of 25, ten may be 14 of 23."""
    (dot,) = provincies(ja_of(10, 25)).dots
    low, high = dot.span
    assert low <= 6 / 27
    assert high >= 14 / 23
    assert margin(25) == pytest.approx(6 / 23)


SHOWN = "Van de twee provincies die we kunnen tonen"


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ((ja_of(20, 40), None), "Geen provincie die we kunnen tonen, wijkt duidelijk af van het land"),
        ((ja_of(5, 50), ja_of(25, 50)), f"{SHOWN}, wijkt er één duidelijk af van het land"),
        ((ja_of(5, 50), ja_of(50, 50)), f"{SHOWN}, wijken er twee duidelijk af van het land"),
    ],
)
def test_provincies_differ_from_the_country_only_when_it_is_more_than_rounding(answers, title):
    assert provincies(*answers).title == title


GEOEFEND = Themavraag(nummer=1, vraag="Is er dit jaar geoefend met de meldroute?", soort="ja_nee")
AFSPRAAK = Themavraag(nummer=2, vraag="Is er een afspraak met de buurgemeenten?", soort="ja_nee")


@pytest.mark.parametrize(
    ("ja", "title"),
    [
        ((200,), "Een meerderheid van de gemeenten die meededen antwoordde ja"),
        ((150,), "Ongeveer de helft van de gemeenten die meededen antwoordde ja"),
        ((100,), "Minder dan de helft van de gemeenten die meededen antwoordde ja"),
        ((200, 200), "Op elke vraag naast het Kader antwoordden de meeste gemeenten ja"),
        ((200, 100), "Op één van de twee vragen naast het Kader antwoordden de meeste gemeenten ja"),
        ((100, 100), "Op geen van de twee vragen naast het Kader antwoordden de meeste gemeenten ja"),
    ],
)
def test_what_a_round_asked_beside_the_kader_has_a_chart_of_its_own(ja, title):
    land = {f"thema{nummer}": ja_of(count, 285) for nummer, count in enumerate(ja, start=1)}
    vragen = [GEOEFEND, AFSPRAAK][: len(ja)]
    drawn = figure("eigen-vragen", replace(reading_of(round_of(enquete=land)), vragen=vragen))
    assert (drawn.title, [bar.label for bar in drawn.bars]) == (title, [vraag.vraag for vraag in vragen])
    assert [round(bar.share(bar.parts[0]) * 285) for bar in drawn.bars] == list(ja)


def test_what_a_round_asked_and_may_not_be_shown_is_said():
    words = Answers(15, words={"ja": "de meeste", "nee": "weinig", "overig": "weinig"})
    reading = replace(reading_of(round_of(enquete={"thema1": words})), vragen=[GEOEFEND, AFSPRAAK])
    drawn = figure("eigen-vragen", reading)
    assert [bar.instead for bar in drawn.bars] == [
        "alleen in woorden, in de tabel van deze groep",
        "wordt niet getoond",
    ]
    assert drawn.title == "Wat deze meetronde vroeg naast het Kader"


def test_file_of_a_chart_shortens_a_long_question_and_says_so():
    vraag = Themavraag(nummer=1, vraag="Is er " + "een lange vraag over oefenen " * 6, soort="ja_nee")
    reading = replace(reading_of(round_of(enquete={"thema1": ja_of(100, 285)})), vragen=[vraag])
    drawn = image(figure("eigen-vragen", reading), "bron")
    assert drawn.count("…") == 1
