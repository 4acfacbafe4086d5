"""Every write on the public host leaves a row, which nobody can change."""

import pytest
from django.db import DatabaseError, connection, transaction

from beheer.actions import remove_old
from beheer.models import Handeling
from beheer.words import ACTIONS
from tests.isolatie.rules import addresses
from tests.normen.reads import READS
from tests.normen.urls import PUBLIC

BY_STAFF = ("landelijk", "regio")


def rows():
    return list(Handeling.objects.in_order().values_list("created_by", "action", "object", "status"))


def test_every_address_that_writes_has_words():
    found = [address for address in addresses(PUBLIC) if getattr(address.view, "scope", None) in BY_STAFF]
    writing = {address.name for address in found if address.path not in READS}
    assert (writing - ACTIONS.keys(), ACTIONS.keys() - {address.name for address in found}) == (set(), set())


def test_a_write_leaves_a_row(client_for, redacteur):
    client_for(redacteur, gemeente=None).post("/redactie/h1.doel/gecontroleerd/", {"versie": "1"})
    assert rows() == [(redacteur.pk, "sjablonen:passage_confirm", "h1.doel", 422)]


def test_a_refusal_leaves_a_row_and_reading_none(client_for, redacteur):
    client = client_for(redacteur, gemeente=None)
    client.get("/redactie/")
    client.post("/platform/gemeenten/GM0193/openen/")
    assert rows() == [(redacteur.pk, "beheer:gemeente_open", "GM0193", 403)]


def test_a_write_without_its_row_is_no_write(client, zwolle, monkeypatch):
    monkeypatch.setattr("beheer.middleware.note", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.post("/platform/gemeenten/GM0193/openen/")
    zwolle.refresh_from_db()
    assert zwolle.opening == ""


@pytest.mark.parametrize("statement", ["UPDATE beheer_handeling SET status = 1", "DELETE FROM beheer_handeling"])
def test_not_even_the_platform_changes_or_deletes_a_row(client, statement):
    client.post("/platform/gemeenten/GM0193/openen/")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_past_its_term_is_removed_by_the_function_of_the_owner(client):
    client.post("/platform/gemeenten/GM0193/openen/")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO beheer_handeling SELECT gen_random_uuid(), now() - interval '2 years 1 day',"
            " created_by, action, object, status, reference, network FROM beheer_handeling"
        )
    assert (remove_old(), Handeling.objects.count()) == (1, 1)
