"""Eight people who save at once, over HTTP, with the three processes that serve the web; beside them eight connections
that write the same rows and do nothing else."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import benchmarks.setup  # noqa: F401  isort: skip
import psycopg
from django.conf import settings
from django.db import connection

from benchmarks import SIZE
from benchmarks.pages import save_bare
from benchmarks.ride import EIGHT, Rider, savers_per_s
from local.stack import running
from tenants.models import Gemeente


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    settings.ALLOWED_HOSTS = ["*"]
    gemeenten = list(Gemeente.objects.opened().order_by("code")[:5])
    riders = [Rider(gemeente.slug) for gemeente in gemeenten]
    with running(database=SIZE.database, prepare=False, servers=SIZE.servers()) as stack:
        savers_per_s(riders, stack.port, SIZE.seconds / 5)  # warm
        found = savers_per_s(riders, stack.port, SIZE.seconds)
    yield "savers_8_per_s", round(found, 1), "/s", round(bare_per_s(gemeenten), 1)


def bare_per_s(gemeenten: list[Gemeente]) -> float:
    saves = [0] * len(EIGHT)
    until = time.monotonic() + SIZE.seconds

    def save(number: int) -> None:
        with psycopg.connect(**connection.get_connection_params()) as bare:
            while time.monotonic() < until:
                save_bare(bare, gemeenten[number % len(gemeenten)], number)
                saves[number] += 1

    threads = [threading.Thread(target=partial(save, number)) for number in range(len(EIGHT))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(saves) / SIZE.seconds
