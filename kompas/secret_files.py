"""Secrets may be given as files, as Docker and Kubernetes mount them: DATABASE_URL_FILE in place of DATABASE_URL.

An environment is seen by `docker inspect`, by /proc and by whoever prints it; a file by the process that may open it.
"""

from collections.abc import MutableMapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRETS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "KOMPAS_SECRET_KEY",
    "KOMPAS_SECRET_KEY_FORMER",
    "KOMPAS_METRICS_TOKEN",
    "EMAIL_URL",
)


def read_secret_files(environment: MutableMapping[str, str]) -> None:
    """Put what the files hold under the plain names, for this process and what it starts. Safe to repeat."""
    for name in SECRETS:
        path = environment.pop(f"{name}_FILE", "")
        if not path:
            continue
        if name in environment:
            raise ImproperlyConfigured(f"Geef {name} of {name}_FILE, niet allebei.")
        try:
            environment[name] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise ImproperlyConfigured(f"{name}_FILE is niet te lezen: {path} ({type(error).__name__}).") from None
