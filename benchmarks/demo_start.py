"""How long `make demo` takes in a fresh clone, with the caches of pip and uv as they are."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import FULL, SIZE
from local import ROOT
from local.processes import free_port

LIMIT = 300
# In the smallest form with the packages of this clone: installing them asks for a network.
START = ["make", "demo"] if SIZE is FULL else [sys.executable, "-m", "local.demo"]
OURS = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "KOMPAS_SECRET_KEY", "KOMPAS_AS_OWNER"}


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    folder = Path(tempfile.mkdtemp(prefix="kompas-bench-"))
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "kompas")], check=True)
        first, country = first_start(folder / "kompas")
        yield "demo_first_start_s", first, "s", None
        yield "demo_country_s", country, "s", None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_start(clone: Path) -> tuple[float, float]:
    """Seconds from `make demo` to its address, and from there to the whole invented country; raises RuntimeError when
    either does not come."""
    start = time.monotonic()
    env = {name: value for name, value in os.environ.items() if name not in OURS and name != "VIRTUAL_ENV"}
    process = subprocess.Popen(
        START,
        cwd=clone,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**env, "KOMPAS_PORT": str(free_port())},
        start_new_session=True,
    )
    lines, first = [], 0.0
    try:
        for line in process.stdout:
            lines.append(line)
            if "is gestart in" in line:
                first = time.monotonic()
            if "indieningen geladen in" in line:
                return round(first - start, 1), round(time.monotonic() - first, 1)
            if time.monotonic() - start > LIMIT:
                break
        raise RuntimeError("make demo startte niet:\n" + "".join(lines[-20:]))
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
