"""`make matrix`: the matrix of tests/isolatie/test_matrix.py over all 342 gemeenten, with their documents.

What a gemeente gets depends on its turn, so that any six in a row together get all of it.
Goes on where it was stopped: what is done stands in var/matrix.json, until the code changes. Ends with the counts, and
with an error when fewer requests were made than promised or one canary was seen elsewhere.
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
DEAL = 2  # any two neighbours get all addresses, any six of them in all ways
DOCUMENTS = 3  # any three get every kind of document
CACHES_EVERY = 25


def main() -> int:
    options = arguments()
    ensure_environment("kompas_matrix")
    prepare = [sys.executable, "-m", "tests.isolatie.prepare", str(options.tenants)]
    subprocess.run(prepare, cwd=ROOT, env={**os.environ, "KOMPAS_AS_OWNER": "1"}, check=True)
    import benchmarks.setup  # noqa: F401  Django as the web sees it

    return Matrix(options.tenants, again=options.again).run()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenants", type=int, default=342, help="three or more: each has a joint plan with the next")
    parser.add_argument("--again", action="store_true", help="begin at the first gemeente again")
    return parser.parse_args()


class Matrix:
    def __init__(self, tenants: int, *, again: bool) -> None:
        from django.conf import settings
        from django.core.cache import caches

        from tenants.models import Gemeente
        from tests.isolatie.search import Search

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        settings.SECURE_SSL_REDIRECT = False
        settings.WISSINGEN_FILE = str(VAR / "matrix-wissingen")  # of what is wiped, and rolled back
        caches["default"].clear()
        opened = Gemeente.objects.opened()
        self.search = Search(dict(opened.values_list("slug", "schema_name")))
        self.gemeenten = list(opened.order_by("code")[:tenants])
        self.promised = PER_GEMEENTE * tenants
        self.progress = Progress("matrix", tenants, again=again)
        self.done: dict[str, dict[str, Any]] = self.progress.done

    def run(self) -> int:
        from tests.isolatie.crawl import between

        started, before = time.monotonic(), len(self.done)
        for turn, (gemeente, other) in enumerate(between(self.gemeenten)):
            if gemeente.schema_name not in self.done:
                self.progress.add(gemeente.schema_name, self.crawl(gemeente, other, turn))
                pace = (time.monotonic() - started) / (len(self.done) - before)
                left = pace * (len(self.gemeenten) - len(self.done)) / 60
                print(
                    f"{len(self.done)}/{len(self.gemeenten)} {gemeente.slug}: {self.counts()}, {left:.0f} min to go",
                    flush=True,
                )
        return self.verdict()

    def crawl(self, gemeente: Any, other: Any, turn: int) -> dict[str, Any]:
        from reports.formats import FORMS
        from tests.isolatie import documents
        from tests.isolatie.crawl import Crawl
        from tests.isolatie.search import in_valkey, joint_of

        tally = Crawl(gemeente, other, self.search, turn, deal=DEAL).run()
        for kind, text in documents.texts(gemeente, sorted(FORMS)[turn % DOCUMENTS :: DOCUMENTS]):
            tally.documents += 1
            if self.search(text) - {gemeente.schema_name}:
                tally.leaks.append(f"{gemeente.slug}: {kind} shows {sorted(self.search(text))}")
        if (found := self.search(documents.joint_text(gemeente))) != {joint_of(gemeente.schema_name)}:
            tally.leaks.append(f"{gemeente.slug}: the joint plan shows {sorted(found)}")
        if len(self.done) % CACHES_EVERY == 0:
            for key, found in in_valkey(self.search):
                if {key.partition(":")[0]} != found:
                    tally.leaks.append(f"Valkey: {key} holds {sorted(found)}")
        return {**asdict(tally), "statuses": {str(status): n for status, n in tally.statuses.items()}}

    def total(self, what: str) -> int:
        return sum(row[what] for row in self.done.values())

    def found(self, what: str) -> list[str]:
        return [line for row in self.done.values() for line in row[what]]

    def counts(self) -> str:
        counted = {name: self.total(name) for name in ("requests", "documents", "sightings", "joint")}
        counted |= {name: len(self.found(name)) for name in ("leaks", "surprises")}
        return ", ".join(f"{number} {name}" for name, number in counted.items())

    def verdict(self) -> int:
        for line in [*self.found("leaks"), *self.found("surprises")][:100]:
            print(line)
        enough = self.total("requests") >= self.promised and self.total("sightings") >= self.promised / 20
        good = enough and not self.found("leaks") and not self.found("surprises")
        print(f"matrix of {len(self.done)} gemeenten: {self.counts()}; promised {self.promised} requests")
        print("goed" if good else "FOUT")
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
