"""Lines as JSON, and what Celery and gunicorn say: one reference from request to worker, and nobody's words."""

import io
import json
import logging
import logging.config
import re
from datetime import UTC, datetime

import pytest
from celery.app.trace import build_tracer
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone
from gunicorn.config import Config

from jobs import actions
from jobs.models import Job
from kompas.celery import app
from monitoring import context
from monitoring.lines import ContextFilter, JsonFormatter, SafeFormatter, moment
from monitoring.log_settings import FORMS, logging_of
from monitoring.server_lines import ServerLines, is_its_own

CANARY = "Kanarie zingt"


class Kept(logging.Handler):
    """Every line as both forms have it."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.addFilter(ContextFilter())
        self.lines, self.text = [], ""

    def emit(self, record):
        self.lines.append(json.loads(JsonFormatter().format(record)))
        self.text += SafeFormatter("%(message)s").format(record) + "\n"

    def of(self, name):
        return [line for line in self.lines if line["logger"] == name]

    @property
    def all(self):
        return self.text + json.dumps(self.lines)


@pytest.fixture
def log():
    handler = Kept()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def run():
    """Runs `work` as a worker does, with these headers of its message."""

    def run(work, headers=None):
        name = f"tests.{work.__name__}"
        task = app.task(work, name=name, bind=False, shared=False, ignore_result=True)
        request = {"id": "1-2-3", "task": name, "headers": headers, "args": (), "kwargs": {}, "delivery_info": {}}
        tracer = build_tracer(name, task, app=app)
        try:
            tracer("1-2-3", (), {}, request)
        finally:
            app.tasks.pop(name)

    return run


def test_a_request_is_one_line_with_offset_person_gemeente_route_and_time(log, client_for, bewerker, stadskanaal):
    client_for(bewerker).get("/acties/", {"zoek": CANARY})
    (line,) = log.of("kompas.request")
    assert datetime.fromisoformat(line.pop("time")).utcoffset() == timezone.localtime().utcoffset()
    assert line.pop("ms") >= 0
    assert re.fullmatch(r"\w{4}-\w{4}", line.pop("reference"))
    assert re.fullmatch(r"GET acties/ 200 \d+ ms", line.pop("message"))
    assert line == {
        "level": "INFO",
        "logger": "kompas.request",
        "version": settings.VERSION,
        "schema": stadskanaal.schema_name,
        "person": str(bewerker.pk),
        "method": "GET",
        "route": "acties/",
        "status": 200,
    }


def test_a_visitor_is_nobody(log, client_for):
    client_for(None, gemeente=None).get("/")
    (line,) = log.of("kompas.request")
    assert ("person" in line, line["schema"]) == (False, "public")


def test_a_line_of_a_request_makes_no_query(client_for, django_assert_num_queries):
    client = client_for(None, gemeente=None)
    with django_assert_num_queries(0):
        client.get("/privacy/")


@pytest.mark.parametrize(("hour", "offset"), [(0, "+02:00"), (1, "+01:00")])
def test_the_hour_that_comes_twice_is_told_apart(hour, offset):
    record = logging.LogRecord("x", logging.INFO, "", 0, "x", (), None)
    record.created = datetime(2026, 10, 25, hour, 30, tzinfo=UTC).timestamp()
    line = SafeFormatter("%(asctime)s", FORMS["line"]["datefmt"]).format(record)
    assert moment(record) == f"2026-10-25T02:30:00.000{offset}"
    assert line == f"2026-10-25 02:30:00{offset.replace(':', '')}"


def test_json_stays_one_line_whatever_is_in_it(log):
    logging.getLogger("x").info("een\r\ntwee\u2028drie\x1b[31m")
    (line,) = log.of("x")
    record = logging.LogRecord("x", logging.INFO, "", 0, "een\r\ntwee\u2028drie\x1b[31m", (), None)
    ContextFilter().filter(record)
    assert line["message"] == "een\r\ntwee\u2028drie\x1b[31m"
    assert JsonFormatter().format(record).isascii()
    assert len(JsonFormatter().format(record).splitlines()) == 1


def test_an_error_has_where_it_came_from_and_not_what_it_quotes(log):
    try:
        raise IntegrityError(CANARY)
    except IntegrityError as error:
        logging.getLogger("x").exception("Mislukt: %s", error)
    (line,) = log.of("x")
    assert line["message"] == "Mislukt: django.db.utils.IntegrityError"
    assert line["error"].splitlines()[-1] == "django.db.utils.IntegrityError"
    assert CANARY not in log.all


def test_the_reference_of_a_request_goes_with_the_job_to_the_lines_of_the_worker(
    log, client_for, bewerker, published_headers, run, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert client_for(bewerker).post("/beleidsplan/pdf/").status_code == 302
    asked = log.of("kompas.request")[-1]["reference"]
    job = Job.objects.latest("created_at")
    assert (job.reference, published_headers) == (asked, [{context.HEADER: asked}])

    def works():
        logging.getLogger("x").info("aan het werk")

    run(works, headers=published_headers[0])
    (line,) = log.of("x")
    (ended,) = log.of("celery.app.trace")
    assert [each["reference"] for each in (line, ended)] == [asked] * 2
    assert line["task"] == "tests.works"


def test_what_the_sweeper_offers_again_keeps_the_reference(make_job, published_headers):
    make_job(reference="BCDF-GHJK")
    actions.sweep()
    assert published_headers == [{context.HEADER: "BCDF-GHJK"}]


def test_a_task_that_nobody_asked_for_has_no_reference(log, run):
    def works():
        logging.getLogger("x").info("aan het werk")

    run(works)
    assert "reference" not in log.of("x")[0]


def test_a_line_of_a_task_names_the_gemeente_it_works_in(log, run, stadskanaal):
    def works():
        from tenants.context import in_gemeente

        with in_gemeente(stadskanaal):
            logging.getLogger("x").info("aan het werk")

    run(works)
    assert log.of("x")[0]["schema"] == stadskanaal.schema_name


def test_a_task_that_fails_or_gives_something_back_quotes_nobody(log, run):
    def fails():
        raise ValueError(CANARY)

    def gives():
        return CANARY

    run(fails)
    run(gives)
    first, second = log.of("celery.app.trace")
    assert first["message"] == "Task tests.fails[1-2-3] raised unexpected: builtins.ValueError"
    assert second["message"].startswith("Task tests.gives[1-2-3] succeeded in ")
    assert CANARY not in log.all


@pytest.fixture
def server_log(monkeypatch):
    """The logger of gunicorn, and what it writes."""
    stream = io.StringIO()
    cfg = Config()
    lines = ServerLines(cfg)
    for handler in filter(is_its_own, lines.error_log.handlers):
        monkeypatch.setattr(handler, "stream", stream)
    return lines, stream


def test_gunicorn_quotes_no_visitor(server_log):
    lines, stream = server_log
    lines.warning(f"Invalid request from ip=10.1.2.3: {CANARY}")
    try:
        raise ValueError(CANARY)
    except ValueError:
        lines.exception("Error handling request %s %s", "GET", f"/?zoek={CANARY}")
    lines.access(None, None, {"RAW_URI": CANARY}, None)
    lines.info("Listening at: %s", "http://127.0.0.1")
    said = [re.sub(r"^\S+ \S+ (\w+) gunicorn.error \[- -\] ", r"\1 ", line) for line in stream.getvalue().splitlines()]
    assert [line for line in said if line.partition(" ")[0].isupper()] == [
        "WARNING Invalid request",
        "ERROR Error handling request",
        "INFO Listening at: http://127.0.0.1",
    ]
    assert (CANARY in stream.getvalue(), "10.1.2.3" in stream.getvalue()) == (False, False)


def test_gunicorn_speaks_json_where_kompas_does(settings, monkeypatch):
    settings.LOGGING = logging_of("json")
    lines = ServerLines(Config())
    (handler,) = filter(is_its_own, lines.error_log.handlers)
    assert isinstance(handler.formatter, JsonFormatter)


@pytest.mark.parametrize(("form", "kind"), [("line", SafeFormatter), ("json", JsonFormatter)])
def test_each_form_can_be_made(form, kind):
    made = logging.config.DictConfigurator(logging_of(form)).configure_formatter(
        dict(logging_of(form)["formatters"]["line"])
    )
    assert type(made) is kind
