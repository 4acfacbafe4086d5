"""What people do most, through the whole middleware, in gemeenten taken at random.

Beside a page stand its own queries by psycopg alone; beside a save the writes of it and nothing else.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator

import benchmarks.setup  # noqa: F401  isort: skip
import psycopg
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import SIZE
from benchmarks.replay import replay_ms
from benchmarks.ride import READS, WRITES, Rider
from tenants.backend.base import role_name
from tenants.models import Gemeente

ROUNDS = SIZE.rounds
Row = tuple[str, float, str, float | None]


def measure() -> Iterator[Row]:
    settings.ALLOWED_HOSTS = ["*"]
    random.seed(2026)
    opened = list(Gemeente.objects.opened())
    gemeenten = random.sample(opened, min(20, len(opened)))
    riders = [Rider(gemeente.slug) for gemeente in gemeenten]
    with psycopg.connect(**connection.get_connection_params()) as bare:
        bare_save = median_ms(lambda n: save_bare(bare, gemeenten[n % len(gemeenten)], n))
        bare_read = median_ms(lambda n: read_bare(bare, gemeenten[n % len(gemeenten)]))
    yield "save_answer_ms", median_of("save_answer_ms", riders), "ms", bare_save
    yield "save_answer_queries", queries_of("save_answer_ms", riders[0]), "", None
    yield "passage_save_ms", median_of("passage_save_ms", riders), "ms", bare_save
    yield "overview_ms", median_of("overview_ms", riders), "ms", bare_read
    for name, path in READS.items():
        if name in {"bouwsteen_ms", "zelfevaluatie_ms", "acties_ms"}:
            yield name, median_of(name, riders), "ms", replay_ms(statements_of(riders[0], path), ROUNDS)


def median_of(name: str, riders: list[Rider]) -> float:
    """In milliseconds; a form is read and changed before its time begins."""
    times = [riders[n % len(riders)].time(name) for n in range(min(20, ROUNDS) + ROUNDS)]
    return round(statistics.median(times[-ROUNDS:]), 2)


def queries_of(name: str, rider: Rider) -> int:
    form = rider.form_of(name).write(WRITES[name])
    with CaptureQueriesContext(connection) as queries:
        rider.post(form)
    return len(queries)


def statements_of(rider: Rider, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        rider.get(path)
    return [query["sql"] for query in queries]


def median_ms(work: Callable[[int], object]) -> float:
    for n in range(min(20, ROUNDS)):
        work(n)
    times = []
    for n in range(ROUNDS):
        start = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 2)


def enter(bare: psycopg.Connection, gemeente: Gemeente) -> None:
    role = role_name(settings.DATABASES["default"]["NAME"], gemeente.schema_name)
    bare.execute(
        "SELECT set_config('role', %s, false), set_config('search_path', %s, false)",
        [role, f"{gemeente.schema_name}, public"],
    )


def save_bare(bare: psycopg.Connection, gemeente: Gemeente, n: int) -> None:
    """The writes of a save and nothing else: the text, and a row that remembers it; see prepare.py."""
    with bare.transaction():
        enter(bare, gemeente)
        bare.execute(
            "UPDATE zelfevaluatie_antwoord SET toelichting = %s WHERE id = (SELECT a.id FROM zelfevaluatie_antwoord a"
            " JOIN kader_bouwsteen b ON b.id = a.bouwsteen_id WHERE b.code = 'BB-P1-1')",
            [f"Ronde {n}"],
        )
        bare.execute("INSERT INTO bench_revision (code, data) VALUES ('BB-P1-1', '{}')")


def read_bare(bare: psycopg.Connection, gemeente: Gemeente) -> None:
    with bare.transaction():
        enter(bare, gemeente)
        rows = bare.execute(
            "SELECT * FROM zelfevaluatie_antwoord a JOIN kader_bouwsteen b ON b.id = a.bouwsteen_id"
            " JOIN kader_thema t ON t.id = b.thema_id JOIN kader_rol r ON r.id = b.rol_id"
        ).fetchall()
        assert len(rows) == 23
