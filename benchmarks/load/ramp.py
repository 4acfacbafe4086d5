"""So many requests a second for so long, due at moments that do not wait for the answers; and more until it is full."""

import itertools
import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load.mix import Answered, People, Person, deck
from benchmarks.load.parts import Parts

THREADS = 64
GROWTH = 1.25
TOO_SLOW = 1000  # ms at the 95th percentile
TOO_LATE = 2  # seconds after the last was due


@dataclass
class Step:
    asked_per_s: float
    asked_for: float  # seconds in which requests were due
    seconds: float  # until the last answer
    answered: list[Answered]
    cpu: dict[str, float]
    memory_mb: dict[str, int] = field(default_factory=dict)

    @property
    def per_s(self) -> float:
        return len([each for each in self.answered if not each.is_wrong]) / self.seconds

    @property
    def errors(self) -> int:
        return len([each for each in self.answered if each.is_wrong])

    def ms(self, percent: int, kind: str | None = None) -> float:
        found = [each.seconds * 1000 for each in self.answered if kind in (None, each.kind)]
        return percentile(found, percent)

    @property
    def cpu_ms(self) -> float:
        """Of all parts together, for one request."""
        return sum(self.cpu.values()) * 1000 / max(len(self.answered), 1)

    @property
    def is_full(self) -> bool:
        return self.errors > 0 or self.ms(95) > TOO_SLOW or self.seconds > self.asked_for + TOO_LATE

    def as_row(self) -> dict[str, Any]:
        kinds = sorted({each.kind for each in self.answered})
        return {
            "asked_per_s": round(self.asked_per_s, 1),
            "per_s": round(self.per_s, 1),
            "requests": len(self.answered),
            "p50_ms": round(self.ms(50)),
            "p95_ms": round(self.ms(95)),
            "p95_ms_by_kind": {kind: round(self.ms(95, kind)) for kind in kinds},
            "errors": self.errors,
            "statuses": dict(Counter(str(each.status) for each in self.answered)),
            "conflicts": len([each for each in self.answered if each.status == 409]),
            "cpu_ms": round(self.cpu_ms, 1),
            "cpu_ms_by_part": {p: round(s * 1000 / max(len(self.answered), 1), 1) for p, s in self.cpu.items()},
            "busy_cores": round(sum(self.cpu.values()) / self.seconds, 2),
            "memory_mb": self.memory_mb,
        }


def percentile(found: list[float], percent: int) -> float:
    if len(found) < 2:
        return found[0] if found else 0.0
    return statistics.quantiles(found, n=100, method="inclusive")[percent - 1]


def step(people: People, parts: Parts, *, per_s: float, seconds: float, seed: int) -> Step:
    """Ends when each is answered; what was due later than `seconds` was never asked."""
    before, begun = parts.cpu(), time.monotonic()
    answered = ask(people, due(per_s, seconds, seed), deck(seed), begun)
    taken = time.monotonic() - begun
    after = parts.cpu()
    return Step(
        per_s, seconds, taken, answered, {part: after[part] - before.get(part, 0) for part in after}, parts.memory_mb()
    )


def due(per_s: float, seconds: float, seed: int) -> Iterator[float]:
    """As people come: by chance, so now and then several at once."""
    chance = random.Random(seed)
    moments = itertools.accumulate(chance.expovariate(per_s) for _ in itertools.repeat(None))
    return itertools.takewhile(lambda moment: moment < seconds, moments)


def ask(people: People, moments: Iterator[float], kinds: Iterator[str], begun: float) -> list[Answered]:
    answered: list[Answered] = []
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                moment = next(moments, None)
                kind = next(kinds)
            if moment is None:
                return
            time.sleep(max(0.0, begun + moment - time.monotonic()))
            person = people.take()
            try:
                done, status = person.act(kind)
            finally:
                people.give_back(person)
            answered.append(Answered(done, status, time.monotonic() - begun - moment))

    threads = [threading.Thread(target=work, daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answered


def ramp(people: People, parts: Parts, *, first: float, seconds: float) -> Iterator[Step]:
    """Each step a quarter more, until two in a row are full: one may be by a hiccup. Those two too."""
    full = 0
    for number in itertools.count():
        found = step(people, parts, per_s=first * GROWTH**number, seconds=seconds, seed=number)
        yield found
        full = full + 1 if found.is_full else 0
        if full == 2:
            return


def warm(people: list[Person]) -> None:
    """Each opens a bouwsteen: from then on she has something to save."""
    for person in people:
        person.open("SV-P1-1")
