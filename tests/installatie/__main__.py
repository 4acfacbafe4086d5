"""Play the life of an installation in a bare Debian with Docker: `python -m tests.installatie [commit]`, as root.

Follows docs/installeren.md to the letter: the commands that are run are the blocks of that page. Then what an operator
meets later: a killed node, a copy put back on an empty machine, a new key, an upgrade from an older commit. A visitor
in a real browser has an answer saved, and looks for it after each. Prints what each step took; ends with 1 and the
reason when something is not so.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error

from local import ROOT, VAR
from tests.installatie import images
from tests.installatie.machine import Machine, call, wait_for
from tests.installatie.visitor import BOUWSTEEN, TYPED, Visitor, visiting

HOST = "kompas.example.nl"
SLUG, EMAIL = "stadskanaal", "beheerder@stadskanaal.example"
SOURCE, KOMPAS = "/bron", "/kompas"
MAIL = "EMAIL_URL='smtp+tls://gebruiker:wachtwoord@mail.example.nl:587' "
ANSWERS = f" --gemeente {SLUG} --verwerkersovereenkomst 2026-01-01 --beheerder {EMAIL} --geen-vragen"
# Where the image of compose is not to be had.
OVERRIDE = "services: {proxy: {volumes: ['./Caddyfile.here:/etc/caddy/Caddyfile:ro']}}\n"
STATE = "docker compose ps -a; docker compose logs --tail 15"
# As somebody answered it there: the proxy of that time asked for a certificate of one's own, so without a browser.
OLDER_ANSWER = """
from kader.models import KaderVersie
from tenants.context import in_gemeente
from tenants.models import Gemeente
from zelfevaluatie.actions import open_zelfevaluatie
with in_gemeente(Gemeente.objects.get(slug="{slug}")):
    opened = open_zelfevaluatie(kaderversie=KaderVersie.objects.latest(), jaar=2026)
    opened.antwoorden.filter(bouwsteen__code="{bouwsteen}").update(plan_zin="{text}")
"""
SERVICES = {"postgres", "valkey", "web", "worker", "beat", "backup", "proxy"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", help="the older code that the upgrade begins at; without it, no upgrade")
    older = parser.parse_args().commit
    if os.geteuid() != 0:
        print("Dit vraagt root: het maakt een machine met Docker erin.")
        return 1
    machine = Machine(VAR / "installatie")
    try:
        with timed("een kale Debian met Docker"):
            machine.make()
            machine.start()
        images.give(machine, images.names_now())
        source(machine)
        with visiting(HOST, EMAIL, SLUG) as visitor:
            play(machine, visitor)
            if older:
                upgrade(machine, older)
        return 0
    except (AssertionError, Error) as wrong:
        print(f"Het ging mis.\n{wrong}\n{sh(machine, STATE, check=False)}")
        return 1
    finally:
        clean(machine)
        machine.stop()


@contextmanager
def timed(title: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    print(f"{title}: {time.monotonic() - started:.0f} s", flush=True)


def source(machine: Machine) -> None:
    """The code as it stands in Git here: what `git clone` on the machine gets."""
    call("rm", "-rf", f"{machine.root}{SOURCE}", f"{machine.root}{KOMPAS}")
    call("git", "clone", "--quiet", "--bare", str(ROOT), f"{machine.root}{SOURCE}")


def blocks() -> list[str]:
    """The commands and settings of docs/installeren.md, in its order."""
    page = (ROOT / "docs" / "installeren.md").read_text(encoding="utf-8")
    steps = page.partition("## Stap voor stap")[2].partition("## Daarna")[0]
    return re.findall(r"^```\n(.*?)^```$", steps, re.MULTILINE | re.DOTALL)


def from_before() -> str:
    """What docs/bijwerken.md has an operator do once who comes from before 0.9."""
    page = (ROOT / "docs" / "bijwerken.md").read_text(encoding="utf-8").partition("### From before 0.9")[2]
    return page.split("```")[1]


def play(machine: Machine, visitor: Visitor) -> None:
    started = time.monotonic()
    clone, secrets, settings, setup, start, key, copy = blocks()
    with timed("1. Kompas ophalen"):
        sh(machine, clone.replace("<adres van de broncode>", f"file://{SOURCE}"), folder="/")
    sh(machine, secrets)
    write(machine, ".env", settings + "KOMPAS_TLS=internal\n")
    here(machine)
    with timed("4. bouwen"):
        build, _, fill = setup.partition("\n")
        sh(machine, build)
    with timed("4. vullen"):
        said = sh(machine, fill.strip() + ANSWERS)
    with timed("5. starten"):
        sh(machine, start)
        wait_for(lambda: healthy(machine) >= SERVICES - {"backup"}, 300)
    with timed("6. inloggen, en een antwoord opslaan"):
        visitor.begin(link_in(said))
        visitor.start()
        visitor.save()
    print(f"van niets tot het eerste antwoord: {(time.monotonic() - started) / 60:.1f} minuten", flush=True)
    private = backup(machine, key, copy)
    killed(machine, visitor)
    put_back(machine, visitor, private)
    renew(machine, visitor)


def backup(machine: Machine, key: str, copy: str) -> str:
    """Step 7; gives the private key, which the page has us take away from the machine."""
    with timed("7. een versleutelde kopie"):
        public = sh(machine, key)
        found = re.search(r"age1\w+", public)
        assert found, public
        append(machine, ".env", f"KOMPAS_BACKUP_PUBLIC_KEY={found[0]}\n")
        sh(machine, "docker compose up -d")
        wait_for(lambda: "Up" in sh(machine, "docker compose ps backup"))
        sh(machine, copy)
        assert copies(machine)
        sh(machine, "docker compose exec -T backup python manage.py backup_age")
    path = machine.root / KOMPAS[1:] / "backup.key"
    private = path.read_text(encoding="utf-8")
    path.unlink()
    return private


def killed(machine: Machine, visitor: Visitor) -> None:
    for service in ("web", "worker", "postgres", "valkey", "proxy"):
        with timed(f"{service} geveld met kill -9, en terug"):
            kill(machine, service)
            wait_for(lambda name=service: name in healthy(machine), 300)
            visitor.sees()
    with timed("de hele machine uit en weer aan"):
        text = f"{TYPED} Net voor de stroom uitviel."
        visitor.save(text)
        machine.stop()
        machine.start()
        wait_for(lambda: healthy(machine) >= SERVICES - {"backup"}, 600)
        visitor.sees(text)
        visitor.save()


def put_back(machine: Machine, visitor: Visitor, private: str) -> None:
    """As on a new machine: the code, secrets/, .env and a copy, and nothing else."""
    with timed("een kopie maken"):
        before = copies(machine)
        sh(machine, "docker compose exec -T backup python manage.py backup /backups")
        sh(machine, "docker compose exec -T backup python manage.py backup_wissingen /backups")
        (copy,) = copies(machine) - before
    sh(machine, "docker compose down")
    sh(machine, "docker volume rm kompas_postgres kompas_valkey")
    write(machine, "backup.key", private)
    (machine.root / KOMPAS[1:] / "backup.key").chmod(0o444)
    with timed("die kopie terug in een lege database, en weer aan"):
        sh(machine, "docker compose up -d --wait postgres valkey")
        command = f"python manage.py restore /backups/{copy} --key /backup.key"
        sh(machine, f'docker compose run --rm --no-deps -v "$PWD/backup.key:/backup.key:ro" migrate {command}')
        sh(machine, "docker compose up -d")
        wait_for(lambda: healthy(machine) >= SERVICES - {"backup"}, 300)
        visitor.log_in()
        visitor.sees()


def renew(machine: Machine, visitor: Visitor) -> None:
    """The three steps of docs/backup.md."""
    secrets = machine.root / KOMPAS[1:] / "secrets"
    with timed("de sleutel vernieuwen"):
        former = (secrets / "kompas_secret_key").read_text(encoding="utf-8")
        newest = os.urandom(32).hex()
        replace(secrets / "kompas_secret_key", newest)
        replace(secrets / "kompas_secret_key_former", former)
        sh(machine, "docker compose up -d --force-recreate web worker beat")
        sh(machine, "docker compose run --rm migrate python manage.py renew_keys")
        visitor.sees()  # she need not log in again
        replace(secrets / "kompas_secret_key_former", "")
        sh(machine, "docker compose up -d --force-recreate web worker beat")
        wait_for(lambda: healthy(machine) >= SERVICES - {"backup"}, 300)
        visitor.log_in()  # with a second step that was encrypted under the former key
        visitor.sees()


def upgrade(machine: Machine, older: str) -> None:
    """Of docs/bijwerken.md. The older code had its passwords in .env, and its own way to begin."""
    sh(machine, "docker compose down -v")
    sh(machine, f"git checkout --quiet {older}")
    machine.run("rm", "-rf", f"{KOMPAS}/secrets", f"{KOMPAS}/docker-compose.override.yml")
    words = {name: os.urandom(16).hex() for name in ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "WEB_PASSWORD")}
    words |= {"VALKEY_PASSWORD": os.urandom(16).hex(), "KOMPAS_SECRET_KEY": os.urandom(32).hex()}
    words |= {"EMAIL_URL": "smtp://mail.example.nl:25", "KOMPAS_HOST": HOST, "KOMPAS_TLS": "internal"}
    write(machine, ".env", "".join(f"{name}={value}\n" for name, value in words.items()))
    text = (machine.root / KOMPAS[1:] / "docker-compose.yml").read_text(encoding="utf-8")
    named = {name: re.search(rf"image: (\S*{name}:\S+)", text) for name in ("postgres", "valkey", "caddy")}
    images.give(machine, {kind: found[1] for kind, found in named.items() if found})
    with timed(f"{older[:7]} installeren"):
        sh(machine, "docker compose build")
        owner = "docker compose run --rm migrate python manage.py"
        sh(machine, f"{owner} migrate")
        for command in ("load_kader", "load_gemeenten", "load_sjablonen", f"open_gemeente {SLUG}"):
            sh(machine, f"{owner} {command}")
        said = sh(machine, f"{owner} grant_toegang {EMAIL} beheerder {SLUG}")
        sh(machine, "docker compose up -d web worker beat")
        answer = OLDER_ANSWER.format(slug=SLUG, bouwsteen=BOUWSTEEN, text=TYPED)
        sh(machine, f"docker compose run --rm --no-deps web python manage.py shell -c '{answer}'")
    with timed("bijwerken naar deze code"):
        sh(machine, "git checkout --quiet -")
        sh(machine, "docker tag kompas kompas:before && docker compose build")
        here(machine)
        sh(machine, from_before())
        sh(machine, "docker compose up -d")
        wait_for(lambda: healthy(machine) >= SERVICES - {"backup"}, 300)
    checked = sh(machine, "docker compose run --rm migrate python manage.py migrate --check")
    assert "kompas.W" not in checked, checked
    with visiting(HOST, EMAIL, SLUG) as visitor:
        visitor.begin(link_in(said))
        visitor.sees()
        visitor.save(f"{TYPED} Ook in de nieuwe versie.")


def link_in(said: str) -> str:
    """Where the first beheerder chooses a password."""
    return re.findall(r"https://\S+/key/\S+", said)[-1]


def here(machine: Machine) -> None:
    """Debian's Caddy, where the one of compose is not to be had."""
    version = machine.run("docker", "run", "--rm", "--entrypoint", "caddy", images.names_now()["caddy"], "version")
    found = re.search(r"\d+\.\d+\.\d+", version.stdout)
    assert found, version.stdout
    if found[0] not in images.names_now()["caddy"]:
        call("sh", "-c", f"cd {ROOT} && {sys.executable} -m proxy {found[0]} > {machine.root}{KOMPAS}/Caddyfile.here")
        write(machine, "docker-compose.override.yml", OVERRIDE)


def healthy(machine: Machine) -> set[str]:
    """The services that are up, and well as far as they have a health check."""
    said = machine.run("docker", "compose", "ps", "--format", "{{.Service}} {{.Health}}", folder=KOMPAS, check=False)
    return {line.split()[0] for line in said.stdout.splitlines() if line.endswith(" healthy")}


def kill(machine: Machine, service: str) -> None:
    """From outside of Docker, so that it is no wish of the operator."""
    (name,) = machine.run("docker", "compose", "ps", "-q", service, folder=KOMPAS).stdout.split()
    pid = machine.run("docker", "inspect", "-f", "{{.State.Pid}}", name).stdout.strip()
    machine.run("sh", "-c", f"kill -9 {pid}")
    wait_for(lambda: machine.run("docker", "inspect", "-f", "{{.State.Pid}}", name).stdout.strip() != pid)


def copies(machine: Machine) -> set[str]:
    said = sh(machine, "docker compose exec -T backup ls /backups", check=False)
    return {name for name in said.split() if name.endswith(".tar.age")}


def sh(machine: Machine, script: str, *, folder: str = KOMPAS, check: bool = True) -> str:
    done = machine.run("sh", "-euc", script, folder=folder, check=check)
    return done.stdout + done.stderr


def write(machine: Machine, name: str, text: str) -> None:
    (machine.root / KOMPAS[1:] / name).write_text(text, encoding="utf-8")


def append(machine: Machine, name: str, text: str) -> None:
    with (machine.root / KOMPAS[1:] / name).open("a", encoding="utf-8") as file:
        file.write(text)


def replace(path, text: str) -> None:
    """Read-only files, as deploy/secrets.sh made them; in place, as Docker mounted that very file."""
    path.chmod(0o644)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o444)


def clean(machine: Machine) -> None:
    """The networks that Docker made are the kernel's, and outlive it."""
    with suppress(AssertionError, ValueError):
        sh(machine, "docker compose down -v --remove-orphans", check=False)


if __name__ == "__main__":
    sys.exit(main())
