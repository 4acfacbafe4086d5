"""The national pages over the demo's country, once with 342 gemeenten and once with ten times as many.

Beside a page stand its own queries by psycopg alone; beside the XLSX the same rows as CSV.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gzip import compress

import benchmarks.setup  # noqa: F401  isort: skip
import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Gebruiker
from benchmarks import FULL, SIZE
from benchmarks.replay import replay_ms
from demo.people import VNG, make_editors
from local import ROOT

SMALL, LARGE = SIZE.country
ROUNDS = min(15, SIZE.rounds)
PROVINCIE, VEILIGHEIDSREGIO = ("PV928", "VR915") if SIZE is FULL else ("PV921", "VR902")  # in a small country too
MAP = "/land/kaart/?indicator=SV-P1-1"
PAGES = (
    "/land/",
    f"/land/?provincie={PROVINCIE}&grootte=20_50",
    "/land/gemeente/GM9101/",
    f"/land/provincie/{PROVINCIE}/",
    f"/land/veiligheidsregio/{VEILIGHEIDSREGIO}/",
    "/land/ontwikkeling/",
    "/land/ondersteuning/",
    "/land/werklijst/",
    "/land/werklijst/?lijst=plateau_1",
    "/land/export/",
    "/land/zoeken/?q=voorbeeld",
)
PUBLIC = "/cijfers/"  # for everybody, without a login
ROUND = "/land/export/gemeenten."


@dataclass(frozen=True)
class Page:
    """Medians, in milliseconds."""

    ms: float
    bare_ms: float
    queries: int
    kb: float  # compressed


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    settings.ALLOWED_HOSTS = ["*"]
    make_editors()
    try:
        load(SMALL)
        client = login()
        small = {path: measure_page(client, path) for path in (*PAGES, MAP)}
        slowest = max((small[path] for path in PAGES), key=lambda page: page.ms)
        yield "dashboard_ms_max", slowest.ms, "ms", slowest.bare_ms
        yield "dashboard_queries_max", max(page.queries for page in small.values()), "", None
        yield "map_ms", small[MAP].ms, "ms", small[MAP].bare_ms
        yield "map_kb", small[MAP].kb, "kB", None
        public = measure_page(Client(HTTP_HOST=settings.KOMPAS_HOST), PUBLIC)
        yield "public_page_ms", public.ms, "ms", public.bare_ms
        xlsx, csv = (
            median_ms(lambda kind=kind: download(client, kind), min(3, SIZE.few)) / 1000 for kind in ("xlsx", "csv")
        )
        yield "round_xlsx_s", round(xlsx, 2), "s", round(csv, 2)
        load(LARGE)
        large = {path: measure_page(client, path) for path in (*PAGES, MAP)}
        yield "dashboard_growth_10x", round(max(large[path].ms / small[path].ms for path in small), 2), "x", None
    finally:
        command("--remove")


def load(count: int) -> None:
    """In place of the country that is there, with the statistics that autovacuum would have made by now."""
    command("--remove")
    command("--gemeenten", str(count))
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for table in ("tenants_gemeente", "tenants_indeling", "metingen_indiening", "metingen_indieningantwoord"):
            owner.execute(f"VACUUM ANALYZE {table}")


def command(*arguments: str) -> None:
    """As the owner, who alone may take away what was submitted."""
    call = [sys.executable, "manage.py", "load_demo_country", *arguments]
    environment = {**os.environ, "KOMPAS_AS_OWNER": "1"}
    subprocess.run(call, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def login() -> Client:
    client = Client(HTTP_HOST=settings.KOMPAS_HOST, raise_request_exception=True)
    client.force_login(Gebruiker.objects.get(email=VNG))
    return client


def measure_page(client: Client, path: str) -> Page:
    content = client.get(path).content
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200, path
    statements = [query["sql"] for query in captured]
    ms = median_ms(lambda: client.get(path), ROUNDS)
    return Page(ms, replay_ms(statements, ROUNDS), len(statements), round(len(compress(content)) / 1000, 1))


def download(client: Client, kind: str) -> None:
    assert client.post(f"{ROUND}{kind}", {"akkoord": "on"}).status_code == 200


def median_ms(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times), 2)
