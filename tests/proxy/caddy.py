"""A Caddy to try the Caddyfile with: one that is installed, else Debian's package, unpacked and not installed.

Nothing of it stays behind or starts with the machine: the program alone, in `var/caddy`.
"""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from local import VAR

FOLDER = VAR / "caddy"


class NoCaddyError(Exception):
    """The reason why there is none; the tests that need it are skipped with it."""


def find_caddy() -> Path:
    """$CADDY_BIN, one on the PATH, or the one of Debian. Raises NoCaddyError."""
    given = os.environ.get("CADDY_BIN") or shutil.which("caddy")
    return Path(given) if given else program_of("caddy", "usr/bin/caddy")


def find_busybox() -> Path:
    """The shell and wget of the image, as one program."""
    return program_of("busybox", "bin/busybox")


def program_of(package: str, path: str) -> Path:
    """A program of Debian, kept for the next time. Raises NoCaddyError with the reason why not."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / path).exists():
            unpack(package)
    if not (FOLDER / path).exists():
        raise NoCaddyError(f"Het pakket {package} van dit systeem bevat geen {path}.")
    return FOLDER / path


def unpack(package: str) -> None:
    """By apt: where its lists are too old or not there, they are fetched first."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise NoCaddyError("Er is geen Caddy op het PATH en geen apt om hem mee te halen; wijs hem aan met CADDY_BIN.")
    download, said = ["apt-get", "download", package], ""
    for command in (download, ["apt-get", "update"], download):
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
        said = done.stderr.strip() or said
        for found in FOLDER.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(found), str(FOLDER)], check=True, capture_output=True)
            found.unlink()
            return
    raise NoCaddyError(f"apt kan {package} niet halen: {said.splitlines()[-1] if said else 'zonder reden'}")


def version_of(caddy: Path) -> str:
    """Debian says 2.6.2, Caddy's own builds say v2.11.9 with a hash behind it."""
    said = subprocess.run([str(caddy), "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", said)
    assert found, said
    return found[0]
