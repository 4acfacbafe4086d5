"""The rules of sharing, on real servers in a folder of the test's own."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from local import ROOT
from local.processes import LocalError, is_process
from local.servers import Servers, external_database

USER = """
import sys, time
from pathlib import Path
from urllib.parse import urlsplit
from local.servers import Servers
servers = Servers(Path(sys.argv[1]))
servers.redis("kompas")
print("klaar", flush=True)
time.sleep(60)
"""

CLEANING_UP = """
import time
from local.servers import exit_on_sigterm
exit_on_sigterm()
class Slow:
    def __del__(self):
        print("klaar", flush=True)
        time.sleep(30)
Slow()
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def no_given_servers(monkeypatch):
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def servers(tmp_path):
    servers = Servers(tmp_path)
    yield servers
    servers.release()
    servers.stop()


def test_servers_start_in_a_folder_with_any_letter(tmp_path):
    servers = Servers(tmp_path / "Mijn projéct (één) ‘ß’")
    try:
        assert servers.redis("kompas")
    finally:
        servers.release()
        servers.stop()


@pytest.fixture
def other_user(servers):
    process = subprocess.Popen([sys.executable, "-c", USER, str(servers.var)], cwd=ROOT, stdout=subprocess.PIPE)
    process.stdout.readline()
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_redis_starts_once_and_the_last_user_stops_it(servers):
    servers.redis("kompas")
    pid = servers.valkey.running_pid()
    second = Servers(servers.var)
    second.redis("kompas_e2e")
    servers.release()
    assert second.valkey.running_pid() == pid
    second.release()
    assert second.valkey.running_pid() is None


def test_redis_gives_each_database_its_own_numbers(servers):
    numbers = [servers.redis(name)["REDIS_URL"].rpartition("/")[2] for name in ("kompas", "kompas_test", "kompas_e2e")]
    assert numbers == ["0", "4", "8"]


def test_release_leaves_servers_of_another_process(servers, other_user):
    servers.redis("kompas")
    servers.release()
    assert servers.in_use() is True
    assert servers.valkey.running_pid() is not None


def test_release_after_another_was_killed_stops(servers, other_user):
    other_user.send_signal(signal.SIGKILL)
    other_user.wait()
    servers.redis("kompas")
    servers.release()
    assert servers.valkey.running_pid() is None


def test_dead_names_a_server_that_crashed(servers):
    servers.redis("kompas")
    os.kill(servers.valkey.running_pid(), signal.SIGKILL)
    deadline = time.monotonic() + 5
    while not servers.dead() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert servers.dead() == ["Valkey"]


def test_stale_pid_of_another_program_is_not_believed(servers):
    servers.valkey.folder.mkdir(parents=True)
    servers.valkey.pid_file.write_text(str(os.getpid()))
    assert is_process(os.getpid(), "python") is True
    servers.redis("kompas")
    assert servers.valkey.running_pid() not in (None, os.getpid())


def test_database_is_made_once_with_its_two_logins(servers):
    first = servers.database("kompas_proef")
    assert servers.database("kompas_proef") == first
    with psycopg.connect(first["DATABASE_URL"]) as connection:
        rows = connection.execute(
            "SELECT rolname, rolinherit, rolcreaterole, rolcreatedb, rolsuper FROM pg_roles "
            "WHERE rolname LIKE 'kompas%' ORDER BY rolname"
        ).fetchall()
        order = connection.execute(
            "SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['b','é','A','a']) x"
        ).fetchone()
    assert rows == [("kompas_proef_owner", True, True, True, False), ("kompas_proef_web", False, False, False, False)]
    assert order == ("Aabé",)


def test_database_survives_a_crash_that_leaves_a_pid_file(servers):
    url = servers.database("kompas_proef")["DATABASE_OWNER_URL"]
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE blijft ()")
    pid_file = servers.postgres.data / "postmaster.pid"
    servers.postgres.stop()
    pid_file.write_text(f"{os.getpid()}\n")
    with psycopg.connect(servers.database("kompas_proef")["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("SELECT to_regclass('blijft') IS NOT NULL").fetchone() == (True,)


def test_passwords_are_for_the_owner_only(servers):
    servers.redis("kompas")
    servers.secret_key()
    modes = {path.name: path.stat().st_mode & 0o777 for path in servers.var.iterdir() if path.is_file()}
    assert set(modes.values()) == {0o600}


def test_given_servers_are_used_as_they_are(servers, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://w:x@db.example/kompas")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://o:x@db.example/kompas")
    monkeypatch.setenv("REDIS_URL", "redis://valkey.example:6379/0")
    assert servers.database("kompas") | servers.redis("kompas") == {
        "DATABASE_URL": "postgres://w:x@db.example/kompas",
        "DATABASE_OWNER_URL": "postgres://o:x@db.example/kompas",
        "REDIS_URL": "redis://valkey.example:6379/0",
    }
    assert servers.held is False


def test_external_database_of_a_run_that_was_given_one_is_that_one(servers):
    """A measurement that starts a website gives it the database that it has itself."""
    given = servers.database("kompas_test")
    assert external_database(given["DATABASE_URL"], given["DATABASE_OWNER_URL"], "kompas_test") == given


def test_external_database_without_owner():
    with pytest.raises(LocalError) as raised:
        external_database("postgres://w:x@db.example/kompas", None, "kompas")
    assert str(raised.value) == "DATABASE_URL is gezet, maar DATABASE_OWNER_URL niet. Kompas heeft beide nodig."


def test_sigterm_is_not_lost_while_python_cleans_up_an_object():
    process = subprocess.Popen([sys.executable, "-c", CLEANING_UP], cwd=ROOT, stdout=subprocess.PIPE)
    process.stdout.readline()
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 128 + signal.SIGTERM
