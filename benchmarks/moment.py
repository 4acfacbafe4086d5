"""Back to a moment between two saves: a base copy, the WAL that was archived since, and a server that is lost.

Part of `make drill`; what an operator types for it stands in docs/backup.md.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from local.postgres import Postgres
from local.processes import wait_until
from tenants.backups.dump import make_backup
from tenants.backups.hashes import Hashes, differences, hashes
from tenants.backups.programs import program, run
from tenants.backups.restore import restore_all

Row = tuple[str, float, str, float | None]
FIRST, SECOND = "de eerste zin", "de tweede zin"
# A segment that is there already is not written again: PostgreSQL asks that of every archive_command.
ARCHIVE = 'test ! -f "{archive}/%f" && cp "%p" "{archive}/%f"'


def measure(url: str) -> Iterator[Row]:
    """Of a server filled with the database of `url`. SystemExit when a table is not as it was at the moment."""
    folder = Path(tempfile.mkdtemp(prefix="kompas-moment-"))
    folder.chmod(0o755)
    lost = found = None
    try:
        lost, owner = started(folder)
        restore_all(owner, make_backup(url, folder / "kopie", at=datetime.now(UTC)))
        superuser = lost.url("postgres", "kompas")
        base, seconds = folder / "basis", time.perf_counter()
        with psycopg.connect(superuser) as connection:
            command = [program("pg_basebackup", connection), "--checkpoint=fast", f"--pgdata={base}"]
        run(command, superuser)
        yield "moment_base_s", passed(seconds), "s", None
        schema, moment, expected = saved_twice(superuser)
        archived(superuser)
        lost.stop()
        shutil.rmtree(lost.folder)
        seconds = time.perf_counter()
        found = put_back(base, folder, lost, moment)
        yield "moment_back_s", passed(seconds), "s", None
        yield "moment_tables", compared(found.url("postgres", "kompas"), schema, expected), "", None
    finally:
        for server in (lost, found):
            if server and server.data.exists():
                server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def passed(since: float) -> float:
    return round(time.perf_counter() - since, 1)


def started(folder: Path) -> tuple[Postgres, str]:
    """A server of its own that archives its WAL, and the address of the owner of an empty database on it."""
    server = Postgres(folder / "server", folder / "server.log")
    server.start()
    archive = folder / "archief"
    archive.mkdir()
    give(archive, server)
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET archive_mode = on")
        connection.execute(sql.SQL("ALTER SYSTEM SET archive_command = {}").format(ARCHIVE.format(archive=archive)))
    server.stop()
    server.start()
    return server, server.create_database("kompas")[1]


def give(path: Path, server: Postgres) -> None:
    """To the account that the server runs as, which is another one for root."""
    if os.geteuid() == 0:
        account = server.folder.stat()
        for each in (path, *path.rglob("*")):
            os.chown(each, account.st_uid, account.st_gid)


def saved_twice(url: str) -> tuple[str, datetime, Hashes]:
    """The schema that it was in, a moment between the two saves, and every table as it was then."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT min(nspname) FROM pg_namespace WHERE nspname ~ '^gm'").fetchone()
        assert row is not None
        (schema,) = row
        save = sql.SQL("UPDATE {} SET plan_zin = %s").format(sql.Identifier(schema, "zelfevaluatie_antwoord"))
        connection.execute(save, [FIRST])
        expected = hashes(connection, schemas(connection))
        now = connection.execute("SELECT clock_timestamp()").fetchone()
        assert now is not None
        connection.execute(save, [SECOND])
    return schema, now[0], expected


def schemas(connection: psycopg.Connection) -> list[str]:
    query = "SELECT nspname FROM pg_namespace WHERE nspname = 'public' OR nspname ~ '^gm' ORDER BY 1"
    return [name for (name,) in connection.execute(query).fetchall()]


def archived(url: str) -> None:
    """Wait until the WAL with both saves is away, as it is within archive_timeout by itself."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT pg_walfile_name(pg_current_wal_lsn()), pg_switch_wal()").fetchone()
        assert row is not None
        query = "SELECT coalesce(last_archived_wal >= %s, false) FROM pg_stat_archiver"
        if not wait_until(lambda: bool(connection.execute(query, [row[0]]).fetchone()[0]), 60):  # type: ignore[index]
            sys.exit("PostgreSQL heeft het WAL niet gearchiveerd.")


def put_back(base: Path, folder: Path, lost: Postgres, moment: datetime) -> Postgres:
    """A new server of the base copy, that plays what was archived as far as `moment` and then begins to serve."""
    server = Postgres(folder / "terug", folder / "terug.log")
    server.folder.mkdir(mode=0o700)
    base.rename(server.data)
    shutil.copy(lost.state_file, server.state_file)  # the passwords are those in the copy
    with (server.data / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
        settings.write(
            f'archive_mode = off\nrestore_command = \'cp "{folder / "archief"}/%f" "%p"\'\n'
            f"recovery_target_time = '{moment.isoformat()}'\nrecovery_target_action = 'promote'\n"
        )
    (server.data / "recovery.signal").touch()
    if os.geteuid() == 0:
        os.chown(server.folder, *account_of(folder / "archief"))
    give(server.data, server)
    server.start()
    return server


def account_of(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_uid, found.st_gid


def compared(url: str, schema: str, expected: Hashes) -> int:
    """How many tables are as they were at the moment: all, with the first save and without the second."""
    with psycopg.connect(url) as connection:
        found = hashes(connection, schemas(connection))
        table = sql.Identifier(schema, "zelfevaluatie_antwoord")
        texts = connection.execute(sql.SQL("SELECT DISTINCT plan_zin FROM {}").format(table)).fetchall()
    if texts != [(FIRST,)]:
        sys.exit(f"Er staat {texts} in plaats van alleen «{FIRST}».")
    if odd := differences(expected, found):
        sys.exit("Deze tabellen zijn niet zoals op dat moment:\n" + "\n".join(odd[:20]))
    return len(found)
