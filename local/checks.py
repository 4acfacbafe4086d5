"""The checks of `make test`, in order of speed; a failing one stops the rest. CI and people run this same list.

The last ones go side by side: the tests without a browser, and what waits for a browser, for a lease or for one core.

`python -m local.checks` runs all; `python -m local.checks lint types` runs the named groups.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO

from local import ROOT, preflight
from local.processes import LocalError
from local.servers import ensure_environment

# What `manage.py check --deploy` sees must look like production, whatever a developer has in the environment.
PRODUCTION = {
    **{"KOMPAS_DEBUG": "off", "KOMPAS_DEMO": "off", "KOMPAS_HOST": "kompas.example", "KOMPAS_HTTPS": "on"},
    **{"KOMPAS_BEHIND_PROXY": "on", "KOMPAS_PROXIES": "1"},
}
# The Django plugin of mypy reads the settings, but connects to nothing.
NO_SERVERS = {"DATABASE_URL": "postgres://x@x/x", "REDIS_URL": "redis://x/0", "KOMPAS_SECRET_KEY": "x"}
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"
PYTEST = ("-m", "pytest", "-p", "tests.plugin")
# Two: each process takes three of the sixteen databases of a Valkey, beside those of the demo and the browser tests.
PARALLEL = ("--numprocesses", "2", "--dist", "worksteal")


@dataclass(frozen=True)
class Check:
    group: str
    title: str
    arguments: tuple[str, ...]  # for the Python of the venv: scripts in .venv/bin break when a clone moves
    env: dict[str, str] = field(default_factory=dict)
    beside: bool = False  # may run beside the one check that follows all such


CHECKS = [
    Check("lint", "ruff check", ("-m", "ruff", "check")),
    Check("lint", "ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
    Check("lint", "djlint format", ("-m", "djlint", "--check", "--quiet", "templates")),
    Check("lint", "djlint lint", ("-m", "djlint", "--lint", "--quiet", "templates")),
    Check("lint", "import-linter", ("-c", IMPORT_LINTER)),
    Check("lint", "reuse", ("-m", "reuse", "lint", "--lines")),
    Check("types", "mypy", ("-m", "mypy", "."), NO_SERVERS, beside=True),
    Check("django", "migraties", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("django", "deploy", ("manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("smallest", "metingen (kleinste vorm)", ("-m", "benchmarks"), {"BENCH_SIZE": "smallest"}, beside=True),
    Check("chaos", "20 storingen", ("-m", "tests.chaos", "--kills", "20"), beside=True),
    Check("browser", "pytest browser", (*PYTEST, "tests/browser"), beside=True),
    Check("unit", "pytest", (*PYTEST, "tests", "--ignore=tests/browser", *PARALLEL)),
]
# Only when asked for by name.
OTHERS = [
    Check("bench", "metingen", ("-m", "benchmarks")),
    Check("fuzz", "willekeurige verzoeken", ("-m", "tests.normen.fuzz", "--requests", "100000")),
    Check("format", "ruff check --fix", ("-m", "ruff", "check", "--fix")),
    Check("format", "ruff format", ("-m", "ruff", "format")),
    Check("format", "djlint --reformat", ("-m", "djlint", "--reformat", "--quiet", "templates")),
]


def run(check: Check, output: IO[str] | None = None) -> bool:
    """Run one check, with its output, and say how long it took."""
    print(f"── {check.title}", file=output, flush=True)
    started = time.monotonic()
    command = [sys.executable, *check.arguments]
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **check.env}, stdout=output, stderr=output, check=False
    )
    passed = result.returncode == 0
    if "pytest" not in check.arguments:  # its closing line has the time, and stays the last thing printed
        print(f"   {'goed' if passed else 'FOUT'} in {time.monotonic() - started:.1f} s", file=output, flush=True)
    return passed


def run_beside(checks: list[Check], check: Check) -> bool:
    """Run `checks` one after the other beside `check`, and print what they said after it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output, ThreadPoolExecutor(1) as other:
        lane = other.submit(lambda: all(run(each, output) for each in checks))
        passed = run(check)
        others_passed = lane.result()
        output.seek(0)
        print(output.read(), end="", flush=True)
    return passed and others_passed


def main() -> int:
    groups = set(sys.argv[1:])
    chosen = [check for check in [*CHECKS, *OTHERS] if check.group in (groups or {each.group for each in CHECKS})]
    try:
        if groups & {"types", "django", "unit", "browser", "fuzz"} or not groups:
            preflight.check_pango()
            # A database and broker of its own: a demo that is running keeps its tasks and its data.
            ensure_environment("kompas_test")
    except LocalError as error:
        preflight.fail(str(error))
    beside = [check for check in chosen if check.beside]
    alone = [check for check in chosen if not check.beside]
    if not beside or not alone or alone[-1].group != "unit":
        return 0 if all(run(check) for check in chosen) else 1
    return 0 if all(run(check) for check in alone[:-1]) and run_beside(beside, alone[-1]) else 1


if __name__ == "__main__":
    sys.exit(main())
