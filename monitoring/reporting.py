"""Errors to Sentry or GlitchTip, where KOMPAS_SENTRY_DSN names one (docs/toezicht.md).

What leaves is made here anew, from a list: the kind of an error, the places in our code that it passed, the route and
the reference. So nothing that the library gathers, now or in a later version, can go along: no values of variables,
bodies, addresses, headers, breadcrumbs or arguments of the process.
"""

import logging
import traceback
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from monitoring import context
from monitoring.lines import described

Event = dict[str, Any]
KEPT = ("event_id", "timestamp", "platform", "level", "release", "sdk")
OFF = {"mode": "off"}
NOTHING: dict[str, Any] = {
    "user_info": False,
    "cookies": OFF,
    "http_headers": {"request": OFF},
    "http_bodies": [],
    "url_query_params": OFF,
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
    "frame_context_lines": 0,
}
MISSING = "KOMPAS_SENTRY_DSN vraagt het pakket sentry-sdk: uv sync --extra sentry (docs/toezicht.md)."


def start(dsn: str, **options: Any) -> None:
    try:
        import sentry_sdk  # noqa: PLC0415  an extra, installed where it is used
        from sentry_sdk.integrations.logging import LoggingIntegration  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    sentry_sdk.init(
        dsn=dsn,
        release=f"kompas@{settings.VERSION}",
        before_send=made_anew,  # type: ignore[arg-type]
        before_breadcrumb=nothing,
        before_send_transaction=nothing,
        # Whatever goes wrong in a request or a task is a line of the log; nothing else is looked at.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[LoggingIntegration(level=None, event_level=logging.ERROR)],
        data_collection=NOTHING,  # type: ignore[arg-type]
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        server_name="",
        **options,
    )


def nothing(*_: Any) -> None:
    """Of what else the library would keep or send."""


def made_anew(event: Event, hint: dict[str, Any]) -> Event:
    """Called in the thread of the error, so that we know what it was doing."""
    record = hint.get("log_record")
    request, doing = context.current.get(), context.task()
    tags = {
        "logger": getattr(record, "name", ""),
        "reference": context.reference(),
        "schema": context.schema(request),
        "route": context.route_of(request) if request else "",
        "method": request.method if request else "",
        "task": doing.task if doing else "",
    }
    made = {name: event[name] for name in KEPT if name in event}
    made["tags"] = {name: value for name, value in tags.items() if value not in {"", None, context.NOBODY}}
    made["transaction"] = tags["route"] or tags["task"] or "-"
    error = (hint.get("exc_info") or (None, None, None))[1]
    if error is None:
        made["message"] = f"{getattr(record, 'module', '')}:{getattr(record, 'lineno', '')}"
    else:
        made["exception"] = {"values": chain(error)}
    return made


def chain(error: BaseException | None) -> list[Event]:
    """The first cause first, as Sentry wants it and our log has it."""
    found: list[Event] = []
    while error is not None:
        facts = described(error).partition(": ")[2]
        kind = type(error)
        found.insert(
            0, {"type": kind.__qualname__, "module": kind.__module__, "value": facts, "stacktrace": passed(error)}
        )
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def passed(error: BaseException) -> Event:
    """Through which functions it came, without the text of their lines and the values in them."""
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False)
    base = f"{settings.BASE_DIR}/"
    return {
        "frames": [
            {
                "filename": frame.filename.removeprefix(base),
                "function": frame.name,
                "lineno": frame.lineno,
                "in_app": frame.filename.startswith(base) and "site-packages" not in frame.filename,
            }
            for frame in frames
        ]
    }
