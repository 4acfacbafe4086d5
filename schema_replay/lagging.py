"""Which schemas lack which migrations: one query over the django_migrations of all of them."""

from collections.abc import Iterable
from datetime import datetime

import psycopg
from psycopg import sql

Key = tuple[str, str]  # app and name of a migration
TABLE = "django_migrations"


def applied(connection: psycopg.Connection, schemas: Iterable[str]) -> dict[str, frozenset[Key]]:
    """Per schema what was applied in it; nothing for a schema that has no such table, or does not exist."""
    found: dict[str, set[Key]] = {schema: set() for schema in schemas}
    query = "SELECT schemaname FROM pg_tables WHERE tablename = %s AND schemaname = ANY(%s)"
    present = [row[0] for row in connection.execute(query, [TABLE, list(found)]).fetchall()]
    if present:
        parts = (
            sql.SQL("SELECT {}, app, name FROM {}").format(schema, sql.Identifier(schema, TABLE)) for schema in present
        )
        for schema, app, name in connection.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall():
            found[schema].add((app, name))
    return {schema: frozenset(keys) for schema, keys in found.items()}


def existing(connection: psycopg.Connection, schemas: Iterable[str]) -> set[str]:
    query = "SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)"
    return {row[0] for row in connection.execute(query, [list(schemas)]).fetchall()}


def record(key: Key, at: datetime) -> sql.Composed:
    """The statement that Django's recorder would send, for the schema on the search path."""
    return sql.SQL("INSERT INTO {} (app, name, applied) VALUES ({}, {}, {})").format(
        sql.Identifier(TABLE), *key, at.isoformat()
    )
