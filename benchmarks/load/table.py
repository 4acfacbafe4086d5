"""`python -m benchmarks.load.table`: the tables of docs/capaciteit.md, made of what `make load` found."""

import json
import math
import sys
from pathlib import Path
from typing import Any

from local import ROOT, VAR

PAGE = ROOT / "docs" / "capaciteit.md"
THINK = 25  # seconds between two requests of one person
AT_ONCE = 3  # people of one gemeente, on the last day
USE = 0.6  # of the cores, so that a wave finds room
GEMEENTEN = (1, 25, 342, 1_000, 3_000)
WEB = ("web",)
DATA = ("postgres", "valkey")


def main() -> int:
    found = json.loads((VAR / "load.json").read_text(encoding="utf-8"))
    for name, make in (("load", measured), ("plan", planned), ("connection", remembered)):
        write(PAGE, name, make(found))
    return 0


def measured(found: dict[str, Any]) -> str:
    rows = [("At its most", found["most"]), *((TITLES[name], row) for name, row in found["beside"].items())]
    lines = [
        f"Measured {found['at']}: {found['processor']}, Kompas on {found['cores']} core,"
        f" {found['gemeenten']} gemeenten, {found['people']} people."
        f" {found['acknowledged_saves']} saves were acknowledged, and all were found.",
        "",
        "| | requests/s | p50 ms | p95 ms | errors | conflicts | CPU ms per request |",
        "|---|---|---|---|---|---|---|",
    ]
    for title, row in rows:
        cells = (row["per_s"], row["p50_ms"], row["p95_ms"], row["errors"], row["conflicts"], row["cpu_ms"])
        lines.append(f"| {title} | {' | '.join(map(str, cells))} |")
    by_kind = ", ".join(f"{kind} {ms}" for kind, ms in found["beside"]["calm"]["p95_ms_by_kind"].items())
    return "\n".join([*lines, "", f"p95 by kind at the calm rate, in ms: {by_kind}."])


TITLES = {"calm": "At 60% of that", "dripping": "… with slow visitors", "killing": "… with workers killed"}


def planned(found: dict[str, Any]) -> str:
    lines = [
        "| gemeenten | at once on the last day | requests/s | cores for web | cores for PostgreSQL | pods of 2 cores |",
        "|---|---|---|---|---|---|",
    ]
    parts = found["most"]["cpu_ms_by_part"]
    for gemeenten in GEMEENTEN:
        people = gemeenten * AT_ONCE
        per_s = people / THINK
        web, data = (sum(parts.get(part, 0) for part in names) * per_s / 1000 / USE for names in (WEB, DATA))
        cells = (
            f"{gemeenten:,}",
            f"{people:,}",
            f"{per_s:.1f}",
            f"{web:.1f}",
            f"{data:.1f}",
            max(2, math.ceil(web / 2)),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def remembered(found: dict[str, Any]) -> str:
    """Of one connection; the first page in a gemeente is the one for which the catalogue is read."""
    memory = found["connection"]["private_mb_by_gemeenten"]
    return "\n".join(
        [
            f"| gemeenten met | {' | '.join(memory)} |",
            f"|---|{'---|' * len(memory)}",
            f"| MB of its own | {' | '.join(map(str, memory.values()))} |",
            "",
            f"The first page in a gemeente takes {found['connection']['first_page_ms']} ms on it, the same page again"
            f" {found['connection']['same_page_again_ms']} ms.",
        ]
    )


def write(page: Path, name: str, text: str) -> None:
    """Between the marks of that name, in place of what is there."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(start)
    page.write_text(f"{before}{start}\n{text}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
