"""What a connection costs PostgreSQL as it meets more gemeenten: memory that stays, and the first page in each."""

import statistics
from pathlib import Path
from typing import Any

from benchmarks.ride import BOUWSTEEN, Rider, timed

PAGES = ("/", "/acties/", "/beleidsplan/")
MARKS = (1, 50, 100, 150, 342)


def measure(slugs: list[str]) -> dict[str, Any]:
    """One connection, in this process, that is never closed in between: Django's test client leaves it open."""
    from django.db import connection

    connection.close()
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    memory, first, again = {0: private_mb(pid)}, [], []
    for number, slug in enumerate(slugs, start=1):
        rider = Rider(slug)
        rider.client.defaults["HTTP_X_FORWARDED_PROTO"] = "https"  # as the proxy of the site would say
        first.append(timed(lambda rider=rider: rider.get(BOUWSTEEN)))
        again.append(timed(lambda rider=rider: rider.get(BOUWSTEEN)))
        for path in PAGES:
            rider.get(path)
        if number in MARKS:
            memory[number] = private_mb(pid)
    assert connection.connection.info.backend_pid == pid
    return {
        "private_mb_by_gemeenten": memory,
        "first_page_ms": round(statistics.median(first[1:] or first), 1),
        "same_page_again_ms": round(statistics.median(again[1:] or again), 1),
    }


def private_mb(pid: int) -> float:
    """What goes when it ends; 0 where nobody may look."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return round(sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024, 1)
