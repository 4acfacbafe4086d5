"""How long each request and task took, to a collector of OpenTelemetry, where KOMPAS_OTLP names one (docs/toezicht.md).

Our own spans, not those of instrumenting libraries: these put addresses and statements in, which hold what people
typed.
All that came of one request has one trace, which is made of its reference.
"""

import hashlib
import random
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from monitoring import context

MISSING = "KOMPAS_OTLP vraagt pakketten van OpenTelemetry: uv sync --extra otlp (docs/toezicht.md)."
# As OpenTelemetry calls them. What has no name here does not leave.
NAMES = {
    "http_route": "http.route",
    "http_request_method": "http.request.method",
    "http_response_status_code": "http.response.status_code",
    "kompas_schema": "kompas.schema",
}
provider: Any = None  # None: nobody asked for traces


def start(address: str) -> None:
    global provider  # noqa: PLW0603  once, when the process starts
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    about = Resource({"service.name": "kompas", "service.version": settings.VERSION})
    provider = TracerProvider(resource=about, id_generator=ByReference())  # type: ignore[arg-type]
    exporter = OTLPSpanExporter(endpoint=f"{address.rstrip('/')}/v1/traces", timeout=5)
    provider.add_span_processor(BatchSpanProcessor(exporter))


class ByReference:  # an IdGenerator, whose base is in a package that need not be there
    """One trace for one reference; a span of nobody's asking is a trace of its own."""

    def is_trace_id_random(self) -> bool:
        return False

    def generate_trace_id(self) -> int:
        if found := context.reference():
            return int.from_bytes(hashlib.sha256(found.encode()).digest()[:16], "big")
        return random.getrandbits(128)

    def generate_span_id(self) -> int:
        return random.getrandbits(64) or 1


def span(name: str, *, seconds: float, failed: bool, **facts: Any) -> None:
    """Note what has just ended. `facts` are ours: a route, a kind, a number; never what somebody sent."""
    if provider is None:
        return
    from opentelemetry.trace import Status, StatusCode  # noqa: PLC0415  there, for there is a provider

    ended = time.time_ns()
    known = {"kompas.reference": context.reference(), **{NAMES[name]: value for name, value in facts.items()}}
    made = provider.get_tracer("kompas", settings.VERSION).start_span(
        name,
        attributes={name: value for name, value in known.items() if value not in {"", context.NOBODY}},
        start_time=ended - int(seconds * 1e9),
    )
    if failed:
        made.set_status(Status(StatusCode.ERROR))
    made.end(ended)
