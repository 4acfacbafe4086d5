"""What gunicorn asks for by name, in the demo and in production: `--config python:kompas.gunicorn`."""

import gc
import os
import secrets
import shutil
import tempfile
from typing import Any

preload_app = True  # kompas.wsgi reads the code once, and workers share it
logger_class = "monitoring.server_lines.ServerLines"

# Threads, so that a request which waits for the database, or for a caller whom no proxy holds back, costs one of many.
# Each thread has a connection of its own: PostgreSQL sees at most processes × threads of them.
worker_class = "gthread"
workers = int(os.environ.get("KOMPAS_PROCESSES") or 3)
threads = int(os.environ.get("KOMPAS_THREADS") or 8)
graceful_timeout = 20  # seconds in which a request may be finished when we are told to stop

# Where the workers of this server count together: in memory, gone with the server. Said before the code is read.
COUNTS = f"{tempfile.gettempdir()}/kompas-counts-{secrets.token_hex(8)}"
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={COUNTS}"]


def pre_fork(server: Any, worker: Any) -> None:
    """A worker that comes for another takes its place, and counts on where that one stopped."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = min(set(range(1, len(taken) + 2)) - taken)


def post_fork(server: Any, worker: Any) -> None:
    from monitoring import counters  # noqa: PLC0415  only now the settings may be read

    counters.place = worker.place


def post_worker_init(worker: Any) -> None:
    from django.db import connections  # noqa: PLC0415  only there Django is set up

    from kompas.warm import warm_worker  # noqa: PLC0415

    warm_worker()
    connections.close_all()  # this thread answers nobody
    gc.collect()
    gc.set_threshold(20_000, 20, 50)  # a request leaves hundreds of cycles; after every 700 it looked through them all
    gc.freeze()  # what is there now stays: no collection has to walk through it again


def when_ready(server: Any) -> None:
    from django.conf import settings  # noqa: PLC0415  as above

    server.log.info("Kompas %s", settings.VERSION)


def on_exit(server: Any) -> None:
    shutil.rmtree(COUNTS, ignore_errors=True)
