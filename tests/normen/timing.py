"""Whether the time of an answer tells who has an account. For `make fuzz`: a clock has no place in a unit test."""

import statistics
import time
from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.db import transaction

from accounts.models import Gebruiker
from demo.people import email_of
from tenants.models import Gemeente
from tests.conftest import HostClient

TIMES = 40
UNKNOWN = "niemand@voorbeeld.example"


def differences() -> Iterator[tuple[str, float]]:
    """For login and for a new password: the median for a known address less that for an unknown one, in ms."""
    known = email_of("lezer", Gemeente.objects.get(slug="voorbeeldstad"))
    Gebruiker.objects.filter(email=known).update(password=make_password("goed"))  # as slow as in production
    yield "Inloggen", compare("/account/login/", {"password": "verkeerd"}, "login", known)
    yield "Nieuw wachtwoord", compare("/account/password/reset/", {}, "email", known)


def compare(path: str, data: dict[str, str], name: str, known: str) -> float:
    took: dict[str, list[float]] = {known: [], UNKNOWN: []}
    client = HostClient()
    for number in range(2 * TIMES):
        email = (known, UNKNOWN)[number % 2]  # in turn, so that a busy machine is as slow for both
        caches["default"].clear()
        point, started = transaction.savepoint(), time.perf_counter()
        client.post(path, {**data, name: email})
        took[email].append(time.perf_counter() - started)
        transaction.savepoint_rollback(point)
    return (statistics.median(took[known]) - statistics.median(took[UNKNOWN])) * 1000
