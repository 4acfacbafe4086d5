"""What this process counts. The processes of one web server share a folder, so that whichever is asked answers for all:
see kompas/gunicorn.py. Labels are routes, never addresses, and no label says which gemeente (docs/toezicht.md)."""

import os
from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
place = 0  # of this process among those of its server; see kompas/gunicorn.py


def share(number_of: Callable[[], int]) -> None:
    """Let a process that takes the place of another go on in its file: there are never more files than processes."""
    values.ValueClass = values.MultiProcessValue(number_of)


if FOLDER in os.environ:
    Path(os.environ[FOLDER]).mkdir(mode=0o700, exist_ok=True)
    share(lambda: place)

SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
own = CollectorRegistry()
requests = Counter("kompas_requests", "Beantwoorde verzoeken", ["method", "route", "status"], registry=own)
durations = Histogram("kompas_request_seconds", "Hoe lang een verzoek duurde", ["route"], buckets=SECONDS, registry=own)


def count_request(*, method: str, route: str, status: int, seconds: float) -> None:
    """`method` is one of ours: what else a visitor sends is no label."""
    requests.labels(method, route, f"{status // 100}xx").inc()
    durations.labels(route).observe(seconds)


def counted() -> CollectorRegistry:
    """Of all processes of this server; of this one alone where they share nothing."""
    if FOLDER not in os.environ:
        return own
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
