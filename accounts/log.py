"""What the log says of a request: who was asked what, and how it ended, under a reference number; never typed text.

Messages of exceptions quote what somebody typed (`Key (email)=(…) already exists`), and addresses of pages hold tokens
and search words. So the log has routes in place of addresses, and of an exception its kind and where it came from.
"""

import logging
import secrets
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger("kompas.request")
current: ContextVar[HttpRequest | None] = ContextVar("current", default=None)

# Letters and digits that cannot be mistaken for each other when read out over the telephone.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXY"
# Of these the message says what is wrong with a connection or a file, and quotes nobody.
QUOTABLE = (OperationalError, InterfaceError, OSError)


def new_reference() -> str:
    digits = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{digits[:4]}-{digits[4:]}"


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, such as `acties/<uuid:pk>/`; of an address that we do not know, nothing."""
    return request.resolver_match.route if request.resolver_match else "onbekend adres"


class RequestLogMiddleware:
    """Outermost: gives each request its number, and writes one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reference = new_reference()  # type: ignore[attr-defined]
        token, started = current.set(request), time.monotonic()
        try:
            response = self.get_response(request)
            milliseconds = (time.monotonic() - started) * 1000
            logger.info("%s %s %s %.0f ms", request.method, route_of(request), response.status_code, milliseconds)
        finally:
            current.reset(token)
        return response


class RequestFilter(logging.Filter):
    """Adds reference number and schema to every line, and takes the address out of Django's own."""

    def filter(self, record: logging.LogRecord) -> bool:
        asked = getattr(record, "request", None)
        request = asked if isinstance(asked, HttpRequest) else current.get()
        record.reference = getattr(request, "reference", "-")
        record.schema = getattr(getattr(request, "tenant", None), "schema_name", "-")
        if isinstance(asked, HttpRequest):
            status = getattr(record, "status_code", "")
            record.msg, record.args = "%s %s %s", (asked.method, route_of(asked), status)
        return True


class SafeFormatter(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        """On one line: what somebody sends cannot pose as a line of its own."""
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's name
        """Every exception of the chain, the first cause first: where it came from and its kind."""
        error: BaseException | None = ei[1]  # type: ignore[index]
        parts: list[str] = []
        while error is not None:
            parts.insert(0, "".join(traceback.format_tb(error.__traceback__)) + described(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(parts)


def described(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = [getattr(getattr(error, "diag", None), name, None) for name in ("sqlstate", "constraint_name")]
    if isinstance(error, QUOTABLE):
        facts.append(str(error).partition("\n")[0])
    return ": ".join([kind, *(fact for fact in facts if fact)])
