"""Dropping a database of the tests, whoever is still in it."""

import psycopg
from psycopg import sql


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Where it exists. `connection` is to another one, in autocommit, as its owner.

    First without force: that ends a process of autovacuum, which only a superuser may end by force.
    """
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        connection.execute(drop)
    except psycopg.errors.ObjectInUse:
        connection.execute(drop + sql.SQL(" WITH (FORCE)"))
