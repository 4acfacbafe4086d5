"""A line and a count for every answer, and the addresses for machines, which belong to no host."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import CollectorRegistry

from monitoring.context import current, new_reference, route_of, schema
from monitoring.counters import count_request, counted
from monitoring.health import is_ready
from monitoring.measures import Measures
from monitoring.tracing import span

logger = logging.getLogger("kompas.request")


class RequestLogMiddleware:
    """Outermost: gives each request its reference, and writes one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reference = new_reference()  # type: ignore[attr-defined]
        token, started = current.set(request), time.monotonic()
        try:
            response = self.get_response(request)
            if request.path_info not in ADDRESSES:  # asked every few seconds; a line for each would bury the others
                written(request, response.status_code, time.monotonic() - started)
        finally:
            current.reset(token)
        return response


def written(request: HttpRequest, status: int, seconds: float) -> None:
    method, route, ms = request.method, route_of(request), round(seconds * 1000)
    facts = {"method": method, "route": route, "status": status, "ms": ms}
    logger.info("%s %s %s %s ms", method, route, status, ms, extra={"facts": facts})
    known = "other" if status == 405 else str(method)  # what a visitor makes up is no label
    count_request(method=known, route=route, status=status, seconds=seconds)
    where = {"http_route": route, "http_request_method": known, "http_response_status_code": status}
    span(f"{known} {route}", seconds=seconds, failed=status >= 500, kompas_schema=schema(request), **where)


class MachineMiddleware:
    """Answers what machines ask, whatever host they name: before anything looks for a gemeente or a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = ADDRESSES.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        response = answer(request) if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        response["Cache-Control"] = "no-store"
        return response


def live(request: HttpRequest) -> HttpResponse:
    return plain("ok", 200)


def ready(request: HttpRequest) -> HttpResponse:
    return plain("ok", 200) if is_ready() else plain("niet klaar", 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """For who knows the token; to all others, and where none was set, there is no such address."""
    sent = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponseNotFound()
    measured = CollectorRegistry()
    measured.register(Measures())
    return HttpResponse(generate_latest(counted()) + generate_latest(measured), content_type=CONTENT_TYPE_LATEST)


def plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


# Of whoever can reach this port: the proxy does not pass them on. Nothing else answers before the host is known.
ADDRESSES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz/live": live,
    "/healthz/ready": ready,
    "/metrics": metrics,
}
