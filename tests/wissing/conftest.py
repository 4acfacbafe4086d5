import os
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection as django_connection
from psycopg import sql

from local.databases import drop_database
from tests.wissing.planted import WORDS, plant
from wissing.actions import confirm_wissing, request_wissing
from wissing.tasks import wipe


@pytest.fixture(autouse=True)
def journal(settings, tmp_path):
    """The operator's file, of this test alone."""
    path = tmp_path / "wissingen.jsonl"
    settings.WISSINGEN_FILE = str(path)
    return path


@pytest.fixture(scope="module")
def scratch(django_db_setup):
    """The address of a database of our own, made anew whenever asked; and what it needs to run Kompas there."""
    owner = os.environ["DATABASE_OWNER_URL"]
    name = urlsplit(owner).path.strip("/") + "_wis"
    admin = urlsplit(owner)._replace(path="/postgres").geturl()
    with psycopg.connect(admin, autocommit=True) as connection:

        def make():
            drop_database(connection, name)
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            return urlsplit(owner)._replace(path=f"/{name}").geturl()

        yield make
        drop_database(connection, name)
        for (role,) in connection.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{name}_"]
        ).fetchall():
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def work(wissing, gemeente):
    """What the worker does, job after job, until there is nothing left to do."""
    job = None
    while wissing.staat == "bezig" and wissing.job_id != job:
        job = wissing.job_id
        django_connection.set_schema_to_public()
        wipe(str(job), str(gemeente.pk))
        django_connection.set_tenant(gemeente)
        wissing.refresh_from_db()


def confirm_and_wipe(*, wissing, gemeente, by):
    confirm_wissing(wissing=wissing, gemeente=gemeente, by=by)
    work(wissing, gemeente)


@pytest.fixture
def planted(gemeente, bewerker):
    gemeente.herkomst = ""  # as if it had filled in its answers itself, so that it may adopt
    return plant(gemeente, bewerker, joint=f"Samen met {WORDS}")


@pytest.fixture
def asked(planted, beheerder):
    return request_wissing(words=WORDS, reden="persoon", by=beheerder)
