"""The pages for operators: each command in them exists and takes what it is given, each name is that of something."""

import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class

from kompas.secret_files import SECRETS
from local import ROOT
from tests.production import COMPOSE, SERVICES

PAGES = {
    name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("toezicht", "storingen", "bijwerken")
}
TEXT = "\n".join(PAGES.values()).replace("\\\n", " ")
FENCED = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
BLOCKS = [line.partition("  #")[0].strip() for block in FENCED.findall(TEXT) for line in block.splitlines()]
CODE = re.findall(r"`([^`\n]+)`", FENCED.sub("", TEXT)) + BLOCKS
COMPOSE_COMMANDS = [line for line in CODE if line.startswith("docker compose ")]
TAKES_SERVICES = {"logs", "ps", "restart", "up", "exec", "run"}
# Options of docker compose that are followed by a value of their own.
WITH_VALUE = {"--tail", "--since", "--scale", "-v", "-u"}


def managed():
    """What goes to manage.py: `kompas` is the alias of storingen.md."""
    for line in CODE:
        before, found, after = line.partition("manage.py ")
        if found and "alias" not in before:
            yield after
        elif line.startswith("kompas ") and len(line.split()) > 1:
            yield line.removeprefix("kompas ")


@pytest.mark.parametrize("line", sorted(set(managed())))
def test_a_command_of_kompas_exists_and_takes_its_options(line):
    name, *arguments = shlex.split(line.replace("…", "x"))
    if name == "version":  # manage.py itself answers that
        return
    load_command_class(get_commands()[name], name).create_parser("manage.py", name).parse_args(arguments)


def named(line):
    """The services of a command of compose: until one that runs something, all that is no option."""
    words = shlex.split(line.partition("|")[0])[2:]
    kind, rest = words[0], iter(words[1:])
    found = []
    for word in rest:
        if word in WITH_VALUE:
            value = next(rest)
            found += [value.partition("=")[0]] if word == "--scale" else []
        elif not word.startswith("-"):
            found.append(word)
            if kind in {"exec", "run"}:
                break
    return kind, found


@pytest.mark.parametrize("line", sorted(set(COMPOSE_COMMANDS)))
def test_a_command_of_compose_names_services_that_are_there(line):
    kind, services = named(line.replace("&& docker", "| docker"))
    assert kind in TAKES_SERVICES | {"build"}
    assert set(services) - set(SERVICES) == set()


def test_enough_is_looked_at():
    assert (len(set(managed())) > 10, len(set(COMPOSE_COMMANDS)) > 20) == (True, True)


def test_every_secret_that_is_named_is_one():
    assert set(re.findall(r"secrets/(\w+)", TEXT)) <= set(COMPOSE["secrets"])
    files = {name.lower() for name in SECRETS}
    assert set(COMPOSE["secrets"]) - files == {"postgres_password", "valkey_users", "redis_url_web", "redis_url_worker"}


def test_every_variable_that_is_named_is_explained():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named_here = set(re.findall(r"\bKOMPAS_[A-Z_]+\b", TEXT))
    assert {name for name in named_here if f"{name}=" not in example} == set()


def test_every_link_leads_somewhere():
    for name, page in PAGES.items():
        for path, _, anchor in re.findall(r"\]\(([^)#\s]*)(#([\w-]+))?\)", page):
            target = ROOT / "docs" / path if path else ROOT / "docs" / f"{name}.md"
            assert target.exists(), f"{name}: {path}"
            if anchor:
                headings = re.findall(r"^##+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                assert anchor in {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


def test_every_alert_that_is_named_is_one():
    rules = (ROOT / "deploy" / "monitoring" / "kompas.rules.yml").read_text(encoding="utf-8")
    alerts = set(re.findall(r"alert: (\w+)", rules))
    assert set(re.findall(r"\*(Kompas\w+)\*", TEXT)) == alerts - {"KompasVersionsDiffer"}  # that is in bijwerken.md
