"""What gunicorn asks for by name, in the demo and in production: `--config python:kompas.gunicorn`."""

from typing import Any

preload_app = True  # kompas.wsgi reads the code once, and workers share it


def post_worker_init(worker: Any) -> None:
    from kompas.warm import warm_worker  # noqa: PLC0415  only there Django is set up

    warm_worker()
