"""What a long run has done so far, so that it goes on where it was stopped; until the code changes."""

import hashlib
import json
from pathlib import Path
from typing import Any

from local import ROOT, VAR

LEFT_OUT = {".git", ".venv", "var", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


class Progress:
    """`done` is a dict of JSON values; each `add` is on disk."""

    def __init__(self, name: str, *of: Any, again: bool = False) -> None:
        self.path: Path = VAR / f"{name}.json"
        self.stamp = json.loads(json.dumps([*of, code()]))
        found = json.loads(self.path.read_text()) if self.path.exists() and not again else {}
        self.done: dict[str, Any] = found["done"] if found.get("stamp") == self.stamp else {}

    def add(self, name: str, value: Any) -> None:
        self.done[name] = value
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps({"stamp": self.stamp, "done": self.done}))
        new.replace(self.path)


def code() -> str:
    """What the code is now, so that results of other code are not taken for those of this one."""
    digest = hashlib.sha256()
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir() and path.name not in LEFT_OUT):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".yaml", ".csv"}):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
