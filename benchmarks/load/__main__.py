"""Runs a whole Kompas with 342 gemeenten, lets people work until it is full, and writes `var/load.json`.

Ends with an error when one request went wrong, or when one save that was acknowledged is not in the database.
"""

import argparse
import contextlib
import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import FULL, SIZE
from benchmarks.load.site import open_site
from benchmarks.place import take_place
from local import ROOT, VAR
from local.servers import Servers

SMALLEST = {"first": 4.0, "seconds": 1.5, "steps": 1, "kills": 1, "people": 3, "drips": 2}


def main() -> int:
    options = read_options()
    load_before = round(os.getloadavg()[0], 2)
    take_place(anew=False)  # within a run of all measurements the others are still connected to it
    subprocess.run([sys.executable, "-m", "benchmarks.prepare"], cwd=ROOT, check=True)
    with contextlib.ExitStack() as opened:
        site = open_site(opened, Pooled(opened, options.pooler) if options.pooler else SIZE.servers())
        import benchmarks.setup  # noqa: F401  with the environment of the site
        from benchmarks.load.play import play

        logging.disable(logging.WARNING)  # of the pages that are asked in this process
        found, wrong = play(site, options)
    about = {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "processor": processor(), "load_before": load_before}
    name = "load.json" if SIZE is FULL else "load-smallest.json"
    (VAR / name).write_text(json.dumps({**about, **found}, indent=1) + "\n", encoding="utf-8")
    print("\n".join(wrong[:40]) or "goed: geen fout, en elke bevestigde opslag staat er.")
    return 1 if wrong else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=float, default=4.0, help="requests a second to begin with")
    parser.add_argument("--seconds", type=float, default=20.0, help="of each step")
    parser.add_argument("--steps", type=int, default=20, help="at most")
    parser.add_argument("--people", type=int, default=120)
    parser.add_argument("--drips", type=int, default=12, help="connections beside it that send a byte a second")
    parser.add_argument("--kills", type=int, default=3, help="web workers that are killed")
    parser.add_argument("--pooler", type=int, default=0, help="through PgBouncer, with so many connections")
    parser.add_argument("--spread", action="store_true", help="Kompas and the people share all cores")
    options = parser.parse_args()
    if SIZE is not FULL:
        vars(options).update(SMALLEST)
    return options


class Pooled(Servers):
    """With a PgBouncer between web and worker and PostgreSQL; what the owner does goes past it."""

    def __init__(self, opened: contextlib.ExitStack, size: int) -> None:
        super().__init__()
        self.opened, self.size = opened, size

    def database(self, name: str) -> dict[str, str]:
        from tests.debian import unpack
        from tests.pooler import PACKAGES, pooling

        found = super().database(name)
        pooled = self.opened.enter_context(pooling(unpack(*PACKAGES), found["DATABASE_URL"], size=self.size))
        return {**found, "DATABASE_URL": pooled}


def processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return "unknown"


if __name__ == "__main__":
    sys.exit(main())
