"""What a line of the log looks like: for people (the demo) or as JSON (the image), and in neither any typed text.

Messages of exceptions quote what somebody typed (`Key (email)=(…) already exists`), and addresses of pages hold tokens
and search words. So the log has routes in place of addresses, and of an exception its kind and where it came from.
"""

import json
import logging
import re
import traceback
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from monitoring import context

# Of these the message says what is wrong with a connection or a file, and quotes nobody.
QUOTABLE = (OperationalError, InterfaceError, OSError)


class ContextFilter(logging.Filter):
    """Adds reference, schema and person to every line, and takes addresses and messages of exceptions out of those of
    Django and Celery."""

    def filter(self, record: logging.LogRecord) -> bool:
        asked = getattr(record, "request", None)
        request = asked if isinstance(asked, HttpRequest) else context.current.get()
        record.reference = getattr(request, "reference", "") or context.reference() or context.NOBODY
        record.schema, record.person = context.schema(request), context.person(request)
        record.task = doing.task if (doing := context.task()) else ""
        if isinstance(asked, HttpRequest):
            status = getattr(record, "status_code", "")
            record.msg, record.args = "%s %s %s", (asked.method, context.route_of(asked), status)
        elif isinstance(record.args, dict):
            record.args = {name: without_quotes(name, value, record) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(map(without_message, record.args))
        return True


def without_message(value: object) -> object:
    return described(value) if isinstance(value, BaseException) else value


def without_quotes(name: str, value: object, record: logging.LogRecord) -> object:
    """Celery says of a task that failed with which words, and of one that succeeded what it gave back."""
    if name == "return_value":
        return ""
    if name in {"exc", "traceback"}:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        return described(error) if error else re.match(r"[\w.]*", str(value))[0]  # type: ignore[index]
    return without_message(value)


class SafeFormatter(logging.Formatter):
    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's name
        """On one line: what somebody sends cannot pose as a line of its own."""
        line = super().formatMessage(record)
        return line if line.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)

    def formatException(self, ei: object) -> str:  # noqa: N802  logging's name
        """Every exception of the chain, the first cause first: where it came from and its kind."""
        error: BaseException | None = ei[1]  # type: ignore[index]
        parts: list[str] = []
        while error is not None:
            parts.insert(0, "".join(traceback.format_tb(error.__traceback__)) + described(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(parts)


class JsonFormatter(SafeFormatter):
    """An object per line. The time has its offset: an hour a year comes twice."""

    def format(self, record: logging.LogRecord) -> str:
        named = {name: getattr(record, name, "") for name in ("schema", "reference", "person", "task")}
        line: dict[str, Any] = {
            "time": moment(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "version": settings.VERSION,
            **{name: value for name, value in named.items() if value not in {"", context.NOBODY}},
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


def described(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    facts = [getattr(getattr(error, "diag", None), name, None) for name in ("sqlstate", "constraint_name")]
    if isinstance(error, QUOTABLE):
        facts.append(str(error).partition("\n")[0])
    return ": ".join([kind, *(fact for fact in facts if fact)])
