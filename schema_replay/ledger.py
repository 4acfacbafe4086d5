"""One row per schema and migration, as part of the transaction of the migration itself, or after it failed."""

from dataclasses import dataclass, replace

import psycopg
from psycopg import sql

from schema_replay.models import Entry


@dataclass(frozen=True)
class Outcome:
    """How one migration went in one schema. `error` is the first line of what PostgreSQL or Python said."""

    schema: str
    app: str
    name: str
    state: str
    way: str
    attempts: int = 1
    error: str = ""
    milliseconds: int = 0

    def failed(self, error: BaseException) -> "Outcome":
        said = str(error).strip().partition("\n")[0] or type(error).__name__
        return replace(self, state=Entry.State.FAILED, error=said)

    @property
    def is_applied(self) -> bool:
        return self.state == Entry.State.APPLIED


def note(outcome: Outcome) -> sql.Composed:
    """The statement that writes the row, in the public schema whatever the search path is."""
    values = (outcome.schema, outcome.app, outcome.name, str(outcome.state), str(outcome.way), outcome.attempts)
    return sql.SQL(
        "INSERT INTO public.schema_replay_entry AS entry"
        " (schema_name, app, name, state, way, attempts, error, milliseconds, updated_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}, now()) ON CONFLICT (schema_name, app, name) DO UPDATE"
        " SET state = excluded.state, way = excluded.way, attempts = entry.attempts + excluded.attempts,"
        " error = excluded.error, milliseconds = excluded.milliseconds, updated_at = excluded.updated_at"
    ).format(*values, outcome.error, outcome.milliseconds)


def write(connection: psycopg.Connection, outcome: Outcome) -> None:
    connection.execute(note(outcome))
