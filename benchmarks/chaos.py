"""How many faults a whole Kompas took without losing what it had acknowledged: see tests/chaos."""

import json
import subprocess
import sys
from collections.abc import Iterator

from benchmarks import SIZE
from local import ROOT


def measure() -> Iterator[tuple[str, float, str, float | None]]:
    """Raises CalledProcessError when a promise was broken, and shows which."""
    command = [sys.executable, "-m", "tests.chaos", f"--kills={SIZE.kills}"]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode:
        print(result.stdout)
    result.check_returncode()
    figures = json.loads(result.stdout[result.stdout.index("{") : result.stdout.rindex("}") + 1])
    yield "chaos_kills", sum(figures["faults"].values()), "", None
    yield "chaos_saves", figures["acknowledged_saves"], "", None
    yield "chaos_final_s", figures["all_final_after_s"], "s", None
