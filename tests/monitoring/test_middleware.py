"""The addresses for machines: for whoever reaches the port, under any host, with nothing in the answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection
from django.test import Client

from local.processes import wait_until
from monitoring import counters, health
from monitoring.middleware import ADDRESSES
from tests.normen.headers import missing

HOSTS = [
    "10.0.3.7:8000",
    "kompas.localhost",
    "stadskanaal.kompas.localhost",
    "onbekend.kompas.localhost",
    "evil.example",
]
TOKEN = "een-geheim-van-ten-minste-32-tekens"


@pytest.fixture
def client(db):
    return Client(headers={"host": "10.0.3.7:8000"}, raise_request_exception=False)


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch):
    monkeypatch.setattr("monitoring.middleware.is_ready", health.Readiness())


@pytest.fixture
def measured(client, settings):
    """What /metrics says to who knows the token, as `{line without value: value}`."""
    settings.METRICS_TOKEN = TOKEN

    def ask():
        answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}

    return ask


def away(*args, **kwargs):
    raise OperationalError("connection refused")


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready"])
def test_health_answers_any_host_without_detail_or_session(client, host, path):
    answer = client.get(path, headers={"host": host})
    assert (answer.status_code, answer.content, missing(answer)) == (200, b"ok\n", [])
    assert (answer.cookies, answer["Cache-Control"]) == ({}, "no-store")


def test_live_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz/live").status_code == 200


def test_ready_asks_once_a_second_whoever_asks(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [client.get("/healthz/ready").status_code for _ in range(5)] == [200] * 5


def test_ready_asks_as_the_web(client, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(health, "QUESTION", "SELECT current_user")
    seen = []
    monkeypatch.setattr(health, "ask", lambda: seen.append(asked()) or True)

    def asked():
        with health.from_public(), connection.cursor() as cursor:
            cursor.execute(health.QUESTION)
            return cursor.fetchone()[0].rpartition("_")[2]

    client.get("/healthz/ready")
    assert seen == ["platform"]


def test_without_database_a_process_lives_and_is_not_ready(client, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(health.connection, "cursor", away)
        patch.setattr(health.connection, "close", lambda: None)
        answers = [client.get(path) for path in ("/healthz/live", "/healthz/ready")]
    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"ok\n"), (503, b"niet klaar\n")]


def test_a_database_that_says_nothing_keeps_one_thread_and_no_more(monkeypatch):
    asked, answered = [], threading.Event()
    monkeypatch.setattr(health, "ask", lambda: asked.append(True) or answered.wait(30))
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    is_ready = health.Readiness()
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(is_ready)
        assert wait_until(lambda: bool(asked), 10, 0.01)
        assert [each.result(5) for each in [pool.submit(is_ready) for _ in range(5)]] == [False] * 5
        answered.set()
        assert (first.result(5), asked) == (True, [True])


def test_health_is_asked_without_https_where_pages_are_not(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert [client.get(path).status_code for path in ("/healthz/live", "/healthz/ready")] == [200, 200]


def test_without_valkey_a_process_is_ready(client, settings, monkeypatch):
    monkeypatch.setattr("redis.connection.AbstractConnection.connect", away)
    assert client.get("/healthz/ready").status_code == 200


@pytest.mark.parametrize("path", ADDRESSES)
def test_only_reading_is_answered(client, path):
    answers = [client.generic(method, path) for method in ("POST", "PUT", "DELETE", "TRACE")]
    assert [answer.status_code for answer in answers] == [405] * 4


@pytest.mark.parametrize("path", ["/healthz", "/healthz/", "/healthz/live/", "/metrics/", "//metrics"])
def test_nothing_else_answers_an_unknown_host(client, path):
    assert (answer := client.get(path)).status_code == 404
    assert answer.content == b""


@pytest.mark.parametrize("sent", [None, "", "Bearer ", f"Bearer {TOKEN}x", TOKEN, f"Basic {TOKEN}", "Bearer é"])
@pytest.mark.parametrize("token", [TOKEN, ""])
def test_metrics_are_not_there_without_the_token(client, settings, token, sent):
    settings.METRICS_TOKEN = token
    headers = {} if sent is None else {"authorization": sent}
    answer = client.get("/metrics", headers=headers)
    assert (answer.status_code, answer.content) == (404, b"")


def test_metrics_count_requests_by_route_and_never_by_address(client_for, bewerker, measured):
    before = measured()
    client_for(bewerker).get("/acties/", {"zoek": "kanarie"})
    client_for(None).get("/kanarie/")
    after = measured()
    added = {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}
    counts = {name: value for name, value in added.items() if name.startswith("kompas_requests_total")}
    assert counts == {
        'kompas_requests_total{method="GET",route="acties/",status="2xx"}': 1,
        'kompas_requests_total{method="GET",route="onbekend adres",status="4xx"}': 1,
    }
    assert added['kompas_request_seconds_count{route="acties/"}'] == 1
    assert "kanarie" not in " ".join(after)


def test_a_method_of_a_visitors_own_is_no_label(client, measured):
    client.generic("KANARIE", "/", headers={"host": "kompas.localhost"})
    assert "KANARIE" not in " ".join(measured())


def test_asking_for_health_is_not_counted(client, measured):
    before = {name: value for name, value in measured().items() if "kompas_requests" in name}
    client.get("/healthz/live")
    assert {name: value for name, value in measured().items() if "kompas_requests" in name} == before


def test_metrics_without_database_say_so(client, measured, monkeypatch):
    monkeypatch.setattr("monitoring.measures.import_string", lambda path: away)
    found = {name: value for name, value in measured().items() if not name.startswith("kompas_request")}
    assert found.pop('kompas_info{version="0.9.0"}') == 1
    assert found == {
        "kompas_broker_up": 1,
        "kompas_broker_messages": found["kompas_broker_messages"],
        "kompas_database_up": 0,
    }


def test_durations_have_room_for_what_a_page_may_take():
    assert counters.SECONDS[-1] == 30  # what gunicorn gives a request
