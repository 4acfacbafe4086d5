"""Send the statements of a recording to a schema: one round trip and one transaction per migration."""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from schema_replay.connections import LOCK_TIMEOUT
from schema_replay.lagging import record
from schema_replay.ledger import Outcome, note
from schema_replay.models import Entry
from schema_replay.recording import Recording

ATTEMPTS = 5  # for a lock that somebody holds; each next one waits twice as long
FIRST_WAIT = 0.2
BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)


def patience() -> Iterator[int]:
    """The numbers of the attempts, with a wait before each but the first."""
    for attempt in range(1, ATTEMPTS + 1):
        if attempt > 1:
            time.sleep(FIRST_WAIT * 2 ** (attempt - 2))
        yield attempt


def is_busy(error: BaseException) -> bool:
    """Whether somebody else was in the way, so that trying again makes sense; Django wraps what PostgreSQL said."""
    return isinstance(error, BUSY) or isinstance(error.__cause__, BUSY)


def replay(connection: psycopg.Connection, schema: str, path: Iterable[str], recording: Recording) -> Outcome:
    """Apply it to `schema`, with `path` as search path; all of it, with its rows in both ledgers, or nothing.

    `connection` must be in autocommit and hold no transaction. Never raises for what PostgreSQL refuses: see Outcome.
    """
    assert recording.statements is not None
    key, started = (recording.app, recording.name), time.monotonic()
    for attempt in patience():
        spent = round(1000 * (time.monotonic() - started))
        done = Outcome(schema, *key, Entry.State.APPLIED, Entry.Way.REPLAYED, attempt, milliseconds=spent)
        try:
            connection.execute(script(connection, path, recording.statements, [record(key, now()), note(done)]))
        except psycopg.Error as error:
            connection.rollback()
            if not (is_busy(error) and attempt < ATTEMPTS):
                return done.failed(error)
        else:
            return done
    raise AssertionError("unreachable")


def script(
    connection: psycopg.Connection, path: Iterable[str], statements: Iterable[str], rows: Iterable[sql.Composable]
) -> bytes:
    """One text: PostgreSQL runs it in one round trip, and stops at the first error.

    It does not wait for the disk. After a crash the schema may be as it was before, and so is then its row in the
    ledger; a later commit that does wait (see `settle`) holds all that came before it.
    """
    begin = sql.SQL(
        "BEGIN; SET LOCAL synchronous_commit = off; SET LOCAL lock_timeout = {}; SET LOCAL search_path = {}"
    ).format(LOCK_TIMEOUT, sql.SQL(", ").join(map(sql.Identifier, path)))
    texts = [begin.as_string(connection), *statements, *(row.as_string(connection) for row in rows), "COMMIT"]
    # A line break first: a statement may end in a comment.
    return "\n;\n".join(text.rstrip().rstrip(";") for text in texts).encode()


def settle(connection: psycopg.Connection) -> None:
    """Wait until everything that was committed before is on the disk: a transaction with a number does."""
    connection.execute("SELECT txid_current()")


def now() -> datetime:
    return datetime.now(UTC)
