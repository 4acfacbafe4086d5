"""Where the mail of the demo goes: files."""

import time
from pathlib import Path

from local import VAR

MAIL = VAR / "mail"


def mail_to(address: str, before: set[Path]) -> str:
    """The one that came since, where the demo's mail goes."""
    for _ in range(150):
        for path in set(MAIL.glob("*")) - before:
            text = path.read_text(encoding="utf-8")
            if f"To: {address}" in text:
                return text
        time.sleep(0.2)
    raise AssertionError(f"Er kwam geen mail voor {address}.")
