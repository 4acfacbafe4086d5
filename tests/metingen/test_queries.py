from datetime import date

import pytest

from metingen.models import Meetronde
from metingen.queries import open_meetronde, regios_on, without_kompas
from tenants.models import Gemeente, Indeling, Regio

DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("span", "belongs"),
    [
        ((None, None), True),
        ((date(2026, 10, 1), None), True),
        ((date(2026, 10, 2), None), False),
        ((None, date(2026, 10, 1)), True),
        ((None, date(2026, 9, 30)), False),
    ],
)
def test_regios_on_are_those_of_that_day(dijk, span, belongs):
    regio = Regio.objects.create(soort="ketenregie", code="proef", naam="Proef")
    Indeling.objects.create(gemeente=dijk, regio=regio, valid_from=span[0], valid_until=span[1])
    assert regios_on(dijk, DAY) == ([regio] if belongs else [])


def test_regios_on_names_each_once_and_none_of_another(dijk, stad):
    regio = Regio.objects.create(soort="ketenregie", code="proef", naam="Proef")
    for gemeente, start in ((dijk, date(2020, 1, 1)), (dijk, date(2024, 1, 1)), (stad, None)):
        Indeling.objects.create(gemeente=gemeente, regio=regio, valid_from=start)
    assert (regios_on(dijk, DAY), regios_on(Gemeente.objects.get(slug="voorbeeldwaard"), DAY)) == ([regio], [])


@pytest.mark.parametrize(
    ("staat", "voorbeeld", "asks"),
    [("open", True, True), ("open", False, False), ("concept", True, False), ("gesloten", True, False)],
)
def test_open_meetronde_is_the_one_that_asks_this_gemeente(dijk, meetronde, staat, voorbeeld, asks):
    Meetronde.objects.update(staat=staat, voorbeeld=voorbeeld)
    assert open_meetronde(dijk) == (meetronde if asks else None)


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({}, True),
        ({"valid_until": "2026-09-30"}, False),
        ({"valid_from": "2026-10-02"}, False),
        ({"valid_until": "2026-10-01"}, True),
    ],
)
def test_without_kompas_are_those_that_existed_then(meetronde, changes, offered):
    Gemeente.objects.filter(slug="voorbeeldwaard").update(**changes)
    assert without_kompas(meetronde).filter(slug="voorbeeldwaard").exists() is offered
