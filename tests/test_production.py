"""Dockerfile and docker-compose.yml, read beside the code they start: nobody runs them here, so nothing may drift.

What can be run without Docker is run in test_production_servers.py.
"""

import ast
import re
import tomllib
from importlib.metadata import packages_distributions

import pytest
import yaml
from celery.app.utils import find_app
from celery.bin.celery import celery
from django.conf import settings
from django.core.management import get_commands, load_command_class
from gunicorn.config import Config
from gunicorn.util import import_app

import proxy.caddyfile
from kompas import gunicorn
from kompas.secret_files import SECRETS
from local.preflight import PANGO_COMMANDS
from tests.production import COMPOSE, ROOT, SERVICES, environment, given, imported
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
# What only an extra installs, by the one file that asks for it.
OPTIONAL = {"sentry_sdk": "monitoring/reporting.py", "opentelemetry": "monitoring/tracing.py"}


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


def set_by_image():
    """ENV NAME=value, also over more lines."""
    return {
        name
        for block in re.findall(r"^ENV ((?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
        for name in re.findall(r"(\w+)=", block)
    }


@pytest.mark.parametrize("name", OURS)
def test_compose_takes_nothing_away_that_the_image_gives(name):
    """A variable without a value, that .env does not have either, is taken from the environment of the image."""
    assert set_by_image() == {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "KOMPAS_LOG"}
    assert {key for key, value in environment(OURS[name]).items() if value is None} & set_by_image() == set()


def documented():
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))


def test_the_services_and_their_images():
    assert {name: service["image"] for name, service in SERVICES.items()} == {
        **dict.fromkeys(("migrate", "web", "worker", "beat", "backup", "opening"), "kompas"),
        "postgres": "postgres:18.6",
        "valkey": "valkey/valkey:9.1.2",
        "proxy": f"caddy:{proxy.caddyfile.VERSION}",
    }


def test_every_variable_is_explained_and_used():
    assert documented() == read_by_settings() | asked_by_compose() | ONLY_FOR_TESTS


def test_whoever_fills_in_env_reaches_the_settings():
    """A variable in .env that Compose does not pass on would be silently without effect."""
    of_backup = {name for name in read_by_settings() if name.startswith("KOMPAS_BACKUP")}
    others = of_backup - {"KOMPAS_BACKUP_MAX_AGE"} | {"DATABASE_OWNER_URL", "EMAIL_URL", "KOMPAS_METRICS_TOKEN"}
    of_web = read_by_settings() - BY_MANAGE - NOT_IN_PRODUCTION - others
    least = {"DATABASE_URL", "REDIS_URL", "KOMPAS_SECRET_KEY", "KOMPAS_HOST"}
    assert {name: given(SERVICES[name]) for name in OURS} == {
        "migrate": of_web | {"DATABASE_OWNER_URL"},
        "web": of_web | read_by_gunicorn() | {"KOMPAS_METRICS_TOKEN"},
        "worker": of_web | {"EMAIL_URL"},  # nobody else sends mail
        "beat": least,
        "backup": least | of_backup | {"DATABASE_OWNER_URL"},
        "opening": least | {"DATABASE_OWNER_URL"},
    }
    assert read_by_gunicorn() == {"KOMPAS_PROCESSES", "KOMPAS_THREADS"}


def test_every_secret_is_a_file_and_goes_only_to_who_needs_it():
    """`docker inspect` and /proc show an environment and a command line."""
    endings = ("_URL", "_KEY", "_FORMER", "_TOKEN")
    public = {"KOMPAS_URL", "KOMPAS_BACKUP_PUBLIC_KEY"}
    assert set(SECRETS) == {name for name in read_by_settings() if name.endswith(endings)} - public
    for name in OURS:
        files = {
            variable: value for variable, value in environment(SERVICES[name]).items() if variable.endswith("_FILE")
        }
        assert files == {f"{secret.upper()}_FILE": f"/run/secrets/{secret}" for secret in mounted(name, "target")}
    seen = {name: mounted(name) for name in SERVICES if mounted(name)}
    assert {secret: sorted(name for name in seen if secret in seen[name]) for secret in COMPOSE["secrets"]} == {
        "postgres_password": ["postgres"],
        "database_url": ["backup", "beat", "migrate", "opening", "postgres", "web", "worker"],
        "database_owner_url": ["backup", "migrate", "opening", "postgres"],  # the latter makes that role
        "redis_url": ["beat", "migrate", "opening", "valkey"],
        "redis_url_web": ["web"],
        "redis_url_worker": ["worker"],
        "valkey_users": ["valkey"],
        "kompas_secret_key": ["migrate", "web", "worker"],
        "kompas_secret_key_former": ["migrate", "web", "worker"],
        "kompas_metrics_token": ["web"],
        "email_url": ["worker"],
    }
    assert {options["file"] for options in COMPOSE["secrets"].values()} == {
        f"./secrets/{s}" for s in COMPOSE["secrets"]
    }


def mounted(name, which="source"):
    """The secrets of a service, or the files that they are there."""
    return [each[which] if isinstance(each, dict) else each for each in SERVICES[name].get("secrets", [])]


def test_only_what_works_as_the_owner_knows_her_and_none_of_it_can_be_reached():
    knowing = {name for name, service in SERVICES.items() if "owner" in str(service).lower()}
    assert knowing == {"migrate", "backup", "opening", "postgres"}  # the last makes that role
    assert {network for name in knowing for network in SERVICES[name]["networks"]} == {"data"}


def test_who_can_reach_whom():
    assert {name: bool((options or {}).get("internal")) for name, options in COMPOSE["networks"].items()} == {
        "data": True,
        "front": True,
        "outside": False,
        "mail": False,
    }
    assert {name: set(service["networks"]) for name, service in SERVICES.items()} == {
        "postgres": {"data"},
        "valkey": {"data"},
        "migrate": {"data"},
        "beat": {"data"},
        "backup": {"data"},
        "opening": {"data"},
        "web": {"data", "front"},
        "worker": {"data", "mail"},
        "proxy": {"front", "outside"},
    }
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["80:80", "443:443", "443:443/udp"]
    }


def test_the_way_out_that_a_page_gives_web_is_one_network_more_and_held_by_its_bridge():
    """To an identity provider; no test reaches one, so that what the page says at least fits the file."""
    page = (ROOT / "docs" / "compose.md").read_text(encoding="utf-8")
    override = yaml.safe_load(re.search(r"```yaml\n(services:\n  web:.*?)```", page, re.DOTALL)[1])
    ((name, options),) = override["networks"].items()
    assert override["services"] == {"web": {"networks": [*SERVICES["web"]["networks"], name]}}
    assert name not in COMPOSE["networks"]
    assert page.count(f"-I DOCKER-USER -i {options['driver_opts']['com.docker.network.bridge.name']} ") == 3


def test_every_named_volume_and_file_is_there_and_used():
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    named = {mount.partition(":")[0] for mount in mounts if not mount.startswith(".")}
    assert named == set(COMPOSE["volumes"])
    files = {mount.partition(":")[0] for mount in mounts if mount.startswith("./")} - {"./certs"}
    assert {file for file in files if not (ROOT / file).exists()} == set()


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_change_nothing_but_its_volumes_and_a_bounded_tmp(name):
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {folder for folder in service["tmpfs"] if not re.search(r":size=\d+m", folder)} == set()
    assert "configs" not in service  # Compose refuses those in a container that is read-only, unless they are files


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_cannot_take_the_machine(name):
    """Memory, processes, and a log that goes round."""
    service = SERVICES[name]
    assert (memory(service["mem_limit"]) <= 4096, 0 < service["pids_limit"] <= 256) == (True, True)
    tmp = sum(int(size) for folder in service["tmpfs"] for size in re.findall(r"size=(\d+)m", folder))
    assert tmp < memory(service["mem_limit"])  # what lies there is memory
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}
    assert float(service.get("cpus", 1)) <= 2  # Docker refuses more than there are


def memory(text):
    number, unit = re.fullmatch(r"(\d+)([mg])", text).groups()
    return int(number) * {"m": 1, "g": 1024}[unit]


def test_valkey_refuses_work_before_its_container_is_full():
    command = SERVICES["valkey"]["command"]
    most = memory(command[command.index("--maxmemory") + 1].removesuffix("b"))
    assert 2 * most <= memory(SERVICES["valkey"]["mem_limit"])
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_every_image_of_another_is_of_an_exact_version():
    others = {service["image"] for name, service in SERVICES.items() if name not in OURS}
    assert {image for image in others if not re.fullmatch(r"[\w/]+:\d+\.\d+(\.\d+)?", image)} == set()


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
        **{name: ["migrate"] for name in ("web", "worker", "beat", "backup", "opening")},
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
    parse_manage(*SERVICES["backup"]["healthcheck"]["test"][3:])
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
    version = tuple(map(int, re.search(r"^ARG PYTHON=python:(\d+)\.(\d+)-slim$", DOCKERFILE, re.MULTILINE).groups()))
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["${PYTHON}", "${PYTHON}"]
    oldest = tuple(map(int, PYPROJECT["project"]["requires-python"].removeprefix(">=").split(".")))
    assert version >= oldest


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
    assert missing == set(OPTIONAL)


def test_what_is_an_extra_is_imported_in_one_file_and_only_when_it_is_asked_for():
    """So that the image works without: `docker build --build-arg EXTRAS=…` adds them."""
    assert set(PYPROJECT["project"]["optional-dependencies"]) == {"sentry", "otlp"}
    assert re.search(r"^RUN .*uv sync .* \$EXTRAS$", DOCKERFILE, re.MULTILINE)
    where = {}
    for path in product():
        for name in set(imported([path])) & set(OPTIONAL):
            where.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    assert where == {name: {path} for name, path in OPTIONAL.items()}
    at_once = {name for path in OPTIONAL.values() for name in top_level(ROOT / path)}
    assert at_once & set(OPTIONAL) == set()


def top_level(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    lines = "\n".join(ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom))
    return set(re.findall(r"^(?:from|import) (\w+)", lines, re.MULTILINE))


def test_the_roles_are_described_alike_everywhere():
    script, readme = ((ROOT / path).read_text(encoding="utf-8") for path in ("deploy/roles.sh", "README.md"))
    told = [
        dict(re.findall(r"CREATE ROLE (kompas_\w+) ([A-Z ]+) PASSWORD", text)) for text in (script, EXAMPLE, readme)
    ]
    assert told == [{"kompas_owner": "LOGIN CREATEROLE", "kompas_web": "LOGIN NOINHERIT"}] * 3


def test_ci_installs_what_the_readme_asks_for():
    asked = re.search(r"sudo apt install (.*?) +#", (ROOT / "README.md").read_text(encoding="utf-8"))[1].split()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"--no-install-recommends \\\n\s+(.*?) >", script)[1].split() == asked
