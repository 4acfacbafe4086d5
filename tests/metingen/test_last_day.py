"""The last day counts, whole and on the calendar of the Netherlands: for the store, the link, the mail and the page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from berichten.actions import post_berichten, send_due
from berichten.models import Bericht
from metingen.actions import IndieningFout, withdraw_indiening
from metingen.mailing import berichten_of
from metingen.models import Antwoordlink, Indiening, Meetronde
from tenants.models import Gemeente
from tests.builders.rounds import make_round, reminder, submit, url
from tests.metingen.links import make_link, make_token
from tests.pages import shown

# The last day, its last second, and the first of the next day: in winter, in summer, and where an hour comes or goes.
MIDNIGHTS = [
    (date(2026, 12, 10), datetime(2026, 12, 10, 22, 59, 59, tzinfo=UTC)),
    (date(2027, 7, 10), datetime(2027, 7, 10, 21, 59, 59, tzinfo=UTC)),
    (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),  # 25 hours long
    (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),  # 23 hours long
]
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def fresh_counters():
    caches["default"].clear()
    yield
    caches["default"].clear()


def ends_on(last):
    return make_round(periode_van=last - timedelta(days=60), periode_tot=last, peildatum=last - timedelta(days=90))


def over(meetronde):
    """Its last day was yesterday, and nobody closed it."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Meetronde.objects.filter(pk=meetronde.pk).update(periode_tot=yesterday)
    meetronde.refresh_from_db()
    return meetronde


@pytest.mark.parametrize(("last", "last_second"), MIDNIGHTS, ids=lambda value: str(value)[:10])
def test_store_takes_what_comes_before_midnight_and_nothing_after(voorbeeldstad, last, last_second):
    meetronde = ends_on(last)
    with time_machine.travel(last_second, tick=False):
        assert (meetronde.accepts, submit(meetronde, voorbeeldstad).nummer) == (True, 1)
    with time_machine.travel(last_second + SECOND, tick=False):
        assert (meetronde.accepts, list(Meetronde.objects.accepting())) == (False, [])
        with pytest.raises(IndieningFout, match="De laatste dag van deze meetronde was "):
            submit(meetronde, voorbeeldstad)
    assert Indiening.objects.get().staat == "geldig"


@pytest.mark.parametrize(("last", "last_second"), MIDNIGHTS, ids=lambda value: str(value)[:10])
def test_a_link_works_until_the_same_moment(last, last_second, medewerker):
    meetronde = ends_on(last)
    with time_machine.travel(last_second, tick=False):
        make_link(meetronde, Gemeente.objects.get(slug="voorbeeldwaard"), medewerker)
        (link,) = Antwoordlink.objects.usable()
        assert link.until == f"tot en met {last.day} {MONTHS[last.month]} {last.year}"
    with time_machine.travel(last_second + SECOND, tick=False):
        make_link(meetronde, Gemeente.objects.get(slug="voorbeeldwaard"), medewerker)  # to take back with
        assert list(Antwoordlink.objects.usable()) == []


MONTHS = {3: "maart", 7: "juli", 10: "oktober", 12: "december"}


def test_what_was_submitted_can_be_withdrawn_after_the_last_day(voorbeeldstad, medewerker):
    meetronde = make_round()
    indiening = submit(meetronde, voorbeeldstad)
    over(meetronde)
    withdraw_indiening(indiening=indiening, by=medewerker.pk)
    assert Indiening.objects.get().staat == "ingetrokken"


def test_nobody_is_reminded_of_a_day_that_is_past(voorbeeldstad, mailoutbox):
    meetronde = make_round()
    rows = berichten_of(reminder(meetronde))
    post_berichten(berichten=rows)
    over(meetronde)
    send_due()
    assert (len(rows) > 0, mailoutbox, {each.staat for each in Bericht.objects.all()}) == (True, [], {"vervallen"})
    assert (berichten_of(reminder(meetronde)), meetronde.may_remind) == ([], False)


ANSWERS = {"AB-P1-1": "deels", "begroting": "nee", "mandaat_functie": "hoofd Veiligheid", "mandaat_datum": "2026-11-03"}


@pytest.mark.parametrize("step", ["bekijken", "indienen"])
@pytest.mark.parametrize("end", ["over", "gesloten"])
def test_who_types_by_link_past_the_last_day_keeps_the_text(client_for, medewerker, step, end):
    meetronde = make_round()
    token = make_token(meetronde, Gemeente.objects.get(slug="voorbeeldwaard"), medewerker)
    visitor = client_for(None, gemeente=None)
    sha256 = visitor.post(f"/antwoord/{token}/", {**ANSWERS, "stap": "bekijken"}).context["sha256"]
    if end == "over":
        over(meetronde)
    else:
        Meetronde.objects.update(staat="gesloten")
        meetronde.refresh_from_db()
    answer = visitor.post(f"/antwoord/{token}/", {**ANSWERS, "stap": step, "sha256": sha256})
    form = answer.context["form"]
    assert (answer.status_code, meetronde.reason_against in shown(answer)) == (409, True)
    assert (form["AB-P1-1"].value(), form["mandaat_functie"].value()) == ("deels", "hoofd Veiligheid")
    assert (Indiening.objects.count(), Antwoordlink.objects.get().used_at) == (0, None)
    page = visitor.get(f"/antwoord/{token}/")
    assert (page.status_code, meetronde.reason_against in shown(page)) == (200, True)


def test_staff_see_that_the_last_day_is_past_and_may_not_remind(client_for, medewerker):
    meetronde = over(make_round())
    client = client_for(medewerker, gemeente=None)
    page = client.get(url(meetronde))
    assert "Niemand kan meer indienen, ook niet met een eenmalige link." in shown(page)
    assert [part for part in ("herinneren/", "link/") if f'{part}"' in page.text] == []
    assert "Dit kan nu niet" in shown(client.post(url(meetronde, "herinneren/"), follow=True))
