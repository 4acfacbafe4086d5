"""342 gemeenten to a next version of the Kader, in a process that is killed on the way and goes on, and back again.

Beside it stands what the same rows cost without saving, versions and checks: a bare insert of as many answers.
The version is made up (fixtures/test), and gone afterwards.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psycopg

from benchmarks import SIZE
from local import ROOT

Row = tuple[str, float, str, float | None]
FIXTURE = "fixtures/test/kader-2027-01.yaml"
VERSIE = "2027-01"


def measure() -> Iterator[Row]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kompas.settings"}
    run("load_kader", FIXTURE, environment=environment)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("UPDATE kader_kaderversie SET published_at = now() WHERE versie = %s", [VERSIE])
        (by,) = owner.execute("SELECT email FROM accounts_gebruiker ORDER BY email LIMIT 1").fetchone() or ("",)
        try:
            move = ["move_kader", "--all", "--door", by]
            before = killed_halfway(move, owner, environment)
            first = moved(owner)
            seconds = before + timed(move, environment)
            assert moved(owner) == SIZE.gemeenten > first, f"{first} en daarna {moved(owner)} overgestapt"
            baseline = bare(owner)
            back = timed([*move, "--terug"], environment)
            assert moved(owner) == 0
        finally:
            remove(owner)
    yield "kader_move_342_s", round(seconds, 1), "s", round(baseline, 1)
    yield "kader_back_342_s", round(back, 1), "s", None


def run(*command: str, environment: dict[str, str]) -> None:
    started = [sys.executable, "manage.py", *command]
    subprocess.run(started, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    run(*command, environment=environment)
    return time.perf_counter() - start


def killed_halfway(command: list[str], owner: psycopg.Connection, environment: dict[str, str]) -> float:
    """Start it, and kill -9 when a third went over; the seconds until then."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    while process.poll() is None and moved(owner) < SIZE.gemeenten // 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return time.perf_counter() - start


def moved(owner: psycopg.Connection) -> int:
    found = owner.execute(
        "SELECT count(*) FROM kader_kadergebruik JOIN kader_kaderversie versie ON versie.id = kaderversie_id"
        " WHERE versie.versie = %s",
        [VERSIE],
    ).fetchone()
    return int(found[0]) if found else 0


def bare(owner: psycopg.Connection) -> float:
    """As many rows as the answers of all, one by one, each gemeente in its own transaction."""
    start = time.perf_counter()
    for _ in range(SIZE.gemeenten):
        with owner.transaction():
            for number in range(32):
                owner.execute("INSERT INTO bench_revision (code, data) VALUES (%s, '{}')", [f"k{number}"])
    return time.perf_counter() - start


def remove(owner: psycopg.Connection) -> None:
    of_bouwstenen = "bouwsteen_id IN (SELECT id FROM kader_bouwsteen WHERE kaderversie_id = %(kader)s)"
    of_version = "kaderversie_id = %(kader)s"
    rows = {
        "kader_overstap": "naar_id = %(kader)s",
        "kader_bouwsteen_ook_rollen": of_bouwstenen,
        "kader_deelcriterium": of_bouwstenen,
        **dict.fromkeys(("kader_bouwsteen", "kader_aanvullendevraag", "kader_thema", "kader_rol"), of_version),
        **dict.fromkeys(("kader_planonderdeel", "kader_omzetting"), of_version),
        "kader_kaderversie": "id = %(kader)s",
    }
    found = owner.execute("SELECT id FROM kader_kaderversie WHERE versie = %s", [VERSIE]).fetchone()
    for table, which in rows.items() if found else ():
        owner.execute(f"DELETE FROM {table} WHERE {which}", {"kader": found[0] if found else None})
