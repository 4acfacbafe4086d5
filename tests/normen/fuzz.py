"""Anything at every address: `python -m tests.normen.fuzz --requests 100000`, or `make fuzz`.

Each request follows from the seed and its number alone, so a failure can be repeated with `--only NUMBER`. Progress is
kept in var/fuzz.json: a run that was stopped goes on where it was. Every request is undone by a savepoint.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VAR = Path(__file__).resolve().parents[2] / "var"
SEED = 20261127
SLOWEST = 2.0  # seconds, for 99 of 100 requests
STRETCH = 1_250  # requests in one transaction


@dataclass
class Score:
    seed: int
    done: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)  # answers without the headers that every answer has
    # How many requests took so many hundredths of a second: enough to know the 99th percentile, and small.
    hundredths: Counter[int] = field(default_factory=Counter)

    def add(self, number: int, what: str, status: int, seconds: float, unsafe: str) -> None:
        self.done = number + 1
        self.statuses[str(status)] += 1
        self.hundredths[int(seconds * 100)] += 1
        if status >= 500:
            self.failures.append(f"{number}: {status} {what}")
        if unsafe:
            self.unsafe.append(f"{number}: {unsafe} {what}")

    @property
    def p99(self) -> float:
        """Seconds, rounded up to hundredths."""
        left = sum(self.hundredths.values()) * 0.01
        for hundredth in sorted(self.hundredths, reverse=True):
            left -= self.hundredths[hundredth]
            if left <= 0:
                return (hundredth + 1) / 100
        return 0.0

    def __str__(self) -> str:
        slow, errors, unsafe = f"{self.p99:.2f} s".replace(".", ","), len(self.failures), len(self.unsafe)
        return f"99 van de 100 binnen {slow}; {errors} × 5xx; {unsafe} zonder alle headers"

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(vars(self)), encoding="utf-8")

    @classmethod
    def load(cls, path: Path, seed: int) -> "Score":
        """Of an earlier run with this seed, else a new one."""
        if not path.exists():
            return cls(seed)
        data = json.loads(path.read_text(encoding="utf-8"))
        hundredths = Counter({int(key): count for key, count in data.pop("hundredths").items()})
        score = cls(**{**data, "statuses": Counter(data["statuses"]), "hundredths": hundredths})
        return score if score.seed == seed else cls(seed)


def run(score: Score, requests: int, progress: Path | None = None) -> Score:
    """Go on from `score` until so many requests have been made. Needs Django, a database and `tests.normen` set up."""
    while score.done < requests:
        stretch(score, min(requests, score.done + STRETCH))
        if progress:
            score.save(progress)
            print(f"{score.done:>8} van {requests}, {score}", flush=True)
    return score


def stretch(score: Score, until: int) -> None:
    """In a transaction of its own: what is rolled back stays in the tables while one is open, and makes all slower."""
    from tests.isolatie.crawl import undone
    from tests.normen.fuzzer import Fuzzer, cheaply

    with undone(), cheaply():
        fuzzer = Fuzzer()
        for number in range(score.done, until):
            request = fuzzer.request(random.Random(f"{score.seed}-{number}"))
            started = time.perf_counter()
            status, unsafe = fuzzer.send(request)
            score.add(number, request.named, status, time.perf_counter() - started, unsafe)


def report(score: Score, requests: int) -> int:
    print(f"{score.done} verzoeken, zaad {score.seed}: {score}; {dict(sorted(score.statuses.items()))}")
    print("\n".join([*score.failures, *score.unsafe][:50]))
    passed = score.done >= requests and not score.failures and not score.unsafe and score.p99 < SLOWEST
    return 0 if passed else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--only", type=int, help="repeat this one request and show the error")
    options = parser.parse_args()
    with prepared():
        if options.only is not None:
            return repeat(options.seed, options.only)
        progress = VAR / "fuzz.json"
        slow = timing()
        score = run(Score.load(progress, options.seed), options.requests, progress)
        progress.unlink(missing_ok=True)  # the next run begins anew
        return report(score, options.requests) or slow


def repeat(seed: int, number: int) -> int:
    from django.conf import settings

    from tests.isolatie.crawl import undone
    from tests.normen.fuzzer import Fuzzer

    with undone():
        fuzzer = Fuzzer()
        request = fuzzer.request(random.Random(f"{seed}-{number}"))
        print(request)
        settings.DEBUG_PROPAGATE_EXCEPTIONS = True
        print(fuzzer.send(request))
    return 0


def timing() -> int:
    from django.db import connection

    from tests.isolatie.crawl import undone
    from tests.normen.timing import differences

    connection.set_schema_to_public()
    worst = 0.0
    with undone():
        for what, difference in differences():
            print(f"{what}: bekend en onbekend adres schelen {difference:.1f} ms (mediaan)")
            worst = max(worst, abs(difference))
    return 0 if worst <= 20 else 1


def prepared() -> Any:
    """The tests' own database."""
    from local.servers import ensure_environment

    ensure_environment("kompas_test")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kompas.settings"
    os.environ["EMAIL_URL"] = "memorymail://"
    import django

    django.setup()
    from django.core.management import call_command

    from tests import database

    call_command("collectstatic", interactive=False, verbosity=0)  # in a fresh clone nobody did
    return database.ready()


if __name__ == "__main__":
    sys.exit(main())
