from datetime import date
from decimal import Decimal

import pytest

from tests.reports.document.checks.small import actie, deel, plan, remarks, said

WHOLE = {"trekker": "team Zorg", "gereed": date(2027, 5, 1), "kosten": Decimal(0), "uren": 8}

AGAIN = ({"cadans": "jaarlijks"}, {"staat": "doorlopend"}, {"kostensoort": "structureel"})


def of(code, *acties, **fields):
    return said(code, plan(deel(acties=acties), **fields))


@pytest.mark.parametrize(
    ("code", "lacking"),
    [
        ("actie_trekker", {"trekker": ""}),
        ("actie_day", {"gereed": None}),
        ("actie_day", {"gereed": None, "cadans": "eenmalig"}),
        ("actie_means", {"kosten": None, "uren": None}),
        ("actie_past", {"gereed": date(2026, 11, 29)}),
        ("actie_past", {"gereed": None, "jaar": 2025}),
    ],
)
def test_only_the_actie_that_lacks_something_is_named(code, lacking):
    acties = [actie("Heel.", **WHOLE), actie("Half.", **{**WHOLE, **lacking})]
    assert of(code, *acties) == ["Half."]
    assert of(code, actie("Half.", **{**WHOLE, **lacking, "staat": "gereed"})) == []


@pytest.mark.parametrize(
    ("code", "enough"),
    [
        ("actie_day", {"gereed": None, "cadans": "jaarlijks"}),
        ("actie_day", {"gereed": None, "staat": "doorlopend"}),
        ("actie_day", {"gereed": None, "jaar": 2027}),
        ("actie_means", {"uren": None}),
        ("actie_means", {"kosten": None}),
        ("actie_past", {"gereed": date(2026, 11, 30)}),
        ("actie_past", {"gereed": None, "jaar": 2026}),
        *(("actie_past", {"gereed": None, "jaar": 2025, **again}) for again in AGAIN),
    ],
)
def test_what_is_enough_gives_nothing(code, enough):
    assert of(code, actie(**{**WHOLE, **enough})) == []


def test_three_acties_that_nobody_began_read_as_nothing():
    assert of("actie_open", *(actie(str(n), **WHOLE) for n in range(3))) == ["Alle acties"]
    assert of("actie_open", *(actie(str(n), **WHOLE) for n in range(2))) == []
    begun = actie("Begonnen", **{**WHOLE, "staat": "bezig"})
    assert of("actie_open", *(actie(str(n), **WHOLE) for n in range(3)), begun) == []


def test_geregeld_and_nog_te_doen_contradict_each_other():
    stand = [("SK-P1-1", 1, "geregeld"), ("SK-P1-2", 1, "deels")]
    acties = [actie("Eerste", code="SK-P1-1"), actie("Tweede", code="SK-P1-2"), actie("Derde", code="SK-P1-1", **WHOLE)]
    planned = actie("Vierde", code="SK-P1-1", **{**WHOLE, "gereed": None, "jaar": 2027})
    assert of("actie_done", *acties, planned, stand=stand) == ["Eerste"]


def test_the_second_of_two_equal_acties_is_named_once():
    whole = plan(deel(acties=[actie("Wij geven les."), actie("Wij  geven LES."), actie("Iets anders.")]))
    (found,) = remarks("actie_twice", whole)
    assert found.found.place.titel == "Wij  geven LES."
