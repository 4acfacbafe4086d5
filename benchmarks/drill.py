"""`make drill`: copy 342 gemeenten, encrypted; put them back in an empty database and one of them beside the others.

Then a server that is lost is brought back to a moment between two saves (benchmarks/moment.py).

Every table is compared by hash, with the manifest of the copy and with the database it came from. Ends with an error
when one differs or when it took longer than promised.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from benchmarks import moment
from benchmarks.place import take_place
from local import ROOT
from local.databases import drop_database
from tenants.backups.dump import Backup, make_backup
from tenants.backups.hashes import differences, hashes
from tenants.backups.restore import restore_all, restore_schema
from tenants.backups.sealed import make_keys, opened, seal

FULL, ONE = 15 * 60, 60  # seconds that putting back may take
T = TypeVar("T")
Row = tuple[str, float, str, float | None]


def measure() -> Iterator[Row]:
    """Raises BackupFout when anything that came back is not what was copied."""
    url, folder = os.environ["DATABASE_OWNER_URL"], Path(tempfile.mkdtemp(prefix="kompas-drill-"))
    try:
        made, copying = timed(lambda: make_backup(url, folder / "kopie", at=datetime.now(UTC)))
        sealed, key, sealing = timed_seal(made.folder)
        shutil.rmtree(made.folder)  # what is put back below comes out of the sealed file
        yield "drill_copy_s", copying, "s", None
        yield "drill_seal_s", sealing, "s", None
        yield "drill_copy_mb", round(sealed.stat().st_size / 1e6, 1), "MB", None
        start = time.perf_counter()
        with opened(sealed, key) as backup, empty_database(url) as elsewhere:
            yield "drill_open_s", round(time.perf_counter() - start, 1), "s", None
            yield "drill_full_s", timed(lambda: restore_all(elsewhere, backup))[1], "s", None
            yield "drill_one_s", one(elsewhere, backup), "s", None
            yield "drill_tables", compared(elsewhere, url, backup), "", None
    finally:
        shutil.rmtree(folder)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = work()
    return result, round(time.perf_counter() - start, 1)


def timed_seal(folder: Path) -> tuple[Path, Path, float]:
    """The copy behind a new key, the file with that key, and the time it took."""
    private, public = make_keys()
    key = folder.with_name("backup.key")
    key.write_text(private, encoding="utf-8")
    sealed, seconds = timed(lambda: seal(folder, [public]))
    return sealed, key, seconds


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    name = urlsplit(url).path.strip("/") + "_drill"
    with psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        drop_database(connection, name)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            drop_database(connection, name)


def one(elsewhere: str, backup: Backup) -> float:
    """Spoil one gemeente, put it back; what was there stays under another name."""
    schema = next(name for name in backup.manifest["schemas"] if name.startswith("gm"))
    with psycopg.connect(elsewhere, autocommit=True) as connection:
        connection.execute(
            sql.SQL("UPDATE {} SET plan_zin = 'weg'").format(sql.Identifier(schema, "zelfevaluatie_antwoord"))
        )
    return timed(lambda: restore_schema(elsewhere, backup, schema, aside=f"zz_drill_{schema}"))[1]


def compared(elsewhere: str, url: str, backup: Backup) -> int:
    """How many tables are the same in both databases: all, or SystemExit."""
    schemas = backup.manifest["schemas"]
    with psycopg.connect(url) as first, psycopg.connect(elsewhere) as second:
        expected, found = hashes(first, schemas), hashes(second, schemas)
    if odd := differences(expected, found):
        sys.exit("Deze tabellen zijn niet gelijk:\n" + "\n".join(odd[:20]))
    return len(found)


def main() -> None:
    take_place()
    subprocess.run([sys.executable, "-m", "benchmarks.prepare"], cwd=ROOT, check=True)
    figures = {}
    for name, value, unit, _ in chain(measure(), moment.measure(os.environ["DATABASE_OWNER_URL"])):
        print(f"{name:<14}{value:>10} {unit}", flush=True)
        figures[name] = value
    if figures["drill_full_s"] > FULL or figures["drill_one_s"] > ONE:
        sys.exit(f"Terugzetten mag {FULL} s duren, en {ONE} s voor één gemeente.")


if __name__ == "__main__":
    main()
