"""The only way in which Kompas speaks to a provider: with bounds to where, how long and how much, and going nowhere
that an answer would send it."""

import http.client
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from inlogdiensten.addresses import Address, addresses_of, allowed_url
from inlogdiensten.failures import Away, Misconfigured

CONNECT_SECONDS = 3
TOTAL_SECONDS = 8
MOST_BYTES = 256 * 1024
MOST_ADDRESSES = 2


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

    def connect(self) -> None:
        plain = self.first()
        # The handshake comes after it is known here, so that it can be cut off too.
        self.sock = trusted(settings.INLOG_CA).wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()

    def first(self) -> socket.socket:
        """Of the two kinds of address, a server may have only one that it can use."""
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

    Raises NotAllowed for an address that is none of `hosts`, or is not public; Away when there is no answer in time;
    Misconfigured for one that is too large.
    """
    parts = allowed_url(url, hosts)
    host, port = str(parts.hostname), parts.port or 443
    connection = Connection(host, port, addresses_of(host, port)[:MOST_ADDRESSES])
    # A server that sends a byte now and then is cut off too: the timeout of a socket is only between two bytes.
    alarm = threading.Timer(TOTAL_SECONDS, cut_off, [connection])
    alarm.start()
    started = time.monotonic()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"Accept": "application/json", "User-Agent": "Kompas", **(headers or {})}
        if data is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if data is None else "POST", path, urlencode(data) if data else None, sent)
        response = connection.getresponse()
        body = response.read(MOST_BYTES + 1)
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


def cut_off(connection: Connection) -> None:
    if connection.sock:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
