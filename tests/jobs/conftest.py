from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job
from kompas.celery import app

KIND = "tests.nothing"


@pytest.fixture
def published(monkeypatch):
    """What was offered to the broker: the edge of our process."""
    sent = []
    monkeypatch.setattr(app, "send_task", lambda kind, **options: sent.append((kind, options["kwargs"])))
    return sent


@pytest.fixture
def no_broker(monkeypatch):
    def refuse(*arguments, **options):
        raise ConnectionRefusedError

    monkeypatch.setattr(app, "send_task", refuse)


@pytest.fixture
def make_job(stadskanaal):
    """A job of Stadskanaal, offered a minute ago; `lease` is in seconds from now."""

    def make(*, lease=None, **values):
        if lease is not None:
            values |= {"state": Job.State.RUNNING, "lease_until": timezone.now() + timedelta(seconds=lease)}
        job = Job.objects.create(kind=KIND, **{"gemeente": stadskanaal, **values})
        Job.objects.filter(pk=job.pk).update(published_at=timezone.now() - timedelta(minutes=1))
        return job

    return make
