"""`make beside tegen=PAD`: this tree beside another one, such as a worktree at an older commit, in one run.

Each has its own servers and the data of the demo. They take turns, so that a busy moment of the machine hits both
alike; the one that waits does nothing. Prints medians with their ratio, and writes them to `var/beside.json`.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.ride import READS, WRITES
from local import ROOT, VAR

RIDE = Path(__file__).with_name("ride.py")
SAVERS = "savers_8_per_s"
NAMES = (*READS, *WRITES, SAVERS)
MORE_IS_BETTER = {SAVERS}


class Tree:
    """`ride.py` at work in one tree, with the Python of that tree."""

    def __init__(self, folder: Path) -> None:
        self.found: dict[str, list[float]] = {name: [] for name in NAMES}
        python = folder / ".venv" / "bin" / "python"
        if not python.exists():
            sys.exit(f"{folder} heeft nog geen .venv. Doe daar eerst: python3 local/bootstrap.py -c 'print(1)'")
        self.log = VAR / "log" / f"beside-{folder.name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [python, RIDE], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def hear(self) -> dict[str, Any]:
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise SystemExit(f"{self.process.args} is gestopt (code {self.process.wait()}). Kijk in {self.log}.")

    def ask(self, name: str, times: float) -> list[float]:
        self.process.stdin.write(json.dumps({"name": name, "times": times}) + "\n")
        self.process.stdin.flush()
        return self.hear()["found"]

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)


def measure(trees: list[Tree], rounds: int, each: int, seconds: float) -> None:
    for tree in trees:
        tree.hear()
        for name in NAMES:  # warm
            tree.ask(name, 1 if name == SAVERS else each)
    for number in range(rounds):
        for name in NAMES:
            for tree in trees if number % 2 else reversed(trees):
                tree.found[name] += tree.ask(name, seconds if name == SAVERS else each)


def report(other: Tree, ours: Tree) -> list[dict[str, Any]]:
    rows = []
    print(f"{'naam':<18}{'daar':>10}{'hier':>10}{'verhouding':>12}")
    for name in NAMES:
        there, here = (statistics.median(tree.found[name]) for tree in (other, ours))
        row = {"name": name, "there": round(there, 2), "here": round(here, 2), "ratio": round(here / there, 3)}
        better = "meer is beter" if name in MORE_IS_BETTER else ""
        print(f"{name:<18}{there:>10.2f}{here:>10.2f}{here / there:>12.3f}  {better}", flush=True)
        rows.append({**row, "there_all": other.found[name], "here_all": ours.found[name]})
    return rows


def alone() -> None:
    """The smallest form: this tree beside itself."""
    tree = Tree(ROOT)
    try:
        measure([tree], rounds=1, each=1, seconds=0.3)
        report(tree, tree)
    finally:
        tree.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path, help="de map van de andere boom, met een eigen .venv")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--each", type=int, default=10, help="verzoeken per beurt")
    parser.add_argument("--seconds", type=float, default=4, help="hoe lang acht mensen per beurt opslaan")
    options = parser.parse_args()
    trees = [Tree(options.tree.resolve()), Tree(ROOT)]
    try:
        measure(trees, options.rounds, options.each, options.seconds)
        rows = report(*trees)
    finally:
        for tree in trees:
            tree.stop()
    (VAR / "beside.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
