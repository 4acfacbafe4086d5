"""Words that must not be kept, kept for as long as they are needed: encrypted, with a key of this installation."""

import base64
import hashlib
import re

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from printing.file_words import holds
from tenants.sight import folded, pattern_of


class Unreadable(Exception):
    """Encrypted with another KOMPAS_SECRET_KEY, or no longer whole."""


def cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"kompas.wissing:{key}".encode()).digest())) for key in keys]
    )


def hide(words: str) -> str:
    return cipher().encrypt(words.encode()).decode()


def reveal(token: str) -> str:
    try:
        return cipher().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("De woorden zijn met een andere KOMPAS_SECRET_KEY versleuteld.") from error


def is_in_file(content: bytes, mimetype: str, words: str, name: str = "") -> bool | None:
    """Whether a file holds the words; None where we cannot look, or not everywhere. See printing/file_words.py."""
    pattern = pattern_of(words)
    return holds(
        content,
        lambda text: pattern.search(text) is not None,
        name=name,
        mimetype=mimetype,
        hint=max(re.findall(r"[a-z0-9]+", folded(words)), key=len, default="").encode(),
        numbers=any(char.isdigit() for char in words),
    )
