"""What every request asks before anything else, in one round trip: which gemeente this host is, whose session the
cookie names, who that is, and what they may do today.

A function of the database (migrations/0017): Django takes longer to write these queries than PostgreSQL to answer them,
and PostgreSQL to plan them. The answer is of this request alone; rights come from the rows each time.
"""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError, models
from django.http import HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django_tenants.middleware.main import TenantMainMiddleware
from django_tenants.postgresql_backend.base import FakeTenant

from accounts.models import Gebruiker, Session
from tenants.connection import connection
from tenants.context import from_public
from tenants.http import HostHttpRequest
from tenants.middleware import render_maintenance
from tenants.models import Gemeente

MODELS: tuple[type[models.Model], ...] = (Gemeente, Session, Gebruiker)
OWN = urlsplit(settings.PUBLIEK_URL)
OWN_PORTS = {"", str(OWN.port or {"http": 80, "https": 443}[OWN.scheme])}
QUESTION = """
SELECT {columns}, toegangen, has_second_step, beheerders FROM public.entrance(%(label)s, %(key)s, %(now)s, %(today)s)
"""


@dataclass(frozen=True)
class Entrance:
    """None for what is not there: a host of no gemeente, a session that is over, a person who is no longer active."""

    gemeente: Gemeente | None = None
    session: Session | None = None
    gebruiker: Gebruiker | None = None  # of the session, with what `with_toegang` gives
    beheerders: tuple[dict[str, str], ...] = ()  # of the gemeente: naam and email


current: ContextVar[Entrance] = ContextVar("current", default=Entrance())  # noqa: B039  nothing of it can be changed


class HostMiddleware(TenantMainMiddleware):
    """Sets `request.gemeente` (None on the public host) and the URLs that go with it.

    Everything outside the view (host, session, user, Toegang) is looked up as the platform role, so the connection
    stays on public here; TenantRoleMiddleware takes the gemeente's role. An unknown host gets a bare 404.
    """

    def __call__(self, request: HostHttpRequest) -> HttpResponse:
        with from_public():
            try:
                label = label_of(request)
                entrance = enter(label, "" if is_static(request) else session_key_of(request))
            except DisallowedHost:
                return HttpResponseNotFound()
            if label is not None and entrance.gemeente is None:
                return HttpResponseNotFound()
            request.gemeente, request.beheerders = entrance.gemeente, entrance.beheerders
            if request.gemeente and request.gemeente.maintenance_since and not is_static(request):
                return render_maintenance(request.gemeente)
            request.tenant = request.gemeente or FakeTenant("public")
            self.setup_url_routing(request)
            token = current.set(entrance)
            try:
                return self.get_response(request)
            finally:
                current.reset(token)


def label_of(request: HostHttpRequest) -> str | None:
    """The name of a gemeente in the address, whether or not there is one; None on the public host.

    Raises DisallowedHost.
    """
    host, _, port = request.get_host().lower().partition(":")
    if port not in OWN_PORTS:  # of another service on this machine: no link, redirect or form may lead there
        raise DisallowedHost
    return None if host == settings.KOMPAS_HOST else host.removesuffix(f".{settings.KOMPAS_HOST}")


def is_static(request: HostHttpRequest) -> bool:
    """The style of pages, also of those that say that there is nothing to see."""
    return request.path.startswith(settings.STATIC_URL)


def session_key_of(request: HostHttpRequest) -> str:
    """Empty for what cannot be a key: `"\\000"` in a cookie is a NUL, which PostgreSQL refuses."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return key if key.isascii() and key.isalnum() else ""


def enter(label: str | None, session_key: str) -> Entrance:
    """Ask, and with that look whether the connection still works: one that died while nobody used it is replaced.

    So there is no other check before a request, and none that was true a moment too early.
    """
    if label is None and not session_key:
        return Entrance()
    connection.health_check_done = True
    try:
        return ask(label, session_key)
    except (OperationalError, InterfaceError):
        if not connection.is_dead:
            raise
        connection.close()
        return ask(label, session_key)


def ask(label: str | None, session_key: str) -> Entrance:
    values = {"label": label, "key": Session.key_of(session_key), "now": timezone.now(), "today": timezone.localdate()}
    with connection.cursor() as cursor:
        cursor.execute(question(), values)
        *columns, toegangen, second_step, beheerders = cursor.fetchone()
    gemeente, session, gebruiker = rows_of(columns)
    if gebruiker:
        gebruiker.take(toegangen)
        gebruiker.has_second_step = second_step
    return Entrance(gemeente, session, gebruiker, tuple(json.loads(beheerders or "[]")))


@cache
def question() -> str:
    names = (
        f'({model._meta.model_name})."{field.column}"' for model in MODELS for field in model._meta.concrete_fields
    )
    return QUESTION.format(columns=", ".join(names))


def rows_of(columns: list[Any]) -> list[Any]:
    """One row per model, or None where nothing was joined."""
    found: list[Any] = []
    for model in MODELS:
        names = [field.attname for field in model._meta.concrete_fields]
        values, columns = columns[: len(names)], columns[len(names) :]
        there = values[names.index(model._meta.pk.attname)] is not None  # type: ignore[union-attr]
        found.append(model.from_db(connection.alias, names, values) if there else None)
    return found
