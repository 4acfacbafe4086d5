"""JSON that is always the same bytes, and its hash: of what a gemeente shared, and of the text of its plan."""

import hashlib
import json
from typing import Any


def canonical(data: dict[str, Any]) -> bytes:
    """Keys sorted, no white space, UTF-8: the same bytes whatever the database does to the JSON."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(data: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()
