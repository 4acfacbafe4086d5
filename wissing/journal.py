"""The file that the operator keeps beside the backups: what was wiped, to be wiped again after a restore."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from tenants.models import Gemeente
from tenants.secrets import Tally, renew
from wissing.models import Wissing
from wissing.words import PURPOSE


@contextmanager
def held(path: Path) -> Iterator[int]:
    """The file itself, locked: also when another was put in its place while we waited."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if path.exists() and os.path.samestat(path.stat(), os.fstat(descriptor)):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def journal_line(wissing: Wissing, gemeente: Gemeente) -> dict[str, Any]:
    names = ("reden", "created_at", "created_by", "confirmed_at", "confirmed_by", "words")
    return {
        "formaat": 1,
        "id": str(wissing.pk),
        "schema": gemeente.schema_name,
        **{name: str(getattr(wissing, name)) for name in names},
    }


def append(line: dict[str, Any]) -> None:
    """On disk before we go on, where the operator wants that. Raises OSError."""
    if not settings.WISSINGEN_FILE:
        return
    path = Path(settings.WISSINGEN_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with held(path) as descriptor:
        write(descriptor, f"{json.dumps(line)}\n")


def renew_file() -> Tally:
    """Put every line under the newest key: written beside it and put in its place, whole or not at all."""
    total, path = Tally(), Path(settings.WISSINGEN_FILE)
    if not settings.WISSINGEN_FILE or not path.exists():
        return total
    with held(path):
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            total += renew(line["words"], purpose=PURPOSE, write=partial(line.__setitem__, "words"))
        beside = path.with_name(f"{path.name}.nieuw")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write(descriptor, "".join(f"{json.dumps(line)}\n" for line in lines))
        finally:
            os.close(descriptor)
        beside.rename(path)
    return total


def write(descriptor: int, text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)
