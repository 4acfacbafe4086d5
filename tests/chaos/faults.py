"""What can break, and how an operator's supervisor gets it back. Kills by number, and only what this stack started."""

import json
import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import redis

from local.postgres import Postgres
from local.processes import free_port, is_process, wait_until, write_private
from local.servers import Servers
from local.stack import Stack
from local.valkey import Valkey

Fault = Callable[[Stack], None]
EPHEMERAL = 32_768


def children(pid: int) -> list[int]:
    """Of every thread; none when it is gone."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, listed.read_text().split())
    return found


def kill_child(stack: Stack) -> None:
    """The process that does the task; the worker starts another. A worker that has just started has none yet, and one
    that has just lost its child none for a moment: looking and killing are one step, tried again.
    """

    def killed() -> bool:
        supervise(stack)
        for pid in children(stack.children["worker"].process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    assert wait_until(killed, 60)


def kill_worker(stack: Stack) -> None:
    stack.kill_worker()
    stack.start_worker()


def kill_web(stack: Stack) -> None:
    stack.children.pop("web").kill_group()
    stack.start_web()  # the next fault waits until people can save again, and starts what ended meanwhile


def kill_postgres(stack: Stack) -> None:
    """Its own processes outlive it for a moment, and it does not start before they are gone."""
    pid = stack.servers.postgres.running_pid()
    assert pid is not None
    orphans = children(pid)
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not any(is_process(each, "postgres") for each in (pid, *orphans)), 30)
    start_again(stack.servers.postgres)


def kill_valkey(stack: Stack) -> None:
    pid = stack.servers.valkey.running_pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not is_process(pid, "valkey"), 10)
    start_again(stack.servers.valkey)


def start_again(server: Postgres | Valkey) -> None:
    """On its own port, where web and worker look for it."""
    port = server.state["port"]
    assert wait_until(lambda: free_port(port) == port, 30)
    assert server.start()
    assert server.state["port"] == port


def fix_ports(servers: Servers) -> None:
    """Below those that the kernel hands out: else a client of anything may get the port of a server that was killed."""
    servers.var.mkdir(parents=True, exist_ok=True)
    for server in (servers.postgres, servers.valkey):
        if (server.state.get("port") or EPHEMERAL) >= EPHEMERAL:
            candidates = (random.randrange(20_000, EPHEMERAL) for _ in range(100))  # another clone may do the same
            server.state["port"] = next(port for port in candidates if free_port(port) == port)
            write_private(server.state_file, json.dumps(server.state))


def flush_valkey(stack: Stack) -> None:
    """Queue, caches and login counters are gone; what counts is in PostgreSQL."""
    with redis.Redis.from_url(stack.env["REDIS_URL"]) as client:
        client.flushall()


FAULTS: dict[str, Fault] = {
    "worker child": kill_child,
    "worker": kill_worker,
    "web": kill_web,
    "postgres": kill_postgres,
    "valkey": kill_valkey,
    "flushall": flush_valkey,
}


def series(kills: int, seed: int) -> list[str]:
    """As many of each, in a random order per round."""
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < kills:
        found += chance.sample(sorted(FAULTS), len(FAULTS))
    return found[:kills]


def supervise(stack: Stack) -> list[str]:
    """Start again what ended by itself, as a container's restart policy does; returns what that was."""
    ended = [name for name, child in stack.children.items() if child.process.poll() is not None]
    for name in ended:
        del stack.children[name]
        {"web": stack.start_web, "worker": stack.start_worker, "beat": stack.start_beat}[name]()
    return ended
