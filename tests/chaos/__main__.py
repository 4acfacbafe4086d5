"""Break a whole Kompas of its own, on servers of its own, again and again; ends with the figures and a verdict."""

import argparse
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg

from local import VAR
from local.processes import wait_until
from local.servers import Servers
from local.stack import Stack, running
from tests.chaos.faults import FAULTS, fix_ports, series, supervise
from tests.chaos.people import Browser, Person
from tests.chaos.verdict import MINIMUM_SAVES, Found, broken, forget_reports, look

DATABASE = "kompas_chaos"
SLUGS = ("stadskanaal", "voorbeeldstad", "voorbeelddijk", "voorbeeldwaard", "voorbeeldrecht")
CODES = ("BB-P1-1", "SV-P1-1")
UNTIL_WORK = 60  # seconds within which people can save again
UNTIL_FINAL = 120  # seconds after the last fault within which every report is there
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "KOMPAS_SECRET_KEY")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    for name in OURS:  # never the servers of somebody else: these get killed
        os.environ.pop(name, None)
    servers = Servers(VAR / "chaos")
    fix_ports(servers)
    with running(database=DATABASE, servers=servers) as stack:
        figures, wrong = play(stack, options.kills, options.seed)
    print(json.dumps(figures, indent=1))
    print("\n".join(wrong[:40]) or "Elke toezegging is nagekomen.")
    return 1 if wrong else 0


def play(stack: Stack, kills: int, seed: int) -> tuple[dict[str, object], list[str]]:
    url = stack.owner_env["DATABASE_OWNER_URL"]
    schemas = schemas_of(url)
    forget_reports(url, schemas)
    stop, since, begun = threading.Event(), datetime.now(UTC), time.monotonic()
    people = [Person(browser, slug, code, stop) for slug, browser in logged_in(stack).items() for code in CODES]
    for person in people:
        person.start()
    struck = strike(stack, series(kills, seed), people)
    last = time.monotonic()
    stop.set()
    for person in people:
        person.join()
    found = settle(stack, people, lambda: look(url, schemas, since))
    promises = [person.promises for person in people]
    wrong = broken(promises, found, promised_faults=kills, faults=struck.total())
    figures = {
        "faults": dict(struck),
        "seed": seed,
        "acknowledged_saves": sum(len(one.saves) for one in promises),
        "unclear_saves": sum(len(one.unclear_saves) for one in promises),
        "reports": len(found.reports),
        "all_final_after_s": round(time.monotonic() - last, 1),
        "seconds": round(time.monotonic() - begun, 1),
    }
    return figures, wrong


def logged_in(stack: Stack) -> dict[str, Browser]:
    found = {}
    for slug in SLUGS:
        found[slug] = Browser(stack.host, stack.port)
        found[slug].log_in(f"bewerker@{slug}.example")
    return found


def strike(stack: Stack, faults: list[str], people: list[Person]) -> Counter[str]:
    """Each fault after people could work again. Stops early when they cannot; the verdict counts."""
    struck: Counter[str] = Counter()
    for fault in faults:
        before = saved(people)
        if not wait_until(lambda before=before: working(stack, people, before), UNTIL_WORK, 0.05):
            break
        FAULTS[fault](stack)
        struck[fault] += 1
        if sys.stdout.isatty():
            end = "\n" if struck.total() == len(faults) else ""
            print(f"\r   storingen: {struck.total()} van {len(faults)}", end=end, flush=True)
    return struck


def working(stack: Stack, people: list[Person], before: int) -> bool:
    supervise(stack)
    return saved(people) - before >= MINIMUM_SAVES and "worker" in stack.children


def saved(people: list[Person]) -> int:
    return sum(len(person.promises.saves) for person in people)


def schemas_of(url: str) -> dict[str, str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT slug, schema_name FROM tenants_gemeente WHERE slug = ANY(%s)", [list(SLUGS)])
        return dict(rows.fetchall())


def settle(stack: Stack, people: list[Person], look_again: Callable[[], Found]) -> Found:
    """Wait until every report is final, asking again for what failed; what is not by then, the verdict names."""
    found = look_again()

    def final() -> bool:
        nonlocal found
        supervise(stack)
        found = look_again()
        promised = {report for person in people for report in person.promises.reports}
        failed = promised & set(found.failed())
        for report in failed:
            ask_again(people, report)
        return not found.unfinished() and not failed

    wait_until(final, UNTIL_FINAL, 0.5)
    return found


def ask_again(people: list[Person], report: str) -> None:
    """Two people of one gemeente may have been promised the same report: one presses the button, for both."""
    promised = [person for person in people if report in person.promises.reports]
    if promised and promised[0].ask_again(report):
        for person in promised:
            person.promises.reports.discard(report)


if __name__ == "__main__":
    raise SystemExit(main())
