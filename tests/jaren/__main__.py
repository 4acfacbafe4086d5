"""`make jaren`: the whole demo goes through two year changes, a next Kader and a herindeling, with every clock on the
day itself: libfaketime moves PostgreSQL, Valkey, web, worker and beat at once.

Rows of all tables are counted before and after; what the product takes away by rule is named with its rule. Ends with 1
when a row is gone without one, when a row of what is only added to changed, when a value is not what was chosen or a
page does not answer 200. `--verlies TABEL` takes one row away between two moments, to see that it is noticed.
"""

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import psycopg
from psycopg import sql

from demo.known import SLUGS
from local import VAR
from local.processes import LocalError, free_port
from local.servers import Servers
from local.stack import Stack
from tests.jaren import changes, plans, rounds, years
from tests.jaren.clock import HERE, Clock
from tests.jaren.rows import Rows, compare, read
from tests.jaren.terms import TERMS
from tests.jaren.verdict import report
from tests.jaren.visitors import Visitor, Wrong
from tests.jaren.walk import walk
from tests.jaren.world import World

FOLDER, DATABASE = VAR / "jaren", "kompas_jaren"
NOVEMBER, FIRST, SECOND = (
    datetime(2026, 11, 30, 10, tzinfo=HERE),
    datetime(2027, 1, 2, 10, tzinfo=HERE),
    datetime(2028, 1, 2, 10, tzinfo=HERE),
)
VAN, NAAR, OVER = "voorbeelddijk", "voorbeeldrecht", "voorbeeldstad"
STAY = [slug for slug in SLUGS if slug != VAN]
SHARING = [slug for slug in SLUGS if slug != "stadskanaal"]  # of a real gemeente nothing invented is shared
OLD, UNTIL = "2021-02", "2028-06-30"  # the Kader of now, and the last day of the plan of VAN
NATIONAL = ("vng", "comensha", "redacteur", "ketenregisseur", "organisatiebeheerder", "operator")
DONE = "SELECT DISTINCT name FROM monitoring_heartbeat WHERE at >= %s"
PROCESSES = {"beat", "worker", "sweep", "retention"}
FAILED = """
SELECT 'taak ' || kind || ': ' || reason FROM jobs_job WHERE state = 'failed'
UNION ALL SELECT 'mail ' || soort || ': ' || staat FROM berichten_bericht WHERE staat IN ('mislukt', 'onzeker')"""
WRONG_IN_LOG = re.compile(r"\b(ERROR|CRITICAL)\b|^Traceback ", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verlies", metavar="TABEL", help="neem een rij weg, om te zien dat het wordt gemerkt")
    parser.add_argument("--jaren", type=int, choices=(1, 2), default=2, help="stop na zoveel jaarwisselingen")
    parser.add_argument("--land", type=int, default=342, help="zoveel gemeenten die verder niets doen")
    options = parser.parse_args()
    started = time.monotonic()
    try:
        with playing(options.land) as world:
            play(world, options.verlies, options.jaren)
            return report(world.moments, time.monotonic() - started)
    except (LocalError, Wrong) as error:
        print(f"\n{error}\nFOUT", file=sys.stderr)
        return 1


def play(world: World, lose: str | None, count: int) -> None:
    rows = november(world)
    if lose:
        take_away(world, lose)
    rows = first_january(world, rows)
    if count > 1:
        second_january(world, rows)


@contextmanager
def playing(land: int) -> Iterator[World]:
    """A Kompas of its own with the whole demo, on the first of the days."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    for schedule in VAR.glob(f"celerybeat-{DATABASE}*"):
        schedule.unlink()  # of a run before, which ended in a later year
    shutil.rmtree(FOLDER, ignore_errors=True)
    clock, servers = Clock(FOLDER / "clock"), Servers(FOLDER)
    stack = Stack(database=DATABASE, port=free_port(), servers=servers)
    try:
        clock.start()
        clock.move(NOVEMBER)
        os.environ["KOMPAS_WISSINGEN"] = str(FOLDER / "wissingen.jsonl")
        stack.open_database()
        stack.open_redis()
        stack.prepare(quiet=True)
        stack.start_web()
        stack.start_worker()
        stack.wait_for_web()
        stack.wait_for_worker()
        stack.start_beat()
        stack.start_opening()
        world = World(stack, clock)
        world.manage("load_demo_country", "--gemeenten", str(land))
        yield world
    finally:
        stack.stop()
        servers.stop()
        clock.stop()


def november(world: World) -> Rows:
    with world.moment("30 november 2026"):
        rows = arrive(world, NOVEMBER, None)
        ronde = str(world.value(rounds.OPEN))
        for slug in SHARING:
            rounds.share(world, slug, ronde)
        plans.adopt(world, VAN, plans.keep(world, VAN, "Voor het college"), UNTIL)
        changes.hand_over(world, VAN, NAAR, "2027-01-01")
        return leave(world, rows, FIRST)


def first_january(world: World, rows: Rows) -> Rows:
    with world.moment("2 januari 2027"):
        kept = lasting(world)
        rows = arrive(world, FIRST, rows)
        still(world, kept)
        refuses_the_ended(world)
        before = rounds.close_round(world, publish=True)
        for slug in STAY:
            years.begin(world, slug, 2027)
        rounds.check_compared(world, NAAR, "Meting 2026", OLD, world.statuses(NAAR, 2026, OLD))
        ronde = rounds.open_round(world, 2026, OLD)
        for slug in (OVER, "voorbeeldwaard"):
            rounds.share(world, slug, ronde, 2026, OLD)
        changes.take_over(world, VAN, NAAR)
        changes.check_merged(world, VAN, NAAR)
        changes.check_plan(world, NAAR, UNTIL, None)
        changes.publish(world)
        changes.go_over(world, OVER, 2027)
        for slug in STAY:
            plans.keep(world, slug, f"Begin 2027 van {slug}")
        plans.print_plan(world, OVER)
        for slug in SHARING:
            rounds.check_shared(world, slug, before, 2026, OLD)
        return leave(world, rows, SECOND)


def second_january(world: World, rows: Rows) -> Rows:
    with world.moment("2 januari 2028"):
        kept = lasting(world)
        rows = arrive(world, SECOND, rows)
        still(world, kept)
        before = rounds.close_round(world, publish=False)
        for slug in STAY:
            years.begin(world, slug, 2028)
        ronde = rounds.open_round(world, 2027, changes.NEXT)
        rounds.share(world, OVER, ronde, 2027, changes.NEXT)
        changes.check_merged(world, VAN, NAAR)
        changes.check_plan(world, NAAR, UNTIL, None)
        pk = plans.keep(world, NAAR, "Begin 2028")
        plans.adopt(world, NAAR, pk, "2031-12-31")
        changes.check_plan(world, NAAR, UNTIL, SECOND.date().isoformat())
        plans.print_plan(world, OVER)
        for slug in (OVER, "voorbeeldwaard"):
            rounds.check_shared(world, slug, before, 2026, OLD)
        still(world, kept)
        return leave(world, rows, SECOND)


def arrive(world: World, moment: datetime, before: Rows | None) -> Rows:
    """Move every clock, let the clock of Celery do all that it has, and look what that took away."""
    if before:
        world.clock.move(moment)
    with psycopg.connect(world.url) as connection:
        (now,) = connection.execute("SELECT now()").fetchone() or (None,)
    world.found.check("de klok van PostgreSQL", now and now.astimezone(HERE).date(), moment.date())
    wanted = PROCESSES if before else PROCESSES - {"retention"}  # which is there after a first night
    world.wait("alles wat elke nacht gebeurt", lambda: {name for (name,) in world.rows(DONE, [moment])} >= wanted)
    rows = read(world.url, TERMS, moment + timedelta(days=1))
    if before:
        count(world, before, rows)
    return rows


def leave(world: World, before: Rows, until: datetime) -> Rows:
    """Look at all pages on a later day, at what failed, and at the rows."""
    if len(world.moments) > 1:
        look_around(world)
    world.wait("de wachtrij", lambda: not world.value("SELECT count(*) FROM jobs_job WHERE finished_at IS NULL"))
    world.found.check("wat niet lukte", world.rows(FAILED), [])
    for log in sorted(world.stack.logs.glob("*.log")):
        lines = [line for line in log.read_text(errors="replace").splitlines() if WRONG_IN_LOG.search(line)]
        world.found.check(f"fouten in {log.name}", lines[:3], [])
    rows = read(world.url, TERMS, until + timedelta(days=1))
    count(world, before, rows)
    return rows


def count(world: World, before: Rows, after: Rows) -> None:
    found = compare(before, after)
    world.found.faults += found.faults
    world.found.checks += len(before.tables)
    world.found.tables, world.found.rows = len(after.tables), after.total
    world.found.added += found.added
    for name, gone in found.gone.items():
        rule = TERMS[name.partition(".")[2]].rule
        world.found.gone[rule] = world.found.gone.get(rule, 0) + gone


def look_around(world: World) -> None:
    everybody: list[tuple[Visitor, str]] = [(world.enter("beheerder", slug), "/") for slug in SLUGS]
    everybody += [(world.enter(rol, OVER), "/") for rol in ("bewerker", "lezer")]
    everybody += [(world.enter(rol), "/start/") for rol in NATIONAL]
    kinds: set[str] = set()
    for visitor, start in everybody:
        seen, faults = walk(visitor, start, closed=f" in {VAN}" in visitor.name)
        kinds |= seen
        world.found.pages += visitor.pages
        world.found.faults += faults
        world.did(f"alles nagelopen wat {visitor.name} ziet: {visitor.pages} pagina's")
    (FOLDER / "pages.txt").write_text("\n".join(sorted(kinds)))
    world.did(f"in het geheel {len(kinds)} soorten pagina's")


def still(world: World, kept: dict[str, object]) -> None:
    now = lasting(world)
    for key, value in kept.items():
        world.found.check(f"wat vastlag, is er nog: {key}", now.get(key), value)


def lasting(world: World) -> dict[str, object]:
    """What may not change any more: closed years, adopted plans, what was shared and not taken back."""
    found: dict[str, object] = {}
    for slug in SLUGS:
        for kind in ("antwoord", "aanvullendantwoord"):
            closed = [each for each in world.answers(slug, kind) if each.staat == "gesloten"]
            found |= {f"{slug} {each.pk}": each for each in closed}
        found |= {f"{slug} {pk}": plan for pk, *plan in plans.adopted(world, slug)}
    shared = "SELECT id::text, sha256, md5(inhoud::text) FROM metingen_indiening WHERE ingetrokken_at IS NULL"
    found |= {pk: (sha, text) for pk, sha, text in world.rows(shared)}
    return found


def refuses_the_ended(world: World) -> None:
    """Who went over begins no year any more."""
    bewerker = world.enter("bewerker", VAN)
    bewerker.get("/zelfevaluatie/")
    before = world.answers(VAN)
    bewerker.post("/jaar/beginnen/", status=409)
    world.found.check(f"{VAN} begint geen jaar meer", world.answers(VAN), before)


def take_away(world: World, table: str) -> None:
    """One row, as the owner, past every rule."""
    name = sql.Identifier(world.schemas[OVER], table)
    statement = sql.SQL("DELETE FROM {0} WHERE ctid = (SELECT ctid FROM {0} ORDER BY ctid DESC LIMIT 1)").format(name)
    with psycopg.connect(world.url) as connection:
        connection.execute(statement)
    print(f"   een rij weggenomen uit {table} van {OVER}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
