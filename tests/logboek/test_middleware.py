"""Who writes, downloads or is refused leaves one row, which says nothing of what was typed."""

import copy
import json

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.networks import network
from accounts.permissions import Permission
from kompas.celery import app
from logboek.models import Gebeurtenis
from logboek.words import ACTIONS, DOWNLOADS, WRITES
from tenants.context import in_gemeente
from tests.conftest import HostClient
from tests.isolatie.rules import Address as Ruled
from tests.normen import writes
from tests.normen.urls import TENANT, addresses
from tests.normen.world import kept_world
from tests.normen.writes import arrange, by_key, client_of

SAVE = "/zelfevaluatie/BB-P1-1/opslaan/"
CANARY = "Kanarie-7Q-vogel"


def rows():
    return list(Gebeurtenis.objects.in_order().values_list("created_by", "action", "object", "status"))


@pytest.fixture
def client(gemeente, bewerker, client_for):
    return client_for(bewerker)


def test_a_write_leaves_one_row(client, bewerker):
    client.post(SAVE, {"version": "0", "status": "deels"}, REMOTE_ADDR="192.0.2.17")
    row = Gebeurtenis.objects.get()
    assert (row.created_by, row.action, row.object, row.status, row.network) == (
        bewerker.pk,
        "zelfevaluatie:bouwsteen_save",
        "BB-P1-1",
        302,
        "192.0.2.0/24",
    )
    assert len(row.reference) == 9


@pytest.mark.parametrize(
    ("data", "status"), [({"version": "9", "status": "deels"}, 409), ({"version": "0", "status": "x"}, 422)]
)
def test_a_write_that_was_not_accepted_leaves_a_row_too(client, bewerker, data, status):
    client.post(SAVE, data, headers={"HX-Request": "true"})
    assert rows() == [(bewerker.pk, "zelfevaluatie:bouwsteen_save", "BB-P1-1", status)]


def test_a_refusal_leaves_a_row(gemeente, lezer, client_for):
    client = client_for(lezer)
    client.post(SAVE, {"version": "0", "status": "deels"})
    client.get("/logboek/")
    assert rows() == [
        (lezer.pk, "logboek:gebeurtenis_list", "", 403),
        (lezer.pk, "zelfevaluatie:bouwsteen_save", "BB-P1-1", 403),
    ]


def test_reading_a_page_leaves_no_row(client):
    client.get("/zelfevaluatie/BB-P1-1/")
    assert rows() == []


def test_a_download_leaves_a_row(gemeente, beheerder, client_for):
    client_for(beheerder).get("/logboek/logboek.csv")
    assert rows() == [(beheerder.pk, "logboek:gebeurtenis_csv", "", 200)]


def test_a_change_without_its_row_is_no_change(client, antwoord, monkeypatch):
    monkeypatch.setattr("logboek.middleware.note", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.post(SAVE, {"version": "0", "status": "deels"})
    antwoord.refresh_from_db()
    assert (antwoord.status, antwoord.version) == ("", 0)


def test_what_is_typed_is_in_no_row(client):
    client.post(SAVE, {"version": "0", "status": "deels", "plan_zin": CANARY, "toelichting": CANARY})
    client.post(f"/beleidsplan/passage/{CANARY} met spatie/opslaan/", {"version": "1", "tekst": CANARY})
    client.post(f"/acties/nieuw/?zoek={CANARY}", {"version": "1", "wat": CANARY, "ambitie": "2", "staat": "open"})
    found = json.dumps(list(Gebeurtenis.objects.values()), default=str)
    assert (Gebeurtenis.objects.count(), CANARY in found) == (3, False)


@pytest.mark.parametrize(
    "statement", ["UPDATE logboek_gebeurtenis SET status = 200", "DELETE FROM logboek_gebeurtenis"]
)
def test_the_gemeente_can_only_add(client, statement):
    client.post(SAVE, {"version": "0", "status": "deels"})
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_another_gemeente_has_its_own(client, gemeente, voorbeeldstad, buitenstaander, client_for):
    client.post(SAVE, {"version": "0", "status": "deels"})
    client_for(buitenstaander, voorbeeldstad).post(SAVE, {"version": "0", "status": "nog_niet"})
    with in_gemeente(voorbeeldstad):
        there = rows()
    assert [by for by, *_ in there] == [buitenstaander.pk]
    assert Gebeurtenis.objects.filter(created_by=buitenstaander.pk).count() == 0


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.17", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("::ffff:192.0.2.17", "192.0.2.0/24"),
    ],
)
def test_network_does_not_say_which_device(address, kept):
    assert network(address) == kept


HERE = {key for key, address in by_key().items() if address.urlconf == TENANT}
OF_A_GEMEENTE = [write for write in writes.WRITES if write.view in HERE]


@pytest.fixture(scope="module")
def made_world(django_db_setup, django_db_blocker):
    with kept_world("voorbeelddijk", django_db_blocker) as world:
        yield world


@pytest.mark.parametrize("write", OF_A_GEMEENTE, ids=lambda write: write.view)
def test_every_write_leaves_one_row_with_words(made_world, db, monkeypatch, write):
    monkeypatch.setattr(app, "send_task", lambda kind, **options: None)
    world = copy.deepcopy(made_world)
    client = client_of(write, world, HostClient)
    path, data = arrange(write, client, world)
    client.post(path, data)
    with in_gemeente(world.gemeente):
        ((by, action, _, status),) = rows()
    assert (by, action in WRITES, status < 400) == (world.people[write.who].pk, True, True)


def test_every_address_that_writes_or_downloads_has_words():
    """Whatever needs more than the right to read, or takes only POST, writes or leads to it."""
    found = {
        address.callback.__module__.split(".")[0] + ":" + address.name
        for address in addresses(TENANT)
        if getattr(address.callback, "permission", None) not in {None, Permission.READ}
        or Ruled(address.name, address.callback, (), TENANT).is_post_only
    }
    assert (found - set(ACTIONS), set(WRITES) - found) == (set(), set())
    named = {f"{a.callback.__module__.split('.')[0]}:{a.name}" for a in addresses(TENANT)}
    assert set(DOWNLOADS) - named == set()
