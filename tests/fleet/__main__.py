"""Three runs on the database of the benchmarks, with one more constraint on a table of the product:

1. one that is killed after KILLED gemeenten;
2. the next, which takes up what is left, while a constraint cannot hold in gemeenten 1, 171 and 342. Of these three a
   column is hidden, as for code that is a release further than their tables: who works there sees the page about it;
3. after those were repaired: the rest.

All the while the web runs, with the code of before. Ends with an error when a request failed or waited too long, when
other gemeenten failed than those three, or when two of the 342 are not the same in the end.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import django
import psycopg
from psycopg import sql

from local import ROOT
from local.servers import ensure_environment
from local.stack import Stack, running

DATABASE = "kompas_bench"
PLANTED = (0, 170, 341)
KILLED = 100
VISITED = 10
WARM, QUIET = 5, 10  # seconds of visits until all is loaded, and before anything is migrated, to compare with
P99 = 500  # milliseconds


def main() -> int:
    if sys.argv[1:] == ["--killed"]:
        return die()
    ensure_environment(DATABASE)
    subprocess.run([sys.executable, "-m", "benchmarks.prepare"], cwd=ROOT, check=True)
    set_up()
    from benchmarks.extra import UNIQUE, extra_migration, take_back

    schemas = opened()
    url = os.environ["DATABASE_OWNER_URL"]
    with running(database=DATABASE, prepare=False) as stack:
        try:
            plant(url, schemas)
            with visited(stack, schemas) as visitors:
                time.sleep(WARM)
                forget_times(visitors)
                time.sleep(QUIET)
                figures: dict[str, Any] = {"p99_before_ms": together(visitors).p99()}
                forget_times(visitors)
                start = time.monotonic()
                figures |= {"killed": killed(url, schemas)}
                with extra_migration(UNIQUE):
                    figures |= {"second": migrate()}
                    with column_hidden(url, schemas):
                        figures |= {"maintenance": maintenance(stack)}
                    repair(url, schemas)
                    figures |= {"third": migrate(), "after": maintenance(stack), "structures": kinds(schemas)}
                figures["seconds"] = round(time.monotonic() - start, 1)
        finally:
            repair(url, schemas)
            take_back(url, schemas)
            leave_maintenance()
    return verdict(figures, schemas, visitors)


def set_up() -> None:
    os.environ |= {"KOMPAS_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "kompas.settings"}
    django.setup()


def opened() -> list[str]:
    from tenants.models import Gemeente

    return sorted(Gemeente.objects.opened().values_list("schema_name", flat=True))


def plant(url: str, schemas: list[str]) -> None:
    """Two acties that are the same."""
    same = (
        "UPDATE {0} SET (wat, ambitie) = (SELECT wat, ambitie FROM {0} ORDER BY id LIMIT 1)"
        " WHERE id = (SELECT id FROM {0} ORDER BY id DESC LIMIT 1)"
    )
    change(url, schemas, same)


def repair(url: str, schemas: list[str]) -> None:
    change(url, schemas, "UPDATE {0} SET wat = 'Hersteld' WHERE id = (SELECT id FROM {0} ORDER BY id DESC LIMIT 1)")


@contextlib.contextmanager
def column_hidden(url: str, schemas: list[str]) -> Iterator[None]:
    """Every page that these visitors ask for reads it."""
    rename, table = "ALTER TABLE {} RENAME COLUMN %s TO %s", "zelfevaluatie_antwoord"
    change(url, schemas, rename % ("status", "status_of_before"), table)
    try:
        yield
    finally:
        change(url, schemas, rename % ("status_of_before", "status"), table)


def change(url: str, schemas: list[str], statement: str, table: str = "aanpak_actie") -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for place in PLANTED:
            connection.execute(sql.SQL(statement).format(sql.Identifier(schemas[place], table)))


def die() -> int:
    """In a process of its own: migrate, and be killed on the way."""
    set_up()
    from benchmarks.extra import UNIQUE, extra_migration
    from schema_replay import executor

    whole, played = executor.replay, []

    def deadly(*arguments: Any) -> Any:
        if len(played) == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        played.append(whole(*arguments))
        return played[-1]

    executor.replay = deadly
    with extra_migration(UNIQUE):
        migrate()
    return 0


def killed(url: str, schemas: list[str]) -> int:
    """How many gemeenten were done when it was."""
    process = subprocess.run([sys.executable, "-m", "tests.fleet", "--killed"], cwd=ROOT, check=False)
    assert process.returncode == -signal.SIGKILL, process.returncode
    from benchmarks.extra import APP, NAME
    from schema_replay.lagging import applied

    with psycopg.connect(url) as connection:
        return sum((APP, NAME) in keys for keys in applied(connection, schemas).values())


def migrate() -> dict[str, Any]:
    """As an operator does; what the command said, and how long it took."""
    from django.core.management import CommandError, call_command

    start, said = time.monotonic(), ""
    try:
        call_command("migrate", tenant=True, interactive=False, stdout=io.StringIO())
    except CommandError as error:
        said = str(error)
    return {"seconds": round(time.monotonic() - start, 1), "said": said.splitlines()}


def maintenance(stack: Stack) -> list[str]:
    """Which gemeenten say so, and what somebody who works there gets on reading and on saving."""
    from tenants.models import Gemeente
    from tests.chaos.people import Browser

    found = []
    for gemeente in Gemeente.objects.exclude(maintenance_since=None).order_by("schema_name"):
        browser = Browser(stack.host, stack.port)
        browser.log_in(f"bewerker@{gemeente.slug}.example")
        browser = browser.at(gemeente.slug)
        answers = [answer(browser, "GET", path) for path in ("/", "/zelfevaluatie/SV-P1-1/", "/beleidsplan/")]
        answers.append(answer(browser, "POST", "/zelfevaluatie/SV-P1-1/opslaan/"))
        found.append(f"{gemeente.schema_name} {' '.join(answers)}")
    return found


def answer(browser: Any, method: str, path: str) -> str:
    """The status, also of a server in trouble."""
    from tests.chaos.people import Unclear

    try:
        return str(browser.send(method, path)[0])
    except Unclear as error:
        return str(error)


def leave_maintenance() -> None:
    from tenants.models import Gemeente

    Gemeente.objects.update(maintenance_since=None)


def kinds(schemas: list[str]) -> int:
    from schema_replay.connections import connect
    from schema_replay.structure import structures

    with connect("default") as connection:
        return len(set(structures(connection, schemas).values()))


@contextlib.contextmanager
def visited(stack: Stack, schemas: list[str]) -> Iterator[list[Any]]:
    from tenants.models import Gemeente
    from tests.chaos.people import Browser
    from tests.fleet.visitors import THREADS, Visitor

    chosen = schemas[1 : -1 : len(schemas) // VISITED]
    browsers = []
    for slug in Gemeente.objects.filter(schema_name__in=chosen).values_list("slug", flat=True):
        browser = Browser(stack.host, stack.port)
        browser.log_in(f"bewerker@{slug}.example")
        browsers.append(browser.at(slug))
    stop = threading.Event()
    # A browser is of one thread, so that nobody saves on top of another.
    visitors = [Visitor(browsers[first::THREADS], stop) for first in range(THREADS)]
    for visitor in visitors:
        visitor.start()
    try:
        yield visitors
    finally:
        stop.set()
        for visitor in visitors:
            visitor.join()


def forget_times(visitors: list[Any]) -> None:
    for visitor in visitors:
        visitor.seen.milliseconds.clear()


def together(visitors: list[Any]) -> Any:
    from tests.fleet.visitors import Seen

    return Seen(
        [took for visitor in visitors for took in visitor.seen.milliseconds],
        [line for visitor in visitors for line in visitor.seen.failed],
    )


def verdict(figures: dict[str, Any], schemas: list[str], visitors: list[Any]) -> int:
    names, seen = [schemas[place] for place in PLANTED], together(visitors)
    figures |= {"requests": len(seen.milliseconds), "failed_requests": len(seen.failed), "p99_ms": seen.p99()}
    print(json.dumps(figures, indent=1))
    left = len(schemas) - figures["killed"]
    wrong = seen.failed[:20]
    if not 0 < figures["killed"] < len(schemas):
        wrong.append("De eerste run is niet halverwege afgebroken.")
    if [line.split(":")[0].strip() for line in figures["second"]["said"][1:]] != names:
        wrong.append(f"Niet precies {names} mislukten.")
    if figures["second"]["said"][:1] != [f"{left - 3} of {left} schemas migrated, 3 failed:"]:
        wrong.append("De tweede run deed niet wat over was.")
    if (figures["maintenance"], figures["after"]) != ([f"{name} 503 503 503 503" for name in names], []):
        wrong.append("Niet precies die drie waren in onderhoud.")
    if (figures["third"]["said"], figures["structures"]) != ([], 1):
        wrong.append("Na het herstel zijn niet alle gemeenten gelijk.")
    if seen.p99() > P99:
        wrong.append(f"Een op de honderd bezoekers wachtte langer dan {P99} ms.")
    print("\n".join(wrong) or "Elke gemeente is bij, en niemand merkte het.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
