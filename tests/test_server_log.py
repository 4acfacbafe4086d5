"""PostgreSQL's own log has nothing that people typed, whatever goes wrong: read from a real server of our making."""

import os
import signal
import threading
import time

import psycopg
import pytest
from psycopg import errors, sql

from local.postgres import SILENT, Postgres
from tenants.checks import SILENT as CHECKED
from tenants.checks import found
from tests.production import SERVICES

WORD = "Kanariepiet"
# What each statement fails with; {} is what somebody typed.
FAILING = {
    "unique": (errors.UniqueViolation, "INSERT INTO mensen (email) VALUES ('{}@voorbeeld.nl'), ('{}@voorbeeld.nl')"),
    "check": (errors.CheckViolation, "INSERT INTO mensen (naam, n) VALUES ('{}', -1)"),
    "null": (errors.NotNullViolation, "INSERT INTO mensen (naam, n) VALUES ('{}', NULL)"),
    "too-long": (errors.StringDataRightTruncation, "SELECT '{}'::text; INSERT INTO mensen (kort) VALUES ('{}')"),
    "uuid": (errors.InvalidTextRepresentation, "SELECT '{}'::uuid"),
    "number": (errors.InvalidTextRepresentation, "SELECT '{}'::int"),
    "date": (errors.InvalidDatetimeFormat, "SELECT '{}'::date"),
    "json": (errors.InvalidTextRepresentation, "SELECT '[{}'::jsonb"),
    "regex": (errors.InvalidRegularExpression, "SELECT 'x' ~ '({}'"),
    "syntax": (errors.SyntaxError, "SELECT '{}"),
    "column": (errors.UndefinedColumn, 'SELECT "{}" FROM mensen'),
    "raise": (errors.RaiseException, "DO $$ BEGIN RAISE EXCEPTION 'Fout bij %', '{}'; END $$"),
    "function": (errors.DivisionByZero, "DO $$ BEGIN EXECUTE 'SELECT 1 / length(''{}'') * 0 / 0'; END $$"),
    "statement-timeout": (errors.QueryCanceled, "SET statement_timeout = '50ms'; SELECT pg_sleep(5), '{}'"),
    "lock-timeout": (errors.LockNotAvailable, "SET lock_timeout = '50ms'; UPDATE bezet SET naam = '{}'"),
    "warning": (None, "DO $$ BEGIN RAISE WARNING '%', '{}'; END $$"),
}
LOUD = ("log_min_messages = warning", "log_min_error_statement = error", "log_error_verbosity = 'default'")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    folder.chmod(0o755)
    cluster = Postgres(folder / "postgres", folder / "postgres.log")
    cluster.start()
    cluster.create_database("kompas")
    with psycopg.connect(cluster.url("postgres", "kompas")) as connection:
        connection.execute(
            "CREATE TABLE mensen"
            " (email text UNIQUE, naam text, kort varchar(3), n int NOT NULL DEFAULT 1 CHECK (n > 0));"
            " CREATE TABLE bezet AS SELECT 'x' AS naam, 1 AS n UNION ALL SELECT 'y', 2"
        )
    yield cluster
    cluster.stop()


@pytest.fixture
def connect(cluster):
    """A session of the superuser, who alone may make his own louder; in autocommit."""
    made = []

    def connect(*, loud=False):
        connection = psycopg.connect(cluster.url("postgres", "kompas"), autocommit=True)
        made.append(connection)
        for setting in LOUD if loud else ():
            connection.execute(f"SET {setting}")
        return connection

    yield connect
    for connection in made:
        connection.close()


def log_of(cluster):
    return cluster.log.read_text(encoding="utf-8", errors="replace")


def fail(connect, kind, word, *, loud):
    error, statement = FAILING[kind]
    with connect() as holder, holder.transaction():
        holder.execute("LOCK TABLE bezet")
        asked = statement.replace("{}", word).encode()  # bytes: sent as they are, several at once too
        connection = connect(loud=loud)
        if error is None:
            connection.execute(asked)
        else:
            with pytest.raises(error):
                connection.execute(asked)


@pytest.mark.parametrize("kind", FAILING)
def test_no_error_brings_what_was_typed_into_the_log(cluster, connect, kind):
    """The second half of each: with PostgreSQL's own settings it would have been there."""
    silent, loud = f"{WORD}-stil-{kind}", f"{WORD}-luid-{kind}"
    fail(connect, kind, silent, loud=False)
    fail(connect, kind, loud, loud=True)
    text = log_of(cluster)
    assert (silent in text, loud in text) == (False, True)


@pytest.mark.parametrize("loud", [False, True])
def test_a_deadlock_brings_nothing_into_the_log(cluster, connect, loud):
    word = f"{WORD}-klem-{loud}"
    first, second = connect(loud=loud), connect(loud=loud)
    failed = []

    def change(connection, n):
        try:
            connection.execute(f"UPDATE bezet SET naam = '{word}' WHERE n = {n}")
        except errors.DeadlockDetected:
            failed.append(n)

    for connection in (first, second):
        connection.execute("BEGIN")
    change(first, 1)
    change(second, 2)
    waiting = threading.Thread(target=change, args=(first, 2))
    waiting.start()
    change(second, 1)
    waiting.join()
    assert (len(failed), word in log_of(cluster)) == (1, loud)


@pytest.mark.parametrize("loud", [False, True])
def test_parameters_of_a_prepared_statement_are_not_in_the_log(cluster, connect, loud):
    word = f"{WORD}-los-{loud}"
    connection = connect()
    if loud:
        connection.execute("SET log_min_duration_statement = 0; SET log_parameter_max_length = -1")
        connection.execute("SET log_error_verbosity = 'default'")
    connection.execute("SELECT %s::text", [word], prepare=True)
    assert (word in log_of(cluster)) == loud


def test_compose_and_the_demo_ask_for_what_the_check_wants(cluster, connect):
    command = SERVICES["postgres"]["command"]
    given = dict(pair.split("=") for pair in command[2::2])
    assert {name: given[name] for name in SILENT} == SILENT
    assert {name for name, value in SILENT.items() if value not in CHECKED[name]} == set()
    assert CHECKED.keys() - SILENT.keys() == {
        "auto_explain.log_min_duration",
        "debug_print_parse",
        "debug_print_plan",
        "debug_print_rewritten",
        "pgaudit.log",
    }
    with connect() as connection:
        shown = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in SILENT}
    assert shown == SILENT


def test_the_check_finds_nothing_on_our_own_server(cluster, connect, monkeypatch):
    monkeypatch.setattr("tenants.checks.connect", lambda alias: connect())
    assert found("default") == []


@pytest.mark.parametrize("name", CHECKED)
def test_the_check_names_each_setting_that_lets_text_into_the_log(cluster, connect, monkeypatch, name):
    wrong = {"log_min_messages": "error", "log_min_error_statement": "error", "log_error_verbosity": "default"}
    wrong |= {"log_statement": "all", "pgaudit.log": "all", "log_transaction_sample_rate": "0.5"}
    value = wrong.get(name, "on" if CHECKED[name] == {"off"} else "100")

    def louder(alias):
        connection = connect()
        connection.execute(sql.SQL("SELECT set_config({}, {}, false)").format(name, value))
        return connection

    monkeypatch.setattr("tenants.checks.connect", louder)
    (message,) = found("default")
    assert (message.id, f"{name} is " in message.msg) == ("kompas.W001", True)


def test_the_check_says_that_everybody_may_keep_something_beside_the_tables(cluster, connect, monkeypatch):
    connect().execute("CREATE DATABASE open TEMPLATE template0")
    elsewhere = cluster.url("postgres", "open")
    monkeypatch.setattr("tenants.checks.connect", lambda alias: psycopg.connect(elsewhere, autocommit=True))
    (message,) = found("default")
    assert (message.id, "lo_" in message.msg) == ("kompas.W002", True)


def test_a_session_that_dies_leaves_nothing_of_what_it_did(cluster, connect):
    """The server then writes itself which statement was running. The last, for the server starts again."""
    word = f"{WORD}-dood"
    connection, watcher = connect(), connect()
    pid = connection.info.backend_pid

    def run():
        with pytest.raises(psycopg.OperationalError):
            connection.execute(f"SELECT pg_sleep(60), '{word}'")

    running = threading.Thread(target=run)
    running.start()
    busy = "SELECT 1 FROM pg_stat_activity WHERE pid = %s AND wait_event = 'PgSleep'"
    until(lambda: watcher.execute(busy, [pid]).fetchone())
    os.kill(pid, signal.SIGKILL)
    running.join()
    until(lambda: f"(PID {pid}) was terminated by signal 9" in log_of(cluster))
    assert word not in log_of(cluster)


def until(found, seconds=60):
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end
        time.sleep(0.1)
