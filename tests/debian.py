"""A program of Debian's, unpacked below var/ without installing it: for servers that no package of Python carries."""

import fcntl
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from local import VAR

FOLDER = VAR / "debian"


class Missing(Exception):
    """The packages cannot be had here; the text says why."""


@dataclass(frozen=True)
class Unpacked:
    root: Path

    def program(self, name: str) -> str:
        return str(next(self.root.glob(f"**/*bin/{name}")))

    @property
    def env(self) -> dict[str, str]:
        """So that the program finds the libraries that were unpacked with it."""
        return {"LD_LIBRARY_PATH": ":".join(map(str, self.root.glob("usr/lib/*-linux-*")))}


def unpack(*packages: str) -> Unpacked:
    """The first program and the libraries that it needs; fetched once. Raises Missing."""
    for needed in ("apt-get", "dpkg"):
        if shutil.which(needed) is None:
            raise Missing(f"{needed} is not here: this is no Debian or Ubuntu")
    FOLDER.mkdir(parents=True, exist_ok=True)
    root = FOLDER / packages[0]
    with (FOLDER / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists():
            fetch(packages, root)
    return Unpacked(root)


def fetch(packages: tuple[str, ...], root: Path) -> None:
    scratch = FOLDER / f"{root.name}.half"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    download, said = ["apt-get", "download", *packages], ""
    for command in (download, ["apt-get", "update"], download):  # its lists may be too old, or not there
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
        said = done.stderr.strip() or said
        if command is download and done.returncode == 0:
            break
    else:
        raise Missing(f"apt-get download {' '.join(packages)}: {said[-300:]}")
    for package in sorted(scratch.glob("*.deb")):
        subprocess.run(["dpkg", "-x", package, scratch], check=True)
        package.unlink()
    scratch.rename(root)


def unpack_or_skip(*packages: str) -> Unpacked:
    try:
        return unpack(*packages)
    except Missing as missing:
        pytest.skip(str(missing))
