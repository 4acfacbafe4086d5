"""Words that must not be kept, kept for as long as they are needed: encrypted, with a key of this installation."""

import re

from printing.file_words import holds
from tenants import secrets
from tenants.secrets import Unreadable
from tenants.sight import folded, pattern_of

__all__ = ["Unreadable", "hide", "is_in_file", "reveal"]
PURPOSE = "kompas.wissing"


def hide(words: str) -> str:
    return secrets.hide(words, purpose=PURPOSE)


def reveal(token: str) -> str:
    """Raises Unreadable."""
    return secrets.reveal(token, purpose=PURPOSE)


def is_in_file(content: bytes, mimetype: str, words: str, name: str = "", seconds: float | None = None) -> bool | None:
    """Whether a file holds the words; None where we cannot look, or not everywhere. See printing/file_words.py, also
    for what it raises."""
    pattern = pattern_of(words)
    return holds(
        content,
        lambda text: pattern.search(text) is not None,
        name=name,
        mimetype=mimetype,
        hint=max(re.findall(r"[a-z0-9]+", folded(words)), key=len, default="").encode(),
        numbers=any(char.isdigit() for char in words),
        seconds=seconds,
    )
