"""The whole measurement on a Kompas that runs: a ramp, then calm, slow visitors and kills, then what was kept."""

import argparse
import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.load import connection
from benchmarks.load.beside import killing, settled
from benchmarks.load.mix import MIX, People, Person
from benchmarks.load.parts import Parts
from benchmarks.load.ramp import Step, ramp, step, warm
from benchmarks.load.site import Site
from benchmarks.ride import Rider
from tests.chaos.verdict import broken, look
from tests.proxy.slow import Drips

SHARE = 0.6  # of the most that it can do: where slow visitors and kills are tried
THREADS_LOST = 8  # of a web worker that is killed: what those were doing gets no answer


def play(site: Site, options: argparse.Namespace) -> tuple[dict[str, Any], list[str]]:
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    since, schemas = datetime.now(UTC), schemas_of()
    people = People(people_of(site, list(schemas), options.people))
    parts = Parts(site.roots)
    with own_cores(parts, spread=options.spread) as cores:
        warm(people.all)
        settled()  # worker and beat have started
        steps = list(islice(shown(ramp(people, parts, first=options.first, seconds=options.seconds)), options.steps))
        best = best_of(steps)
        beside = dict(besides(site, people, parts, best.asked_per_s * SHARE, options))
    url = site.stack.owner_env["DATABASE_OWNER_URL"]
    promises = [person.promises for person in people.all]
    wrong = errors(steps, beside, options.kills) + broken(
        promises, look(url, schemas, since), promised_faults=0, faults=0
    )
    found = {
        "proxy": site.named(),
        "connection": connection.measure(list(schemas)),
        "gemeenten": len(schemas),
        "people": len(people.all),
        "cores": cores,
        "mix": MIX,
        "most": {**best.as_row(), "per_s_per_core": round(best.per_s / cores, 1)},
        "acknowledged_saves": sum(len(each.saves) for each in promises),
        "unclear_saves": sum(len(each.unclear_saves) for each in promises),
        "steps": [each.as_row() for each in steps],
        "beside": {name: each.as_row() for name, each in beside.items()},
    }
    return found, wrong


def schemas_of() -> dict[str, str]:
    from tenants.models import Gemeente

    return dict(Gemeente.objects.opened().filter(code__lt="GM9000").values_list("slug", "schema_name"))


def people_of(site: Site, slugs: list[str], number: int) -> list[Person]:
    """Spread over the gemeenten; where there are more people than gemeenten, colleagues."""
    spread = [slugs[n * max(len(slugs) // number, 1) % len(slugs)] for n in range(number)]
    riders = {slug: Rider(slug) for slug in dict.fromkeys(spread)}
    return [Person(riders[slug], slug, site, n) for n, slug in enumerate(spread)]


@contextlib.contextmanager
def own_cores(parts: Parts, *, spread: bool) -> Iterator[int]:
    """Kompas on all cores but one, and we on that; else the people would take of what they measure. Gives how many."""
    every = os.sched_getaffinity(0)
    if spread or len(every) == 1:
        yield len(every)
        return
    mine = {max(every)}
    parts.keep_to(every - mine)
    os.sched_setaffinity(0, mine)
    try:
        yield len(every - mine)
    finally:
        os.sched_setaffinity(0, every)
        parts.keep_to(every)  # the servers may go on after us


def besides(
    site: Site, people: People, parts: Parts, per_s: float, options: argparse.Namespace
) -> Iterator[tuple[str, Step]]:
    """The same calm rate three times: nothing beside it, slow visitors, and workers that are killed."""
    again = {"per_s": per_s, "seconds": options.seconds, "seed": 2026}
    settled()
    yield "calm", show("rustig", step(people, parts, **again))
    if options.drips and site.proxy:  # what holds them back
        with Drips(site.proxy, options.drips):
            settled()
            yield "dripping", show(f"{options.drips} trage verbindingen", step(people, parts, **again))
    if options.kills:
        with killing(site.web_pid, options.kills, options.seconds / (options.kills + 1)):
            yield "killing", show(f"{options.kills} keer kill -9", step(people, parts, **again))


def errors(steps: list[Step], beside: dict[str, Step], kills: int) -> list[str]:
    """Only who was being helped by a process when it was killed may get no answer."""
    every = [(f"at {each.asked_per_s:.1f}/s", each, 0) for each in steps]
    every += [(name, each, kills * THREADS_LOST if name == "killing" else 0) for name, each in beside.items()]
    return [
        f"{each.errors} errors {name}: {each.as_row()['statuses']}" for name, each, may in every if each.errors > may
    ]


def best_of(steps: list[Step]) -> Step:
    good = [each for each in steps if not each.is_full]
    return good[-1] if good else steps[0]


def shown(steps: Iterator[Step]) -> Iterator[Step]:
    print(
        f"{'':<24}{'gevraagd/s':>11}{'gedaan/s':>10}{'p50 ms':>8}{'p95 ms':>8}{'fout':>6}{'conflict':>9}{'cpu ms':>8}"
    )
    for number, each in enumerate(steps, start=1):
        yield show(f"stap {number}", each)


def show(name: str, each: Step) -> Step:
    row = each.as_row()
    print(
        f"{name:<24}{row['asked_per_s']:>11}{row['per_s']:>10}{row['p50_ms']:>8}{row['p95_ms']:>8}"
        f"{row['errors']:>6}{row['conflicts']:>9}{row['cpu_ms']:>8}",
        row["statuses"] if row["errors"] else "",
        flush=True,
    )
    return each
