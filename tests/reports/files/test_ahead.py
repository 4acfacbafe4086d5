"""A PDF that nobody asked for yet: made when nobody waits, found by who asks, and never in anybody's way."""

import os
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from redis.exceptions import RedisError

from jobs.actions import LAST, claim, request_job
from jobs.models import Job
from kompas.celery import app
from printing.pdf import RenderFout
from reports.files import ahead, formats
from reports.files.actions import RENDER_TASK, render_rapport, request_rapport
from reports.files.ahead import AHEAD_TASK, hint_ahead
from reports.models import Beleidsplan, Rapport
from reports.tasks import make_ahead as task
from tenants.context import in_gemeente
from tenants.models import Gemeente
from tests.reports.conftest import as_platform
from zelfevaluatie.models import Antwoord

URL = "/beleidsplan/vooraf/"


@pytest.fixture(autouse=True)
def idle(monkeypatch):
    """A machine with nothing to do: the edge of our process. And nobody left the page a moment ago."""
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    caches["gemeente"].clear()


@pytest.fixture
def rendered(monkeypatch, pdf):
    """How each PDF was asked for; `meanwhile` is called while one is made."""

    class Rendered(list):
        meanwhile = None

        def __call__(self, html, **options):
            self.append(options["spare"])
            if self.meanwhile:
                self.meanwhile(options["beat"])
            return pdf

    rendered = Rendered()
    monkeypatch.setattr(formats, "render_pdf", rendered)
    return rendered


def make_ahead(gemeente):
    with as_platform():
        task(gemeente_id=str(gemeente.pk))


def ask(zelfevaluatie, gemeente, by):
    return request_rapport(zelfevaluatie=zelfevaluatie, gemeente=gemeente, by=by)


def test_what_was_made_ahead_is_there_for_who_asks(filled, gemeente, bewerker, pdf, rendered):
    make_ahead(gemeente)
    made = Rapport.objects.get()
    assert (made.requested_by, made.pages, bytes(made.content)) == (None, 3, pdf.content)

    asked = ask(filled, gemeente, bewerker)

    assert (asked.pk, asked.requested_by, rendered) == (made.pk, bewerker.pk, [True])
    assert (asked.requested_at > made.requested_at, Job.objects.count()) == (True, 0)


def test_it_is_made_once_and_again_when_the_plan_changes(filled, gemeente, bewerker, rendered):
    for _ in range(2):
        make_ahead(gemeente)
    first = Rapport.objects.get()
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Nu anders.")
    make_ahead(gemeente)
    assert (len(rendered), Rapport.objects.count(), Rapport.objects.get().pk == first.pk) == (2, 1, False)
    assert ask(filled, gemeente, bewerker) == Rapport.objects.get()


def test_what_somebody_asked_for_stays_when_the_next_is_made_ahead(filled, gemeente, bewerker, rendered):
    make_ahead(gemeente)
    asked = ask(filled, gemeente, bewerker)
    Antwoord.objects.filter(bouwsteen__code="SV-P1-1").update(plan_zin="Nu anders.")
    make_ahead(gemeente)
    assert set(Rapport.objects.values_list("requested_by", flat=True)) == {bewerker.pk, None}
    assert Rapport.objects.filter(pk=asked.pk).exists()


def test_what_is_of_yesterday_is_not_given_today(filled, gemeente, bewerker, rendered, monkeypatch):
    make_ahead(gemeente)
    made = Rapport.objects.get()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert ask(filled, gemeente, bewerker) != made
    assert Job.objects.count() == 1


def test_who_asks_while_it_is_made_gets_that_one(filled, gemeente, bewerker, rendered):
    def meanwhile(beat):
        with in_gemeente(gemeente):
            asked = ask(filled, gemeente, bewerker)
        beat()  # a job of its own waits now, and that is no reason to give way
        assert (asked.requested_by, asked.finished_at) == (bewerker.pk, None)

    rendered.meanwhile = meanwhile
    make_ahead(gemeente)
    rapport = Rapport.objects.get()
    assert (rapport.requested_by, rapport.pages) == (bewerker.pk, 3)
    rendered.meanwhile = None
    with as_platform():
        render_rapport(job=claim(job_id=rapport.pk), gemeente=gemeente)
    assert (Job.objects.get().state, rendered) == (Job.State.DONE, [True])


def test_one_whose_worker_died_is_made_by_the_job_of_who_asks(filled, gemeente, bewerker, rendered):
    with in_gemeente(gemeente):
        left = ahead.begin(gemeente)
    asked = ask(filled, gemeente, bewerker)
    assert (asked.pk, Job.objects.get().kind) == (left.pk, RENDER_TASK)
    with as_platform():
        render_rapport(job=claim(job_id=asked.pk), gemeente=gemeente)
    assert (Rapport.objects.get().pages, rendered) == (3, [False])


def test_it_gives_way_when_somebody_asks_for_something_else(filled, gemeente, bewerker, rendered):
    def meanwhile(beat):
        request_job(kind=RENDER_TASK, gemeente=gemeente, by=bewerker)
        beat()
        raise AssertionError("It went on.")

    rendered.meanwhile = meanwhile
    make_ahead(gemeente)
    assert (Rapport.objects.count(), Job.objects.get().state) == (0, Job.State.WAITING)


@pytest.mark.parametrize("state", [Job.State.WAITING, Job.State.RUNNING])
def test_nothing_is_made_while_a_worker_is_wanted(filled, gemeente, bewerker, rendered, state):
    job = request_job(kind=RENDER_TASK, gemeente=gemeente, by=bewerker)
    with as_platform():
        Job.objects.filter(pk=job.pk).update(state=state, lease_until=timezone.now() + timedelta(seconds=20))
    make_ahead(gemeente)
    assert (rendered, Rapport.objects.count()) == ([], 0)
    with as_platform():
        Job.objects.update(created_at=timezone.now() - timedelta(hours=1))  # of a gemeente that is being moved, say
    make_ahead(gemeente)
    assert rendered == [True]


@pytest.mark.parametrize(("load", "most", "made"), [(0.69, 0.7, 1), (0.7, 0.7, 0), (0.0, 0.0, 0), (0.9, 1.5, 1)])
def test_nothing_is_made_under_load(filled, gemeente, rendered, monkeypatch, settings, load, most, made):
    settings.AHEAD_LOAD = most
    monkeypatch.setattr(os, "getloadavg", lambda: (load * os.cpu_count(), 0.0, 0.0))
    make_ahead(gemeente)
    assert len(rendered) == made


def test_one_that_cannot_be_made_leaves_nothing(filled, gemeente, rendered, monkeypatch):
    def refuse(html, **options):
        raise RenderFout("Te groot.", final=True)

    monkeypatch.setattr(formats, "render_pdf", refuse)
    make_ahead(gemeente)
    assert Rapport.objects.count() == 0


def test_one_that_was_wiped_while_it_was_made_does_not_come_back(filled, gemeente, rendered):
    def meanwhile(beat):
        with in_gemeente(gemeente):
            Rapport.objects.all().delete()

    rendered.meanwhile = meanwhile
    make_ahead(gemeente)
    assert (rendered, Rapport.objects.count()) == ([True], 0)


def test_nothing_is_made_without_a_zelfevaluatie_or_of_a_gemeente_that_is_over(gemeente, zelfevaluatie, rendered):
    for last, is_there in ((timezone.localdate() - timedelta(days=1), True), (None, False)):
        with as_platform():
            Gemeente.objects.filter(pk=gemeente.pk).update(valid_until=last)
        if not is_there:
            zelfevaluatie.delete()
        make_ahead(gemeente)
    assert (rendered, Beleidsplan.objects.count()) == ([], 0)


def test_no_page_shows_what_nobody_asked_for(client_for, filled, gemeente, bewerker, rendered):
    client = client_for(bewerker)
    make_ahead(gemeente)
    pk = Rapport.objects.get().pk
    assert "Gemaakte rapporten" not in client.get("/beleidsplan/").text
    assert [client.get(f"/beleidsplan/rapport/{pk}/{rest}").status_code for rest in ("", "bestand/")] == [404, 404]
    page = client.post("/beleidsplan/pdf/", follow=True)
    assert ("PDF downloaden" in page.text, "was al gemaakt" in page.text) == (True, False)
    assert client.get(f"/beleidsplan/rapport/{pk}/bestand/").status_code == 200


def test_rapport_ahead_tells_a_worker_that_has_nothing_else_to_do(client_for, filled, gemeente, bewerker, monkeypatch):
    sent = []
    monkeypatch.setattr(app, "send_task", lambda kind, **options: sent.append((kind, options)))
    assert client_for(bewerker).get(URL).status_code == 204
    [(kind, options)] = sent
    assert (kind, options["kwargs"]) == (AHEAD_TASK, {"gemeente_id": str(gemeente.pk)})
    assert (options["priority"], options["expires"]) == (LAST, 60)


def test_who_asks_a_hundred_times_lets_a_worker_gather_the_plan_once(parties, monkeypatch):
    """And stands in the way of no other gemeente."""
    sent = []
    monkeypatch.setattr(app, "send_task", lambda kind, **options: sent.append(options["kwargs"]["gemeente_id"]))
    assert {parties["stadskanaal"].client.get(URL).status_code for _ in range(100)} == {204}
    parties["voorbeeldstad"].client.get(URL)
    assert sent == [str(parties[slug].gemeente.pk) for slug in ("stadskanaal", "voorbeeldstad")]


def test_rapport_ahead_is_for_who_may_ask_for_the_pdf(client_for, filled, lezer, buitenstaander, bewerker):
    assert [client_for(who).get(URL).status_code for who in (bewerker, lezer, buitenstaander)] == [204, 403, 404]


def test_without_valkey_nobody_is_told_and_nobody_waits(client_for, filled, bewerker, monkeypatch):
    def refuse(*args, **options):
        raise RedisError

    monkeypatch.setattr(type(caches["gemeente"]), "add", refuse)
    monkeypatch.setattr(app, "send_task", lambda kind, **options: pytest.fail("sent"))
    assert client_for(bewerker).get(URL).status_code == 204


def test_an_operator_can_switch_it_off(gemeente, settings, monkeypatch):
    settings.AHEAD_LOAD = 0.0
    monkeypatch.setattr(app, "send_task", lambda kind, **options: pytest.fail("sent"))
    hint_ahead(gemeente=gemeente)


def test_of_one_gemeente_nothing_is_found_with_the_hash_of_another(parties, rendered):
    """Even when it is the same: the row is in the schema of the other."""
    stad, dijk = parties["voorbeeldstad"], parties["voorbeelddijk"]
    make_ahead(stad.gemeente)
    with in_gemeente(stad.gemeente):
        made = Rapport.objects.get()
    with in_gemeente(dijk.gemeente):
        own = ahead.begin(dijk.gemeente)
        assert own.made_of_sha256 != made.made_of_sha256
    with in_gemeente(stad.gemeente):
        Rapport.objects.update(made_of_sha256=own.made_of_sha256)
    with in_gemeente(dijk.gemeente):
        Rapport.objects.all().delete()
    dijk.client.post("/beleidsplan/pdf/")
    with in_gemeente(dijk.gemeente):
        [asked] = Rapport.objects.all()
        assert (asked.made_of_sha256, asked.pk == made.pk, asked.content) == (own.made_of_sha256, False, None)
    with in_gemeente(stad.gemeente):
        assert Rapport.objects.get().requested_by is None
