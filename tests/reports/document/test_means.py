"""What a plan asks is counted once: every document says the same number of acties, euros and hours."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from aanpak.models import Actie as ActieRow
from reports.document.bestuurder import render_bestuurder, render_collegevoorstel
from reports.document.html import render_document
from reports.document.means import means_of
from reports.document.plan import PlanActie, Uitvoering
from reports.document.uitvoeringsplan import per_trekker, render_uitvoeringsplan, taken_of
from tests.printing import words

YEAR = 2027


def actie(**values):
    empty = {"code": "", "trekker": "", "gereed": None, "cadans": "", "kosten": None, "uren": None, "staat": "open"}
    return PlanActie(**{"wat": "Iets doen", **empty, **values})


ACTIES = (
    actie(kosten=Decimal("1250.50"), uren=300, gereed=date(YEAR, 5, 1)),
    actie(kosten=Decimal(500), cadans="jaarlijks"),
    actie(uren=2, gereed=date(YEAR + 1, 1, 1), staat="bezig"),
    actie(),
    actie(kosten=Decimal(9), uren=16, gereed=date(YEAR, 2, 1), staat="gereed"),
)


@pytest.fixture
def whole(plan):
    parts = (replace(part, acties=ACTIES if part.code == "ambitie_1" else ()) for part in plan.onderdelen)
    return replace(plan, jaar=YEAR, onderdelen=tuple(parts), uitvoering=Uitvoering(jaar=YEAR))


def text_of(html):
    return " ".join(" ".join(words.of_html(html)).split())


def test_what_is_klaar_counts_nowhere():
    means = means_of(ACTIES)
    assert (means.acties, means.kosten, means.priced, means.uren, means.timed, means.done) == (
        *(4, Decimal("1750.50"), 2, 302, 2),
        1,
    )


@pytest.mark.parametrize("render", [render_bestuurder, render_collegevoorstel, render_uitvoeringsplan])
def test_every_document_says_the_same_costs_and_hours(whole, render):
    said = text_of(render(whole))
    assert "€ 1.750,50 voor 2 acties. Bij 2 acties is dat nog niet bekend." in said
    assert "302 uur inzet voor 2 acties. Bij 2 acties is dat nog niet bekend." in said
    assert "1 actie is klaar en telt niet mee." in said


def test_the_plan_says_them_too(whole):
    assert (
        "Voor 2 acties zijn kosten geraamd, samen € 1.750,50. De geschatte inzet voor de acties is 302 uur. "
        "1 actie is klaar en telt niet mee."
    ) in text_of(render_document(whole))


def test_every_document_counts_the_same_acties(whole):
    assert "instemt met de 4 acties in het plan" in text_of(render_bestuurder(whole))
    assert "in te stemmen met de 4 acties in dat plan" in text_of(render_collegevoorstel(whole))
    assert "Aanpak mensenhandel: 4 acties, per trekker." in text_of(render_uitvoeringsplan(whole))


@pytest.mark.parametrize("jaar", [YEAR - 1, YEAR, YEAR + 1])
def test_the_uitvoeringsplan_of_any_year_counts_all_that_is_to_do(jaar):
    assert means_of(taak.actie for taak in taken_of(ACTIES, jaar)).acties == 4


def test_when_all_is_klaar_it_does_not_say_that_there_is_nothing():
    means = means_of([actie(staat="gereed"), actie(staat="gereed")])
    assert means.lines == ["Alle acties zijn klaar. Er zijn dus geen kosten of uren meer geraamd."]
    assert means.done_line == "2 acties zijn klaar en tellen niet mee."


def test_the_page_of_the_year_says_what_its_file_says(client_for, bewerker, filled):
    ActieRow.objects.all().delete()
    for row in ACTIES:
        fields = ("wat", "trekker", "gereed", "cadans", "kosten", "uren", "staat")
        ActieRow.objects.create(ambitie=1, **{name: getattr(row, name) for name in fields})
    said = " ".join(words.of_html(client_for(bewerker).get(f"/beleidsplan/uitvoeringsplan/{YEAR}/").text))
    assert ": 4 acties. 1 actie is klaar en telt niet mee. Stand van" in said
    assert "€ 1.750,50 voor 2 acties." in said


@pytest.mark.parametrize(
    "variant", ["team zorg", "Team  Zorg ", "Team\u00a0Zorg", "Te\u00adam Zorg", "Team Zorg\u200b", "TEAM ZORG"]
)
def test_a_trekker_that_looks_the_same_is_one_group(variant):
    taken = taken_of([actie(trekker="Team Zorg"), actie(trekker=variant), actie(trekker="Team Zorgen")], YEAR)
    assert [(groep.titel, len(groep.taken)) for groep in per_trekker(taken)] == [("Team Zorg", 2), ("Team Zorgen", 1)]


def test_a_trekker_with_accents_in_two_ways_is_one_group():
    taken = taken_of([actie(trekker="Coördinator"), actie(trekker="Coo\u0308rdinator")], YEAR)
    assert [groep.titel for groep in per_trekker(taken)] == ["Coördinator"]


def test_trekkers_stand_as_in_a_dutch_index_and_nobody_last():
    names = ["Zorg", "", "Élan", "’s-Hertogenbosch", "Eerst", "nog te bepalen"]
    taken = taken_of([actie(trekker=name) for name in names], YEAR)
    assert [groep.titel for groep in per_trekker(taken)] == [
        "Eerst",
        "Élan",
        "’s-Hertogenbosch",
        "Zorg",
        "Nog te bepalen",
    ]
