"""Put a copy back: all of it on an empty database, or one schema beside 341 that go on."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql

from tenants.backups.dump import DATABASE, JOBS, ROLES, Backup
from tenants.backups.hashes import differences, hashes
from tenants.backups.programs import BackupFout, program, run

# Rights and row security name roles, and those are named after the database. The code gives them anew (rechten.py), so
# that a copy may come back under another name.
RIGHTS = (" ACL ", " DEFAULT ACL ", " POLICY ", " ROW SECURITY ")


def restore_all(url: str, backup: Backup) -> None:
    """Fill the empty database of `url`, the owner's. Raises BackupFout; it then says what is there and what is not.

    Afterwards the caller applies the rights. Every table is compared with the manifest first.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        taken = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname ~ '^(public|gm|zz_)'").fetchone()
        if taken and taken[0]:
            raise BackupFout(
                f"De database is niet leeg: er staan {taken[0]} tabellen in. Maak eerst een lege database."
            )
        connection.execute((backup.folder / ROLES).read_text(encoding="utf-8").encode())
        connection.execute("DROP SCHEMA IF EXISTS public")  # as empty as it was just found to be
        restore(url, backup, connection, [f"--jobs={JOBS}"], only=None)
        compare(connection, backup, backup.manifest["schemas"])


def restore_schema(url: str, backup: Backup, schema: str, *, aside: str) -> None:
    """Put one schema back; what is there now is kept under the name `aside`. Nothing else is read or written.

    Raises BackupFout; then all is as it was. What the schema refers to in public must still be there.
    """
    if schema not in backup.manifest["schemas"]:
        raise BackupFout(f"{schema} staat niet in deze kopie.")
    with psycopg.connect(url, autocommit=True) as connection:
        there = exists(connection, schema)
        if there:
            rename(connection, schema, aside)
        try:
            restore(url, backup, connection, ["--single-transaction"], only=schema)
            compare(connection, backup, [schema])
        except BackupFout:
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
            if there:
                rename(connection, aside, schema)
            raise


def restore(url: str, backup: Backup, connection: psycopg.Connection, options: list[str], *, only: str | None) -> None:
    source = str(backup.folder / DATABASE)
    command = program("pg_restore", connection)
    listed = run([command, "--list", source], url).splitlines()
    wanted = [line for line in listed if not any(right in line for right in RIGHTS) and belongs(line, only)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(wanted) + "\n")
        chosen.flush()
        fixed = ["--no-owner", "--exit-on-error", f"--use-list={chosen.name}", "--dbname", database(url)]
        run([command, *fixed, *options, source], url)


def belongs(line: str, schema: str | None) -> bool:
    """Whether an entry of pg_restore's list is of that schema, such as `12; 1259 16 TABLE DATA gm0037 actie owner`."""
    return schema is None or line.startswith(";") or schema in line.split()[3:7]


def compare(connection: psycopg.Connection, backup: Backup, schemas: Iterable[str]) -> None:
    chosen = set(schemas)
    expected = {name: value for name, value in backup.manifest["tabellen"].items() if name.split(".")[0] in chosen}
    if odd := differences(expected, hashes(connection, chosen)):
        raise BackupFout("Na het terugzetten verschillen tabellen van de kopie:\n" + "\n".join(odd[:20]))


def exists(connection: psycopg.Connection, schema: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone() is not None


def rename(connection: psycopg.Connection, schema: str, name: str) -> None:
    """In one statement; who still works in it gets an error, never the rows of another."""
    connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), sql.Identifier(name)))


def database(url: str) -> str:
    return Path(url).name.partition("?")[0]
