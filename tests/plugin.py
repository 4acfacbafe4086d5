"""`-p tests.plugin`: a database of the tests' own, in the environment before pytest-django reads the settings.

A database that was given is never used itself: the tests get one beside it, whose name ends in `_test`. With `-n`, each
process but the first gets one more, and its own broker and caches.
"""

import atexit
import gc
import os
from collections.abc import Generator
from urllib.parse import urlsplit

import pytest

from local.servers import Servers

NAME = "kompas_test"
VARIABLES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    os.environ["KOMPAS_DEMO"] = "1"  # the people of the tests are the demo's
    os.environ.pop("KOMPAS_AS_OWNER", None)  # as in production: what is tested runs as the login of the web
    gc.set_threshold(50_000)  # a process of the tests ends soon; looking every 700 objects costs a twentieth of it
    forget_parent()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    name = NAME if worker == "gw0" else f"{NAME}_{worker}"
    if name != NAME or not urlsplit(os.environ.get("DATABASE_URL", "")).path.endswith("_test"):
        servers, owner = Servers(), os.getpid()
        atexit.register(lambda: servers.release() if os.getpid() == owner else None)
        os.environ |= servers.secret_key() | servers.database(name) | servers.redis(name)
    yield


def forget_parent() -> None:
    """A process of xdist inherits what its parent put in the environment; it too begins with what was given."""
    for variable in VARIABLES:
        given = os.environ.setdefault(f"GIVEN_{variable}", os.environ.pop(variable, ""))
        if given:
            os.environ[variable] = given
