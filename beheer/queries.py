from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Gebruiker, Toegang, Uitnodiging
from accounts.permissions import Beheerder
from beheer.models import Handeling, HandelingQuerySet, Openingsverzoek
from beheer.words import words_for
from berichten.queries import outstanding
from dashboards.search import find_gemeenten
from jobs.models import Job
from logboek.words import outcome
from monitoring.measures import ALIVE
from monitoring.models import Heartbeat
from tenants.models import Gemeente, Regio

Opening = Gemeente.Opening
PER_PAGE = 50
LAST_PAGE = 10_000
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Running:
    """Of the whole installation, at this moment."""

    version: str
    waiting: int  # jobs
    oldest: datetime | None
    failed: int  # jobs, in the last 24 hours
    mails: int  # that did not arrive
    workers: int
    is_opening: bool  # whether somebody carries out what is asked for here
    to_open: int


def running() -> Running:
    """Five queries."""
    now = timezone.now()
    waiting = list(Job.objects.unfinished().order_by("created_at").values_list("created_at", flat=True))
    alive = Heartbeat.objects.filter(at__gte=now - ALIVE).values_list("name", flat=True)
    names = list(alive)
    return Running(
        version=settings.VERSION,
        waiting=len(waiting),
        oldest=waiting[0] if waiting else None,
        failed=Job.objects.filter(state=Job.State.FAILED, finished_at__gte=now - A_DAY).count(),
        mails=outstanding().count(),
        workers=names.count(Heartbeat.Name.WORKER),
        is_opening=Heartbeat.Name.OPENING in names,
        to_open=Openingsverzoek.objects.waiting().count(),
    )


def jobs_to_look_at() -> QuerySet[Job]:
    """What is not done yet and what failed, the newest first."""
    unfinished = Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return Job.objects.filter(unfinished | Q(state=Job.State.FAILED)).select_related("gemeente")


def with_people() -> QuerySet[Gemeente]:
    """With whether there is a beheerder, whether anybody ever came in, and whether an invitation waits."""
    here = Toegang.objects.today().filter(gemeente=OuterRef("pk"), gebruiker__is_active=True)
    waits = Uitnodiging.objects.waiting().filter(gemeente=OuterRef("pk"))
    return Gemeente.objects.annotate(
        has_beheerder=Exists(here.filter(functie=Beheerder.naam)),
        somebody_came=Exists(here.filter(gebruiker__last_login__isnull=False)),
        invitation_waits=Exists(waits),
    )


OPEN = Q(opening=Opening.ACTIVE)
UNDER_WAY = ~Q(opening__in=[Opening.NONE, Opening.ACTIVE])
# What the list can be narrowed to: by its name in the address, what it is called and which gemeenten it holds.
FILTERS: dict[str, tuple[str, Q]] = {
    "open": ("Open", OPEN),
    "bezig": ("Wordt geopend", UNDER_WAY),
    "dicht": ("Nog niet geopend", Q(opening=Opening.NONE)),
    "zonder-beheerder": ("Open, zonder beheerder", OPEN & Q(has_beheerder=False)),
    "nooit-gekomen": ("Open, en nog niemand kwam", OPEN & Q(somebody_came=False)),
}


def gemeenten_for(typed: str, stand: str) -> QuerySet[Gemeente]:
    """By name, a name of before or code, on alphabet; and those of today, unless one that is no more was opened."""
    today = timezone.localdate()
    rows = with_people().filter(Q(valid_until=None) | Q(valid_until__gte=today) | Q(opened_at__isnull=False))
    if stand in FILTERS:
        rows = rows.filter(FILTERS[stand][1])
    if typed:
        rows = rows.filter(code__in=[found.code for found in find_gemeenten(typed)])
    return rows


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    number: int
    filters: str  # the query of this page without its number
    has_next: bool


def make_page(rows: QuerySet[Any], asked: QueryDict) -> Page:
    """One query, whatever the number of rows: they are not counted."""
    given = asked.get("pagina", "1")
    number = min(max(int(given), 1), LAST_PAGE) if given.isascii() and given.isdigit() and len(given) < 9 else 1
    found = list(rows[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    filters = asked.copy()
    filters.pop("pagina", None)
    return Page(found[:PER_PAGE], number, filters.urlencode(), has_next=len(found) > PER_PAGE)


def people_of(**scope: Any) -> QuerySet[Toegang]:
    """Who holds a functie there today, with the person."""
    held = Toegang.objects.today().filter(gebruiker__is_active=True, **scope)
    return held.select_related("gebruiker").order_by("gebruiker__naam", "functie")


def is_held(email: str, functie: str, **scope: Any) -> bool:
    """Whether who has this address is that already: an invitation would be for nothing."""
    return Toegang.objects.today().filter(gebruiker__email=email, functie=functie, **scope).exists()


def invitations() -> QuerySet[Uitnodiging]:
    """Who was invited and did not come, whoever asked; the oldest first."""
    return Uitnodiging.objects.waiting().select_related("gemeente", "regio").order_by("created_at", "pk")


def find_people(typed: str) -> QuerySet[Gebruiker]:
    """By name or address, whoever is not anonymised; nobody for no words."""
    if not typed:
        return Gebruiker.objects.none()
    known = Gebruiker.objects.filter(anonymised_at=None)
    found = Q(email__icontains=typed) | Q(claimed_email__icontains=typed) | Q(naam__icontains=typed)
    return known.filter(found).order_by("naam", "email")


@dataclass(frozen=True)
class Line:
    handeling: Handeling
    naam: str
    what: str
    subject: str
    outcome: str


def lines_of(rows: Iterable[Handeling]) -> list[Line]:
    """With the names of who did it and of what it is about: three queries."""
    rows = list(rows)
    words = {word for row in rows for word in row.object.split()}
    ids = {found for word in words if (found := as_uuid(word))}
    people = dict(Gebruiker.objects.filter(pk__in=ids | {row.created_by for row in rows}).values_list("pk", "naam"))
    gemeenten = dict(Gemeente.objects.filter(code__in=words).values_list("code", "naam"))
    regios = {regio.pk: str(regio) for regio in Regio.objects.filter(pk__in=ids)} if ids else {}
    names: dict[Any, str] = {**gemeenten, **regios, **people}
    return [
        Line(
            row,
            people.get(row.created_by, "onbekend"),
            words_for(row.action),
            ", ".join(filter(None, (subject_of(word, names) for word in row.object.split()))),
            outcome(row.status),
        )
        for row in rows
    ]


def subject_of(word: str, names: Mapping[Any, str]) -> str:
    """A name; a code as it is, and of an id that names nobody nothing."""
    found = as_uuid(word)
    return names.get(found, "") if found else names.get(word, word)


def as_uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def handelingen() -> HandelingQuerySet:
    return Handeling.objects.in_order()
