"""What the targets run, as make itself says it."""

import os
import re
import subprocess

import pytest

from local import ROOT

TEXT = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*##", TEXT, re.MULTILINE)


def said(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--dry-run", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def runs(*arguments):
    return re.findall(r'local/bootstrap\.py" ?(.*)|bootstrap\.py (.*)', said(*arguments))[-1]


@pytest.mark.parametrize(
    ("arguments", "program"),
    [
        (["test"], "-m local.checks"),
        (["test", "path=tests/aanpak"], "-m pytest tests/aanpak"),
        (["test", "path=tests/aanpak -k staat"], "-m pytest tests/aanpak -k staat"),
        (["serve"], "-m local.serve"),
        (["demo"], "-m local.demo"),
        (["beside", "tegen=../oud"], "-m benchmarks.beside ../oud"),
    ],
)
def test_a_target_runs_its_program(arguments, program):
    assert "".join(runs(*arguments)).strip() == program


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_is_a_command_that_a_shell_knows(target):
    assert {line.split()[0] for line in said(target).splitlines()} <= {"test", "awk", "npm"}


def test_every_target_is_phony():
    phony = re.search(r"^\.PHONY: (.*)$", TEXT, re.MULTILINE)[1].split()
    assert sorted(phony) == sorted(TARGETS)
