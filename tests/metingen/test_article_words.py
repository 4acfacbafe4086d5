from dataclasses import replace

import pytest

from metingen.article_words import group_sentences, sentences_of
from metingen.publicatie_queries import Answers
from tests.metingen.article import ja_of, plan_of, reading_of, round_of


def test_article_begins_with_how_many_of_how_many_took_part():
    assert sentences_of(reading_of())[0] == "Aan Meting 2025 deden 283 van de 346 gemeenten mee (82%)."


def test_article_says_what_is_often_arranged_and_what_is_not_of_who_took_part():
    assert sentences_of(reading_of())[1] == (
        "De bouwsteen ‘Beleidsmatige basis 1’ is geregeld bij ongeveer 200 van de 283 gemeenten die meededen, "
        "de bouwsteen ‘Opvang en hulp 1’ bij ongeveer 50 van de 283."
    )


def test_article_tells_no_difference_that_may_be_rounding():
    sentences = sentences_of(reading_of(round_of(geregeld=(100, 105, 110))))
    assert [each for each in sentences if "bouwsteen" in each] == []


def test_article_never_says_none_of_a_number_that_was_rounded_down():
    sentences = sentences_of(reading_of(round_of(geregeld=(100, 50, 0), enquete={"begroting": ja_of(0, 285)})))
    assert sentences[1].endswith("de bouwsteen ‘Opvang en hulp 1’ bij bijna geen van de 283.")
    assert sentences[2] == "Van de 283 gemeenten die meededen hebben bijna geen er geld voor in de begroting."


def test_article_counts_every_kind_of_plan_and_says_about():
    enquete = {"beleidsplan": plan_of((60, 80, 15, 40, 60), 285), "aandachtsfunctionaris": ja_of(170, 285)}
    assert sentences_of(reading_of(round_of(enquete=enquete)))[2] == (
        "Van de 283 gemeenten die meededen hebben ongeveer 155 een beleidsplan voor de aanpak van mensenhandel en "
        "ongeveer 170 een aandachtsfunctionaris mensenhandel."
    )


def test_article_gives_words_where_only_words_may_be_given():
    enquete = {"begroting": Answers(285, words={"ja": "de meeste", "nee": "weinig", "overig": "weinig"})}
    assert "hebben de meeste er geld voor in de begroting." in sentences_of(reading_of(round_of(enquete=enquete)))[2]


@pytest.mark.parametrize(
    ("gevraagd", "last"),
    [
        (346, "Van de andere 63 gemeenten weten we het niet. Dat betekent niet dat daar niets geregeld is."),
        (284, "Van één gemeente weten we het niet. Dat betekent niet dat daar niets geregeld is."),
    ],
)
def test_article_says_that_unknown_is_not_nothing(gevraagd, last):
    assert sentences_of(reading_of(round_of(gevraagd=gevraagd)))[-1] == last


def test_article_of_a_round_in_which_all_took_part_speaks_of_no_others():
    assert [each for each in sentences_of(reading_of(round_of(gevraagd=283))) if "weten we" in each] == []


def test_article_says_why_the_country_is_not_shown():
    now = replace(round_of(), land={})
    first, second, _ = sentences_of(reading_of(now))
    assert first.startswith("Aan Meting 2025 deden 283 van de 346")
    assert second.startswith("Andere cijfers van het hele land tonen we nu niet.")


def test_sentences_of_a_group_say_that_its_size_is_rounded():
    assert group_sentences({"begroting": ja_of(20, 40)}, 40) == [
        "Van de ongeveer 40 gemeenten uit deze groep die meededen hebben ongeveer 20 er geld voor in de begroting."
    ]


def test_article_never_says_all_of_rounded_numbers_that_add_up_to_it():
    """Of three numbers, each may be four too high."""
    assert group_sentences({"beleidsplan": plan_of((10, 10, 5), 25)}, 25) == [
        "Van de ongeveer 25 gemeenten uit deze groep die meededen hebben de meeste een beleidsplan voor de aanpak van "
        "mensenhandel."
    ]
