"""The wisjournaal beside the copies (ADR 0010): what was wiped since a copy was made must be known when it is put back.

The table is the journal, and it is written in the transaction that wipes. But a restore replaces the table, so all of
it is also in one small file in the folder of the copies, which only grows. Its words are encrypted with the key of
Kompas, which is not there.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tenants.backups.programs import BackupFout

JOURNAL = "wissingen.jsonl"
Line = dict[str, Any]
ROWS = (
    "SELECT j.id, g.schema_name AS schema, j.reden, j.created_at, j.created_by, j.confirmed_at, j.confirmed_by, j.words"
    " FROM public.tenants_wisjournaal j JOIN public.tenants_gemeente g ON g.id = j.gemeente_id"
)


def keep(url: str, folder: Path) -> Path | None:
    """Bring the file in `folder` up to date with the database of `url`, the owner's; what is in it, stays. Gives the
    file, when it changed. Also without a line it is there: then nothing was wiped."""
    path = folder / JOURNAL
    known = {line["id"]: line for line in read(path)}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        rows = connection.execute(ROWS).fetchall()
    lines = ({"formaat": 1, **{name: str(value) for name, value in row.items()}} for row in rows)
    found = known | {line["id"]: line for line in lines}  # those of the database: they are under the newest key
    if found == known and path.exists():
        return None
    write(path, found.values())
    return path


def near(copy: Path, *others: Path) -> list[Path]:
    """The journals that are known to whoever puts this copy back: the one beside it, and those that were named. Raises
    BackupFout when a named one is not there."""
    for path in others:
        if not path.is_file():
            raise BackupFout(f"{path} is er niet.")
    beside = copy.resolve().parent / JOURNAL
    return [*others, *([beside] if beside.is_file() else [])]


def read(path: Path) -> list[Line]:
    """Raises BackupFout for what is no journal; of a file that is not there, nothing."""
    if not path.exists():
        return []
    try:
        lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines() if text.strip()]
        return [line for line in lines if line["id"] and line["schema"] and line["words"] and line["confirmed_at"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BackupFout(f"{path} is geen wisjournaal, of het is beschadigd.") from error


def write(path: Path, lines: Iterable[Line]) -> None:
    """Whole, on disk, and then under its name: who is killed meanwhile leaves the former one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in sorted(lines, key=lambda line: str(line["confirmed_at"])))
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
