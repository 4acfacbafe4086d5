"""The database that the unit tests share: three open gemeenten with people, and an empty zelfevaluatie each.

Making it takes some seconds, so a stamp in it (a hash of all that decides its content) lets the next run use it again.
Tests run in transactions and leave nothing behind.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "var"
SLUGS = ("stadskanaal", "voorbeeldstad", "voorbeelddijk")
JAAR = 2026
STAMP = "Kompas test"
SOURCES = (
    "*/migrations/*.py",
    "*/schema.py",
    "fixtures/**/*.*",
    "demo/**/*.py",
    "kader/actions.py",
    "tenants/*.py",
    "schema_replay/*.py",
    "*/management/commands/load_*.py",
    "accounts/permissions.py",
    "tests/database.py",
    "tests/hashing.py",
)


@contextmanager
def ready() -> Iterator[None]:
    """Hold the database for this run; two runs may share it, and whoever has to make it anew waits for the others."""
    LOCKS.mkdir(exist_ok=True)
    name = urlsplit(os.environ["DATABASE_OWNER_URL"]).path.strip("/")
    with (LOCKS / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        if read_stamp() != fingerprint():
            fcntl.flock(lock, fcntl.LOCK_EX)
            if read_stamp() != fingerprint():  # another run may have made it while this one waited
                make()
            fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def make() -> None:
    """In a process of the owner: the process of the tests never has those rights."""
    subprocess.run(
        [sys.executable, "-m", "tests.database"], cwd=ROOT, env={**os.environ, "KOMPAS_AS_OWNER": "1"}, check=True
    )


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in ROOT.glob(pattern)}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return f"{STAMP} {digest.hexdigest()[:16]}"


def read_stamp() -> str | None:
    """The comment on the schema, which goes wherever the database goes."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        statement = "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = 'public'"
        row = connection.execute(statement).fetchone()
    return row[0] if row else None


def write_stamp(stamp: str) -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        connection.execute(sql.SQL("COMMENT ON SCHEMA public IS {}").format(stamp))


def empty() -> None:
    """Drop every schema of ours, one per transaction, so that no server runs out of locks; never those of another."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        tables = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone()
        if tables and not (read_stamp() or "").startswith(STAMP):
            sys.exit(f"Database {connection.info.dbname} is niet van de tests en blijft zoals zij is.")
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^(public$|gm[0-9]{4})'")
        for (name,) in found.fetchall():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
        connection.execute("CREATE SCHEMA public")


def renew_public() -> None:
    """For a test with a database of its own: migrated public, as it was left when nothing that decides it changed."""
    from django.core.management import call_command

    if read_stamp() != fingerprint():
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")
        call_command("migrate", shared=True, interactive=False, verbosity=0)
        write_stamp(fingerprint())


def fill() -> None:
    from django.core.management import call_command

    from demo.answers import read
    from demo.management.commands.prepare_demo import Command
    from demo.people import make_people
    from kader.queries import newest_version
    from tenants.actions import open_gemeente
    from tenants.context import in_gemeente
    from tenants.models import Gemeente
    from zelfevaluatie.actions import open_zelfevaluatie

    call_command("migrate", interactive=False, verbosity=0)
    Command().load_reference()
    for slug in SLUGS:
        gemeente = Gemeente.objects.get(slug=slug)
        gemeente.herkomst = read(slug)["herkomst"]
        gemeente.save(update_fields=["herkomst"])
        open_gemeente(gemeente=gemeente)
        make_people(gemeente)
        with in_gemeente(gemeente):
            open_zelfevaluatie(kaderversie=newest_version(), jaar=JAAR)


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.settings"
    django.setup()
    from tests.hashing import cheap_hashes

    empty()
    write_stamp(f"{STAMP} (half)")
    with cheap_hashes():
        fill()
    write_stamp(fingerprint())
