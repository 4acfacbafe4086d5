"""Saving an answer and opening the overview, through the whole middleware, in gemeenten taken at random."""

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator

import benchmarks.setup  # noqa: F401  isort: skip
import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Gebruiker
from tenants.backend.base import role_name
from tenants.models import Gemeente

ROUNDS = 200
ZIN = "Wij hebben een aandachtsfunctionaris. Ronde {}."


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    settings.ALLOWED_HOSTS = ["*"]
    random.seed(2026)
    gemeenten = random.sample(list(Gemeente.objects.opened()), 20)
    clients = {gemeente: client_for(gemeente) for gemeente in gemeenten}
    save = Saver(clients)
    with psycopg.connect(**connection.get_connection_params()) as bare:
        bare_save = median_ms(lambda n: save_bare(bare, gemeenten[n % 20], n))
        bare_read = median_ms(lambda n: read_bare(bare, gemeenten[n % 20]))
    yield "save_answer_ms", median_ms(save), "ms", bare_save
    with CaptureQueriesContext(connection) as queries:
        save(ROUNDS + 1)
    yield "save_answer_queries", len(queries), "", None
    yield "overview_ms", median_ms(lambda n: read(clients, gemeenten[n % 20])), "ms", bare_read


def median_ms(work: Callable[[int], None]) -> float:
    for n in range(20):
        work(n)
    times = []
    for n in range(ROUNDS):
        start = time.perf_counter()
        work(n)
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 2)


def client_for(gemeente: Gemeente) -> Client:
    client = Client(HTTP_HOST=f"{gemeente.slug}.{settings.KOMPAS_HOST}", raise_request_exception=True)
    client.force_login(Gebruiker.objects.get(email=f"bewerker@{gemeente.slug}.example"))
    assert BACKEND_SESSION_KEY in client.session
    return client


class Saver:
    """Saves the answer to SV-P1-1 as the browser does: by htmx, with the version it got last time."""

    def __init__(self, clients: dict[Gemeente, Client]) -> None:
        self.clients = list(clients.values())
        self.versions = [self.version(client) for client in self.clients]

    def version(self, client: Client) -> int:
        page = client.get("/zelfevaluatie/SV-P1-1/").content.decode()
        return int(re.search(r'id="id_version"\s+value="(\d+)"', page)[1])

    def __call__(self, n: int) -> None:
        which = n % len(self.clients)
        data = {"version": self.versions[which], "status": "geregeld", "plan_zin": ZIN.format(time.time_ns())}
        response = self.clients[which].post("/zelfevaluatie/SV-P1-1/opslaan/", data, headers={"HX-Request": "true"})
        assert response.status_code == 200, response.content
        self.versions[which] += 1


def read(clients: dict[Gemeente, Client], gemeente: Gemeente) -> None:
    response = clients[gemeente].get("/")
    assert response.status_code == 200


def enter(bare: psycopg.Connection, gemeente: Gemeente) -> None:
    role = role_name(settings.DATABASES["default"]["NAME"], gemeente.schema_name)
    bare.execute(
        "SELECT set_config('role', %s, false), set_config('search_path', %s, false)",
        [role, f"{gemeente.schema_name}, public"],
    )


def save_bare(bare: psycopg.Connection, gemeente: Gemeente, n: int) -> None:
    """The two writes of a save and nothing else; rolled back in effect by writing what is there."""
    with bare.transaction():
        enter(bare, gemeente)
        row = bare.execute(
            "UPDATE zelfevaluatie_antwoord SET toelichting = %s WHERE id = (SELECT a.id FROM zelfevaluatie_antwoord a"
            " JOIN kader_bouwsteen b ON b.id = a.bouwsteen_id WHERE b.code = 'BB-P1-1') RETURNING id",
            [f"Ronde {n}"],
        ).fetchone()
        bare.execute(
            "INSERT INTO zelfevaluatie_antwoordrevision (id, kind, version, accepted, data, created_at,"
            " row) VALUES (gen_random_uuid(), 'antwoord', 1, false, '{}', now(), %s)",
            [row[0]],
        )


def read_bare(bare: psycopg.Connection, gemeente: Gemeente) -> None:
    with bare.transaction():
        enter(bare, gemeente)
        rows = bare.execute(
            "SELECT * FROM zelfevaluatie_antwoord a JOIN kader_bouwsteen b ON b.id = a.bouwsteen_id"
            " JOIN kader_thema t ON t.id = b.thema_id JOIN kader_rol r ON r.id = b.rol_id"
        ).fetchall()
        assert len(rows) == 23
