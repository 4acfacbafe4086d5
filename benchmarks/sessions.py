"""The page of one's own sessions, while the table is full of those of others: as after a night of somebody who asks a
page that makes one, from many networks.
"""

import statistics
import time
from collections.abc import Iterator

import benchmarks.setup  # noqa: F401  isort: skip
from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import Gebruiker, Session
from benchmarks import FULL, SIZE

OTHERS = 200_000 if SIZE is FULL else 200
FILL = """
INSERT INTO accounts_session (session_key, session_data, expire_date)
SELECT 'bench' || n, %s, now() + interval '30 minutes' FROM generate_series(1, %s) AS n
"""


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    """Beside it the same page in an empty table."""
    settings.ALLOWED_HOSTS = ["*"]
    ours = Session.objects.filter(session_key__startswith="bench")
    ours.delete()
    client = Client(headers={"host": settings.KOMPAS_HOST})
    client.force_login(Gebruiker.objects.filter(toegang_set__isnull=False).first())
    empty = median_ms(client)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [client.session.encode({"webauthn": "x" * 200}), OTHERS])
    try:
        yield "sessions_200k_ms", median_ms(client), "ms", empty
    finally:
        ours.delete()


def median_ms(client: Client) -> float:
    times = []
    for _ in range(min(10, SIZE.rounds) + SIZE.rounds):
        start = time.perf_counter()
        assert client.get("/account/sessies/").status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(times[-SIZE.rounds :]), 2)
