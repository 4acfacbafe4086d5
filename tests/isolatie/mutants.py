"""`make mutants`: take away one guard at a time, in a copy of the code, and see which test notices.

First the tests are run on the copy as it is: only what passes there can catch anything. The verdicts are written into
docs/isolation.md. A mutant that nobody notices is a test that is missing, and ends this with an error. Goes on where it
was stopped, until the code changes.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from local import ROOT, VAR
from local.servers import Servers
from tests.isolatie.guards import MUTANTS
from tests.isolatie.mutant import Mutant
from tests.isolatie.progress import LEFT_OUT, Progress

COPY = VAR / "mutants"
PAGE = ROOT / "docs" / "isolation.md"
DATABASE = "kompas_mutants_test"
PROMISED = 20
START, END = "<!-- mutants -->", "<!-- /mutants -->"


@dataclass(frozen=True)
class Verdict:
    mutant: Mutant
    caught_by: str  # the test; empty when nobody noticed

    @property
    def row(self) -> str:
        name = self.caught_by.partition("[")[0].removeprefix("tests/")
        return f"| {self.mutant.guard} | {f'`{name}`' if name else '**nobody**'} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="words of the guards to take away; without them all, and the table")
    only = parser.parse_args().only
    chosen = [mutant for mutant in MUTANTS if not only or any(word in mutant.guard for word in only)]
    servers = Servers()
    environment = {**os.environ, **servers.secret_key(), **servers.database(DATABASE), **servers.redis(DATABASE)}
    assert urlsplit(environment["DATABASE_URL"]).path.endswith("_test")
    try:
        verdicts = Copy(environment).judge(chosen)
    finally:
        shutil.rmtree(COPY, ignore_errors=True)
        servers.release()
    missed = [verdict for verdict in verdicts if not verdict.caught_by]
    if not only:
        write(verdicts)
    print(f"mutants: {len(verdicts)} guards taken away, {len(verdicts) - len(missed)} noticed; promised {PROMISED}")
    good = not missed and (bool(only) or len(verdicts) >= PROMISED)
    print("goed" if good else "FOUT")
    return 0 if good else 1


class Copy:
    """The code beside the code, with a database of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        shutil.rmtree(COPY, ignore_errors=True)
        shutil.copytree(ROOT, COPY, ignore=lambda folder, names: LEFT_OUT & set(names))

    def judge(self, mutants: list[Mutant]) -> list[Verdict]:
        """Those that change rows and rights come last: only for them the database is made anew."""
        tests = sorted({test for mutant in mutants for test in mutant.tests})
        if failed := self.failing(tests):
            sys.exit(f"Without any mutant {failed} fails.")
        progress = Progress("mutants")
        for mutant in sorted(mutants, key=lambda mutant: mutant.changes_database):
            if mutant.guard not in progress.done:
                progress.add(mutant.guard, self.tried(mutant))
                print(f"{len(progress.done)} {Verdict(mutant, progress.done[mutant.guard]).row}", flush=True)
        return [Verdict(mutant, progress.done[mutant.guard]) for mutant in mutants]

    def tried(self, mutant: Mutant) -> str:
        path = COPY / mutant.path
        original = path.read_text(encoding="utf-8")
        if original.count(mutant.old) != 1:
            sys.exit(f"{mutant.path} no longer has this once: {mutant.old}")
        path.write_text(original.replace(mutant.old, mutant.new), encoding="utf-8")
        try:
            if not mutant.changes_database:
                self.keep_database()
            return self.failing(mutant.tests)
        finally:
            path.write_text(original, encoding="utf-8")

    def keep_database(self) -> None:
        """Say that it fits this code too."""
        command = [sys.executable, "-c", "from tests import database; database.write_stamp(database.fingerprint())"]
        subprocess.run(command, cwd=COPY, env=self.environment, check=True)

    def failing(self, tests: list[str] | tuple[str, ...]) -> str:
        """The first test that fails, or none."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        result = subprocess.run(command, cwd=COPY, env=self.environment, capture_output=True, text=True, check=False)
        if result.returncode == 0:
            return ""
        found = re.search(r"^(?:FAILED|ERROR) (\S+)", result.stdout, re.MULTILINE)
        if found is None:
            sys.exit(f"pytest stopped with {result.returncode}:\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
        return found[1]


def write(verdicts: list[Verdict], page: Path = PAGE) -> None:
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    table = "\n".join(["| Taken away | Noticed by |", "|---|---|", *(verdict.row for verdict in verdicts)])
    page.write_text(f"{before}{START}\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
