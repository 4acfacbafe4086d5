"""Whatever breaks off: all or nothing, nothing typed is lost, and who hears that it was saved can count on it."""

from contextlib import contextmanager

import pytest
from django.db import connection

from kompas.celery import app
from tenants.models import Gemeente
from tests import database
from tests.conftest import HostClient
from tests.normen.conftest import COUNTS
from tests.normen.faults import Runner
from tests.normen.kader import remove_kaderversies
from tests.normen.state import State
from tests.normen.urls import all_addresses
from tests.normen.world import World, make_world
from tests.normen.writes import READS, WRITES, key_of

PARTS = 4  # so that two processes share the work
PROMISED = 500 // PARTS


@contextmanager
def undone():
    """Outside the transactions of the other tests: a commit whose answer gets lost must be a commit."""
    untouched, stamp = State(World(Gemeente.objects.get(slug="voorbeelddijk"), {})), database.read_stamp()
    database.write_stamp(f"{database.STAMP} (half)")  # after a run that is killed here, the next makes it anew
    try:
        yield
    finally:
        untouched.restore()
        untouched.close()
        remove_kaderversies()
        connection.close()
    database.write_stamp(stamp)


def test_every_view_is_a_known_write_or_a_known_read():
    known = [*(write.view for write in WRITES), *READS]
    assert sorted(known) == sorted({key_of(address) for address in all_addresses()})


@pytest.mark.parametrize("part", range(PARTS))
def test_every_statement_of_every_write_may_fail(django_db_setup, django_db_blocker, monkeypatch, part):
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)
    with django_db_blocker.unblock(), undone():
        report = Runner(make_world("voorbeelddijk"), HostClient).run(WRITES[part::PARTS], most=6)
    COUNTS.append(f"{report.count} storingen, {report.failed} met een storingspagina (deel {part + 1} van {PARTS})")
    assert report.problems == []
    assert report.count >= PROMISED
