"""Words that must not be kept, kept for as long as they are needed: encrypted, with a key of this installation."""

import base64
import hashlib
import io
import re
import zipfile
import zlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from tenants.sight import pattern_of

TEXT_IN_FILE = 50_000_000  # unpacked; what is larger was not made by people


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


def is_in_file(content: bytes, mimetype: str, words: str) -> bool | None:
    """Whether a file holds the words; None where we cannot look: in a PDF, an image, or what is broken."""
    pattern = pattern_of(words)
    if content[:4] == b"PK\x03\x04":
        try:
            return any(pattern.search(text) for text in texts_in(content))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError):
            return None
    if mimetype == "text/plain" or mimetype.startswith("text/"):
        return pattern.search(content.decode("utf-8", "replace")) is not None
    return True if pattern.search(content.decode("latin-1")) else None


def texts_in(content: bytes) -> list[str]:
    """Of Word, Excel and OpenDocument: each part without its tags, so that a bold letter hides nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels", ".html"))]
        if sum(info.file_size for info in parts) > TEXT_IN_FILE:
            raise ValueError("Te groot om in te zoeken.")
        return [re.sub("<[^>]*>", "", archive.read(info).decode("utf-8", "replace")) for info in parts]
