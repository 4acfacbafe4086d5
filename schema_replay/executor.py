"""Bring many schemas up to date: Django migrates one, and the others that are the same get its statements.

Schemas that lack the same migrations and have the same structure form a group. The first of a group is the pilot: it
is migrated by Django while the statements are written down (recording.py); each other one gets them in one round trip
per migration (replay.py). What has no complete recording (Python, concurrent indexes, operations of somebody else)
is done by Django in every schema. In the end the structures are compared: a replay that gave anything else is a
failure too. After plain statements that is what changed in the pilot and how many things there are; else all of it.
A failing schema stops nobody else; a group in which pilot after pilot fails is given up, because then it is the
release that is wrong. Whoever starts it again goes on with what is left.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from schema_replay.connections import at, connect, search_path
from schema_replay.lagging import Key, applied, existing
from schema_replay.ledger import NotTried, Outcome, write
from schema_replay.models import Entry
from schema_replay.recording import Recording, apply_recorded
from schema_replay.replay import ATTEMPTS, is_busy, patience, replay, settle
from schema_replay.structure import details, structures, structures_of

WORKERS = 2
PILOTS = 5  # as many schemas in a row may fail before a group is given up
LOCK = 0x5CE3A  # of PostgreSQL's advisory locks: one run at a time per database


class AlreadyRunning(Exception):
    """Another run holds the lock."""


@dataclass
class Report:
    """What became of each schema. `failed` says per schema which migration and why."""

    schemas: list[str]
    lagging: list[str]
    done: list[str] = field(default_factory=list)
    failed: dict[str, Outcome] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)  # of `failed`, those that were not even tried

    @property
    def bearable(self) -> bool:
        """Whether what failed lies with those schemas: others are fine, and the migration itself was not given up."""
        return bool(self.failed) and not self.given_up and len(self.failed) < len(self.schemas)


@dataclass(frozen=True)
class Group:
    keys: tuple[Key, ...]  # what is missing, in the order of the graph
    schemas: tuple[str, ...]


Listener = Callable[[str, Outcome | None], None]  # after each schema: its name, and what failed in it


def pending(schemas: Iterable[str], alias: str = DEFAULT_DB_ALIAS) -> list[Group]:
    """Groups by what they lack, the largest first; nothing when all are up to date. Two queries."""
    graph = MigrationLoader(None).graph
    order = list(dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)))
    with connect(alias) as connection:
        found = applied(connection, schemas)
    groups = defaultdict(list)
    for schema, keys in found.items():
        if missing := tuple(key for key in order if key not in keys):
            groups[missing].append(schema)
    largest = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [Group(keys, tuple(members)) for keys, members in largest]


def migrate(schemas: Iterable[str], *, alias: str = DEFAULT_DB_ALIAS, listen: Listener = lambda *_: None) -> Report:
    """Bring them all to the newest migrations. Raises AlreadyRunning; what PostgreSQL refuses is in the Report."""
    names = list(schemas)
    groups = pending(names, alias)
    report = Report(names, lagging=[schema for group in groups for schema in group.schemas])
    if not groups:
        return report
    with connect(alias) as connection:
        if not connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()[0]:  # type: ignore[index]
            raise AlreadyRunning
        before = in_parallel(structures, report.lagging, alias)
        there = existing(connection, report.lagging)
        for group in groups:
            alike = defaultdict(list)
            for schema in group.schemas:
                if schema in there:
                    alike[before[schema]].append(schema)
                else:  # with nothing before `public` on the search path, it would be that which changes
                    Fleet(alias, report, listen).arrive(schema, nothing_there(schema, group.keys[0]), connection)
            for members in alike.values():
                Fleet(alias, report, listen).sail(group.keys, members, connection)
        settle(connection)
    return report


def in_parallel(
    ask: Callable[[psycopg.Connection, list[str]], dict[str, Any]], schemas: list[str], alias: str
) -> dict[str, Any]:
    """What `ask` says of each schema, on WORKERS connections: for hundreds it is most of the time of a run."""

    def of(some: list[str]) -> dict[str, Any]:
        with connect(alias) as connection:
            return ask(connection, some)

    found: dict[str, Any] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        for part in pool.map(of, [schemas[first::WORKERS] for first in range(WORKERS)]):
            found |= part
    return found


def nothing_there(schema: str, key: Key) -> Outcome:
    reason = NotTried("There is no such schema.")
    return Outcome(schema, *key, Entry.State.FAILED, Entry.Way.DJANGO).failed(reason)


class Fleet:
    """Schemas that are alike, on their way to the same migrations."""

    def __init__(self, alias: str, report: Report, listen: Listener) -> None:
        self.alias, self.report, self.listen = alias, report, listen

    def sail(self, keys: tuple[Key, ...], schemas: list[str], connection: psycopg.Connection) -> None:
        waiting, wrecked = list(schemas), 0
        recordings: list[Recording] | None = None
        while waiting and recordings is None and wrecked < PILOTS:
            pilot = waiting.pop(0)
            before = details(connection, pilot)
            recordings, failure = self.record(pilot, keys)
            self.arrive(pilot, failure, connection)
            wrecked += recordings is None
        if recordings is None:
            return self.give_up(waiting, keys)
        if {(made.app, made.name) for made in recordings} != set(keys):  # squashed ones, which Django only notes
            recordings = [Recording(*key, statements=None) for key in keys]
        arrived = self.follow(waiting, recordings, connection)
        ask = self.comparison(recordings, before ^ details(connection, pilot))
        expected, after = ask(connection, [pilot])[pilot], in_parallel(ask, arrived, self.alias)
        for schema in arrived:
            odd = None if after[schema] == expected else self.differs(schema, keys[-1], pilot)
            self.arrive(schema, odd, connection)
        return None

    def comparison(
        self, recordings: list[Recording], changed: set[tuple[str, str]]
    ) -> Callable[[psycopg.Connection, list[str]], dict[str, Any]]:
        """How to see whether a schema became what its pilot did, in which `changed` came, went or became other."""
        if not all(recording.is_plain for recording in recordings):
            return structures
        return partial(structures_of, relations={relation for relation, _ in changed})

    def record(self, schema: str, keys: tuple[Key, ...]) -> tuple[list[Recording] | None, Outcome | None]:
        """Migrate by Django, and note how. None with the failure when it did not get to the end."""
        recordings: list[Recording] = []
        failure = Outcome(schema, *keys[0], Entry.State.APPLIED, Entry.Way.RECORDED)
        for attempt in patience():
            try:
                with at(self.alias, schema) as connection, connect(self.alias) as ledger:
                    for made in self.recorded(schema, connection):
                        recordings.append(made)
                        write(ledger, replace(failure, app=made.app, name=made.name, attempts=attempt))
                return recordings, None
            except Exception as error:  # noqa: BLE001 - whatever a migration raises is for the report
                done = {(made.app, made.name) for made in recordings}
                at_key = next((key for key in keys if key not in done), keys[-1])
                failure = replace(failure, app=at_key[0], name=at_key[1], attempts=attempt)
                if not (is_busy(error) and attempt < ATTEMPTS):
                    return None, failure.failed(error)
        raise AssertionError("unreachable")

    def recorded(self, schema: str, connection: Any) -> Iterator[Recording]:
        """One by one what Django still has to do in the schema that `connection` is in."""
        executor: Any = MigrationExecutor(connection)
        executor.recorder.ensure_schema()
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        state = executor._create_project_state(with_applied_migrations=True)  # as `migrate` itself does
        for migration, _ in plan:
            state, made = apply_recorded(executor, state, migration, schema)
            yield made
        executor.check_replacements()

    def follow(self, schemas: list[str], recordings: list[Recording], connection: psycopg.Connection) -> list[str]:
        """Replay on two connections; return who got to the end, after the others have been reported."""
        arrived = []
        with ThreadPoolExecutor(WORKERS) as pool:
            halves = [schemas[first::WORKERS] for first in range(WORKERS)]
            for outcomes in pool.map(lambda half: self.several(half, recordings), halves):
                for schema, failure in outcomes:
                    if failure:
                        self.arrive(schema, failure, connection)
                    else:
                        arrived.append(schema)
        return arrived

    def several(self, schemas: list[str], recordings: list[Recording]) -> list[tuple[str, Outcome | None]]:
        """One after the other, on one connection. Runs in a thread."""
        try:
            with connect(self.alias) as connection:
                return [(schema, self.one(schema, recordings, connection)) for schema in schemas]
        finally:
            connections[self.alias].close()  # a thread's own; Django would leave it open

    def one(self, schema: str, recordings: list[Recording], connection: psycopg.Connection) -> Outcome | None:
        """Give one schema what its pilot had. Returns what failed."""
        for recording in recordings:
            if recording.statements is None:
                outcome = self.by_django(schema, recording, connection)
            else:
                outcome = replay(connection, schema, search_path(schema), recording)
            if not outcome.is_applied:
                return outcome
        return None

    def by_django(self, schema: str, recording: Recording, ledger: psycopg.Connection) -> Outcome:
        key = (recording.app, recording.name)
        outcome = Outcome(schema, *key, Entry.State.APPLIED, Entry.Way.DJANGO)
        for attempt in patience():
            outcome = replace(outcome, attempts=attempt)
            try:
                with at(self.alias, schema) as connection:
                    MigrationExecutor(connection).migrate([key])
            except Exception as error:  # noqa: BLE001 - as above
                if not (is_busy(error) and attempt < ATTEMPTS):
                    return outcome.failed(error)
            else:
                write(ledger, outcome)
                return outcome
        raise AssertionError("unreachable")

    def arrive(self, schema: str, failure: Outcome | None, connection: psycopg.Connection) -> None:
        if failure:
            write(connection, failure)
            self.report.failed[schema] = failure
        else:
            self.report.done.append(schema)
        self.listen(schema, failure)

    def give_up(self, schemas: list[str], keys: tuple[Key, ...]) -> None:
        """Not tried, so nothing is wrong with them: they stay as they are, without a row in the ledger."""
        reason = NotTried(f"Not tried: {PILOTS} schemas before it failed.")
        for schema in schemas:
            self.report.failed[schema] = Outcome(schema, *keys[0], Entry.State.FAILED, Entry.Way.DJANGO).failed(reason)
        self.report.given_up += schemas

    def differs(self, schema: str, key: Key, pilot: str) -> Outcome:
        reason = NotTried(f"Its structure is not that of {pilot}, which had the same statements.")
        return Outcome(schema, *key, Entry.State.FAILED, Entry.Way.REPLAYED).failed(reason)
