"""Valkey is not there, or does not answer: what needs it says so, keeps what was typed, and everything else goes on."""

import socket
import time

import pytest
from django.conf import settings
from django.test import override_settings
from redis.exceptions import ResponseError

from accounts.errors import is_away
from demo.known import PASSWORD
from tests.conftest import HostClient

LOGIN, RESET, STEP = "/account/login/", "/account/password/reset/", "/account/2fa/authenticate/"
TYPED = "iemand@voorbeeld.example"


def without(port):
    addresses = {name: f"redis://127.0.0.1:{port}/{number}" for number, name in enumerate(settings.CACHES)}
    return override_settings(
        CACHES={name: {**cache, "LOCATION": addresses[name]} for name, cache in settings.CACHES.items()}
    )


@pytest.fixture
def away(db):
    with without(1):  # nobody listens
        yield


@pytest.fixture
def frozen(db):
    """Accepts, and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with without(server.getsockname()[1]):
            yield


def quiet(client):
    client.raise_request_exception = False
    return client


def is_503(answer):
    found = answer.status_code, answer.get("Retry-After"), "Kompas is er even niet" in answer.text
    return found == (503, "30", True)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        (LOGIN, {"login": TYPED, "password": PASSWORD}),
        (RESET, {"email": TYPED}),
        ("/antwoord/geraden/", {"status": TYPED}),
    ],
)
def test_what_a_visitor_sends_is_kept_on_a_page_that_says_to_wait(away, path, data):
    answer = quiet(HostClient()).post(path, data)
    assert (is_503(answer), TYPED in answer.text, PASSWORD in answer.text) == (True, True, False)


def test_second_step_and_reauthentication_wait_too(client_for, beheerder):
    client = quiet(HostClient())
    step = client.post(LOGIN, {"login": beheerder.email, "password": PASSWORD})["Location"]
    inside = quiet(client_for(beheerder, gemeente=None))
    with without(1):
        answers = [
            client.post(step, {"code": "123456"}),
            inside.post("/account/reauthenticate/", {"password": PASSWORD}),
        ]
    assert [is_503(answer) for answer in answers] == [True, True]


def test_pages_and_work_go_on(away, client_for, bewerker):
    statuses = [HostClient().get(path).status_code for path in ("/", LOGIN, RESET, "/privacy/")]
    client = client_for(bewerker)
    statuses += [client.get(path).status_code for path in ("/", "/zelfevaluatie/", "/acties/")]
    assert statuses == [200] * 7


def test_one_that_does_not_answer_is_not_waited_for_longer_than_a_few_seconds(frozen):
    started = time.monotonic()
    answer = quiet(HostClient()).post(LOGIN, {"login": TYPED, "password": PASSWORD})
    assert (is_503(answer), time.monotonic() - started < 8) == (True, True)


def test_a_full_memory_is_a_reason_to_wait_too():
    """`noeviction`: Valkey then answers, and refuses."""
    assert is_away(ResponseError("OOM command not allowed when used memory > 'maxmemory'."))
