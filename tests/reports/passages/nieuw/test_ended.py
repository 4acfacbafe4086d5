"""A standard text that was withdrawn, added or moved: what a gemeente sees of it, and chooses."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from reports.files.formats import FORMS
from reports.files.subjects import subject_of
from reports.gather.layers import layers
from reports.gather.plan import gather_plan
from reports.models import LokalePassage, Rapport, Tekstbesluit
from reports.passages.actions import save_passage
from reports.passages.oudplan.places import places_of
from sjablonen.queries import onderdeel_titels
from tests.pages import shown
from tests.reports.passages.nieuw.changed import adopt, published
from tests.reports.passages.texts import CODE, STANDARD

PAGE = "/beleidsplan/nieuwe-teksten/"
KEY = f"{CODE}:landelijk:3"
WHY = "Dit staat nu in bijlage 1."


@pytest.fixture
def client(client_for, bewerker, filled):
    return client_for(bewerker)


def end(**changes):
    return published(tekst="Zo was het doel in {gemeente}.", ingetrokken=True, reden=WHY, **changes)


def teksten(client):
    return client.get(PAGE).context["teksten"]


def post(client, name, key=KEY):
    return client.post(f"{PAGE}{name}/", {"tekst": key}, follow=True)


def codes(rows):
    return [row.code for row in rows]


def printed(filled, gemeente):
    plan = gather_plan(zelfevaluatie=filled, gemeente=gemeente)
    return {passage.code: passage for passage in plan.passages}


def test_a_withdrawn_text_leaves_the_concept_and_is_told_with_why(client, filled, gemeente):
    assert CODE in printed(filled, gemeente)
    end()
    assert CODE not in printed(filled, gemeente)
    (row,) = teksten(client).ended
    assert (row.old, row.new, row.redenen) == ("Zo was het doel in Stadskanaal.", "", (WHY,))
    page = shown(client.get(PAGE))
    assert f"De standaardtekst vervalt. {WHY}" in page
    assert "Eén standaardtekst is veranderd" in shown(client.get("/beleidsplan/"))


def test_who_lets_it_go_is_told_no_more(client):
    end()
    assert "De tekst blijft uit je concept." in shown(post(client, "houden"))
    found = teksten(client)
    assert (found.ended, codes(found.seen)) == ([], [CODE])
    assert "standaardtekst is veranderd" not in client.get("/beleidsplan/").text


def test_who_keeps_it_has_it_as_an_own_text_at_its_place(client, filled, gemeente):
    end()
    assert "als eigen tekst" in shown(post(client, "terugzetten"))
    found = printed(filled, gemeente)[CODE]
    assert (found.laag, found.tekst, found.titel) == (
        "lokaal",
        "Zo was het doel in Stadskanaal.",
        layers(zelfevaluatie=filled, gemeente=gemeente)[CODE].titel,
    )
    assert found.titel
    assert teksten(client).is_empty
    assert "intussen weer veranderd" in shown(post(client, "terugzetten"))
    assert LokalePassage.objects.get().version == 1


def test_an_own_text_stays_and_its_writer_is_told(client, filled, gemeente, bewerker):
    save_passage(zelfevaluatie=filled, code=CODE, tekst="Ons doel.", standard=STANDARD, version=0, by=bewerker)
    end()
    (row,) = teksten(client).ended
    assert (row.is_own, printed(filled, gemeente)[CODE].tekst) == (True, "Ons doel.")
    assert "Jullie hebben hier een eigen tekst. Die blijft staan." in shown(client.get(PAGE))
    assert client.get(f"/beleidsplan/passage/{CODE}/bewerken/").status_code == 200
    post(client, "terugzetten")  # there is nothing to put back
    assert printed(filled, gemeente)[CODE].tekst == "Ons doel."
    post(client, "houden")
    assert (teksten(client).ended, Tekstbesluit.objects.get().versie) == ([], 3)


def test_nothing_is_proposed_for_a_place_that_is_gone(client, filled, gemeente):
    assert CODE in places_of(zelfevaluatie=filled, gemeente=gemeente)
    end()
    assert CODE not in places_of(zelfevaluatie=filled, gemeente=gemeente)
    assert client.get(f"/beleidsplan/passage/{CODE}/bewerken/").status_code == 404


def test_a_withdrawal_on_a_later_day_is_announced_and_the_text_stays_until_then(client, filled, gemeente):
    end(geldig_vanaf=timezone.localdate() + timedelta(days=20))
    found = teksten(client)
    assert (codes(found.coming), found.coming[0].new, found.ended) == ([CODE], "", [])
    assert "De standaardtekst vervalt." in shown(client.get(PAGE))
    assert CODE in printed(filled, gemeente)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        assert CODE not in printed(filled, gemeente)


def test_a_text_that_comes_back_is_a_new_one_again(client, filled, gemeente):
    end()
    published(4, tekst="Het doel is terug.")
    found = teksten(client)
    assert (codes(found.changed), found.ended) == ([CODE], [])
    assert printed(filled, gemeente)[CODE].tekst == "Het doel is terug."


def test_the_adopted_plan_still_says_it_and_a_wijzigingsblad_lets_it_go(client, filled, gemeente, bewerker):
    adopt(filled, gemeente, bewerker)
    end()
    (row,) = teksten(client).adopted
    assert (row.code, row.new, row.is_ended) == (CODE, "", True)
    post(client, "blad/wijzigingsblad")
    html = FORMS["wijzigingsblad"].html(
        subject_of(Rapport.objects.get(formaat="wijzigingsblad")).plan(FORMS["wijzigingsblad"])
    )
    assert "Deze tekst vervalt." in html
    assert WHY in html


def test_what_was_withdrawn_can_stay_in_the_adopted_plan(client, filled, gemeente, bewerker):
    adopt(filled, gemeente, bewerker)
    end()
    post(client, "laat-zo")
    found = teksten(client)
    assert (codes(found.adopted), codes(found.left)) == ([], [CODE])
    assert "Dit lieten jullie zo" in shown(client.get(PAGE))
    post(client, "terug")
    assert codes(teksten(client).adopted) == [CODE]


def test_what_was_withdrawn_is_said_to_be_on_a_wijzigingsblad(client, filled, gemeente, bewerker):
    adopt(filled, gemeente, bewerker)
    end()
    post(client, "blad/wijzigingsblad")
    found = teksten(client)
    assert (codes(found.adopted), found.due) == ([CODE], [])
    assert "Stond op een wijzigingsblad van" in shown(client.get(PAGE))


def test_a_text_that_moved_is_told_and_printed_there(client, filled, gemeente):
    published(tekst="Het doel in {gemeente}.", onderdeel="h3")
    (row,) = teksten(client).changed
    assert row.verplaatst == onderdeel_titels()["h3"]
    assert f"Verplaatst naar ‘{row.verplaatst}’." in shown(client.get(PAGE))
    plan = gather_plan(zelfevaluatie=filled, gemeente=gemeente)
    assert [part.code for part in plan.onderdelen for text in part.passages if text.code == CODE] == ["h3"]


def test_a_text_that_was_added_is_news_and_is_printed(client, filled, gemeente):
    published(1, code="h1.sport", titel="Sport", tekst="Trainers kijken mee.")
    (row,) = teksten(client).changed
    assert (row.code, row.old, row.new) == ("h1.sport", "", "Trainers kijken mee.")
    assert printed(filled, gemeente)["h1.sport"].tekst == "Trainers kijken mee."
