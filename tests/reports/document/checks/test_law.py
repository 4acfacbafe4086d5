from datetime import date

import pytest

from tests.reports.document.checks.small import deel, of_zin, passage, plan, said


@pytest.mark.parametrize(
    "text",
    [
        "Wij toetsen aan het bestemmingsplan.",
        "Dat staat in het Bouwbesluit 2012.",
        "De Inspectie SZW controleert bedrijven.",
        "Zij krijgt een uitkering op grond van de Wwb.",
        "Een drankvergunning is nodig door de Drank- en Horecawet.",
        "De B9 geeft tijdelijk verblijf.",
        "Wij letten op de Wbp.",
    ],
)
def test_what_is_no_more_is_named(text):
    assert of_zin("old_word", text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Het omgevingsplan verving het bestemmingsplan.",
        "De Nederlandse Arbeidsinspectie heette tot 2022 Inspectie SZW.",
        "De vroegere bestemmingsplannen zijn er een deel van.",
        "Dat staat in het Besluit bouwwerken leefomgeving.",
        "Wij werken met de Wmo 2015 en de Jeugdwet.",
        "De Alcoholwet geldt ook in de kantine.",
    ],
)
def test_what_is_of_today_or_history_is_not(text):
    assert of_zin("old_word", text) == []


def test_a_text_to_check_and_a_text_of_long_ago():
    texts = [
        passage("Een.", "h1.een", to_check=True),
        passage("Twee.", "h1.twee", day=date(2024, 11, 29)),
        passage("Drie.", "h1.drie", day=date(2024, 11, 30)),
    ]
    whole = plan(deel("h1", passages=texts))
    assert said("to_check", whole) == ["Doel"]
    assert said("unseen", whole) == ["Doel"]
