"""`make matrix`: the matrix of tests/isolatie/test_matrix.py over all 342 gemeenten, with their documents.

What a gemeente gets depends on its turn, so that any eighteen in a row together get all of it. Goes on
where it was stopped: what is done stands in var/matrix-*.json, until the code changes. Ends with the counts, and with
an error when fewer requests were made than promised or one canary was seen elsewhere.
"""

import argparse
import os
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from local import ROOT, VAR
from local.servers import ensure_environment
from tests.isolatie.progress import Progress

PER_GEMEENTE = 732  # × 342 is 250.344
DEAL = 6  # any eighteen neighbours get all addresses in all ways
DOCUMENTS = 3  # any three get every kind of document
PROCESSES = 2  # each half of the gemeenten: neighbours share a joint plan, and would wait for each other
CACHES_EVERY = 25


def main() -> int:
    options = arguments()
    ensure_environment("kompas_matrix")
    if options.share is not None:
        import benchmarks.setup  # noqa: F401  Django as the web sees it

        Matrix(options).run()
        return 0
    prepare = [sys.executable, "-m", "tests.isolatie.prepare", str(options.tenants)]
    subprocess.run(prepare, cwd=ROOT, env={**os.environ, "KOMPAS_AS_OWNER": "1"}, check=True)
    arguments_of = [[*sys.argv[1:], f"--share={share}"] for share in range(PROCESSES)]
    running = [subprocess.Popen([sys.executable, "-m", "tests.isolatie.matrix", *own]) for own in arguments_of]
    codes = [process.wait() for process in running]
    rows = [row for share in range(PROCESSES) for row in progress(options.tenants, share).done.values()]
    return verdict(rows, promised=PER_GEMEENTE * options.tenants) or max(codes, key=abs)


def progress(tenants: int, share: int, *, again: bool = False) -> Progress:
    return Progress(f"matrix-{share}", tenants, share, PROCESSES, again=again)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenants", type=int, default=342, help="three or more: each has a joint plan with the next")
    parser.add_argument("--again", action="store_true", help="begin at the first gemeente again")
    parser.add_argument("--share", type=int, help="one part of the gemeenten; the command starts these itself")
    return parser.parse_args()


class Matrix:
    """Its share of the gemeenten, one after the other."""

    def __init__(self, options: argparse.Namespace) -> None:
        from django.conf import settings
        from django.core.cache import caches

        from berichten.actions import send_due
        from tenants.context import from_public
        from tenants.models import Gemeente
        from tests.isolatie.crawl import between
        from tests.isolatie.search import Search

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        settings.SECURE_SSL_REDIRECT = False
        settings.WISSINGEN_FILE = str(VAR / "matrix-wissingen")  # of what is wiped, and rolled back
        if options.share == 0:
            caches["default"].clear()
        with from_public():
            while send_due():  # what filling asked for; else each request that is looked at would send all of it
                pass
        opened = Gemeente.objects.opened()
        self.search = Search(dict(opened.values_list("slug", "schema_name")))
        gemeenten = list(opened.order_by("code")[: options.tenants])
        pairs = list(enumerate(between(gemeenten)))
        size = -(-len(pairs) // PROCESSES)
        self.pairs = pairs[options.share * size : (options.share + 1) * size]
        self.progress = progress(options.tenants, options.share, again=options.again)
        self.done: dict[str, dict[str, Any]] = self.progress.done

    def run(self) -> None:
        started, before = time.monotonic(), len(self.done)
        for turn, (gemeente, other) in self.pairs:
            if gemeente.schema_name not in self.done:
                self.progress.add(gemeente.schema_name, self.crawl(gemeente, other, turn))
                pace = (time.monotonic() - started) / (len(self.done) - before)
                left = pace * (len(self.pairs) - len(self.done)) / 60
                said = counts(list(self.done.values()))
                print(f"{len(self.done)}/{len(self.pairs)} {gemeente.slug}: {said}, {left:.0f} min to go", flush=True)

    def crawl(self, gemeente: Any, other: Any, turn: int) -> dict[str, Any]:
        from reports.files.formats import EVERY_FORM
        from tests.isolatie import documents
        from tests.isolatie.crawl import Crawl
        from tests.isolatie.search import in_valkey, joint_of

        tally = Crawl(gemeente, other, self.search, turn, deal=DEAL).run()
        for kind, text in documents.texts(gemeente, sorted(EVERY_FORM)[turn % DOCUMENTS :: DOCUMENTS]):
            tally.documents += 1
            if self.search(text) - {gemeente.schema_name}:
                tally.leaks.append(f"{gemeente.slug}: {kind} shows {sorted(self.search(text))}")
        if (seen := self.search(documents.joint_text(gemeente))) != {joint_of(gemeente.schema_name)}:
            tally.leaks.append(f"{gemeente.slug}: the joint plan shows {sorted(seen)}")
        if len(self.done) % CACHES_EVERY == 0:
            for key, seen in in_valkey(self.search):
                if {key.partition(":")[0]} != seen:
                    tally.leaks.append(f"Valkey: {key} holds {sorted(seen)}")
        return {**asdict(tally), "statuses": {str(status): n for status, n in tally.statuses.items()}}


Rows = list[dict[str, Any]]


def total(rows: Rows, what: str) -> int:
    return sum(row[what] for row in rows)


def found(rows: Rows, what: str) -> list[str]:
    return [line for row in rows for line in row[what]]


def counts(rows: Rows) -> str:
    counted = {name: total(rows, name) for name in ("requests", "documents", "sightings", "joint")}
    counted |= {name: len(found(rows, name)) for name in ("leaks", "surprises")}
    return ", ".join(f"{number} {name}" for name, number in counted.items())


def verdict(rows: Rows, *, promised: int) -> int:
    for line in [*found(rows, "leaks"), *found(rows, "surprises")][:100]:
        print(line)
    enough = total(rows, "requests") >= promised and total(rows, "sightings") >= promised / 20
    good = enough and not found(rows, "leaks") and not found(rows, "surprises")
    print(f"matrix of {len(rows)} gemeenten: {counts(rows)}; promised {promised} requests")
    print("goed" if good else "FOUT")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
