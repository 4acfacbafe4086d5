import os
import time
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from local.databases import drop_database
from local.postgres import Postgres

# Autovacuum comes every second and needs long for a row, so that it is there when the database is dropped.
BUSY = {
    "autovacuum_naptime": "1s",
    "autovacuum_vacuum_cost_delay": "100ms",
    "autovacuum_vacuum_cost_limit": "1",
    "autovacuum_vacuum_threshold": "0",
}
VACUUMING = "SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND datname = 'kompas_weg'"


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


@pytest.fixture
def busy_cluster(tmp_path):
    """A cluster of its own in which autovacuum never rests; a connection of its superuser, and one of the owner."""
    tmp_path.chmod(0o755)
    cluster = Postgres(tmp_path / "postgres", tmp_path / "postgres.log")
    cluster.start()
    try:
        with psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as admin:
            for name, value in BUSY.items():
                admin.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value))
        cluster.stop()
        cluster.start()
        _, owner = cluster.create_database("kompas")
        elsewhere = urlsplit(owner)._replace(path="/postgres").geturl()
        with (
            psycopg.connect(cluster.url("postgres", "postgres"), autocommit=True) as admin,
            psycopg.connect(elsewhere, autocommit=True) as connection,
        ):
            yield admin, connection, urlsplit(owner)._replace(path="/kompas_weg").geturl()
    finally:
        cluster.stop()


def test_drop_database_while_autovacuum_and_a_visitor_are_in_it(busy_cluster):
    """Both at once: one attempt by force failed on the first, one without force on the second."""
    admin, connection, url = busy_cluster
    connection.execute("CREATE DATABASE kompas_weg TEMPLATE template0")
    with psycopg.connect(url, autocommit=True) as visitor:
        visitor.execute("CREATE TABLE vol AS SELECT n, repeat('x', 200) AS tekst FROM generate_series(1, 20000) n")
        visitor.execute("UPDATE vol SET tekst = 'y'")
        until = time.monotonic() + 60
        while admin.execute(VACUUMING).fetchone() is None:
            assert time.monotonic() < until
            time.sleep(0.05)
        drop_database(connection, "kompas_weg")
        with pytest.raises(psycopg.OperationalError):
            visitor.execute("SELECT 1")
    assert admin.execute("SELECT FROM pg_database WHERE datname = 'kompas_weg'").fetchone() is None
