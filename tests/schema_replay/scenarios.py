"""What the tests look at, played in a process of the owner with a database of its own; prints what it saw as JSON.

Five ships: schemas that are opened from a tape as far as the first migration of `ship`, and then migrated.
`python -m tests.schema_replay.scenarios fleet`, or `killed`, which dies on the way.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
import psycopg
from psycopg import sql

DATABASE = "kompas_replay"
SHIPS = [f"ship_{number}" for number in range(1, 6)]
TWINS = ["ship_1", "ship_3", "ship_5"]  # with two sails of one name
LOCKED = "ship_3"
SLEEP = time.sleep
CHANGES = (
    "SELECT 1",
    "ALTER TABLE ship_sail ALTER size TYPE smallint",
    "ALTER TABLE ship_sail ALTER size DROP NOT NULL",
    "ALTER TABLE ship_sail ALTER size SET DEFAULT 2",
    "ALTER INDEX ship_sail_pkey RENAME TO other",
    "ALTER TABLE django_migrations ADD odd integer",
    "CREATE INDEX ON django_migrations (app)",
    "CREATE FUNCTION odd() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
)


def set_up() -> None:
    from local.servers import Servers

    servers = Servers()
    os.environ |= servers.secret_key() | servers.database(DATABASE) | servers.redis(DATABASE)
    os.environ |= {"KOMPAS_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": "tests.schema_replay.settings"}
    django.setup()


def launch(connection: psycopg.Connection) -> None:
    from schema_replay.models import Entry, Tape
    from schema_replay.opening import make_tables, tape
    from tests import database

    for schema in (*SHIPS, "real", "opened"):
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
    database.renew_public()
    Entry.objects.all().delete()
    first = [part for part in tape().statements if part[0] != "ship" or part[1] == "0001_initial"]
    for schema in SHIPS:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        make_tables(connection, schema, Tape(statements=first))
        for name in ("a", "a" if schema in TWINS else "b"):
            row = sql.SQL("INSERT INTO {0} (id, name, size) SELECT count(*) + 1, {1}, 1 FROM {0}")
            connection.execute(row.format(sql.Identifier(schema, "ship_sail"), name))


def sail() -> dict[str, Any]:
    from schema_replay.executor import migrate

    heard: list[str] = []
    report = migrate(SHIPS, listen=lambda schema, failure: heard.append(schema))
    failed = {schema: f"{at.app}.{at.name}: {at.error}" for schema, at in sorted(report.failed.items())}
    return {"lagging": sorted(report.lagging), "done": sorted(report.done), "failed": failed, "heard": sorted(heard)}


@contextmanager
def held(schema: str) -> Iterator[None]:
    """Somebody reads a table in a long transaction, until the replay has had to wait for it once."""
    from schema_replay import replay
    from schema_replay.connections import connect

    with connect("default") as reader:
        reader.execute("BEGIN")
        reader.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(sql.Identifier(schema, "ship_sail")))
        replay.time.sleep = lambda seconds: reader.execute("COMMIT")
        yield
        replay.time.sleep = SLEEP


def fleet() -> dict[str, Any]:
    from schema_replay import replay
    from schema_replay.connections import connect
    from schema_replay.executor import pending
    from schema_replay.models import Entry

    seen: dict[str, Any] = {}
    with connect("default") as connection:
        launch(connection)
        connection.execute("ALTER TABLE ship_4.ship_sail ADD COLUMN patch integer")  # somebody was here by hand
        seen["pending"] = [[[key[1] for key in group.keys], sorted(group.schemas)] for group in pending(SHIPS)]
        replay.LOCK_TIMEOUT = "100ms"
        with held(LOCKED):
            seen["first"] = sail()
        seen["retried"] = Entry.objects.get(schema_name=LOCKED, name="0002_mast").attempts > 1
        for ship in TWINS:
            connection.execute(sql.SQL("UPDATE {} SET name = name || id").format(sql.Identifier(ship, "ship_sail")))
        seen["second"], seen["third"] = sail(), sail()
        seen |= compared(connection)
        seen["ghost"] = ghost(connection)
        seen["noticed"] = [noticed(connection, change) for change in CHANGES]
    rows = Entry.objects.filter(app="ship").order_by("schema_name", "name")
    seen["ways"] = {ship: [row.way for row in rows if row.schema_name == ship] for ship in SHIPS}
    return seen


def ghost(connection: psycopg.Connection) -> dict[str, Any]:
    """A schema that is not there: what was meant for it must not end up in `public`, which is next on the path."""
    from schema_replay.executor import migrate

    report = migrate(["ghost"])
    public = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^ship_'")
    return {"error": report.failed["ghost"].error, "tables": public.fetchone()[0]}  # type: ignore[index]


def noticed(connection: psycopg.Connection, change: str) -> bool:
    """Whether the comparison after plain statements about `ship_sail` sees this change; taken back again."""
    from schema_replay.structure import structures_of

    before = structures_of(connection, ["opened"], ["ship_sail"])
    with connection.transaction(force_rollback=True):
        connection.execute(f"SET LOCAL search_path = opened; {change}".encode())
        return structures_of(connection, ["opened"], ["ship_sail"]) != before


def compared(connection: psycopg.Connection) -> dict[str, Any]:
    """The ships and a schema from the whole tape, beside one that Django migrated."""
    from django.core.management import call_command

    from schema_replay.lagging import applied
    from schema_replay.opening import make_tables, tape
    from schema_replay.structure import lines

    for schema in ("real", "opened"):
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    call_command("migrate", schema_name="real", tenant=True, interactive=False, verbosity=0)
    make_tables(connection, "opened", tape())
    everybody = [*SHIPS, "opened"]
    found, keys = lines(connection, [*everybody, "real"]), applied(connection, [*everybody, "real"])
    names = {
        ship: [row[0] for row in connection.execute(f"SELECT name FROM {ship}.ship_sail ORDER BY id").fetchall()]
        for ship in SHIPS
    }
    return {
        "lines": len(found["real"]),
        "differences": {name: sorted(set(found[name]) ^ set(found["real"])) for name in everybody},
        "keys": {name: keys[name] == keys["real"] for name in everybody},
        "names": names,
    }


def killed() -> dict[str, Any]:
    """Dies after the second replay. Who starts again goes on: `resumed`."""
    from schema_replay import executor
    from schema_replay.connections import connect

    with connect("default") as connection:
        launch(connection)
        for ship in TWINS:
            connection.execute(sql.SQL("UPDATE {} SET name = name || id").format(sql.Identifier(ship, "ship_sail")))
    whole, played = executor.replay, []

    def deadly(*arguments: Any) -> Any:
        if len(played) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        played.append(whole(*arguments))
        return played[-1]

    executor.replay = deadly
    return sail()


def resumed() -> dict[str, Any]:
    from schema_replay.connections import connect

    time.sleep(0.2)  # PostgreSQL notices a client that died when it next writes to it
    with connect("default") as connection:
        return {"second": sail(), "third": sail(), **compared(connection)}


if __name__ == "__main__":
    set_up()
    sys.stdout.write(json.dumps({"fleet": fleet, "killed": killed, "resumed": resumed}[sys.argv[1]]()))
