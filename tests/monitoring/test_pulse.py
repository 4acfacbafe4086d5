"""Beat and workers say that they live; a database that is away keeps neither from working."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import OperationalError

from kompas.celery import app, worker_lives
from monitoring import pulse
from monitoring.models import Heartbeat
from monitoring.pulse import EVERY, Pulse, Scheduler

DAY = timedelta(days=1).total_seconds()


@pytest.fixture(autouse=True)
def kept_open(monkeypatch):
    """The connection of a test holds what the test did."""
    closed = []
    monkeypatch.setattr(pulse.connection, "close", lambda: closed.append(True))
    return closed


def rows():
    return list(Heartbeat.objects.order_by("name", "instance").values_list("name", "instance"))


@pytest.fixture
def nothing(db):
    Heartbeat.objects.all().delete()


def test_a_worker_beats_under_its_own_name_and_keeps_no_connection(nothing, kept_open, monkeypatch):
    monkeypatch.setattr(pulse, "of_worker", Pulse(Heartbeat.Name.WORKER))

    worker_lives(SimpleNamespace(eventer=SimpleNamespace(hostname="celery@een")))
    assert (rows(), kept_open) == ([("worker", "celery@een")], [True])


def test_beat_beats_at_its_ticks(nothing, tmp_path):
    scheduler = Scheduler(app, schedule_filename=str(tmp_path / "beat"), lazy=True)
    scheduler.pulse("")
    assert (rows(), scheduler.max_interval) == ([("beat", "")], EVERY)


def test_beat_is_told_to_use_it():
    assert app.conf.beat_scheduler == "monitoring.pulse:Scheduler"


def test_a_pulse_writes_once_in_thirty_seconds(nothing, django_assert_num_queries):
    pulse_of = Pulse(Heartbeat.Name.WORKER)
    with django_assert_num_queries(1):
        for _ in range(20):
            pulse_of("een")
    pulse_of.last = time.monotonic() - EVERY - 1
    with django_assert_num_queries(1):
        pulse_of("een")


def test_without_database_the_pulse_says_so_and_goes_on(db, monkeypatch, caplog, kept_open):
    def away(**_):
        raise OperationalError("connection refused")

    monkeypatch.setattr(pulse, "beat", away)
    Pulse(Heartbeat.Name.WORKER)("een")
    assert [record.getMessage() for record in caplog.records] == ["Geen database voor de hartslag: OperationalError"]
    assert kept_open == [True]


def test_every_message_of_beat_expires_before_it_would_be_one_of_many():
    entries = settings.CELERY_BEAT_SCHEDULE
    assert {
        name for name, entry in entries.items() if not 0 < entry.get("options", {}).get("expires", 0) <= DAY
    } == set()
    every = {name: entry["schedule"] for name, entry in entries.items() if isinstance(entry["schedule"], float)}
    assert {name for name, seconds in every.items() if entries[name]["options"]["expires"] > 4 * seconds} == set()
