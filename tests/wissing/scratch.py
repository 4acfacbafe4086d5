"""Kompas as its owner, in a process of its own, on a database that is thrown away."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

from django.conf import settings


def run(url, journal, *command, code=0, **keys):
    """What it said. `keys` are variables of the environment; an error is told of in stderr."""
    web = urlsplit(os.environ["DATABASE_URL"])._replace(path=urlsplit(url).path).geturl()
    environment = {
        **os.environ,
        "DATABASE_URL": web,
        "DATABASE_OWNER_URL": url,
        "KOMPAS_AS_OWNER": "1",
        "KOMPAS_WISSINGEN": str(journal),
        **keys,
    }
    done = subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr
