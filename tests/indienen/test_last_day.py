"""After the last day a gemeente can submit no more, keeps what it typed, and can still withdraw."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from indienen.models import Voorbereiding
from metingen.models import Indiening, Meetronde, Toezegging
from tenants.context import in_gemeente
from tests.indienen.conftest import ADD, LIST, MANDAAT, VOORBEELD, VRAGEN, mark_of, submit, text_of

LAST_SECOND = datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC)  # of the round in conftest
PAST = "De laatste dag van deze meetronde was"


@pytest.fixture
def over(meetronde):
    """A function: the last day was yesterday, and nobody closed the round."""

    def end():
        yesterday = timezone.localdate() - timedelta(days=1)
        Meetronde.objects.update(periode_tot=yesterday)

    return end


@pytest.fixture
def closed(meetronde):
    return lambda: Meetronde.objects.update(staat="gesloten", closed_at=timezone.now())


def test_the_last_second_counts_and_the_next_does_not(client_for, indiener, dijk, prepared):
    with time_machine.travel(LAST_SECOND, tick=True):
        client = client_for(indiener, gemeente=dijk)
        mark = mark_of(client)
    with time_machine.travel(LAST_SECOND + timedelta(seconds=1), tick=True):
        answer = client.post(ADD, {**MANDAAT, "mark": mark})
        assert (answer.status_code, Indiening.objects.count()) == (422, 0)
        assert f"{PAST} 31 januari 2027. Indienen kan niet meer; intrekken wel." in text_of(answer)
    with time_machine.travel(LAST_SECOND, tick=False):
        assert client.post(ADD, {**MANDAAT, "mark": mark})["Location"] == LIST
    assert Indiening.objects.get().staat == "geldig"


def test_who_decides_past_the_last_day_keeps_what_she_typed(client, prepared, over):
    mark = mark_of(client)
    over()
    answer = client.post(ADD, {**MANDAAT, "mark": mark})
    form = answer.context["form"]
    assert (answer.status_code, form["mandaat_functie"].value()) == (422, MANDAAT["mandaat_functie"])
    assert f'value="{MANDAAT["mandaat_functie"]}"' in answer.text
    assert Indiening.objects.count() == 0


def test_who_closes_meanwhile_takes_no_typed_text(client, prepared, filled, closed):
    closed()
    answer = client.post(VRAGEN, {"version": "1", "begroting": "nee", "zorgcoordinatie": "ja"})
    form = answer.context["form"]
    assert (answer.status_code, form["begroting"].value(), form["zorgcoordinatie"].value()) == (409, "nee", "ja")
    assert "Deze meetronde is gesloten." in text_of(answer)
    mark = client.post(ADD, {**MANDAAT, "mark": "x"})
    assert (mark.status_code, mark.context["form"]["mandaat_functie"].value()) == (409, MANDAAT["mandaat_functie"])
    with in_gemeente(filled):
        assert Voorbereiding.objects.get().begroting == "ja"


def test_past_the_last_day_the_answers_are_kept_for_when_it_is_lengthened(client, prepared, filled, over):
    over()
    answer = client.post(VRAGEN, {"version": "1", "begroting": "nee"}, follow=True)
    assert (answer.redirect_chain[-1][0], PAST in text_of(answer)) == (VOORBEELD, True)
    with in_gemeente(filled):
        assert Voorbereiding.objects.get().begroting == "nee"
    assert 'name="mandaat_functie"' not in answer.text


@pytest.mark.parametrize("path", ["/", LIST])
def test_no_page_offers_what_cannot_be_done_any_more(client, filled, meetronde, over, path):
    before = text_of(client.get(path))
    over()
    after = text_of(client.get(path))
    assert ("tot en met 31 januari 2027" in before, "Indienen voorbereiden" in after) == (True, False)
    assert ("Wij gaan indienen" in after, "is open: VNG" in after, PAST in after) == (False, False, path == LIST)


def test_a_promise_is_not_made_past_the_last_day(client, filled, meetronde, over):
    over()
    assert PAST in text_of(client.post("/indienen/toezegging/", {"toezegging": "ja"}, follow=True))
    assert Toezegging.objects.count() == 0


def test_withdrawing_goes_on(client, submitted, over):
    over()
    page = client.get(f"/indienen/{submitted.pk}/intrekken/")
    assert "Jullie kunnen later opnieuw indienen" not in text_of(page)
    assert client.post(f"/indienen/{submitted.pk}/intrekken/")["Location"] == LIST
    submitted.refresh_from_db()
    assert submitted.staat == "ingetrokken"


def test_submitting_again_before_the_end_replaces(client, submitted):
    submit(client, mandaat_functie="de burgemeester")
    assert list(Indiening.objects.order_by("nummer").values_list("staat", flat=True)) == ["vervangen", "geldig"]
