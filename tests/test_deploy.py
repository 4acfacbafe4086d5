"""`sh deploy/secrets.sh`, as an operator runs it, and a Valkey that starts with what it made."""

import re
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
import redis

from local.processes import free_port
from local.valkey import server_program
from tests.production import COMPOSE, ROOT, SERVICES

MAIL = "smtp+tls://kompas:geheim@mail.example:587"


@pytest.fixture
def folder(tmp_path):
    """A clone with nothing made in it yet."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "secrets.sh", tmp_path / "deploy")
    return tmp_path


def make(folder, **environment):
    command = ["sh", folder / "deploy" / "secrets.sh"]
    return subprocess.run(
        command, cwd="/", env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, text=True, check=False
    )


def contents(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "secrets").iterdir()}


def test_secrets_makes_every_file_that_compose_asks_for(folder):
    assert make(folder, EMAIL_URL=MAIL).returncode == 0
    made = contents(folder)
    assert set(made) == set(COMPOSE["secrets"])
    assert made["email_url"] == MAIL
    assert re.fullmatch(r"postgres://kompas_web:[0-9a-f]{48}@postgres:5432/kompas", made["database_url"])
    assert re.fullmatch(r"postgres://kompas_owner:[0-9a-f]{48}@postgres:5432/kompas", made["database_owner_url"])
    assert re.fullmatch(r"[0-9a-f]{96}", made["kompas_secret_key"])
    passwords = re.findall(r"[0-9a-f]{48}", " ".join(made.values()))
    assert len(set(passwords)) == len(passwords)


def test_secrets_are_for_containers_and_for_nobody_else_on_the_machine(folder):
    """A container reads its file under a number of its own; on the machine the folder keeps everybody out."""
    make(folder, EMAIL_URL=MAIL)
    assert (folder / "secrets").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (folder / "secrets").iterdir()} == {0o444}


def test_secrets_again_changes_nothing(folder):
    make(folder, EMAIL_URL=MAIL)
    before = contents(folder)
    again = make(folder)
    assert (again.returncode, again.stdout, contents(folder)) == (0, "", before)


def test_secrets_takes_over_the_passwords_of_an_earlier_version(folder):
    lines = ["WEB_PASSWORD=w1", "OWNER_PASSWORD='o1'", 'VALKEY_PASSWORD="v1"', "POSTGRES_PASSWORD=p1"]
    lines += ["KOMPAS_SECRET_KEY=" + "k" * 50, f"EMAIL_URL={MAIL}"]
    (folder / ".env").write_text("\n".join(lines), encoding="utf-8")
    assert make(folder).returncode == 0
    made = contents(folder)
    assert [urlsplit(made[name]).password for name in ("database_url", "database_owner_url", "redis_url")] == [
        "w1",
        "o1",
        "v1",
    ]
    assert (made["postgres_password"], made["kompas_secret_key"], made["email_url"]) == ("p1", "k" * 50, MAIL)


def test_secrets_without_a_mail_server_makes_nothing_and_says_how(folder):
    refused = make(folder)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Geef het adres van de mailserver erbij: EMAIL_URL=smtp+tls://")
    assert contents(folder) == {}


@pytest.fixture
def valkey(folder):
    """The server of the wheel, with the command of compose: only its address and its folder are others."""
    make(folder, EMAIL_URL=MAIL)
    port, data = free_port(None), folder / "data"
    data.mkdir()
    command = [part.replace("/run/secrets", str(folder / "secrets")) for part in SERVICES["valkey"]["command"][1:]]
    own = ["--bind", "127.0.0.1", "--port", str(port), "--dir", str(data)]
    process = subprocess.Popen([server_program(), *command, *own], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if "Ready to accept connections" in line:
            break
    yield port, contents(folder)["redis_url"]
    process.terminate()
    process.communicate()


def test_valkey_lets_in_who_has_the_password_of_the_file_and_is_bounded(valkey):
    port, address = valkey
    with redis.Redis(port=port) as stranger, pytest.raises(redis.exceptions.AuthenticationError):
        stranger.ping()
    with redis.Redis.from_url(address.replace("@valkey:6379", f"@127.0.0.1:{port}")) as client:
        assert client.ping() is True
        with pytest.raises(redis.exceptions.NoPermissionError):
            client.config_get("maxmemory")
    _, *command = SERVICES["valkey"]["command"]
    options = dict(zip(command[::2], command[1::2], strict=True))
    assert (options["--maxmemory"], options["--maxmemory-policy"]) == ("256mb", "noeviction")
    assert options["--appendonly"] == "yes"


def test_the_health_check_of_valkey_reads_the_password_from_its_file(folder):
    make(folder, EMAIL_URL=MAIL)
    _, check = SERVICES["valkey"]["healthcheck"]["test"]
    reading = re.search(r"\$\$\((sed .*?)\)\"", check)[1].replace("$$", "$")
    found = subprocess.run(
        ["sh", "-c", reading.replace("/run/secrets", str(folder / "secrets"))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == urlsplit(contents(folder)["redis_url"]).password
