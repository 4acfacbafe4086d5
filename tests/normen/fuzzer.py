"""One nasty request after another: what may be sent, and sending it."""

import io
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test.client import ClientHandler, RequestFactory

from demo.known import PASSWORD
from tests.conftest import HostClient
from tests.hashing import cheap_hashes
from tests.normen import nasty
from tests.normen.headers import missing
from tests.normen.urls import Address, all_addresses
from tests.normen.world import make_world
from tests.normen.writes import WRITES, key_of

# Pages that gather the whole plan cost ten times the others.
HEAVY = (
    *("reports.passages.views", "reports.views.plan_detail", "reports.views.bestuurder", "version_compare"),
    *("reports.samen.views", "reports.samen.deelname_views"),
)
WORLD, OTHER = "voorbeeldstad", "stadskanaal"
COOKIE = settings.SESSION_COOKIE_NAME
CLEAR_EVERY = 50


@dataclass
class Request:
    method: str
    path: str  # as WSGI has it: bytes of the address, read as latin-1
    query: str
    host: str
    who: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    length: int = 0  # as told; a web server lets through numbers only
    checks_csrf: bool = False

    @property
    def named(self) -> str:
        return f"{self.method} {self.path[:80]!r} by {self.who} at {self.host[:40]!r}"


class Fuzzer:
    """Within a transaction; makes its own world there."""

    def __init__(self) -> None:
        self.world, self.addresses = make_world(WORLD), all_addresses()
        self.weights = [0.2 if any(heavy in a.view for heavy in HEAVY) else 1 for a in self.addresses]
        self.data = {write.view: write.data for write in WRITES}
        self.values = self.world.values
        people = {**self.world.people, "buitenstaander": make_world(OTHER).people["bewerker"], "bezoeker": None}
        for person in filter(None, people.values()):
            person.set_password(PASSWORD)  # with a cheap hash, see `cheaply`
            person.save()
        self.sessions = {who: session_of(person) for who, person in people.items()}
        self.handlers = {checks: ClientHandler(enforce_csrf_checks=checks) for checks in (True, False)}
        self.factory = RequestFactory()
        self.count = 0

    def request(self, chance: random.Random) -> Request:
        address = chance.choices(self.addresses, self.weights)[0]
        who = self.visitor(chance, address)
        body, content_type = b"", ""
        method = chance.choices(["GET", "POST", *nasty.METHODS], [9, 11, *[0.3] * len(nasty.METHODS)])[0]
        if method != "GET":
            body, content_type = nasty.body(chance, self.data.get(key_of(address), {}))
        return Request(
            method=method,
            path=self.path(chance, address),
            query=nasty.query(chance) if chance.random() < 0.4 else "",
            host=self.host(chance, address),
            who=who,
            body=body,
            content_type=content_type,
            headers=self.headers(chance, who),
            length=chance.choice([0, 7, len(body) + 99]) if chance.random() < 0.03 else len(body),
            checks_csrf=chance.random() < 0.15,
        )

    def visitor(self, chance: random.Random, address: Address) -> str:
        """Mostly who may."""
        if chance.random() < 0.5 and address.view.startswith("sjablonen."):
            return "ketenregisseur" if "regio" in address.view else "redacteur"
        return chance.choices(list(self.sessions), [5, 1, 1, 0.5, 0.5, 1, 2])[0]

    def path(self, chance: random.Random, address: Address) -> str:
        if chance.random() < 0.06:
            return nasty.path(chance)
        values = self.values
        if "<" in address.route and not address.is_regex and chance.random() < 0.25:
            anything = quote(nasty.text(chance)[:200].encode("utf-8", "surrogatepass"), safe="")
            values = dict.fromkeys(values, anything)
            text = Address.path(address, values) if "str" in values else anything
            return bytes_of(text)
        return bytes_of(address.path(values))

    def host(self, chance: random.Random, address: Address) -> str:
        if chance.random() < 0.1:
            return chance.choice([*nasty.HOSTS, f"{OTHER}.{settings.KOMPAS_HOST}", settings.KOMPAS_HOST])
        return self.world.host(address.urlconf)

    def headers(self, chance: random.Random, who: str) -> dict[str, str]:
        headers = {"HTTP_HX_REQUEST": "true"} if chance.random() < 0.25 else {}
        if chance.random() < 0.1:
            headers |= {chance.choice(nasty.HEADERS): nasty.latin(chance)}
        cookies = [f"{COOKIE}={self.sessions[who]}"] if self.sessions[who] else []
        if chance.random() < 0.15:
            cookies.insert(chance.randrange(2) if cookies else 0, nasty.cookie(chance))
        return headers | ({"HTTP_COOKIE": "; ".join(cookies)} if cookies else {})

    def send(self, request: Request) -> tuple[int, str]:
        """The status, and which headers are missing."""
        if self.count % CLEAR_EVERY == 0:
            caches["default"].clear()
        self.count += 1
        environ = self.factory._base_environ(
            REQUEST_METHOD=request.method,
            PATH_INFO=request.path,
            QUERY_STRING=request.query,
            HTTP_HOST=request.host,
            CONTENT_TYPE=request.content_type,
            CONTENT_LENGTH=str(request.length),
            **{"wsgi.input": io.BytesIO(request.body)},
        )
        environ |= request.headers
        connection.set_schema_to_public()
        point = transaction.savepoint()
        try:
            response = self.handlers[request.checks_csrf](environ)
            for close in response._resource_closers:  # of a style sheet; its own `close` would end the connection too
                close()
            return response.status_code, ", ".join(missing(response))
        finally:
            connection.run_on_commit = []
            connection.needs_rollback = False
            transaction.savepoint_rollback(point)


def bytes_of(path: str) -> str:
    """An address with %-codes as WSGI passes it on."""
    return unquote_to_bytes(path).decode("latin-1")


def session_of(person: Any) -> str:
    if person is None:
        return ""
    client = HostClient()
    client.force_login(person)
    return str(client.cookies[COOKIE].value)


@contextmanager
def cheaply() -> Iterator[None]:
    """Without a log, and with cheap hashes: neither is what is tried here."""
    with cheap_hashes():
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)
