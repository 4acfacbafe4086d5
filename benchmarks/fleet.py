"""Opening and migrating 342 gemeenten, beside django-tenants' own executor on the same database in the same run.

The executor of django-tenants does each gemeente alike, one after the other, so it is timed on SAMPLE of them and
multiplied. Runs as the owner, in a process of its own: `python -m benchmarks.fleet` prints the figures as JSON.
"""

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import SIZE
from local import ROOT

SAMPLE = min(10, SIZE.gemeenten)
NAMES = [f"gm91{number:02}" for number in range(5)]  # opened for the measurement, and gone after it
FLAGS = ["fake", "fake_initial", "plan", "check_unapplied", "run_syncdb", "prune", "traceback"]
FLAGS += ["force_color", "no_color"]
Row = tuple[str, float, str, float | None]


def measure() -> Iterator[Row]:
    environment = {**os.environ, "KOMPAS_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "kompas.settings"}
    command = [sys.executable, "-m", "benchmarks.fleet"]
    result = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    yield from (tuple(row) for row in json.loads(result.stdout.splitlines()[-1]))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_django_tenants(schemas: list[str]) -> None:
    """What `migrate_schemas` of django-tenants does with `--executor=standard`."""
    from django.db import connection
    from django_tenants.migration_executors.standard import StandardExecutor

    options = {
        "database": "default",
        "verbosity": 0,
        "interactive": False,
        "skip_checks": True,
        "stdout": io.StringIO(),
    }
    defaults = dict.fromkeys(("app_label", "migration_name", "schema_name"))
    flags = dict.fromkeys(FLAGS, False)
    StandardExecutor([], {**options, **defaults, **flags}).run_migrations(tenants=schemas)
    connection.set_schema_to_public()


def opening() -> Iterator[Row]:
    from schema_replay.opening import tape
    from tenants.actions import open_gemeente
    from tenants.models import Gemeente
    from tenants.rechten import execute

    tape()
    made = [
        Gemeente.objects.create(
            code=name.upper(), schema_name=name, slug=f"meting-{name}", naam=name, korte_naam=name, sorteernaam=name
        )
        for name in NAMES
    ]
    try:
        ours = statistics.median(seconds(lambda g=gemeente: open_gemeente(gemeente=g)) for gemeente in made)
        execute("DROP SCHEMA {} CASCADE", NAMES[0])
        execute("CREATE SCHEMA {}", NAMES[0])
        theirs = seconds(lambda: by_django_tenants(NAMES[:1]))
        tables = count_tables(NAMES[0])
    finally:
        clear(NAMES)
    yield "open_tenant_ms", round(ours * 1000, 1), "ms", round(theirs * 1000, 1)
    yield "open_table_ms", round(ours * 1000 / tables, 2), "ms", round(theirs * 1000 / tables, 2)


def clear(names: list[str]) -> None:
    from tenants.models import Gemeente
    from tenants.rechten import execute

    for name in names:
        execute("DROP SCHEMA IF EXISTS {} CASCADE", name)
    Gemeente.objects.filter(schema_name__in=names).delete()


def count_tables(schema: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema])
        return int(cursor.fetchone()[0])


def migrating(url: str, schemas: list[str]) -> Iterator[Row]:
    from benchmarks.extra import ADD_FIELD, extra_migration, take_back
    from schema_replay.executor import migrate

    sample, scale = schemas[:SAMPLE], len(schemas) / SAMPLE
    ours = statistics.median(seconds(lambda: expect(migrate(schemas), done=0)) for _ in range(3))
    theirs = seconds(lambda: by_django_tenants(sample)) * scale
    yield "migrate_noop_342_s", round(ours, 2), "s", round(theirs, 1)
    with extra_migration(ADD_FIELD):
        try:
            theirs = seconds(lambda: by_django_tenants(sample)) * scale
            take_back(url, sample)
            ours = seconds(lambda: expect(migrate(schemas), done=len(schemas)))
        finally:
            take_back(url, schemas)
    yield "migrate_addfield_342_s", round(ours, 2), "s", round(theirs, 1)


def expect(report: Any, *, done: int) -> None:
    assert (len(report.done), report.failed) == (done, {}), report.failed


def main() -> None:
    import django

    django.setup()

    from tenants.models import Gemeente

    clear(NAMES)
    schemas = sorted(Gemeente.objects.opened().values_list("schema_name", flat=True))
    rows = [*opening(), *migrating(os.environ["DATABASE_OWNER_URL"], schemas)]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
