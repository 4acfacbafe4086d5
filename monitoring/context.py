"""Who is being answered, for whoever writes a line about it: the request of this thread, or the task of this worker.

The reference of a request goes with the tasks that it asks for, so that one search finds all of it.
"""

import secrets
from contextvars import ContextVar
from typing import Any

from celery import current_task
from django.conf import settings
from django.db import connection
from django.http import HttpRequest

current: ContextVar[HttpRequest | None] = ContextVar("current", default=None)

# Letters and digits that cannot be mistaken for each other when read out over the telephone.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXY"
HEADER = "kompas_reference"  # of a task
NOBODY, UNKNOWN = "-", "onbekend adres"


def new_reference() -> str:
    digits = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{digits[:4]}-{digits[4:]}"


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, such as `acties/<uuid:pk>/`; of an address that we do not know, nothing."""
    if request.resolver_match:
        return str(request.resolver_match.route)
    return "static" if request.path_info.startswith(settings.STATIC_URL) else UNKNOWN


def task() -> Any:
    """Celery's own object for what this worker is doing, or None; a task that is called as a function is no work."""
    found = current_task.request if current_task else None
    return None if found is None or found.called_directly else found


def reference() -> str:
    """Empty outside requests and tasks, and in a task that no request asked for."""
    if request := current.get():
        return getattr(request, "reference", "")
    doing = task()
    return str((doing.headers or {}).get(HEADER, "")) if doing else ""


def headers(of: str) -> dict[str, str]:
    """What goes with a task that this reference asked for."""
    return {HEADER: of} if of else {}


def schema(request: HttpRequest | None) -> str:
    if request is None and task():
        return str(getattr(connection, "schema_name", NOBODY))
    return getattr(getattr(request, "tenant", None), "schema_name", NOBODY)


def person(request: HttpRequest | None) -> str:
    """The key of who is logged in, as far as the request has asked; a line never makes a query."""
    return str(getattr(getattr(request, "_cached_user", None), "pk", None) or NOBODY)
