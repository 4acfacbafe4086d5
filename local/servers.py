"""The servers on this machine, shared by everything that runs from this clone.

Whoever needs them first starts them; whoever leaves last stops them. Every user holds a shared lock on
`var/servers.lock`, which the kernel gives up for a process that is killed; the last one is the one that can take the
lock for itself alone. `var/servers.change.lock` keeps starting and stopping apart.
"""

import atexit
import contextlib
import fcntl
import os
import secrets
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from local import VAR
from local.postgres import Postgres
from local.processes import LocalError, readable, signals_deferred, write_private
from local.valkey import Valkey

# Each Kompas database takes a broker and two caches (see CACHES in settings), so that the demo and a test run that use
# one Valkey do not take each other's tasks. 16 is how many databases a Redis or Valkey has unless told otherwise.
REDIS_NUMBERS = {"kompas": 0, "kompas_test": 4, "kompas_e2e": 8}
REDIS_NUMBER_OTHERS = 12


class Servers:
    """PostgreSQL and Valkey: those named in the environment, else the ones in `var`."""

    def __init__(self, var: Path = VAR) -> None:
        self.var = var
        self.postgres = Postgres(var / "postgres", var / "log" / "postgres.log")
        self.valkey = Valkey(var / "valkey", var / "log" / "valkey.log")
        self._lock: int | None = None
        self._used: set[Postgres | Valkey] = set()

    def database(self, name: str) -> dict[str, str]:
        """Return the addresses of database `name`; it is made when missing, and its server started."""
        given = os.environ.get("DATABASE_URL")
        if given and not self.postgres.serves(given):
            return external_database(given, os.environ.get("DATABASE_OWNER_URL"), name)
        with self._changing():
            self._hold(self.postgres)
            self.postgres.start()
            web, owner = self.postgres.create_database(name)
        return {"DATABASE_URL": web, "DATABASE_OWNER_URL": owner}

    def redis(self, name: str) -> dict[str, str]:
        """Return the address of the broker for database `name`, and start its server."""
        offset = REDIS_NUMBERS.get(name, REDIS_NUMBER_OTHERS)
        given = os.environ.get("REDIS_URL")
        if given and not self.valkey.serves(given):
            server, _, number = given.rpartition("/")
            return {"REDIS_URL": f"{server}/{int(number) + offset}" if number.isdigit() else given}
        with self._changing():
            self._hold(self.valkey)
            self.valkey.start()
        return {"REDIS_URL": f"{self.valkey.url}/{offset}"}

    def secret_key(self) -> dict[str, str]:
        path = self.var / "secret_key"
        if not path.exists():
            self.var.mkdir(parents=True, exist_ok=True)
            write_private(path, secrets.token_urlsafe(50))
        return {"KOMPAS_SECRET_KEY": path.read_text()}

    def dead(self) -> list[str]:
        """Return the names of the servers that we use but that have stopped."""
        return [type(server).__name__ for server in self._used if not server.running_pid()]

    @property
    def held(self) -> bool:
        """Say whether this process uses a server of our own."""
        return self._lock is not None

    def in_use(self) -> bool:
        """Say whether another process uses the servers."""
        if not self.var.exists():
            return False
        with self._open("servers.lock") as lock:
            return not try_exclusive(lock)

    def release(self) -> None:
        """Let go, and stop the servers when nobody else uses them."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError), self._changing():
            if try_exclusive(self._lock):
                self.stop()
        os.close(self._lock)
        self._lock = None
        self._used.clear()

    def stop(self) -> None:
        self.valkey.stop()
        self.postgres.stop()

    def _hold(self, server: Postgres | Valkey) -> None:
        self._used.add(server)
        if self._lock is None:
            self._lock = os.open(self.var / "servers.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_SH)

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        self.var.mkdir(parents=True, exist_ok=True)
        with signals_deferred(), self._open("servers.change.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.postgres.forget()
            self.valkey.forget()
            yield

    @contextlib.contextmanager
    def _open(self, name: str) -> Iterator[int]:
        lock = os.open(self.var / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield lock
        finally:
            os.close(lock)


def try_exclusive(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def external_database(web: str, owner: str | None, name: str) -> dict[str, str]:
    """Return the addresses for `name` on a server of someone else's; tests get a database of their own beside it."""
    if owner is None:
        raise LocalError("DATABASE_URL is gezet, maar DATABASE_OWNER_URL niet. Kompas heeft beide nodig.")
    if name != "kompas":
        import psycopg
        from psycopg import sql

        given, ending = urlsplit(owner).path.strip("/"), f"_{name.removeprefix('kompas_')}"
        name = given if given.endswith(ending) else given + ending  # who asks within a run was given it already
        with psycopg.connect(owner, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        web, owner = (urlsplit(url)._replace(path=f"/{name}").geturl() for url in (web, owner))
    return {"DATABASE_URL": web, "DATABASE_OWNER_URL": owner}


def ensure_environment(database: str = "kompas") -> None:
    """Complete `os.environ` with the servers and the secret key, starting what is not there; stop them at exit.

    A message in place of a traceback when it fails: this runs before every `manage.py` command.
    """
    servers = Servers()
    try:
        found = servers.secret_key()
        if "DATABASE_URL" not in os.environ:
            found |= servers.database(database) | {"KOMPAS_DEMO": "1"}  # a database of this clone alone
        if "REDIS_URL" not in os.environ:
            found |= servers.redis(database)
    except (LocalError, PermissionError) as error:
        servers.release()
        sys.exit(f"\n{readable(error)}\n")
    for key, value in found.items():
        os.environ.setdefault(key, value)
    owner = os.getpid()
    atexit.register(lambda: servers.release() if os.getpid() == owner else None)
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        exit_on_sigterm()


def exit_on_sigterm() -> None:
    """By SystemExit, so that `finally` and `atexit` run: the default handler runs neither.

    Python ignores what is raised while it cleans up an object (`__del__`, weakref.finalize), so there the exit would
    be lost. It tells of it in `unraisablehook`, and then we exit a moment later.
    """

    def leave(*_: object) -> None:
        sys.exit(128 + signal.SIGTERM)

    def again(unraisable: "sys.UnraisableHookArgs") -> None:
        if unraisable.exc_type is SystemExit:
            signal.setitimer(signal.ITIMER_REAL, 0.01)
        else:
            sys.__unraisablehook__(unraisable)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGALRM, leave)
    sys.unraisablehook = again
