"""`make storm`: threads in several processes that switch gemeente at random, and look at whose rows they get.

Beside good work each does what must not work: a SET that fails, a query or a cursor that is kept across a switch, a
row saved elsewhere, an error halfway, a task that begins where the last one left off. Every read is compared with what
the gemeente is known to hold. Ends with the counts, and with an error when one row was wrong, when a misuse went
unnoticed, or when fewer switches were made than promised.
"""

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from local import ROOT
from local.servers import ensure_environment

PROCESSES, THREADS = 2, 8
FAILURE = 0.01  # of the times that role and path are set


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--switches", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--pooler", type=int, default=0, help="through a PgBouncer with so many connections")
    parser.add_argument("--one", action="store_true", help="in this process alone, as JSON")
    options = parser.parse_args()
    if options.one:
        logging.disable(logging.ERROR)  # Celery reports each SET that fails in a task
        print(json.dumps(Storm(options.switches, options.seed).run()))
        return 0
    ensure_environment("kompas_test")
    from tests import database

    with database.ready(), through_pooler(options.pooler) as variables:
        return verdict(options.switches, run(options.switches, options.seed, **variables))


@contextmanager
def through_pooler(size: int) -> Iterator[dict[str, str]]:
    from tests.debian import unpack
    from tests.pooler import PACKAGES, pooling

    if not size:
        yield {}
        return
    with pooling(unpack(*PACKAGES), os.environ["DATABASE_URL"], size=size) as url:
        yield {"DATABASE_URL": url}


def run(switches: int, seed: int, **variables: str) -> Counter[str]:
    """`PROCESSES` of them at once; the sum of what they counted. `variables` of the environment differ from ours."""
    command = [sys.executable, "-m", "tests.isolatie.storm", "--one", f"--switches={-(-switches // PROCESSES)}"]
    environment = {name: value for name, value in os.environ.items() if name != "KOMPAS_AS_OWNER"} | variables
    processes = [
        subprocess.Popen([*command, f"--seed={seed + n}"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    total: Counter[str] = Counter()
    for process in processes:
        output, _ = process.communicate()
        if process.returncode:
            raise RuntimeError(f"A process of the storm ended with {process.returncode}.")
        total.update(json.loads(output.splitlines()[-1]))
    return total


def verdict(switches: int, total: Counter[str]) -> int:
    print(f"storm: {', '.join(f'{total[name]} {name}' for name in sorted(total))}; promised {switches} switches")
    good = total["switches"] >= switches and total["wrong"] == 0 and total["failed SETs"] >= switches * FAILURE / 2
    print("goed" if good else "FOUT")
    return 0 if good else 1


class Storm:
    def __init__(self, switches: int, seed: int) -> None:
        import benchmarks.setup  # noqa: F401  Django as the web sees it
        from tenants.models import Gemeente

        self.switches, self.seed = switches, seed
        self.counts: Counter[str] = Counter({"wrong": 0})
        self.lock = threading.Lock()
        self.gemeenten = list(Gemeente.objects.opened())
        self.known = {gemeente.schema_name: ids_of(gemeente) for gemeente in self.gemeenten}

    def run(self) -> Counter[str]:
        threads = [threading.Thread(target=self.thread, args=(n,)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.counts

    def thread(self, number: int) -> None:
        from django.db import connection

        worker = Worker(random.Random(f"{self.seed} {number}"), self.gemeenten, self.known)
        try:
            worker.work(-(-self.switches // THREADS))
        except BaseException:
            worker.counts["wrong"] += 1
            raise
        finally:
            connection.close()
            with self.lock:
                self.counts.update(worker.counts)


def ids_of(gemeente: Any) -> frozenset[Any]:
    from tenants.context import in_gemeente
    from zelfevaluatie.models import Antwoord

    with in_gemeente(gemeente):
        return frozenset(Antwoord.objects.values_list("pk", flat=True))


class Worker:
    """One thread with a connection of its own, some of whose SETs are refused by PostgreSQL."""

    def __init__(self, choice: random.Random, gemeenten: list[Any], known: dict[str, frozenset[Any]]) -> None:
        self.random, self.gemeenten, self.known = choice, gemeenten, known
        self.counts: Counter[str] = Counter()

    def work(self, switches: int) -> None:
        from django.db import DatabaseError

        self.break_some_sets()
        deeds = [getattr(self, name) for name in DEEDS]
        while self.counts["switches"] < switches:
            self.counts["switches"] += 1
            try:
                self.random.choice(deeds)(*self.random.sample(self.gemeenten, 2))
            except DatabaseError as error:
                if NOBODY not in str(error):
                    raise

    def break_some_sets(self) -> None:
        """By a role that does not exist, in the same message as the statement."""
        from django.db import connection

        entry = connection.entry

        def sometimes() -> str:
            if (text := entry()) and self.random.random() < FAILURE:
                self.counts["failed SETs"] += 1
                return f"SELECT set_config('role', '{NOBODY}', false);\n{text}"
            return text

        connection.entry = sometimes

    def check(self, gemeente: Any, ids: Any) -> None:
        self.counts["reads"] += 1
        if frozenset(ids) != self.known[gemeente.schema_name]:
            self.counts["wrong"] += 1

    def refused(self, use: Callable[[], Any]) -> None:
        """What must raise; that it raises because a SET failed says nothing."""
        from django.db import DatabaseError, InterfaceError

        from tenants.rows import OtherSchema

        try:
            use()
        except (OtherSchema, InterfaceError):
            self.counts["refused"] += 1
        except DatabaseError as error:
            if NOBODY not in str(error):
                raise
        else:
            self.counts["wrong"] += 1

    def reads(self, gemeente: Any, other: Any) -> None:
        from tenants.context import in_gemeente
        from zelfevaluatie.models import Antwoord

        with in_gemeente(gemeente):
            self.check(gemeente, Antwoord.objects.values_list("pk", flat=True))

    def nests(self, gemeente: Any, other: Any) -> None:
        from tenants.context import in_gemeente

        with in_gemeente(gemeente):
            self.reads(other, gemeente)
            self.counts["switches"] += 1
            self.raw(gemeente, other)

    def raw(self, gemeente: Any, other: Any) -> None:
        from django.db import connection

        from tenants.context import in_gemeente

        with in_gemeente(gemeente), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM zelfevaluatie_antwoord")
            self.check(gemeente, [pk for (pk,) in cursor.fetchall()])

    def lazy(self, gemeente: Any, other: Any) -> None:
        from tenants.context import in_gemeente
        from zelfevaluatie.models import Antwoord

        with in_gemeente(gemeente):
            query = Antwoord.objects.order_by("pk")
        with in_gemeente(other):
            self.refused(lambda: list(query))

    def kept(self, gemeente: Any, other: Any) -> None:
        """A cursor that goes on after a switch is refused there, and right again at home."""
        from django.db import connection

        from tenants.context import in_gemeente

        with in_gemeente(gemeente), connection.cursor() as cursor:
            self.reads(other, gemeente)
            with in_gemeente(other):
                self.refused(lambda: cursor.execute("SELECT id FROM zelfevaluatie_antwoord"))
            cursor.execute("SELECT id FROM zelfevaluatie_antwoord")
            self.check(gemeente, [pk for (pk,) in cursor.fetchall()])

    def saves_elsewhere(self, gemeente: Any, other: Any) -> None:
        from tenants.context import in_gemeente
        from zelfevaluatie.models import Antwoord

        with in_gemeente(gemeente):
            antwoord = Antwoord.objects.first()
        with in_gemeente(other):
            self.refused(antwoord.save)

    def breaks(self, gemeente: Any, other: Any) -> None:
        """An error in a transaction halfway, inside another gemeente; afterwards all is as it was."""
        from django.db import DataError, connection, transaction

        from tenants.context import in_gemeente

        with in_gemeente(gemeente):
            try:
                with transaction.atomic(), in_gemeente(other), connection.cursor() as cursor:
                    cursor.execute("SELECT 1 / 0")
            except DataError:
                self.counts["errors"] += 1
            self.raw(gemeente, other)

    def task(self, gemeente: Any, other: Any) -> None:
        """A task of Celery starts on public, wherever this thread was."""
        from django.db import connection

        from tenants.context import in_gemeente
        from tests.isolatie.tasks import read

        with in_gemeente(other):
            connection.cursor().close()
            self.check(gemeente, read.apply(args=[gemeente]).get())


NOBODY = "kompas_nobody"
DEEDS = ("reads", "nests", "raw", "lazy", "kept", "saves_elsewhere", "breaks", "task")


if __name__ == "__main__":
    sys.exit(main())
