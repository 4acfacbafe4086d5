"""The database of the measurements: one of their own, whatever was given, and made anew when the tables changed."""

import atexit
import hashlib
import os
from urllib.parse import urlsplit

import psycopg

from benchmarks import SIZE, SMALLEST
from local import ROOT, VAR
from local.databases import drop_database

STAMP = VAR / f"{SIZE.database}.stamp"


def take_place(*, anew: bool = SIZE is SMALLEST) -> None:
    """In the environment from here on. Filling it with 342 gemeenten takes a minute, so what fits is used again."""
    servers = SIZE.servers()
    atexit.register(servers.release)
    address = servers.database(SIZE.database)
    if anew or not STAMP.exists() or STAMP.read_text() != fingerprint():
        owner = urlsplit(address["DATABASE_OWNER_URL"])
        with psycopg.connect(owner._replace(path="/postgres").geturl(), autocommit=True) as connection:
            drop_database(connection, owner.path.strip("/"))
        address = servers.database(SIZE.database)
        STAMP.write_text(fingerprint())
    os.environ |= address | servers.secret_key()
    os.environ |= servers.redis(SIZE.database)
    os.environ["KOMPAS_DEMO"] = "1"  # a database of its own, whatever address was given


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
