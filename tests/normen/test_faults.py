"""Whatever breaks off: all or nothing, nothing typed is lost, and who hears that it was saved can count on it."""

import pytest
from django.db import connection

from kompas.celery import app
from tenants.models import Gemeente
from tests.conftest import HostClient
from tests.normen.conftest import COUNTS
from tests.normen.faults import Runner
from tests.normen.state import State
from tests.normen.urls import all_addresses
from tests.normen.world import World, make_world
from tests.normen.writes import READS, WRITES, key_of

PROMISED = 500


@pytest.fixture(scope="module")
def report(django_db_setup, django_db_blocker):
    """Outside the transactions of the other tests: a commit whose answer gets lost must be a commit."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "send_task", lambda kind, **options: None)
        untouched = State(World(Gemeente.objects.get(slug="voorbeelddijk"), {}))
        try:
            yield Runner(make_world("voorbeelddijk"), HostClient).run(WRITES, share=0.42)
        finally:
            untouched.restore()
            untouched.close()
            connection.close()


def make_world_of_nothing():
    """The gemeente as the other tests know it."""
    from tenants.models import Gemeente
    from tests.normen.world import World

    return World(Gemeente.objects.get(slug="voorbeelddijk"), {})


def test_every_view_is_a_known_write_or_a_known_read():
    known = [*(write.view for write in WRITES), *READS]
    assert sorted(known) == sorted({key_of(address) for address in all_addresses()})


def test_every_statement_of_every_write_may_fail(report):
    assert report.problems == []


def test_as_many_faults_as_promised(report):
    COUNTS.append(f"{report.count} storingen, {report.failed} met een storingspagina")
    assert report.count >= PROMISED
