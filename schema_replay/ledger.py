"""One row per schema and migration, as part of the transaction of the migration itself, or after it failed."""

import logging
import re
from dataclasses import dataclass, replace

import django.db
import psycopg
from psycopg import sql

from schema_replay.models import Entry

logger = logging.getLogger(__name__)


class NotTried(Exception):
    """Why a schema was left alone."""


@dataclass(frozen=True)
class Outcome:
    """How one migration went in one schema. `error` says what happened, and nothing of what is in the rows."""

    schema: str
    app: str
    name: str
    state: str
    way: str
    attempts: int = 1
    error: str = ""
    milliseconds: int = 0

    def failed(self, error: BaseException) -> "Outcome":
        kept = without_content(error)
        if kept not in str(error):
            logger.warning("%s: %s.%s failed.", self.schema, self.app, self.name, exc_info=error)
        return replace(self, state=Entry.State.FAILED, error=kept)

    @property
    def is_applied(self) -> bool:
        return self.state == Entry.State.APPLIED


def without_content(error: BaseException) -> str:
    """The first line of what PostgreSQL said, without the value that it may quote there; the rows are a tenant's, and
    the ledger is not. Of an error in a migration in Python only its kind: it may say anything. The log has the rest.
    """
    if not isinstance(error, psycopg.Error | django.db.Error | NotTried):
        return type(error).__name__
    said = str(error).strip().partition("\n")[0] or type(error).__name__
    return re.sub(r'(: |^value )".*', r"\1…", said)


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
