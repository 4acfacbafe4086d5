"""Starting and recognising processes: free ports, stale pid files, and dropping root where PostgreSQL asks for it."""

import contextlib
import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
CLONE_NEWUSER = 0x10000000


class LocalError(Exception):
    """Something the person at the keyboard can solve; the text is Dutch and says how."""


def readable(error: LocalError | PermissionError) -> str:
    if isinstance(error, PermissionError):
        return (
            f"Geen rechten voor {error.filename}.\n"
            "Gebruik het account waarmee u Kompas het eerst startte, of wis alles met: sudo make demo-reset"
        )
    return str(error)


def free_port(preferred: int | None = None) -> int:
    """Return `preferred` when it is free, else a port chosen by the kernel."""
    for port in (preferred, 0) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise LocalError("Er is geen vrije poort op 127.0.0.1.")


def is_process(pid: int, marker: str) -> bool:
    """Say whether `pid` lives and has `marker` on its command line.

    A pid file outlives a crash, and a restarted container hands out the same low pids again: the number alone proves
    nothing. A zombie has no command line, so it counts as gone.
    """
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        listing = subprocess.run(
            ["ps", "-ww", "-p", str(pid), "-o", "command="],
            capture_output=True,
            check=False,
        )
        command = listing.stdout
    except OSError:
        return False
    return marker.encode() in command


def wait_until(condition: Callable[[], bool], seconds: float, interval: float = 0.02) -> bool:
    """Poll `condition`; return whether it came true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(interval)
    return True


def end_process(pid: int, marker: str, *, first: signal.Signals, seconds: float = 15) -> None:
    """Stop a process that may not be our child: `first`, then SIGKILL; nothing when the pid is another's by now."""
    for number in (first, signal.SIGKILL):
        if not is_process(pid, marker):
            break
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            break
        if wait_until(lambda: not is_process(pid, marker), seconds):
            break
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # it may be our child after all: leave no zombie


def wait_for_start(process: subprocess.Popen[bytes], is_up: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until the server we spawned is up; end it when it does not come up, or when we are told to stop."""
    try:
        wait_until(lambda: is_up() or process.poll() is not None, seconds, 0.01)
        if is_up():
            process.returncode = 0  # it outlives us: without this, Python warns that nobody waited for it
            return True
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.kill()
    process.wait()
    return False


@contextlib.contextmanager
def signals_deferred() -> Iterator[None]:
    """Hold back Ctrl-C and its like until the block ends, so that no process is started that nobody knows of."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.signal(number, lambda *arrived: received.append(arrived[0])) for number in numbers}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if received:
            signal.raise_signal(received[0])


def tail(log: Path, lines: int = 12) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, atomically, so that a crash leaves the old one."""
    scratch = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    scratch.replace(path)


def die_with_parent() -> None:
    """For `preexec_fn`: let the kernel stop this child when its supervisor is killed with SIGKILL (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(frozen=True)
class Account:
    """The account that PostgreSQL runs as when we are root, because it refuses to run as root.

    Its number is all we need: no account is created and no folder above the clone is opened up. A clone in a private
    folder (700) stays reachable because the process keeps one capability, CAP_DAC_OVERRIDE.
    """

    uid: int
    gid: int

    def enter(self) -> None:
        """For `preexec_fn`: become this account."""
        libc = ctypes.CDLL(None, use_errno=True)
        linux = sys.platform == "linux"
        if linux:
            # Without this bit access(2) ignores capabilities, and PostgreSQL looks for its own files with access(2).
            libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
            libc.prctl(PR_SET_KEEPCAPS, 1)
        try:
            os.setgroups([])
            os.setregid(self.gid, self.gid)
            os.setreuid(self.uid, self.uid)
        except OSError:
            # A container in which root is the only account: then be "someone" in a user namespace of our own.
            enter_user_namespace(libc)
            return
        if linux:
            keep_dac_override(libc)


def keep_dac_override(libc: ctypes.CDLL) -> None:
    """Drop every capability but one. Not being able to hand it on only matters below a private folder."""
    bit = 1 << CAP_DAC_OVERRIDE
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if libc.capset(header, data) != 0:
        libc.capset(header, (ctypes.c_uint32 * 6)())
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)


def enter_user_namespace(libc: ctypes.CDLL) -> None:
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/gid_map").write_text("1000 0 1")
    Path("/proc/self/uid_map").write_text("1000 0 1")


def spawn(command: list[str], *, log: IO[bytes], cwd: Path, account: Account | None = None) -> subprocess.Popen[bytes]:
    """Start a server that outlives us: in a session of its own, so that Ctrl-C in our terminal does not reach it."""
    try:
        return subprocess.Popen(
            command,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=account.enter if account else None,  # noqa: PLW1509 - no threads yet, and `user=` drops all rights
        )
    except subprocess.SubprocessError as error:  # from `preexec_fn`
        raise LocalError(
            "PostgreSQL wil niet als root draaien, en een ander account is hier niet toegestaan.\n"
            "Start Kompas als gewone gebruiker, of geef een eigen server op met DATABASE_URL en DATABASE_OWNER_URL."
        ) from error
    except OSError as error:
        raise LocalError(f"{command[0]} start niet: {error}") from error
