"""What lies in Valkey is data, never code."""

import os
import pickle

import pytest
import redis
from django.conf import settings
from django.core.cache import caches

from tenants.cache import JsonSerializer, NotJson
from tests.conftest import HostClient


@pytest.fixture(autouse=True)
def fresh():
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def valkey():
    with redis.Redis.from_url(settings.CACHES["default"]["LOCATION"]) as client:
        yield client


class Planted:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize(
    "value", [0, -7, 10**20, 1.5, True, False, None, "é\x00", "", [1.0, 2.0], {"a": [1, None, {"b": "c"}]}, []]
)
@pytest.mark.parametrize("name", settings.CACHES)
def test_what_json_can_comes_back(name, value):
    caches[name].set("proef", value, 10)
    found = caches[name].get("proef", "niets")
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("value", [(1, 2), {1: 2}, {"a": (1,)}, {1, 2}, b"x", object(), float("nan"), float("inf")])
def test_what_json_cannot_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        caches["default"].set("proef", value, 10)
    assert caches["default"].get("proef") is None


def test_numbers_are_counted_by_valkey():
    cache = caches["default"]
    assert (cache.add("teller", 0, 10), cache.incr("teller"), cache.incr("teller", 5), cache.get("teller")) == (
        True,
        1,
        6,
        6,
    )


@pytest.mark.parametrize("data", [b"", b"\xff", b"NaN2", b"{", b"[" * 100_000, pickle.dumps([1, 2])])
def test_what_is_not_json_counts_as_not_there(valkey, data):
    valkey.set(":1:proef", data)
    cache = caches["default"]
    assert (cache.get("proef", "niets"), cache.get_many(["proef", "ander"])) == ("niets", {})
    with pytest.raises(NotJson):
        JsonSerializer().loads(data)


def test_many_come_back_as_one():
    caches["default"].set_many({"a": [1], "b": "twee"}, 10)
    assert caches["default"].get_many(["a", "b", "c"]) == {"a": [1], "b": "twee"}


@pytest.mark.parametrize(
    "key",
    [
        ":1:allauth:rl:allauth.account:login:300/60/ip:ip:127.0.0.1",
        ":1:allauth:rl:allauth.account:login_failed:100/60/ip:ip:127.0.0.1",
    ],
)
def test_a_planted_pickle_is_not_run_and_the_login_goes_on(db, valkey, tmp_path, key):
    """As in the finding: under the key that the next login reads."""
    HostClient().post("/account/login/", {"login": "x@voorbeeld.example", "password": "verkeerd"})
    assert valkey.exists(key)
    valkey.set(key, pickle.dumps(Planted(tmp_path / "gelopen")))
    answer = HostClient().post("/account/login/", {"login": "x@voorbeeld.example", "password": "verkeerd"})
    assert (answer.status_code, (tmp_path / "gelopen").exists()) == (200, False)
    assert valkey.get(key).startswith(b"[")


def test_no_cache_of_django_itself_is_configured():
    assert {cache["BACKEND"] for cache in settings.CACHES.values()} == {"tenants.cache.JsonCache"}
    assert settings.SESSION_ENGINE == "accounts.sessions"  # rows, and in JSON
