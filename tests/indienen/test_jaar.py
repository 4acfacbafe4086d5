"""A round asks one year, and gets that year, closed or not."""

from copy import copy

import pytest

from indienen.queries import asked_zelfevaluatie
from metingen.actions import IndieningFout
from metingen.models import Indiening, Meetronde
from saving.rows import save_row
from tenants.context import in_gemeente
from tests.indienen.conftest import ADD, CONTROLE, VRAGEN, mark_of
from tests.pages import shown
from zelfevaluatie.jaar_actions import MEE, begin_zelfevaluatie
from zelfevaluatie.models import Antwoord, Zelfevaluatie

CODE = "AB-P1-1"


@pytest.fixture
def years(filled, indiener):
    """The gemeente with its first year closed and the next begun, in which one answer is another."""
    with in_gemeente(filled):
        old = Zelfevaluatie.objects.select_related("kaderversie").get()
        values = {"kaderversie": old.kaderversie, "jaar": old.jaar + 1, "terugblik": "", "mee": MEE}
        new = begin_zelfevaluatie(vorige=old, by=indiener, **values)
        row = Antwoord.objects.get(zelfevaluatie=new, bouwsteen__code=CODE)
        save_row(row=row, values={"status": "nog_niet"}, version=row.version, by=indiener)
    return old, new


def asks(meetronde, jaar):
    Meetronde.objects.filter(pk=meetronde.pk).update(jaar=jaar)
    meetronde.refresh_from_db()
    return meetronde


def test_the_round_gets_the_year_that_it_asks(years, filled, meetronde):
    old, new = years
    rounds = [copy(asks(meetronde, jaar)) for jaar in (old.jaar, new.jaar, None)]
    with in_gemeente(filled):
        found = [asked_zelfevaluatie(ronde) for ronde in rounds]
        assert (found, asked_zelfevaluatie(None)) == ([old, new, new], new)


def test_a_year_that_is_not_there_is_said(years, filled, meetronde):
    asks(meetronde, 2019)
    with in_gemeente(filled), pytest.raises(IndieningFout, match="gaat over 2019. Van dat jaar hebben jullie geen"):
        asked_zelfevaluatie(meetronde)


def test_a_closed_year_is_submitted_to_the_round_that_asks_it(client, years, filled, meetronde):
    old, _ = years
    with in_gemeente(filled):
        was = Antwoord.objects.get(zelfevaluatie=old, bouwsteen__code=CODE).status
    asks(meetronde, old.jaar)
    page = client.get(CONTROLE)
    assert f"Deze meetronde vraagt {old.jaar}. Dat jaar is gesloten" in shown(page)
    assert f'href="/zelfevaluatie/jaren/{old.jaar}/AB-P1-2/' in page.text
    client.post(VRAGEN, {"version": "0", "begroting": "nee", "organisaties": ["vng"]})
    client.post(ADD, {"mark": mark_of(client), "mandaat_functie": "college", "mandaat_datum": "2026-11-02"})
    indiening = Indiening.objects.get()
    assert (indiening.antwoorden.get(code=CODE).status, was != "nog_niet") == (was, True)
