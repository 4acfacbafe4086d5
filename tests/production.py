"""What runs in production, as its files say."""

import ast
import re
import subprocess
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]


def environment(service):
    return service.get("environment", {})


def given(service):
    """The variables that reach Kompas in it, whether by value or in a file."""
    return {name.removesuffix("_FILE") for name in environment(service)}


def pattern(line):
    """A line of .dockerignore as Docker reads it: from the root, `*` within a name, `**` through folders."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", line.strip("/"))
    meant = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meant.get(part, re.escape(part)) for part in parts) + "(?:/.*)?")


def in_image(path):
    """Whether `COPY . .` takes this file: the last line that names it, or a folder above it, decides."""
    taken = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and pattern(line.removeprefix("!")).fullmatch(path):
            taken = line.startswith("!")
    return taken


def tracked():
    found = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return found.stdout.splitlines()


def imported(paths):
    """The first part of every name that is imported, wherever it stands in the file."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.partition(".")[0]
