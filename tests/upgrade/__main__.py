"""Upgrade a Kompas with data from an older commit to this one: `python -m tests.upgrade <commit>`.

The older code fills a database of its own with the data of the demo; the newer one migrates it, as `migrate` does after
`git pull`. Then each table of `public` and of each gemeente must be made as in a database that this code made from
nothing, no row may be gone, and a copy of it must come back whole. Prints what each step took; ends with 1 and the
differences when something is not so.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from local import ROOT, VAR
from local.databases import drop_database
from local.servers import Servers

FOLDER = VAR / "upgrade"
UPGRADED, FRESH, RESTORED = "kompas_upgrade", "kompas_fresh", "kompas_restored"
COLUMNS = """
SELECT table_schema, table_name, column_name, data_type, is_nullable, coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public' OR table_schema LIKE 'gm%'"""
CONSTRAINTS = """
SELECT nspname, relname, conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname = 'public' OR nspname LIKE 'gm%'"""
INDEXES = "SELECT schemaname, tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' OR schemaname LIKE 'gm%'"
TRIGGERS = """
SELECT nspname, relname, tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t
JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
WHERE NOT tgisinternal AND (nspname = 'public' OR nspname LIKE 'gm%')"""
FUNCTIONS = """
SELECT nspname, proname, pg_get_function_identity_arguments(p.oid), md5(prosrc) FROM pg_proc p
JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public' AND proowner <> 10"""
# The name of a policy begins with that of the database.
POLICIES = """
SELECT schemaname, tablename, replace(policyname, current_database(), ''), coalesce(qual, ''), coalesce(with_check, '')
FROM pg_policies"""
QUESTIONS = (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS, POLICIES)
# Rows of these come and go by themselves, or are of the code and not of people.
NOT_COUNTED = {"django_migrations", "schema_replay_entry", "schema_replay_tape", "auth_permission", "accounts_session"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", help="from which to upgrade")
    older = parser.parse_args().commit
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    shutil.rmtree(FOLDER, ignore_errors=True)
    code = FOLDER / "older"
    servers = Servers(FOLDER)
    try:
        with timed(f"code van {older[:7]} klaarzetten"):
            unpack(older, code)
        upgraded = environment(servers, UPGRADED)
        with timed("gegevens maken met de oudere code"):
            run(code, upgraded, "prepare_demo")
        before = counts(upgraded)
        with timed("bijwerken met deze code (migrate)"):
            run(ROOT, upgraded, "migrate")
        wrong = [
            f"{table}: {before[table]} → {now}" for table, now in counts(upgraded).items() if before.get(table, 0) > now
        ]
        wrong += [f"{table}: weg" for table in before.keys() - counts(upgraded).keys()]
        with timed("een verse database met deze code"):
            fresh = environment(servers, FRESH)
            run(ROOT, fresh, "prepare_demo")
        wrong += differences(upgraded, fresh)
        with timed("kopie maken"):
            run(ROOT, upgraded, "backup", str(FOLDER / "copies"))
        with timed("kopie terugzetten in een lege database"):
            (copy,) = (FOLDER / "copies").glob("kompas-*")
            run(ROOT, environment(servers, RESTORED), "restore", str(copy))
        print("\n".join(wrong[:60]) or "Geen verschil.")
        return 1 if wrong else 0
    finally:
        servers.release()
        servers.stop()


@contextmanager
def timed(title: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    print(f"{title}: {time.monotonic() - started:.1f} s".replace(".", ","), flush=True)


def unpack(commit: str, folder: Path) -> None:
    """The code of that commit, with a venv of its own."""
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    subprocess.run([base_python(), "local/bootstrap.py", "-c", ""], cwd=folder, check=True, capture_output=True)


def base_python() -> str:
    """The one behind the venv: a venv of the older code is built on it, not on ours."""
    return getattr(sys, "_base_executable", None) or sys.executable


def environment(servers: Servers, name: str) -> dict[str, str]:
    """An empty database of that name."""
    found = servers.database("postgres_of_upgrade") | servers.redis(name) | servers.secret_key()
    with psycopg.connect(servers.postgres.url("postgres", "postgres"), autocommit=True) as connection:
        drop_database(connection, name)
    found |= servers.database(name)
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LC_ALL") if key in os.environ}
    return {**kept, **found, "KOMPAS_DEMO": "1", "KOMPAS_WISSINGEN": str(FOLDER / f"{name}.jsonl")}


def run(code: Path, environment: dict[str, str], *command: str) -> None:
    python = str(code / ".venv" / "bin" / "python")
    done = subprocess.run(
        [python, "manage.py", *command], cwd=code, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} mislukte:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


def counts(environment: dict[str, str]) -> dict[str, int]:
    """How many rows each table has that people or the product filled."""
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public' OR schemaname LIKE 'gm%'"
        ).fetchall()
        return {
            f"{schema}.{table}": rows_in(connection, sql.Identifier(schema, table))
            for schema, table in tables
            if table not in NOT_COUNTED
        }


def rows_in(connection: psycopg.Connection, table: sql.Identifier) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
    assert row is not None
    return int(row[0])


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """What is made otherwise in the two databases, where both have the schema."""
    found = []
    with psycopg.connect(one["DATABASE_OWNER_URL"]) as ours, psycopg.connect(other["DATABASE_OWNER_URL"]) as theirs:
        for question in QUESTIONS:
            mine, fresh = (set(connection.execute(question).fetchall()) for connection in (ours, theirs))
            found += [f"alleen na bijwerken: {row}" for row in sorted(mine - fresh, key=str)]
            found += [f"alleen in een verse database: {row}" for row in sorted(fresh - mine, key=str)]
    return found


if __name__ == "__main__":
    raise SystemExit(main())
