"""The only way in which Kompas speaks to a provider: with bounds to where, how long and how much, and going nowhere
that an answer would send it."""

import hashlib
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlencode

from django.conf import settings
from django.core.cache import cache

from inlogdiensten.addresses import Address, addresses_of, allowed_url
from inlogdiensten.failures import Away, Misconfigured

CONNECT_SECONDS = 3
TOTAL_SECONDS = 8
MOST_BYTES = 256 * 1024
MOST_WAITING = 3  # threads of a process, of eight, that wait for one provider
SLOT_SECONDS = 1  # that another waits until one of those is done
SLOW_SECONDS = 2  # of waiting for nothing, after which nobody waits for a while
AWAY_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    def json(self) -> dict[str, Any]:
        """Raises Misconfigured for what is no JSON object."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise Misconfigured("De inlogdienst gaf iets anders terug dan JSON.")
        return found


class Connection(http.client.HTTPSConnection):
    """To one of these addresses, under the name for which its certificate must be."""

    def __init__(self, host: str, port: int, addresses: list[Address]) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS, context=trusted(settings.INLOG_CA))
        self.addresses = addresses
        self.line: ssl.SSLSocket | None = None  # `sock` is gone once an answer says that it is the last

    def connect(self) -> None:
        plain = self.first()
        # The handshake comes after it is known here, so that it can be cut off too.
        self.sock = self.line = trusted(settings.INLOG_CA).wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.line.do_handshake()

    def first(self) -> socket.socket:
        """The first of these that answers."""
        *others, last = self.addresses
        for address in others:
            with suppress(OSError):
                return socket.create_connection((str(address), self.port), CONNECT_SECONDS)
        return socket.create_connection((str(last), self.port), CONNECT_SECONDS)


@lru_cache(maxsize=2)
def trusted(ca: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca:
        context.load_verify_locations(ca)
    return context


def fetch(
    url: object,
    *,
    hosts: frozenset[str],
    data: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Answer:
    """GET, or with `data` POST. A redirect is an answer like any other: it is not followed.

    Raises NotAllowed for an address that is none of `hosts`, or is not public; Away when there is no answer in time, or
    was none a moment ago; Misconfigured for one that is too large.
    """
    parts = allowed_url(url, hosts)
    sent = {"Accept": "application/json", "User-Agent": "Kompas", **(headers or {})}
    if data is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    with waiting_for(parts.netloc.lower()):
        return ask(parts, urlencode(data) if data else None, sent, "GET" if data is None else "POST")


def ask(parts: SplitResult, data: str | None, headers: dict[str, str], method: str) -> Answer:
    host, port = str(parts.hostname), parts.port or 443
    connection = Connection(host, port, one_of_each_kind(addresses_of(host, port)))
    # A server that sends a byte now and then is cut off too: the timeout of a socket is only between two bytes.
    alarm = threading.Timer(TOTAL_SECONDS, cut_off, [connection])
    started = time.monotonic()  # before the alarm, so that what that cuts off is always found to be late
    alarm.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, data, headers)
        with connection.getresponse() as response:
            body = response.read(MOST_BYTES + 1)
        if time.monotonic() - started >= TOTAL_SECONDS:  # what was cut off may look like an end
            raise TimeoutError
    except ssl.SSLCertVerificationError:
        raise Away(f"Het certificaat van {host} is niet te vertrouwen.") from None
    except (OSError, http.client.HTTPException, ValueError):
        late = time.monotonic() - started >= TOTAL_SECONDS
        raise Away(f"{host} antwoordt {'te langzaam' if late else 'niet'}.") from None
    finally:
        alarm.cancel()
        connection.close()
    if len(body) > MOST_BYTES:
        raise Misconfigured(f"{host} gaf een antwoord dat te groot is.")
    return Answer(response.status, body)


def one_of_each_kind(addresses: list[Address]) -> list[Address]:
    """Of IPv4 and IPv6 a server may have only one that it can use, and a name may have many of either."""
    found: dict[int, Address] = {}
    for address in addresses:
        found.setdefault(address.version, address)
    return list(found.values())


@contextmanager
def waiting_for(place: str) -> Iterator[None]:
    """Of the threads that answer everybody, only some wait for one provider; none for who let us wait a moment ago."""
    if cache.get(away_key(place)):
        raise Away(f"{place} antwoordde net niet.")
    slots = slots_of(place)
    if not slots.acquire(timeout=SLOT_SECONDS):
        raise Away(f"{place} antwoordt nu te veel mensen tegelijk.")
    started = time.monotonic()
    try:
        yield
    except Away:
        if time.monotonic() - started >= SLOW_SECONDS:
            cache.set(away_key(place), True, timeout=AWAY_SECONDS)
        raise
    finally:
        slots.release()


@lru_cache(maxsize=1000)
def slots_of(place: str) -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(MOST_WAITING)


def away_key(place: str) -> str:
    return f"inlogdienst-weg:{hashlib.sha256(place.encode()).hexdigest()}"


def forgive(places: Iterable[str]) -> None:
    """Ask again at once, for who is looking whether it works."""
    cache.delete_many([away_key(place) for place in places])


def cut_off(connection: Connection) -> None:
    if connection.line:
        with suppress(OSError):
            connection.line.shutdown(socket.SHUT_RDWR)
