"""Dropping a database of the tests, whoever is still in it."""

import time

import psycopg
from psycopg import sql

PATIENCE = 60  # seconds; one attempt of PostgreSQL waits five by itself
SESSIONS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
)


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Where it exists. `connection` is to another one, in autocommit, as its owner.

    Never WITH (FORCE): that ends everybody in one stroke and fails when one of them is autovacuum, which works as the
    superuser and may come by at any moment. We end the sessions; PostgreSQL ends autovacuum itself, each time it looks.
    Who connects between the two makes it look in vain, so then we begin again.
    """
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    until = time.monotonic() + PATIENCE
    while True:
        connection.execute(SESSIONS, [name])
        try:
            connection.execute(drop)
        except psycopg.errors.ObjectInUse:
            if time.monotonic() > until:
                raise
        else:
            return
