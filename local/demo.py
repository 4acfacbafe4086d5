"""`make demo`: start everything in order, say what is happening, and stop everything again."""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

from local import ROOT, VAR, preflight
from local.processes import LocalError, readable
from local.servers import Servers
from local.stack import Stack, running

__all__ = ["Stack", "running"]

STEPS = 6
ROOM_MB = 300  # for PostgreSQL's own files, data and log
WELCOME = VAR / "demo.txt"  # written by `prepare_demo`
STARTED = VAR / "demo-started"
BENCH = VAR / "bench-demo.json"
# Downloads survive `make demo-reset`: they hold no data.
KEPT_BY_RESET = {"uv", "uv-pkg", "browser", "caddy"}


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM; not an Exception, so that nothing on the way takes it for an error."""


class Progress:
    """Numbered steps with their seconds: "2/6 PostgreSQL starten … 1,2 s"."""

    def __init__(self) -> None:
        self.number = 0

    @contextlib.contextmanager
    def step(self, title: str, *, own_lines: bool = False) -> Iterator[None]:
        self.number += 1
        started = time.monotonic()
        print(f"{self.number}/{STEPS} {title} …", end="\n" if own_lines else " ", flush=True)
        yield
        print(f"{'    klaar in ' if own_lines else ''}{seconds(time.monotonic() - started)}", flush=True)


def seconds(number: float) -> str:
    return f"{number:.1f} s".replace(".", ",")


def start(stack: Stack) -> None:
    progress = Progress()
    with progress.step("Computer controleren"):
        preflight.check_python()
        preflight.check_writable(ROOT)
        preflight.check_writable(VAR)
        preflight.check_room(ROOT, ROOM_MB)
        preflight.check_pango()
        preflight.check_port(stack.port)
        preflight.check_given_servers()
    with progress.step("PostgreSQL starten"):
        stack.open_database()
    with progress.step("Valkey starten"):
        stack.open_redis()
    with progress.step("Gegevens klaarzetten", own_lines=True):
        stack.prepare()
    # Both at once: importing Django takes each about a second.
    stack.start_web()
    stack.start_worker()
    with progress.step("Website starten"):
        stack.wait_for_web()
    with progress.step("Werkproces starten"):
        stack.wait_for_worker()
    stack.start_beat()
    stack.start_opening()


def stop_on_signals() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def request_stop(number: int, frame: FrameType | None) -> NoReturn:
        # A second Ctrl-C does not interrupt the stopping: that takes some seconds at most.
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested

    for each in numbers:
        signal.signal(each, request_stop)


def run(kind: type[Stack]) -> int:
    """Start, wait until something stops, and stop the rest; return the exit code."""
    first_start = not STARTED.exists()
    started = float(os.environ.pop("KOMPAS_STARTED", time.time()))
    stack = kind(port=preflight.read_port())
    try:
        start(stack)
        total = time.time() - started
        if first_start:
            record_first_start(total)
        if WELCOME.exists():
            print(f"\n{WELCOME.read_text().strip()}")
        print(f"\n{stack.url} is gestart in {seconds(total)}. Stoppen: Ctrl-C.", flush=True)
        stack.start_country()
        while True:
            stack.check()
            time.sleep(0.5)
    except (LocalError, PermissionError) as error:
        print(f"\n\n{readable(error)}\n", file=sys.stderr, flush=True)
        return 1
    except StopRequested:
        print("\nKompas stopt …", flush=True)
        return 0
    finally:
        if stack.stop():
            print("Alles is gestopt.", flush=True)


def record_first_start(total: float) -> None:
    with contextlib.suppress(OSError, ValueError):
        known = json.loads(BENCH.read_text()) if BENCH.exists() else {}
        STARTED.touch()
        BENCH.write_text(json.dumps({**known, "demo_first_start_s": round(total, 1)}, indent=2) + "\n")


def reset() -> int:
    """Throw away everything the demo made, so that the next start is a first one."""
    servers = Servers()
    if servers.in_use():
        raise LocalError("Kompas draait nog. Stop het eerst met Ctrl-C.")
    servers.stop()
    for path in VAR.iterdir() if VAR.exists() else ():
        if path.name in KEPT_BY_RESET:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    print("De demo is gewist. Opnieuw beginnen: make demo")
    if os.environ.get("DATABASE_URL"):
        print("De database van DATABASE_URL is niet van Kompas alleen en is blijven staan.")
    return 0


def main(kind: type[Stack] = Stack) -> int:
    stop_on_signals()
    try:
        return reset() if "--reset" in sys.argv[1:] else run(kind)
    except (LocalError, PermissionError) as error:
        preflight.fail(readable(error))
    except StopRequested:
        return 1


if __name__ == "__main__":
    sys.exit(main())
