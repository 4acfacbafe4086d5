"""What must be right before anything starts, each with a message in plain Dutch that says what to do."""

import ctypes
import errno
import os
import shlex
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from local import ROOT, VAR
from local.processes import LocalError

# The names under which WeasyPrint itself looks, on Linux and on macOS.
PANGO = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
}
MACOS_FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/")
PANGO_COMMANDS = {
    "apt-get": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "dnf install pango",
    "brew": "brew install pango",
}
OLDEST_POSTGRES = 15


def fail(message: str) -> NoReturn:
    """Say what is wrong, without a traceback, and stop."""
    print(f"\n{message}\n", file=sys.stderr)
    raise SystemExit(1)


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    if version < (3, 11):
        found = ".".join(map(str, version))
        raise LocalError(f"Python {found} is te oud. Kompas heeft Python 3.11 of nieuwer nodig.")


def check_writable(folder: Path) -> None:
    """Try to write: the rights bits say nothing on a read-only mount. In var/ also one folder down."""
    existing = folder if folder.exists() else folder.parent
    below = [child for child in folder.iterdir() if child.is_dir()] if folder == VAR and folder.exists() else []
    try:
        for each in [existing, *below]:
            with tempfile.TemporaryFile(dir=each):
                pass
    except OSError as error:
        raise LocalError(f"Kompas kan niet schrijven in {each}.\n{way_out(each)}") from error


def way_out(folder: Path, user: int = os.geteuid()) -> str:
    """Files of root within a clone of the user's own: Kompas was started as root once, and nothing needs to be lost."""
    if folder.is_relative_to(VAR) and folder.stat().st_uid != user == ROOT.stat().st_uid:
        return (
            "Kompas is er een keer met een ander account gestart, en de bestanden zijn nu daarvan.\n"
            f"Neem ze terug; je gegevens blijven: sudo chown -R {user} {shlex.quote(str(VAR))}"
        )
    return "Zet de map op een plek waar u mag schrijven, of gebruik het account waarmee u Kompas het eerst startte."


def check_room(folder: Path, needed: int) -> None:
    """`needed` in MB, beside what is there already."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < needed:
        raise LocalError(
            f"Er is te weinig ruimte op de schijf van {folder}: {free} MB vrij, Kompas vraagt er ongeveer {needed}.\n"
            "Maak ruimte, of zet Kompas op een andere schijf."
        )


def check_pango(libraries: Mapping[str, tuple[str, ...]] = PANGO) -> None:
    for name, files in libraries.items():
        if not any(loads(folder + file) for folder in MACOS_FOLDERS for file in files):
            raise LocalError(f"{name} ontbreekt. Kompas maakt er de PDF mee. Installeer het met:\n{pango_command()}")


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def pango_command() -> str:
    """Return the command for the package manager that is here, or all of them."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    commands = {
        manager: command if manager == "brew" else sudo + command for manager, command in PANGO_COMMANDS.items()
    }
    found = [command for manager, command in commands.items() if shutil.which(manager)]
    return "\n".join(f"  {command}" for command in found or commands.values())


def read_port(environment: Mapping[str, str] = os.environ) -> int:
    text = environment.get("KOMPAS_PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LocalError(f"KOMPAS_PORT is '{text}'. Geef een getal van 1 tot en met 65535.")
    return int(text)


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # what a stopped server leaves behind is no obstacle
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            refused = error.errno == errno.EACCES
            other = 8100 if refused or port >= 65000 else port + 100
            reason = (
                "mag u niet gebruiken: poorten onder 1024 zijn van het systeem."
                if refused
                else "is bezet. Misschien draait Kompas al in een ander venster."
            )
            raise LocalError(f"Poort {port} {reason}\nKies een andere poort: make demo KOMPAS_PORT={other}") from error


def check_database(variable: str, url: str) -> None:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise LocalError(unreachable(variable, url, error)) from error
    if version < OLDEST_POSTGRES:
        raise LocalError(
            f"PostgreSQL {version} is te oud ({variable}). Kompas heeft versie {OLDEST_POSTGRES} of nieuwer nodig."
        )


def check_redis(url: str) -> None:
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        raise LocalError(unreachable("REDIS_URL", url, error)) from error


def unreachable(variable: str, url: str, error: Exception) -> str:
    """Name the server without the password in its address."""
    try:
        parts = urlsplit(url)
        server = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        server = None
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return (
        f"De server van {variable} ({server or 'geen geldig adres'}) is niet bereikbaar: {reason}\n"
        f"Controleer het adres, of laat {variable} weg: dan start Kompas zelf een server."
    )


def check_given_servers(environment: Mapping[str, str] = os.environ) -> None:
    """Check the servers that the environment names; those of our own are started, not checked."""
    if environment.get("DATABASE_URL"):
        if not environment.get("DATABASE_OWNER_URL"):
            raise LocalError("DATABASE_URL is gezet, maar DATABASE_OWNER_URL niet. Kompas heeft beide nodig.")
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            check_database(variable, environment[variable])
    if environment.get("REDIS_URL"):
        check_redis(environment["REDIS_URL"])
