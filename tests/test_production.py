"""Dockerfile and docker-compose.yml, read beside the code they start: nobody runs them here, so nothing may drift.

What can be run without Docker is run in test_production_servers.py.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from celery.app.utils import find_app
from celery.bin.celery import celery
from django.conf import settings
from django.core.management import get_commands, load_command_class
from gunicorn.config import Config
from gunicorn.util import import_app

import proxy.caddyfile
from kompas import gunicorn
from local.preflight import PANGO_COMMANDS
from tests.production import COMPOSE, ROOT, SERVICES, environment
from zelfevaluatie.models import BESTAND_MAX_MB

OURS = {name: service for name, service in SERVICES.items() if service["image"] == "kompas"}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = [name for name in PYPROJECT["tool"]["importlinter"]["root_packages"] if name != "demo"]  # not in the image
# manage.py says this to the settings itself; nobody has to.
BY_MANAGE = {"KOMPAS_AS_OWNER"}
# Not for a container: debugging, and what follows from KOMPAS_HOST where that is no localhost.
NOT_IN_PRODUCTION = {"KOMPAS_DEBUG", "KOMPAS_DEMO", "KOMPAS_PORT", "KOMPAS_HTTPS"}
ONLY_FOR_TESTS = {"BROWSER_BIN"}


def read_by_settings():
    text = (ROOT / "kompas" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r"\"((?:KOMPAS|DATABASE|REDIS|EMAIL)_\w+)\"", text))


def read_by_gunicorn():
    text = (ROOT / "kompas" / "gunicorn.py").read_text(encoding="utf-8")
    return set(re.findall(r"environ\.get\(\"(KOMPAS_\w+)\"\)", text)) - read_by_settings()


def asked_by_compose():
    """`${NAME:?}`, and names without a value, which Compose takes from .env when they are there."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    passed = {name for service in SERVICES.values() for name, value in environment(service).items() if value is None}
    return set(re.findall(r"(?<!\$)\$\{(\w+)", text)) | passed


def documented():
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_the_services_and_their_images():
    assert {name: service["image"] for name, service in SERVICES.items()} == {
        **dict.fromkeys(("migrate", "web", "worker", "beat"), "kompas"),
        "postgres": "postgres:18",
        "valkey": "valkey/valkey:9",
        "proxy": f"caddy:{proxy.caddyfile.VERSION}",
    }


def test_every_variable_is_explained_and_used():
    assert documented() == read_by_settings() | asked_by_compose() | ONLY_FOR_TESTS


def test_whoever_fills_in_env_reaches_the_settings():
    """A variable in .env that Compose does not pass on would be silently without effect."""
    given = set(environment(SERVICES["migrate"]))
    assert given == read_by_settings() - BY_MANAGE - NOT_IN_PRODUCTION
    without_owner = given - {"DATABASE_OWNER_URL"}
    assert [set(environment(SERVICES[name])) for name in ("web", "worker", "beat")] == [
        without_owner | read_by_gunicorn(),
        *[without_owner] * 2,
    ]
    assert read_by_gunicorn() == {"KOMPAS_PROCESSES", "KOMPAS_THREADS"}


def test_only_migrate_knows_the_owner_of_the_database():
    knowing = {name for name, service in SERVICES.items() if "OWNER" in str(environment(service))}
    assert knowing == {"migrate", "postgres"}  # the latter makes that role


def test_who_can_reach_whom():
    assert {name: bool((options or {}).get("internal")) for name, options in COMPOSE["networks"].items()} == {
        "data": True,
        "front": True,
        "outside": False,
    }
    assert {name: set(service["networks"]) for name, service in SERVICES.items()} == {
        "postgres": {"data"},
        "valkey": {"data"},
        "migrate": {"data"},
        "beat": {"data"},
        "web": {"data", "front", "outside"},
        "worker": {"data", "outside"},
        "proxy": {"front", "outside"},
    }
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["80:80", "443:443", "443:443/udp"]
    }


def test_every_named_volume_and_config_is_there_and_used():
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {mount.partition(":")[0] for mount in mounts if not mount.startswith(".")}
    assert named == set(COMPOSE["volumes"])
    configs = {config["source"] for service in SERVICES.values() for config in service.get("configs", [])}
    assert configs == set(COMPOSE["configs"])


def test_our_containers_can_change_nothing_but_tmp():
    for service in OURS.values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert [mount.partition(":")[0] for mount in service["tmpfs"]] == ["/tmp"]
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_proxy_may_no_more_than_listen_below_1024():
    service = SERVICES["proxy"]
    assert (service["read_only"], service["cap_drop"], service["cap_add"]) == (True, ["ALL"], ["NET_BIND_SERVICE"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [mount for mount in service["volumes"] if not mount.endswith(":ro")] == ["caddy:/data"]


@pytest.mark.parametrize("name", ["web", "proxy"])
def test_what_callers_reach_has_a_limit_to_all_it_can_take(name):
    service = SERVICES[name]
    assert [type(service.get(limit)) for limit in ("mem_limit", "cpus", "pids_limit")] == [str, int, int]
    assert all(":size=" in mount for mount in service["tmpfs"])
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_the_proxy_tidies_up_before_it_is_killed():
    limit, aim = SERVICES["proxy"]["mem_limit"], SERVICES["proxy"]["environment"]["GOMEMLIMIT"]
    assert int(aim.removesuffix("MiB")) < int(limit.removesuffix("g")) * 1024


def test_web_is_given_the_time_to_finish_and_room_for_every_file_under_way():
    room = int(re.search(r"size=(\d+)m", SERVICES["web"]["tmpfs"][0])[1])
    assert int(SERVICES["web"]["stop_grace_period"].removesuffix("s")) > gunicorn.graceful_timeout
    assert room > gunicorn.workers * gunicorn.threads * BESTAND_MAX_MB


def test_every_service_that_stays_up_has_a_health_check():
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"migrate"}
    waits = {name: list(service["depends_on"]) for name, service in SERVICES.items() if "depends_on" in service}
    assert waits == {
        "migrate": ["postgres", "valkey"],
        **{name: ["migrate"] for name in ("web", "worker", "beat")},
        "proxy": ["web"],
    }


def parse_manage(name, *arguments):
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(list(arguments))


def parse_celery(*arguments):
    """Of click only the names of the options: more would start the program."""
    before, _, _ = " ".join(arguments).partition(" -d ")
    words = before.split()
    assert words[0] == "-A"
    assert find_app(words[1]).main == "kompas"
    command = celery.commands[words[2]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word.partition("=")[0] for word in arguments[3:] if word.startswith("-")} - known == set()


def parse_gunicorn(*arguments):
    found = Config().parser().parse_args(list(arguments))
    assert callable(import_app(found.args[0]))
    return found


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists_and_takes_its_options(name):
    default = ast.literal_eval(re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[1])
    program, *arguments = OURS[name].get("command", default)
    if program == "python":
        assert arguments.pop(0) == "manage.py"
    {"python": parse_manage, "celery": parse_celery, "gunicorn": parse_gunicorn}[program](*arguments)


def test_the_commands_inside_the_image_and_the_health_checks_exist():
    parse_manage(*re.search(r"python manage\.py (.*)$", DOCKERFILE, re.MULTILINE)[1].split())
    _, ping = SERVICES["worker"]["healthcheck"]["test"]
    parse_celery(*ping.split()[1:])


def test_a_worker_is_given_the_time_that_a_task_may_take():
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_the_proxy_leads_to_the_port_of_web():
    """The rest of its file: tests/proxy."""
    caddyfile = proxy.caddyfile.WRITTEN.read_text(encoding="utf-8")
    assert re.search(r"^\{\$KOMPAS_HOST\}, \*\.\{\$KOMPAS_HOST\} \{$", caddyfile, re.MULTILINE)
    ports = set(re.findall(r"reverse_proxy \{\$KOMPAS_UPSTREAM:web:(\d+)\}", caddyfile))
    assert ports == set(re.findall(r"(?:EXPOSE |0\.0\.0\.0:)(\d+)", DOCKERFILE))


def test_the_system_packages_are_named_alike_everywhere():
    wanted = re.search(r"--no-install-recommends (.*?) \\", DOCKERFILE)[1].split()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(wanted) == set(PANGO_COMMANDS["apt-get"].removeprefix("apt-get install ").split())
    assert set(re.search(r"sudo apt install (.*?) +#", readme)[1].split()) == {"make", "python3-venv", *wanted}


def test_the_image_has_a_python_that_we_take():
    version = tuple(map(int, re.search(r"^FROM python:(\d+)\.(\d+)-slim$", DOCKERFILE, re.MULTILINE).groups()))
    oldest = tuple(map(int, PYPROJECT["project"]["requires-python"].removeprefix(">=").split(".")))
    assert version >= oldest


def imported(paths):
    """The first part of every name that is imported, wherever it stands in the file."""
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module.partition(".")[0]


def product():
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def installed_by(lock):
    """The names of all packages that Kompas depends on, with the extras that are asked for."""
    packages = {package["name"]: package for package in lock}
    installed, waiting = set(), [("kompas", "")]
    while waiting:
        wanted = name, extra = waiting.pop()
        if wanted in installed:
            continue
        installed.add(wanted)
        package = packages[name]
        needs = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
        for need in needs:
            waiting += [(need["name"], ""), *((need["name"], each) for each in need.get("extra", []))]
    return {name for name, _ in installed}


def test_the_image_has_every_package_that_the_product_imports():
    """`uv sync --no-default-groups` installs the dependencies and theirs, and nothing of the groups."""
    assert "uv sync --frozen --no-default-groups" in DOCKERFILE
    installed = installed_by(tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"])
    owners = packages_distributions()
    missing = {
        name
        for name in set(imported(product())) & set(owners)
        if not {owner.lower().replace("_", "-").replace(".", "-") for owner in owners[name]} & installed
    }
    assert missing == set()


def ignored():
    return (ROOT / ".dockerignore").read_text(encoding="utf-8").split("developers")[1].split()


def test_nothing_in_the_image_needs_what_is_left_out_of_it():
    assert ignored() == ["demo", "fixtures/demo", "templates/demo", "local", "tests", "benchmarks"]
    assert set(imported(product())) & set(ignored()) == set()


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    """What `COPY . .` puts in the image, as far as it is in Git."""
    folder = tmp_path_factory.mktemp("image")
    left_out = tuple(f"{name}/" for name in ignored())
    named = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in named:
        if not name.startswith(left_out):
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


def test_the_roles_are_described_alike_everywhere():
    texts = [COMPOSE["configs"]["roles"]["content"], EXAMPLE, (ROOT / "README.md").read_text(encoding="utf-8")]
    told = [dict(re.findall(r"CREATE ROLE (kompas_\w+) ([A-Z ]+) PASSWORD", text)) for text in texts]
    assert told == [{"kompas_owner": "LOGIN CREATEROLE", "kompas_web": "LOGIN NOINHERIT"}] * 3


def test_ci_installs_what_the_readme_asks_for():
    asked = re.search(r"sudo apt install (.*?) +#", (ROOT / "README.md").read_text(encoding="utf-8"))[1].split()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"--no-install-recommends \\\n\s+(.*?) >", script)[1].split() == asked
