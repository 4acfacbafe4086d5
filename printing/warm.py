"""The worker's side of zygote.py: one zygote per process, started at the first PDF and gone with its parent."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from printing.limits import RENEW_SECONDS, SPARE_SECONDS, Bounds

ROOT = Path(__file__).resolve().parent.parent
RENDERS_MAX = 200  # then a new one: whatever might pile up in it does not


class ZygoteGone(Exception):
    """Nothing was made, and nothing runs."""


class Late(Exception):
    """The time is up; the child was killed."""


@dataclass(frozen=True)
class Pulse:
    """What is called while a child works, how often, and until when."""

    beat: Callable[[], None]
    every: float
    deadline: float


class Zygote:
    def __init__(self, environment: dict[str, str]) -> None:
        self.owner = os.getpid()
        self.environment = environment
        self.renders = 0
        self.link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "printing.zygote", str(theirs.fileno())],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def is_fit(self, environment: dict[str, str]) -> bool:
        same = self.owner == os.getpid() and self.environment == environment
        return same and self.renders < RENDERS_MAX and self.process.poll() is None

    def end(self) -> None:
        self.link.close()
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()

    def render(self, html: bytes, *, epoch: str, bounds: Bounds, beat: Callable[[], None]) -> tuple[int, bytes, bytes]:
        """Exit code (negative: killed by that signal), stdout and stderr.

        Raises ZygoteGone, Late and what `beat` raises.
        """
        self.renders += 1
        every = SPARE_SECONDS if bounds.spare else RENEW_SECONDS
        pulse = Pulse(beat, every, time.monotonic() + bounds.seconds)
        files = [os.memfd_create(name) for name in ("html", "pdf", "said")]
        try:
            os.pwrite(files[0], html, 0)
            limits = {"seconds": bounds.whole_seconds, "memory": bounds.memory, "spare": bounds.spare}
            request = {"epoch": epoch, **limits}
            code = self.follow(json.dumps(request).encode(), files, pulse)
            return code, content(files[1]), content(files[2])
        finally:
            for file in files:
                os.close(file)

    def follow(self, request: bytes, files: list[int], pulse: Pulse) -> int:
        """From the request to the end of the child, of which nothing is left over."""
        pid = None
        try:
            self.link.settimeout(RENEW_SECONDS)
            socket.send_fds(self.link, [request], files)
            pid = int(self.hear(pulse))
            code = int(self.hear(pulse))
            kill_group(pid)
            self.link.send(b"seen")  # now it may give the number away
        except BaseException as error:
            if pid is None or not self.is_buried(pid):
                self.end()
            if isinstance(error, OSError):
                raise ZygoteGone from error
            raise
        return code

    def is_buried(self, pid: int) -> bool:
        """Kill the child, and wait until it is dead."""
        kill_group(pid)
        self.link.settimeout(RENEW_SECONDS)
        try:
            return bool(self.link.recv(100)) and self.link.send(b"seen") > 0
        except OSError:
            return False

    def hear(self, pulse: Pulse) -> bytes:
        while (left := pulse.deadline - time.monotonic()) > 0:
            self.link.settimeout(min(pulse.every, left))
            try:
                heard = self.link.recv(100)
            except TimeoutError:
                pulse.beat()
                continue
            if not heard:
                raise ZygoteGone
            return heard
        raise Late


def kill_group(pid: int) -> None:
    """Of a child that is not yet let go of, so that the number is still its own."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it did not get as far as having a group
        os.kill(pid, signal.SIGKILL)


def content(file: int) -> bytes:
    return os.pread(file, os.fstat(file).st_size, 0)


_kept: list[Zygote] = []


def zygote_for(environment: dict[str, str]) -> Zygote | None:
    """None where there can be none: its children die with the thread that started it, and only Linux has memfd."""
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return None
    if _kept and not _kept[0].is_fit(environment):
        _kept.pop().end()
    if not _kept:
        _kept.append(Zygote(environment))
    return _kept[0]


def kept() -> Zygote | None:
    return _kept[0] if _kept else None


@atexit.register
def end_all() -> None:
    while _kept:
        _kept.pop().end()
