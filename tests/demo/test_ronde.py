import io

import pytest
from django.core.management import call_command

from accounts.models import Toegang
from demo.earlier import make_closed_rounds, make_earlier_rounds, status_then
from demo.ronde import REGIO_KETENREGISSEUR, make_open_round
from kader.kept import inhoud_of as kept_kader
from kader.models import KaderVersie
from metingen.inhoud import Inhoud
from metingen.models import Indiening, Meetronde
from metingen.queries import open_meetronde
from metingen.tegenspraak import tegenspraken_of
from metingen.thema_queries import earlier_themas, sent_themas
from overzicht.vergelijking import our_years
from tenants.context import in_gemeente
from tenants.models import Gemeente, Indeling
from zelfevaluatie.models import Antwoord


def test_the_round_of_the_demo_asks_invented_gemeenten_alone_and_is_made_once(db, stadskanaal, voorbeeldstad):
    invented = list(Gemeente.objects.filter(code__gte="GM9000"))
    for _ in range(2):
        make_open_round(invented)
    meetronde = Meetronde.objects.get()
    assert (open_meetronde(voorbeeldstad), open_meetronde(stadskanaal)) == (meetronde, None)
    toegang = Toegang.objects.get(gebruiker__email=REGIO_KETENREGISSEUR)
    assert Indeling.objects.filter(regio=toegang.regio).count() == len(invented)


def test_a_round_that_is_open_stays_as_it_is(db):
    make_open_round([])
    Meetronde.objects.update(titel="Een andere")
    make_open_round([])
    assert Meetronde.objects.get().titel == "Een andere"


def test_earlier_rounds_hold_what_an_invented_gemeente_sent_and_are_made_once(db, voorbeeldstad):
    make_open_round([])
    for _ in range(2):
        make_earlier_rounds([voorbeeldstad])
    rounds = list(Meetronde.objects.order_by("periode_van"))
    assert [(ronde.staat, ronde.voorbeeld) for ronde in rounds] == [("gesloten", True)] * 2 + [("open", True)]
    assert [titel for titel, *_ in our_years(voorbeeldstad)] == [ronde.titel for ronde in rounds[:2]]
    assert len({ronde.titel for ronde in rounds}) == 3


def test_earlier_rounds_are_less_far_than_now(db, voorbeeldstad):
    with in_gemeente(voorbeeldstad):
        Antwoord.objects.update(status="geregeld")
    make_earlier_rounds([voorbeeldstad])
    years = [list(statuses.values()) for *_, statuses in our_years(voorbeeldstad)]
    assert [statuses.count("geregeld") for statuses in years] == [0, 12]


def test_the_invented_country_goes_on_in_the_earlier_rounds(db, voorbeeldstad):
    make_earlier_rounds([voorbeeldstad])
    call_command("load_demo_country", gemeenten=20, stdout=io.StringIO())
    assert Meetronde.objects.count() == 5
    ours = Indiening.objects.filter(gemeente=voorbeeldstad).select_related("meetronde")
    assert [indiening.meetronde.indieningen.count() > 1 for indiening in ours] == [True, True]


@pytest.mark.parametrize(
    ("status", "years_ago", "turn", "then"),
    [
        ("geregeld", 1, 0, "geregeld"),
        ("geregeld", 1, 1, "deels"),
        ("geregeld", 2, 1, "deels"),
        ("nog_niet", 2, 1, "nog_niet"),
        ("nog_niet", 2, 5, ""),
        ("nvt", 2, 1, "nvt"),
        ("", 2, 1, ""),
    ],
)
def test_status_then_goes_down_the_ladder(status, years_ago, turn, then):
    assert status_then(status, years_ago=years_ago, turn=turn) == then


def test_earlier_rounds_have_answers_that_fit_together_and_are_shared_with_the_regio(db, voorbeeldstad):
    """So that trend, Vergelijk and the page of the ketenregisseur have something to show; nothing of Stadskanaal."""
    make_open_round([voorbeeldstad])
    make_earlier_rounds([voorbeeldstad])
    regio = Toegang.objects.get(gebruiker__email=REGIO_KETENREGISSEUR).regio
    bouwstenen = kept_kader(KaderVersie.objects.latest()).bouwstenen
    mine = list(Indiening.objects.shared_with_regio(regio))
    assert [each.gemeente for each in mine] == [voorbeeldstad] * 2
    found = [tegenspraken_of(Inhoud.from_json(each.inhoud), bouwstenen, each.ingediend_at.date()) for each in mine]
    assert found == [[], []]
    assert Indiening.objects.filter(gemeente__slug="stadskanaal").count() == 0


def test_the_open_round_fills_in_what_an_invented_gemeente_answered_a_year_ago(db, voorbeeldstad):
    make_closed_rounds()
    make_open_round([voorbeeldstad])
    make_earlier_rounds([voorbeeldstad])
    with in_gemeente(voorbeeldstad):
        found = earlier_themas(open_meetronde(voorbeeldstad), voorbeeldstad)
    (last,) = Indiening.objects.filter(meetronde__themavragen__isnull=False, gemeente=voorbeeldstad).distinct()
    assert found == sent_themas(last)
    assert len(found) >= 2
