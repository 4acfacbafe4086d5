"""Errors and traces that leave, over real HTTP to a receiver of ours: what they say, and that typed text never goes."""

import json
import logging
import os
import subprocess
import sys
from contextlib import suppress

import pytest
import sentry_sdk
from django.conf import settings
from django.db import IntegrityError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from kompas.celery import app
from monitoring import context, reporting, tracing
from monitoring.tasks import MeasuredTask
from tests.monitoring.receiver import Receiver

CANARY = "Kanarie zingt"
TOKENS = (CANARY, "kanarie", "Kanarie", "geheimkoekje", "KanarieBrowser")
FORM = {"wat": CANARY, "password": "kanarie-wachtwoord"}
HEADERS = {
    "user-agent": "KanarieBrowser",
    "referer": "http://kompas.localhost/?q=kanarie",
    "x-forwarded-for": "10.9.8.7",
}


@pytest.fixture
def receiver():
    found = Receiver()
    yield found
    found.stop()


@pytest.fixture
def sentry(receiver):
    reporting.start(f"http://sleutel@{receiver.address}/1", shutdown_timeout=0)
    yield receiver
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.get_global_scope().set_client(None)  # `init()` would have it look over the shoulder of later tests


@pytest.fixture
def traces(receiver):
    tracing.start(f"http://{receiver.address}/")
    yield receiver
    tracing.provider.shutdown()
    tracing.provider = None


@pytest.fixture
def broken(monkeypatch):
    """A page that fails with what somebody typed in its message and in a variable."""

    def fail(*args, **kwargs):
        typed = CANARY
        try:
            raise ValueError(typed)
        except ValueError as error:
            raise IntegrityError(f"Key (wat)=({typed}) already exists.") from error

    monkeypatch.setattr("aanpak.views.ActieFilterForm", fail)


def fails(client_for, bewerker):
    client = client_for(bewerker)
    client.raise_request_exception = False
    client.cookies["ander"] = "geheimkoekje"
    return client.get(f"/acties/?zoek={CANARY}&token=kanarie", headers=HEADERS)


def events(bodies):
    """An envelope is lines of JSON: of itself, and for each item its header and the item."""
    lines = [json.loads(line) for body in bodies for line in body.splitlines() if line]
    return [line for line in lines if "platform" in line]


def sung(bodies):
    return [token for body in bodies for token in TOKENS if token.encode() in body]


def test_an_error_leaves_with_its_kind_place_route_and_reference_alone(
    sentry, broken, client_for, bewerker, stadskanaal
):
    answer = fails(client_for, bewerker)
    assert answer.status_code == 500
    sentry_sdk.flush(5)
    bodies = sentry.wait(1)
    (event,) = events(bodies)
    reference = answer.text.partition('k-number">')[2][:9]
    assert set(event) == {
        "event_id",
        "timestamp",
        "platform",
        "level",
        "release",
        "sdk",
        "tags",
        "transaction",
        "exception",
    }
    assert event["tags"] == {
        "logger": "django.request",
        "reference": reference,
        "schema": stadskanaal.schema_name,
        "route": "acties/",
        "method": "GET",
    }
    kinds = [(each["module"], each["type"], each["value"]) for each in event["exception"]["values"]]
    assert kinds == [("builtins", "ValueError", ""), ("django.db.utils", "IntegrityError", "")]
    frame = event["exception"]["values"][0]["stacktrace"]["frames"][-1]
    assert (frame["function"], frame["in_app"], set(frame)) == (
        "fail",
        True,
        {"filename", "function", "lineno", "in_app"},
    )
    assert (event["release"], sung(bodies)) == (f"kompas@{settings.VERSION}", [])


def test_a_line_of_error_without_an_error_leaves_without_its_words(sentry):
    logging.getLogger("x").error("Mislukt: %s", CANARY, extra={"vrij": CANARY})
    logging.getLogger("x").warning(CANARY)
    sentry_sdk.flush(5)
    (event,) = events(sentry.wait(1))
    assert event["message"].startswith("test_outside:")
    assert sung([body for _, body in sentry.bodies]) == []


def test_nothing_of_what_the_library_gathers_goes_along(sentry):
    sentry_sdk.set_user({"email": CANARY})
    sentry_sdk.set_context("vrij", {"tekst": CANARY})
    sentry_sdk.set_tag("vrij", CANARY)
    sentry_sdk.add_breadcrumb(message=CANARY)
    sentry_sdk.set_extra("vrij", CANARY)
    logging.getLogger("x").error("Mislukt")
    sentry_sdk.flush(5)
    assert (len(events(sentry.wait(1))), sung([body for _, body in sentry.bodies])) == (1, [])


def spans(bodies):
    for body in bodies:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            about = {each.key: each.value.string_value for each in resource.resource.attributes}
            for scope in resource.scope_spans:
                yield from ((about, span) for span in scope.spans)


def facts(span):
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def test_a_request_is_a_span_of_its_route(traces, broken, client_for, bewerker, stadskanaal):
    answer = fails(client_for, bewerker)
    tracing.provider.force_flush()
    bodies = traces.wait(1)
    ((about, span),) = spans(bodies)
    assert about == {"service.name": "kompas", "service.version": settings.VERSION}
    assert (span.name, span.status.code, list(span.events)) == ("GET acties/", 2, [])
    assert facts(span) == {
        "kompas.reference": answer.text.partition('k-number">')[2][:9],
        "kompas.schema": stadskanaal.schema_name,
        "http.route": "acties/",
        "http.request.method": "GET",
        "http.response.status_code": 500,
    }
    assert sung(bodies) == []


def test_a_task_has_the_trace_of_the_request_that_asked_for_it(traces, monkeypatch, client_for):
    monkeypatch.setattr(context, "new_reference", lambda: "BCDF-GHJK")
    monkeypatch.setattr("monitoring.middleware.new_reference", lambda: "BCDF-GHJK")
    client_for(None, gemeente=None).get("/privacy/")
    monkeypatch.setattr(context, "reference", lambda: "BCDF-GHJK")

    class Works(MeasuredTask):
        name = "tests.works"

        def run(self):
            raise ValueError(CANARY)

    task = app.register_task(Works())
    with suppress(ValueError):
        task()
    app.tasks.unregister(task)
    tracing.provider.force_flush()
    bodies = traces.wait(1)
    found = [span for _, span in spans(bodies)]
    assert [(span.name, span.status.code) for span in found] == [("GET privacy/", 0), ("tests.works", 2)]
    assert (len({span.trace_id for span in found}), sung(bodies)) == (1, [])


CODE = """
import sys, django
django.setup()
from monitoring import tracing
print(tracing.provider is not None, "sentry_sdk" in sys.modules, "opentelemetry" in sys.modules)
"""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "False False False"),
        ({"KOMPAS_OTLP": "http://127.0.0.1:1"}, "True False True"),
        ({"KOMPAS_SENTRY_DSN": "http://sleutel@127.0.0.1:1/1"}, "False True False"),
    ],
    ids=["off", "otlp", "sentry"],
)
def test_both_are_off_unless_an_operator_says_where_to(given, said):
    environment = {**os.environ, "KOMPAS_OTLP": "", "KOMPAS_SENTRY_DSN": "", **given}
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == said, done.stderr


@pytest.mark.parametrize(("start", "extra"), [(reporting.start, "sentry"), (tracing.start, "otlp")])
def test_without_the_packages_it_says_what_to_install(monkeypatch, start, extra):
    for name in ("sentry_sdk", "sentry_sdk.integrations.logging", "opentelemetry.sdk.resources"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Exception, match=f"--extra {extra}"):
        start("http://sleutel@127.0.0.1:1/1")


FORKED = """
import logging, os, sys, django
django.setup()
from monitoring import tracing
from monitoring.tracing import span
pid = os.fork()
if not pid:
    logging.getLogger("x").error("Mislukt")
    span("x", seconds=0.1, failed=False)
    import sentry_sdk
    sentry_sdk.flush(10)
    tracing.provider.force_flush(10_000)
    os._exit(0)
os.waitpid(pid, 0)
os._exit(0)
"""


def test_both_work_in_a_process_that_was_forked_off(receiver):
    """As the workers of gunicorn and Celery are, after their parent has started both."""
    given = {"KOMPAS_OTLP": f"http://{receiver.address}", "KOMPAS_SENTRY_DSN": f"http://sleutel@{receiver.address}/1"}
    command, environment = [sys.executable, "-c", FORKED], {**os.environ, **given}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    receiver.wait(2)
    assert done.returncode == 0, done.stderr
    assert sorted(path for path, _ in receiver.bodies) == ["/api/1/envelope/", "/v1/traces"]
