"""`-p tests.plugin`: a database of the tests' own, in the environment before pytest-django reads the settings.

A database that was given is never used itself: the tests get one beside it, whose name ends in `_test`.
"""

import atexit
import os
from collections.abc import Generator
from urllib.parse import urlsplit

import pytest

from local.servers import Servers

NAME = "kompas_test"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    os.environ.pop("KOMPAS_AS_OWNER", None)  # as in production: what is tested runs as the login of the web
    if not urlsplit(os.environ.get("DATABASE_URL", "")).path.endswith("_test"):
        servers, owner = Servers(), os.getpid()
        atexit.register(lambda: servers.release() if os.getpid() == owner else None)
        os.environ |= servers.secret_key() | servers.database(NAME) | servers.redis(NAME)
    yield
