"""A Caddy to try the Caddyfile with: one that is installed, else Debian's package, unpacked and not installed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.debian import Missing, unpack


class NoCaddyError(Exception):
    """The reason why there is none; the tests that need it are skipped with it."""


def find_caddy() -> Path:
    """$CADDY_BIN, one on the PATH, or the one of Debian. Raises NoCaddyError."""
    given = os.environ.get("CADDY_BIN") or shutil.which("caddy")
    return Path(given) if given else program_of("caddy")


def find_busybox() -> Path:
    """The shell and wget of the image, as one program."""
    return program_of("busybox")


def program_of(package: str) -> Path:
    """Of Debian, kept for the next time. Raises NoCaddyError with the reason why not."""
    try:
        return Path(unpack(package).program(package))
    except Missing as reason:
        raise NoCaddyError(f"{reason}; wijs een Caddy aan met CADDY_BIN") from reason


def version_of(caddy: Path) -> str:
    """Debian says 2.6.2, Caddy's own builds say v2.11.9 with a hash behind it."""
    said = subprocess.run([str(caddy), "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", said)
    assert found, said
    return found[0]
