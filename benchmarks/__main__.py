"""Runs every measurement and writes `var/bench.json`: a list of {name, value, unit, baseline, ratio}.

A baseline is taken in the same run: for saving and for the overview, the same rows by psycopg alone, in one
transaction and with the same role; for eight savers, the same by eight connections at once; for the PDF, Chromium
printing the same HTML; for the preview, its HTML alone; for any other page, its queries alone.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from benchmarks import FULL, SIZE, SMALLEST
from benchmarks.place import take_place
from local import ROOT, VAR


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    baseline: float | None = None

    def as_row(self) -> dict[str, object]:
        ratio = round(self.value / self.baseline, 2) if self.baseline else None
        return {**asdict(self), "ratio": ratio}


def main() -> None:
    take_place()
    subprocess.run([sys.executable, "-m", "benchmarks.prepare"], cwd=ROOT, check=True)

    from benchmarks import (
        beside,
        chaos,
        dashboards,
        demo_start,
        drill,
        fleet,
        kader,
        pages,
        people,
        plan,
        savers,
        sessions,
        years,
    )

    rows = []
    print(f"{'naam':<22}{'waarde':>10} {'':<6}{'ijkpunt':>10}{'verhouding':>12}")
    for module in (pages, people, savers, plan, sessions, dashboards, demo_start, years, kader, fleet, drill, chaos):
        for figure in module.measure():
            row = Figure(*figure).as_row()
            rows.append(row)
            baseline = "" if row["baseline"] is None else f"{row['baseline']:.2f}"
            print(f"{row['name']:<22}{row['value']:>10.2f} {row['unit']:<6}{baseline:>10}{row['ratio'] or '':>12}")
    if SIZE is SMALLEST:
        beside.alone()
        subprocess.run([sys.executable, "-m", "benchmarks.load"], cwd=ROOT, check=True)
    name = "bench.json" if SIZE is FULL else "bench-smallest.json"
    (VAR / name).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
