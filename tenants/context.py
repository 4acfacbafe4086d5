"""Entering the schema of a gemeente, and what every template may know about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from django.db import connection as django_connection
from django.http import HttpRequest

from tenants.backend.base import DatabaseWrapper
from tenants.models import Gemeente

connection = cast(DatabaseWrapper, django_connection)  # the same, with a type that knows gemeenten


@contextmanager
def in_gemeente(gemeente: Gemeente) -> Iterator[None]:
    """Work as this gemeente: its schema, its role. Restores what was before, also after an error.

    A generator keeps its own state per call, so threads and nested uses cannot mix; django-tenants' decorators and
    `with tenant:` share theirs and are banned by lint. Raises ValueError when the gemeente has not been opened.
    """
    if gemeente.opened_at is None:
        raise ValueError(f"{gemeente.naam} is nog niet geopend in Kompas.")
    previous = connection.tenant
    connection.set_tenant(gemeente)
    try:
        yield
    finally:
        connection.set_tenant(previous)


def kompas(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the product's name and the address of the public host."""
    return {"kompas_naam": settings.KOMPAS_NAAM, "publiek_url": settings.PUBLIEK_URL}
