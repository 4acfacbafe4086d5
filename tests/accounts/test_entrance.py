import os
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import DataError, connection
from django.test import Client
from django.utils import timezone

from accounts.entrance import Entrance, ask, enter
from accounts.models import Gebruiker, Session
from tenants.models import Gemeente


@pytest.fixture
def key(client_for, bewerker):
    return client_for(bewerker).cookies[settings.SESSION_COOKIE_NAME].value


def fields(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_enter_gives_the_rows_as_django_reads_them(key, bewerker):
    found = enter("stadskanaal", key)
    assert [fields(row) for row in (found.gemeente, found.session, found.gebruiker)] == [
        fields(Gemeente.objects.get(slug="stadskanaal")),
        fields(Session.objects.get(pk=Session.key_of(key))),
        fields(bewerker),
    ]


def test_enter_gives_what_with_toegang_gives(key, bewerker, beheerder, client_for):
    keys = key, client_for(beheerder).cookies[settings.SESSION_COOKIE_NAME].value
    for gebruiker, each in zip((bewerker, beheerder), keys, strict=True):
        found, expected = enter("stadskanaal", each).gebruiker, Gebruiker.objects.with_toegang(gebruiker.pk)
        assert (found.toegangen, found.has_second_step) == (expected.toegangen, expected.has_second_step)
    assert (expected.toegangen[0]["functie"], expected.has_second_step) == ("beheerder", True)


def test_enter_is_one_query(key, django_assert_num_queries):
    with django_assert_num_queries(1):
        enter("stadskanaal", key)


def test_enter_asks_nothing_for_a_visitor_of_the_public_host(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert enter(None, "") == Entrance()


@pytest.mark.parametrize("label", ["amsterdam", "bestaat-niet", "", None])  # the first is there, and not open
def test_enter_knows_the_person_where_there_is_no_gemeente(key, bewerker, label):
    found = enter(label, key)
    assert (found.gemeente, found.gebruiker) == (None, bewerker)


def test_enter_does_not_know_a_session_that_is_over(key):
    Session.objects.filter(pk=Session.key_of(key)).update(expire_date=timezone.now() - timedelta(seconds=1))
    found = enter("stadskanaal", key)
    assert (found.gemeente.slug, found.session, found.gebruiker) == ("stadskanaal", None, None)


def test_enter_does_not_know_who_is_no_longer_active(key, bewerker):
    Gebruiker.objects.filter(pk=bewerker.pk).update(is_active=False)
    found = enter("stadskanaal", key)
    assert (found.session.pk, found.gebruiker) == (Session.key_of(key), None)


def test_a_session_whose_column_names_another_is_of_whom_its_signed_data_names(client_for, bewerker, beheerder):
    client = client_for(bewerker)
    Session.objects.filter(pk=Session.key_of(client.session.session_key)).update(gebruiker=beheerder)
    assert client.get("/").context["request"].user == bewerker


def test_a_page_asks_for_host_session_and_person_in_one_query(client_for, bewerker, django_assert_num_queries):
    client = client_for(bewerker)
    with django_assert_num_queries(1):
        assert client.get("/bestaat-niet/").status_code == 404


@pytest.mark.parametrize("label", ["stadskanaal", "voorbeeldstad"])
def test_enter_replaces_a_connection_that_died(django_db_setup, django_db_blocker, label):
    with django_db_blocker.unblock():
        try:
            connection.close()
            ask(label, "")
            pid = connection.connection.info.backend_pid
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as login:
                login.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            assert (enter(label, "").gemeente.slug, connection.connection.info.backend_pid != pid) == (label, True)
        finally:
            connection.close()


def test_enter_does_not_hide_what_else_goes_wrong(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        try:
            ask("stadskanaal", "")
            with pytest.raises((DataError, ValueError)):  # a NUL, of which a label can hold none
                enter("\0", "")
        finally:
            connection.close()


OWN = str(settings.KOMPAS_PORT)


@pytest.mark.parametrize("label", ["", "stadskanaal."])
@pytest.mark.parametrize(
    ("port", "known"),
    [("", True), (f":{OWN}", True), (":9999", False), (":80", False), (":", False), (f":0{OWN}", False)],
)
def test_a_port_of_another_service_is_no_host_of_ours(label, port, known, db):
    """No link, redirect or form of ours may lead there: what somebody types in it would be read by who listens."""
    host = f"{label}{settings.KOMPAS_HOST}{port}"
    answer = Client(headers={"host": host}).get("/.well-known/security.txt")
    assert (answer.status_code, f"{host}/" in answer.text) == ((200, True) if known else (404, False))
