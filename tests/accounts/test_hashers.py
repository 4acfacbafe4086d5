"""Of all that log in at the same moment, no more than the memory of a process allows are being compared."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import check_password, get_hasher, make_password

from accounts.hashers import AT_ONCE


@pytest.mark.parametrize("work", ["encode", "verify"])
def test_threads_wait_for_each_other(monkeypatch, work):
    here, most, lock = 0, 0, threading.Lock()

    def slow(self, password, *rest):
        nonlocal here, most
        with lock:
            here += 1
            most = max(most, here)
        time.sleep(0.02)
        with lock:
            here -= 1
        return True

    monkeypatch.setattr(hashers.Argon2PasswordHasher, work, slow)
    hasher = get_hasher()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: getattr(hasher, work)("een wachtwoord", "zout"), range(24)))
    assert most == AT_ONCE


def test_a_password_is_what_it_was():
    stored = make_password("een lang wachtwoord")
    assert (stored.split("$")[1], check_password("een lang wachtwoord", stored), check_password("anders", stored)) == (
        *("argon2id", True, False),
    )
