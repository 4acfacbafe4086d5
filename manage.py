#!/usr/bin/env python
"""Kompas on the command line. An operator's command works as the owner of the database.

Web and worker never come through here, so that they never see DATABASE_OWNER_URL.
"""

import os
import sys
import tomllib
from pathlib import Path


def main() -> None:
    if sys.argv[1:] in (["version"], ["--version"]):  # Django would say its own
        sys.stdout.write(f"Kompas {version()}\n")
        return
    from django.core.exceptions import ImproperlyConfigured

    from kompas.secret_files import read_secret_files

    try:
        read_secret_files(os.environ)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    if not {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys():
        from local import servers

        servers.ensure_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.settings")
    if os.environ.get("DATABASE_OWNER_URL"):
        os.environ.setdefault("KOMPAS_AS_OWNER", "1")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def version() -> str:
    """Of the one place where it stands; asks for no database and no settings."""
    project = Path(__file__).resolve().parent / "pyproject.toml"
    found: str = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
    return found


if __name__ == "__main__":
    main()
