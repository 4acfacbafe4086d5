"""Every address × six kinds of visitor × get, post and htmx, with ids of the gemeente itself and of another."""

import copy
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.test import Client

from accounts.models import Gebruiker
from berichten.actions import send_due
from herindeling.models import Overdracht
from metingen.models import Antwoordlink, Gemeenteadres, Rondeverzoek, Themavraag
from reports.models import Planversie
from samenwerking.models import GezamenlijkPlan
from tenants.context import from_public, in_gemeente
from tenants.models import Gemeente, Opvolging
from tests.isolatie.rules import PLACES, QUERIES, Address, addresses, expected, is_told
from tests.isolatie.search import LogCapture, Search
from tests.isolatie.visitors import NATIONAL, Visitor, visitors
from zelfevaluatie.models import Onderbouwing

MODES = ("get", "post", "htmx")
# Whatever form it meets finds something in here; what it leaves out is refused by the form.
BODY = {
    "version": "1",
    "status": "deels",
    "staat": "gereed",
    "wat": "Een afspraak",
    "ambitie": "2",
    "naam": "Een versie",
    "titel": "Een stuk",
    "url": "https://example.org",
    "tekst": "Een tekst van een bezoeker",
    "plan_zin": "Een zin van een bezoeker",
    "stap": "bevestigd",
    "naar": PLACES["kaderversie:versie"],
}


@dataclass
class Tally:
    """What was done and found. `sightings` counts pages that showed a gemeente its own canary, `joint` those with the
    canary of a joint plan that it has a part in: proof that we look. `told` names the pages that showed who runs Kompas
    what she may read there."""

    requests: int = 0
    documents: int = 0
    sightings: int = 0
    joint: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)

    def counts(self) -> str:
        seen = f"{self.sightings} with their own canary, {self.joint} with that of a joint plan"
        return f"{self.requests} requests, {seen}, {len(self.leaks)} leaks"


class Crawl:
    """All requests at one gemeente. Whatever a request writes is rolled back, so the next finds the same rows.

    With a `turn` not all of them: who gets pages, which cost most, comes in one of the three ways, and who is to be
    refused in the two others, so that three turns have them all. `deal` deals the addresses out, so that three times
    as many turns have all addresses in all ways; then who is to be refused tries all three each time.
    """

    def __init__(
        self, gemeente: Gemeente, other: Gemeente, search: Search, turn: int | None = None, *, deal: int = 1
    ) -> None:
        self.turn, self.deal = turn, deal
        self.gemeente, self.other, self.search = gemeente, other, search
        self.tally = Tally()
        self.hosts = {
            settings.ROOT_URLCONF: f"{gemeente.slug}.{settings.KOMPAS_HOST}",
            settings.PUBLIC_SCHEMA_URLCONF: settings.KOMPAS_HOST,
        }
        self.visitors = visitors(gemeente, other)

    def run(self) -> Tally:
        for urlconf, host in self.hosts.items():
            found = addresses(urlconf)[(self.turn or 0) // len(MODES) % self.deal :: self.deal]
            ids = {address.name: self.ids_for(address) for address in found}
            for visitor in self.visitors:
                with undone():
                    client = visitor.browser(host)
                    for address in found:
                        self.visit(client, visitor, address, ids[address.name])
        return self.tally

    def ids_for(self, address: Address) -> dict[bool, dict[str, Any]]:
        """What to fill in, of the gemeente itself (False) and of the other (True)."""
        return {
            foreign: {
                "pk": address.model and pk_of(address.model, gemeente, address.rows),
                "query": {name: pk_of(model, gemeente) for name, model in QUERIES.get(address.name, {}).items()},
            }
            for foreign, gemeente in ((False, self.gemeente), (True, self.other))
        }

    def visit(self, client: Client, visitor: Visitor, address: Address, ids: dict[bool, dict[str, Any]]) -> None:
        for foreign, filled in ids.items():
            if foreign and not any(filled.values()):
                continue  # names no id
            body = {**BODY, **filled["query"], "email": visitor.email or NATIONAL}
            data = {"query": filled["query"], "body": body}
            for mode in self.modes(visitor, address):
                self.request(client, visitor, address, mode, filled["pk"], data, foreign=foreign)

    def modes(self, visitor: Visitor, address: Address) -> tuple[str, ...]:
        here = address.urlconf == settings.ROOT_URLCONF
        refused = (here and not visitor.permissions) or (visitor.national and not here)
        if self.turn is None or (refused and self.deal > 1):
            return MODES
        own = MODES[(self.turn + self.visitors.index(visitor)) % len(MODES)]
        return tuple(mode for mode in MODES if (mode != own) == bool(refused))

    def request(
        self, client: Client, visitor: Visitor, address: Address, mode: str, pk: Any, data: Any, *, foreign: bool
    ) -> None:
        what = f"{visitor.kind} {mode} {self.gemeente.slug} {address.name}{' (foreign id)' if foreign else ''}"
        mail.outbox = []
        cookies = copy.copy(client.cookies)
        with undone(), LogCapture() as log:
            response = send(client, address, mode, pk, data)
            if mode != "get":
                send_due()
        content = response.getvalue() if response.streaming else response.content
        words = self.search.words(content) | self.search.words(repr(response.headers) + response.cookies.output())
        named = (self.other if foreign else self.gemeente).schema_name
        told = {word for word in words if is_told(address, visitor, named, *word)}
        seen = {schema for schema, _ in words - told}
        self.tally.requests += 1
        self.tally.statuses[response.status_code] += 1
        self.tally.sightings += bool(seen & visitor.own - visitor.joint)
        self.tally.joint += bool(seen & visitor.joint)
        self.tally.told += [address.name] if told and address.name not in self.tally.told else []
        if seen - visitor.own:
            self.tally.leaks.append(f"{what}: {response.status_code} shows {sorted(seen - visitor.own)}")
        if logged := [line for line in log.lines if self.search(line)]:
            self.tally.leaks.append(f"{what}: in the log {logged}")
        for message in mail.outbox:
            if self.search(str(message.message())) - self.search(" ".join(message.recipients())):
                self.tally.leaks.append(f"{what}: in a mail to {message.recipients()}")
        if response.status_code not in expected(address, visitor, mode, foreign=foreign):
            self.tally.surprises.append(f"{what}: {response.status_code}")
        client.cookies = cookies  # a request may have logged out, or renewed what is now rolled back


def send(client: Client, address: Address, mode: str, pk: Any, data: Any) -> Any:
    """htmx posts to what only takes a post, and gets the rest."""
    headers = {"HX-Request": "true"} if mode == "htmx" else {}
    if mode == "post" or (mode == "htmx" and address.is_post_only):
        return client.post(address.url(pk), data["body"], headers=headers)
    return client.get(address.url(pk), data["query"], headers=headers)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is always rolled back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


OF_NO_GEMEENTE = {
    Antwoordlink,
    Gebruiker,
    Gemeenteadres,
    Rondeverzoek,
    Themavraag,
}  # PostgreSQL refuses their rows to every gemeente


def pk_of(model: Any, gemeente: Gemeente, which: dict[str, Any] | None = None) -> Any:
    """Of a file where there are files and links; of the joint plan that this gemeente began; of who works for all; of
    a version that is no decision yet, unless the address is of one that is."""
    narrower: dict[Any, dict[str, Any]] = {
        Onderbouwing: {"bestand__isnull": False},
        GezamenlijkPlan: {"initiatiefnemer": gemeente},
        Gebruiker: {"email": NATIONAL},
        Opvolging: {"predecessor": gemeente},
        Overdracht: {"successor": gemeente},
        Planversie: {"vastgesteld_at": None},
    }
    with from_public() if model in OF_NO_GEMEENTE else in_gemeente(gemeente):
        rows = model.objects.filter(**(which or narrower.get(model, {})))
        return rows.values_list("pk", flat=True).first()


def between(gemeenten: list[Gemeente]) -> Iterator[tuple[Gemeente, Gemeente]]:
    """Each with the next as its other, and the last with the first."""
    return zip(gemeenten, [*gemeenten[1:], gemeenten[0]], strict=True)
