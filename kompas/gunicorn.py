"""What gunicorn asks for by name, in the demo and in production: `--config python:kompas.gunicorn`."""

import os
from typing import Any

preload_app = True  # kompas.wsgi reads the code once, and workers share it

# Threads, so that a request which waits for the database, or for a caller whom no proxy holds back, costs one of many.
# Each thread has a connection of its own: PostgreSQL sees at most processes × threads of them.
worker_class = "gthread"
workers = int(os.environ.get("KOMPAS_PROCESSES") or 3)
threads = int(os.environ.get("KOMPAS_THREADS") or 8)
graceful_timeout = 20  # seconds in which a request may be finished when we are told to stop


def post_worker_init(worker: Any) -> None:
    from django.db import connections  # noqa: PLC0415  only there Django is set up

    from kompas.warm import warm_worker  # noqa: PLC0415

    warm_worker()
    connections.close_all()  # this thread answers nobody
