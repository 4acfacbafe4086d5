import errno
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

from local import preflight
from local.processes import LocalError, free_port


def test_check_python_too_old():
    with pytest.raises(LocalError) as raised:
        preflight.check_python((3, 10, 4))
    assert str(raised.value) == "Python 3.10.4 is te oud. Kompas heeft Python 3.11 of nieuwer nodig."


def test_check_port_taken_names_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LocalError) as raised:
            preflight.check_port(port)
    assert (
        str(raised.value).splitlines()[0] == f"Poort {port} is bezet. Misschien draait Kompas al in een ander venster."
    )
    assert "make demo KOMPAS_PORT=" in str(raised.value)


def test_check_port_free_is_silent():
    assert preflight.check_port(free_port()) is None


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1"])
def test_read_port_refuses_nonsense(text):
    with pytest.raises(LocalError) as raised:
        preflight.read_port({"KOMPAS_PORT": text})
    assert str(raised.value) == f"KOMPAS_PORT is '{text}'. Geef een getal van 1 tot en met 65535."


def test_read_port_default():
    assert preflight.read_port({}) == 8000


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("dnf", "dnf install pango"),
        ("brew", "brew install pango"),
    ],
)
def test_check_pango_missing_names_the_command_for_this_machine(tmp_path, monkeypatch, manager, command):
    program = tmp_path / manager
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LocalError) as raised:
        preflight.check_pango({"Pango": ("libpango-that-is-not-there.so.0",)})
    last_line = str(raised.value).splitlines()[-1]
    assert last_line.strip().removeprefix("sudo ") == command


def test_check_writable_read_only(monkeypatch):
    # /proc refuses root as well, which a folder without write permission does not.
    with pytest.raises(LocalError) as raised:
        preflight.check_writable(Path("/proc"))
    assert str(raised.value).splitlines()[0] == "Kompas kan niet schrijven in /proc."


def test_files_of_another_account_are_taken_back_and_not_thrown_away(monkeypatch, tmp_path):
    """The temporary folder is ours; /usr is root's, and for root itself a folder is given away."""
    monkeypatch.setattr(preflight, "ROOT", tmp_path)
    user, of_somebody_else = os.geteuid(), Path("/usr")
    if user == 0:
        of_somebody_else = tmp_path / "postgres"
        of_somebody_else.mkdir()
        os.chown(of_somebody_else, 1, -1)
    monkeypatch.setattr(preflight, "VAR", of_somebody_else.parent)
    assert f"sudo chown -R {user} {of_somebody_else.parent}" in preflight.way_out(of_somebody_else)
    assert "sudo" not in preflight.way_out(tmp_path)


def test_too_little_room_is_said_before_anything_is_fetched(tmp_path):
    free = shutil.disk_usage(tmp_path).free // 1_000_000
    assert preflight.check_room(tmp_path, 1) is None
    with pytest.raises(LocalError) as raised:
        preflight.check_room(tmp_path, free * 10)
    assert re.match(rf"Er is te weinig ruimte op de schijf van {tmp_path}: \d+ MB vrij", str(raised.value))


def test_check_port_of_the_system_says_so_and_names_one_that_may_be_used(monkeypatch):
    def refuse(self, address):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(LocalError) as raised:
        preflight.check_port(80)
    assert str(raised.value).splitlines() == [
        "Poort 80 mag u niet gebruiken: poorten onder 1024 zijn van het systeem.",
        "Kies een andere poort: make demo KOMPAS_PORT=8100",
    ]


def test_check_redis_unreachable_hides_the_password():
    port = free_port()
    with pytest.raises(LocalError) as raised:
        preflight.check_redis(f"redis://:geheim@127.0.0.1:{port}/0")
    assert str(raised.value).startswith(f"De server van REDIS_URL (127.0.0.1:{port}) is niet bereikbaar")
    assert "geheim" not in str(raised.value)


def test_check_given_servers_unreachable_database():
    url = f"postgres://kompas_web:geheim@127.0.0.1:{free_port()}/kompas"
    with pytest.raises(LocalError) as raised:
        preflight.check_given_servers({"DATABASE_URL": url, "DATABASE_OWNER_URL": url})
    assert str(raised.value).startswith("De server van DATABASE_URL (127.0.0.1:")
    assert "geheim" not in str(raised.value)


def test_check_given_servers_without_owner():
    with pytest.raises(LocalError) as raised:
        preflight.check_given_servers({"DATABASE_URL": "postgres://x@127.0.0.1/kompas"})
    assert str(raised.value) == "DATABASE_URL is gezet, maar DATABASE_OWNER_URL niet. Kompas heeft beide nodig."


def test_fail_writes_to_stderr_and_exits(capsys):
    with pytest.raises(SystemExit) as raised:
        preflight.fail("Het lukt niet.")
    assert raised.value.code == 1
    assert capsys.readouterr() == ("", "\nHet lukt niet.\n\n")
