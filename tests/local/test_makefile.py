"""What the targets run, as make itself says it."""

import os
import re
import subprocess

import pytest

from local import ROOT

TEXT = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):.*##", TEXT, re.MULTILINE)


def runs(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(
        ["make", "--dry-run", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return re.findall(r'local/bootstrap\.py" ?(.*)|bootstrap\.py (.*)', said.stdout)[-1]


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


def test_every_target_is_phony():
    phony = re.search(r"^\.PHONY: (.*)$", TEXT, re.MULTILINE)[1].split()
    assert sorted(phony) == sorted(TARGETS)
