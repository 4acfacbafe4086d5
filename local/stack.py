"""Kompas as a set of processes: web server, worker and beat, on the servers of `servers.py`."""

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from local import ROOT, VAR, preflight
from local.processes import LocalError, die_with_parent, free_port, signals_deferred, tail, wait_until
from local.servers import Servers

# Neither may reach web or worker: with them they could change the tables and the rights of every gemeente.
OWNER_VARIABLES = ("DATABASE_OWNER_URL", "KOMPAS_AS_OWNER")
SECONDS_TO_STOP = 8


@dataclass(frozen=True)
class Child:
    """A process in a process group of its own, so that Ctrl-C reaches it through us and in our order."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill_group(self) -> None:
        """End the process and all it started, such as the pool of a worker, at once."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Stack:
    """One running Kompas on `database` and `port`. Call `open`, the `start_*` methods, and always `stop`."""

    def __init__(self, *, database: str = "kompas", port: int = 8000, servers: Servers | None = None) -> None:
        self.database = database
        self.port = port
        self.host = os.environ.get("KOMPAS_HOST") or "kompas.localhost"
        self.url = f"http://{self.host}:{port}"
        self.logs = VAR / "log" if database == "kompas" else VAR / "log" / database
        self.servers = servers or Servers()
        self.owner_env: dict[str, str] = {}
        self.children: dict[str, Child] = {}

    @property
    def env(self) -> dict[str, str]:
        """The environment of web and worker."""
        return {key: value for key, value in self.owner_env.items() if key not in OWNER_VARIABLES}

    def open_database(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        self.owner_env |= {
            "PYTHONUNBUFFERED": "1",
            **self.servers.secret_key(),
            **{key: value for key, value in os.environ.items() if key != "KOMPAS_AS_OWNER"},
            **self.servers.database(self.database),
            "KOMPAS_DEMO": "1",
            "KOMPAS_HOST": self.host,
            "KOMPAS_PORT": str(self.port),
        }

    def open_redis(self) -> None:
        self.owner_env |= self.servers.redis(self.database)

    def prepare(self, *, quiet: bool = False) -> None:
        """Run `manage.py prepare_demo`, as the owner of the database."""
        command = ["manage.py", "prepare_demo"]
        child = self._spawn("prepare", "De voorbereiding", command, env=self.owner_env, to_log=quiet)
        child.process.wait()
        del self.children["prepare"]
        if child.process.returncode != 0:
            where = f"Het einde van {child.log}:\n\n{tail(child.log)}" if quiet else "Hierboven staat waarom."
            raise LocalError(f"De voorbereiding van de demo is mislukt. {where}")

    def start_country(self) -> None:
        """Load the invented country beside what runs already, as the owner; it says itself how far it is. Whether it
        is done by the time that we stop, matters to nobody: it is one transaction, and the next start tries again."""
        self._spawn(
            "country", "Het voorbeeldland", ["manage.py", "load_demo_country"], env=self.owner_env, to_log=False
        )

    def start_web(self) -> None:
        options = [
            *("--config", "python:kompas.gunicorn", "--bind", f"127.0.0.1:{self.port}"),
            *("--no-control-socket", "--graceful-timeout", "5"),
        ]
        self._start("web", "De website", "gunicorn", *options, "kompas.wsgi")

    def start_worker(self) -> None:
        # Without mingle and gossip: greeting the other workers takes a second of the start, and there are none.
        options = [
            "--concurrency",
            "1",
            "--without-mingle",
            "--without-gossip",
            "-l",
            "INFO",
            "-n",
            f"{self.database}@%h",
        ]
        self._start("worker", "Het werkproces", *celery("worker"), *options)

    def start_beat(self) -> None:
        schedule = VAR / f"celerybeat-{self.database}"
        self._start("beat", "De klok", *celery("beat"), "-l", "INFO", "-s", str(schedule), "--pidfile=")

    def start_opening(self) -> None:
        """What opens gemeenten, as the owner; it uses what beat may of Valkey."""
        url = self.servers.valkey.as_user(self.env["REDIS_URL"], "beat")
        self._spawn(
            "opening",
            "Het openen van gemeenten",
            ["manage.py", "open_requested", "--watch"],
            env={**self.owner_env, "REDIS_URL": url},
        )

    def kill_worker(self) -> None:
        """End the worker as a crash would: nothing is handed back, nothing cleaned up."""
        self.children.pop("worker").kill_group()

    def wait_for_web(self, seconds: float = 60) -> None:
        self._wait("web", self._web_answers, seconds)

    def wait_for_worker(self, seconds: float = 60) -> None:
        log = self.children["worker"].log
        self._wait(
            "worker",
            lambda: re.search(r" ready\.(\"|\s*$)", log.read_text(errors="replace"), re.MULTILINE) is not None,
            seconds,
        )

    def check(self) -> None:
        """Raise LocalError, with the end of its log, when something we depend on has stopped."""
        country = self.children.get("country")
        if country and country.process.poll() is not None:
            del self.children["country"]  # it is done, or said why not; Kompas runs on without it
        for child in self.children.values():
            if child.process.poll() is not None:
                code = child.process.returncode
                raise LocalError(
                    f"{child.name} is gestopt (code {code}). Het einde van {child.log}:\n\n{tail(child.log)}"
                )
        for name in self.servers.dead():
            raise LocalError(f"{name} is gestopt. Kijk in {VAR / 'log' / f'{name.lower()}.log'}.")

    def stop(self) -> bool:
        """End every child, then the servers unless others use them; return whether there was anything to stop."""
        started = bool(self.children) or self.servers.held
        for child in self.children.values():
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
            child.kill_group()
        self.children.clear()
        self.servers.release()
        return started

    def _start(self, key: str, name: str, *arguments: str) -> None:
        """As its own user of Valkey, as in production."""
        url = self.servers.valkey.as_user(self.env["REDIS_URL"], key)
        self._spawn(key, name, ["-m", *arguments], env={**self.env, "REDIS_URL": url})

    def _spawn(self, key: str, name: str, arguments: list[str], *, env: dict[str, str], to_log: bool = True) -> Child:
        log = self.logs / f"{key}.log"
        with signals_deferred(), log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output if to_log else None,
                stderr=subprocess.STDOUT if to_log else None,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call
            )
            self.children[key] = Child(name, process, log)
        return self.children[key]

    def _wait(self, key: str, condition: Callable[[], bool], seconds: float) -> None:
        def settled() -> bool:
            self.check()
            return condition()

        if not wait_until(settled, seconds, 0.1):
            child = self.children[key]
            raise LocalError(f"{child.name} start niet. Het einde van {child.log}:\n\n{tail(child.log)}")

    def _web_answers(self) -> bool:
        # By number and with a Host header: not every resolver knows *.localhost.
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": f"{self.host}:{self.port}"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if status >= 500:
            log = self.children["web"].log
            raise LocalError(f"De website geeft fout {status}. Het einde van {log}:\n\n{tail(log)}")
        return True


def celery(command: str) -> tuple[str, ...]:
    return ("celery", "-A", "kompas", command)


@contextlib.contextmanager
def running(
    *, database: str, port: int | None = None, prepare: bool = True, servers: Servers | None = None
) -> Iterator[Stack]:
    """Give tests a complete Kompas, quietly; raises LocalError when it does not come up."""
    stack = Stack(database=database, port=port or free_port(), servers=servers)
    try:
        preflight.check_port(stack.port)
        stack.open_database()
        stack.open_redis()
        if prepare:
            stack.prepare(quiet=True)
        stack.start_web()
        stack.start_worker()
        stack.wait_for_web()
        stack.wait_for_worker()
        stack.start_beat()
        yield stack
    finally:
        stack.stop()
