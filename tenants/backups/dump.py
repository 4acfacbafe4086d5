"""Make a copy: a folder with the database, the roles, and a manifest with a hash of every file and every table."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tenants.backups.hashes import hashes
from tenants.backups.programs import BackupFout, program, run

MANIFEST = "manifest.json"
DATABASE = "database"
ROLES = "rollen.sql"
FORMAAT = 1
JOBS = 2
# Ours, and those that were closed but not yet dropped; never the server's own.
SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname = 'public' OR nspname ~ '^(gm|zz_)' ORDER BY 1"


@dataclass(frozen=True)
class Backup:
    folder: Path
    manifest: dict[str, Any]


@contextmanager
def moment(url: str) -> Iterator[tuple[psycopg.Connection, str]]:
    """A transaction that sees one moment, and the name by which pg_dump can see the same one."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        yield connection, row[0]


def make_backup(url: str, folder: Path, *, at: datetime, schemas: list[str] | None = None) -> Backup:
    """Copy the database of `url` (the owner's), or only `schemas`, into the new folder `folder`. Raises BackupFout.

    The copy and the hashes see the same moment, while everybody goes on working.
    """
    if folder.exists():
        raise BackupFout(f"{folder} bestaat al. Geef een nieuwe map op.")
    work = folder.with_name(f"{folder.name}.half")  # the name says so, until it is whole
    work.mkdir(parents=True, mode=0o700)
    with moment(url) as (connection, snapshot):
        schemas = schemas or [row[0] for row in connection.execute(SCHEMAS).fetchall()]
        dump = [program("pg_dump", connection), "--format=directory", f"--jobs={JOBS}", "--compress=1"]
        run([*dump, f"--snapshot={snapshot}", f"--file={work / DATABASE}", *(f"--schema={s}" for s in schemas)], url)
        found = hashes(connection, schemas)
        (work / ROLES).write_text(roles(connection), encoding="utf-8")
        listed = run([program("pg_restore", connection), "--list", str(work / DATABASE)], url)
        manifest = {
            "formaat": FORMAAT,
            "gemaakt_op": at.isoformat(),
            "server": connection.info.server_version,
            "schemas": schemas,
            "tabellen": found,
            "bestanden": {path.relative_to(work).as_posix(): sha256(path) for path in files(work)},
        }
    check_listed(listed, found)
    (work / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    work.rename(folder)
    return Backup(folder, manifest)


def check_listed(listed: str, tables: Iterable[str]) -> None:
    """Every table that we hashed has its rows in the copy: pg_dump leaves out without a word what it may not see."""
    data = set()
    for line in listed.splitlines():
        _, found, rest = line.partition(" TABLE DATA ")
        if found:
            schema, table, _ = rest.split(" ", 2)
            data.add(f"{schema}.{table}")
    if missing := sorted(set(tables) - data):
        raise BackupFout(f"De kopie is niet volledig: {len(missing)} tabellen ontbreken, zoals {missing[0]}.")


def roles(connection: psycopg.Connection) -> str:
    """Those of this database as SQL that may be run twice. Logins are left out, because they have passwords."""
    query = (
        "SELECT rolname FROM pg_roles WHERE NOT rolcanlogin AND starts_with(rolname, current_database() || '_')"
        " ORDER BY 1"
    )
    names = [row[0] for row in connection.execute(query).fetchall()]
    make = "DO $$ BEGIN CREATE ROLE {name} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n"
    return "".join(make.format(name=sql.Identifier(name).as_string(connection)) for name in names)


def read_backup(folder: Path) -> Backup:
    """Raises BackupFout when it is not whole: a file is missing, has changed, or is not in the manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wanted = manifest["bestanden"]
    except (OSError, ValueError, KeyError) as error:
        raise BackupFout(f"{folder} is geen volledige kopie: {MANIFEST} ontbreekt of is niet te lezen.") from error
    found = {path.relative_to(folder).as_posix(): sha256(path) for path in files(folder) if path.name != MANIFEST}
    if odd := sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)):
        raise BackupFout(f"De kopie in {folder} is beschadigd: {', '.join(odd[:3])} klopt niet met {MANIFEST}.")
    return Backup(folder, manifest)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
