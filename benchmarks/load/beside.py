"""What goes wrong while people work: visitors whose request never ends, and a process that is killed."""

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator

from local.stack import Stack
from tests.chaos.faults import children

PER_SECOND = 1  # bytes


@contextlib.contextmanager
def dripping(host: str, port: int, number: int) -> Iterator[None]:
    """As many connections that post to the login a byte a second, and begin again when they are cut off."""
    stop = threading.Event()
    threads = [threading.Thread(target=drip, args=(host, port, stop), daemon=True) for _ in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def drip(host: str, port: int, stop: threading.Event) -> None:
    lines = [
        "POST /account/login/ HTTP/1.1",
        f"Host: {host}:{port}",
        f"Origin: http://{host}:{port}",
        f"Cookie: csrftoken={'A' * 32}",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: 500000",
    ]
    while not stop.is_set():
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall("\r\n".join([*lines, "", ""]).encode())
            while not stop.wait(1 / PER_SECOND):
                line.sendall(b"a")
        stop.wait(0.2)


@contextlib.contextmanager
def killing(stack: Stack, number: int, every: float) -> Iterator[list[int]]:
    """Kill -9 of as many web workers, with that many seconds between; gunicorn starts another. Gives which."""
    killed: list[int] = []
    stop = threading.Event()

    def work() -> None:
        while len(killed) < number and not stop.wait(every):
            workers = sorted(set(children(stack.children["web"].process.pid)) - set(killed))
            if workers:
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield killed
    finally:
        stop.set()
        thread.join()


def settled(seconds: float = 3) -> None:
    """Until what a measurement left is gone."""
    time.sleep(seconds)
