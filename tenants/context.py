"""Entering the schema of a gemeente, and what every template may know about it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tenants.connection import connection
from tenants.models import Gemeente
from tenants.names import COUNTER, VISITOR, staff_role

MOST_BEHEERDERS = 3  # that the footer names


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


def current_gemeente() -> Gemeente:
    """For whom we work now; raises ValueError on public."""
    found = connection.tenant
    if not isinstance(found, Gemeente):
        raise ValueError("Hier wordt voor geen gemeente gewerkt.")
    return found


@dataclass(frozen=True)
class Organisatie:
    """Who reads the tables that all share, without being the platform: VNG, CoMensha, both in one person, whoever
    counts for all, or whoever comes by."""

    role: str
    schema_name: str = "public"


@contextmanager
def as_organisaties(organisaties: Iterable[str]) -> Iterator[None]:
    """Read as VNG or CoMensha: PostgreSQL then yields only what was ticked for them (tenants/rechten.py), whatever a
    query forgot to ask. Restores what was before, also after an error.

    Everything that is shown belongs inside, also its template: a query runs in the role of when it is run. Raises
    ValueError for no organisatie, and in the schema of a gemeente.
    """
    with in_role(staff_role(organisaties), "leest niet als organisatie"):
        yield


@contextmanager
def as_counter() -> Iterator[None]:
    """Count for Groepscijfers: the only role that reads what all gemeenten answered, whoever may see it, to write down
    what groups did. It does not read who they are, what they wrote or with whom they share (tenants/rechten.py).
    """
    with in_role(COUNTER, "telt geen groepscijfers"):
        yield


@contextmanager
def as_visitor() -> Iterator[None]:
    """Read as whoever comes by without a login: what gemeenten made public, and nothing else (openbaar/visitors.py)."""
    with in_role(VISITOR, "leest niet als bezoeker"):
        yield


@contextmanager
def in_role(role: str, refused: str) -> Iterator[None]:
    """On public, in another role than that of the platform. Raises ValueError in the schema of a gemeente."""
    previous = connection.tenant
    if previous.schema_name != "public":
        raise ValueError(f"Wie voor {previous.schema_name} werkt, {refused}.")
    connection.set_tenant(Organisatie(role))
    try:
        yield
    finally:
        connection.set_tenant(previous)


@contextmanager
def from_public() -> Iterator[None]:
    """Around a request or a task: it starts on public, whatever the one before left, and leaves nothing behind."""
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_schema_to_public()


def kompas(request: HttpRequest) -> dict[str, Any]:
    """Context processor: name and version of the product, address of the public host, how long a session may rest, and
    whom to ask for help."""
    return {
        "beheerders": beheerders_for(request),
        "hulp": help_line(request),
        "kompas_naam": settings.KOMPAS_NAAM,
        "publiek_url": settings.PUBLIEK_URL,
        "session_idle": settings.SESSION_IDLE_SECONDS,
        "kompas_version": settings.VERSION,
    }


def beheerders_for(request: HttpRequest) -> tuple[dict[str, str], ...]:
    """Of the gemeente, for who works there, the others than herself; an error page for anybody else names nobody."""
    if getattr(request, "gemeente", None) and getattr(request, "permissions", None):
        own = getattr(getattr(request, "user", None), "address", "")
        found = tuple(each for each in getattr(request, "beheerders", ()) if each["email"] != own)
        return found[:MOST_BEHEERDERS]
    return ()


def help_line(request: HttpRequest) -> str:
    """Whom to ask who does not get on: not everybody has a beheerder."""
    if getattr(request, "gemeente", None):
        if getattr(request, "permissions", None) and not beheerders_for(request):  # she is the only one, or nobody is
            return "Kom je er niet uit? Vraag het wie Kompas beheert."
        return "Kom je er niet uit? Vraag het de beheerder van je gemeente."
    if request.path_info.startswith("/antwoord/"):
        return "Kom je er niet uit? Vraag het wie je de link stuurde."
    if request.path_info.startswith("/uitnodiging/"):
        return "Kom je er niet uit? Vraag het wie je uitnodigde."
    if getattr(getattr(request, "user", None), "is_authenticated", False):
        return "Kom je er niet uit? Vraag het wie je toegang gaf."
    return "Werk je met Kompas en kom je er niet uit? Vraag het wie je toegang gaf."
