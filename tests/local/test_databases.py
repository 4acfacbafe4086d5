import os
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from local.databases import drop_database


@pytest.fixture
def server():
    """A connection beside the database that is dropped, and that one's name and address."""
    owner = os.environ["DATABASE_OWNER_URL"]
    name = urlsplit(owner).path.strip("/") + "_weg"
    with psycopg.connect(urlsplit(owner)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        drop_database(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield connection, name, urlsplit(owner)._replace(path=f"/{name}").geturl()


def test_drop_database_ends_who_is_in_it_and_may_be_repeated(server):
    connection, name, url = server
    with psycopg.connect(url) as visitor:
        drop_database(connection, name)
        with pytest.raises(psycopg.OperationalError):
            visitor.execute("SELECT 1")
    drop_database(connection, name)
    assert connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None
