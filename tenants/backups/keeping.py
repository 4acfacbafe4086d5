"""Which copies stay: the last of each of so many days, weeks and months. What has another name is never touched."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tenants.backups.sealed import OPENED

NAME = re.compile(r"kompas-(\d{8}-\d{6})(?:\.tar\.age)?")
BROKEN_OFF = re.compile(r"kompas-\d{8}-\d{6}(?:\.tar\.age)?\.half")
RESTORE = timedelta(days=1)  # that putting a copy back may take, with what was unpacked for it


def name_of(at: datetime) -> str:
    return f"kompas-{at:%Y%m%d-%H%M%S}"


def surplus(names: Iterable[str], *, days: int, weeks: int, months: int) -> list[str]:
    """Those that may go. Counted are days, weeks and months that have a copy: when none is made, none goes."""
    copies = sorted((name for name in names if NAME.fullmatch(name)), key=moment_of, reverse=True)
    kept = set(copies[:1])
    for number, form in ((days, "%Y%m%d"), (weeks, "%G-%V"), (months, "%Y%m")):
        last_of: dict[str, str] = {}
        for name in copies:
            last_of.setdefault(moment_of(name).strftime(form), name)
        kept.update(list(last_of.values())[:number])
    return [name for name in copies if name not in kept]


def moment_of(name: str) -> datetime:
    found = NAME.fullmatch(name)
    assert found is not None
    return datetime.strptime(found[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - only compared with others of this form


def remove_surplus(folder: Path, *, days: int, weeks: int, months: int) -> list[str]:
    """Remove them; returns their names."""
    gone = surplus((path.name for path in folder.iterdir()), days=days, weeks=weeks, months=months)
    for name in gone:
        remove(folder / name)
    return gone


def remove_left(folder: Path, *, now: datetime) -> None:
    """What a run that was killed left behind. Only for who holds the folder, see `held`."""
    for path in folder.iterdir():
        unpacked = path.name.startswith(OPENED) and path.stat().st_mtime < (now - RESTORE).timestamp()
        if unpacked or BROKEN_OFF.fullmatch(path.name):
            remove(path)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One at a time makes copies in a folder, also when a person does beside the service."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
