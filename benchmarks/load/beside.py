"""What goes wrong while people work: a process of the website is killed."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator

from tests.chaos.faults import children


@contextlib.contextmanager
def killing(master: int, number: int, every: float) -> Iterator[list[int]]:
    """Kill -9 of as many processes of gunicorn, with so many seconds between; it starts others. Gives which."""
    killed: list[int] = []
    stop = threading.Event()

    def work() -> None:
        while len(killed) < number and not stop.wait(every):
            workers = sorted(set(children(master)) - set(killed))
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
