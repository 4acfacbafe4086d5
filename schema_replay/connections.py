"""The two kinds of connection that a run uses: raw ones for statements in bulk, and Django's for all else."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connections
from django_tenants.postgresql_backend.base import EXTRA_SEARCH_PATHS
from django_tenants.utils import get_public_schema_name

LOCK_TIMEOUT = "2s"  # who waits for a lock on a table holds up everybody behind
FOR_DJANGO_ALONE = {"cursor_factory", "context", "prepare_threshold"}


@contextlib.contextmanager
def connect(alias: str) -> Iterator[psycopg.Connection]:
    """A connection of its own, as the login of `alias`, in autocommit, on no schema of a tenant."""
    parameters = connections[alias].get_connection_params()
    parameters = {name: value for name, value in parameters.items() if name not in FOR_DJANGO_ALONE}
    with psycopg.connect(**parameters, autocommit=True, prepare_threshold=None) as connection:
        yield connection


@contextlib.contextmanager
def at(alias: str, schema: str) -> Iterator[Any]:
    """Django's connection of this thread, in that schema; afterwards in the public schema again."""
    connection: Any = connections[alias]  # with what django-tenants adds to it
    connection.set_schema(schema)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        yield connection
    finally:
        connection.close()  # with its lock_timeout, whatever state an error left it in
        connection.set_schema_to_public()


def search_path(schema: str) -> list[str]:
    """What django-tenants gives a tenant."""
    return [schema, get_public_schema_name(), *EXTRA_SEARCH_PATHS]
