"""The example of CONTRIBUTING, followed to the letter in a copy of the code."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass

import pytest

from local import ROOT
from local.servers import Servers
from tests.isolatie.progress import LEFT_OUT

DATABASE = "kompas_example_test"
EXAMPLE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## One example to copy")[2]
EXAMPLE = EXAMPLE.partition("\n## ")[0]
PLACE = (
    r"(?:in|of)\s+`(?P<path>[\w/.]+)`(?:, (?P<where>below|above) `(?P<anchor>[^\n]+?)`)?:\n\n```\w*\n(?P<text>.*?)```"
)


@dataclass(frozen=True)
class Step:
    path: str
    where: str
    anchor: str
    text: str

    def follow(self, folder):
        file = folder / self.path
        lines = file.read_text(encoding="utf-8").splitlines()
        if not self.where:
            lines += ["", "", *self.text.splitlines()]
        else:
            at = next(number for number, line in enumerate(lines) if self.anchor in line)
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + "    " * lines[at].endswith("):")
            new = textwrap.indent(textwrap.dedent(self.text), indent).splitlines()
            lines[at + (self.where == "below") : at + (self.where == "below")] = new
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")


STEPS = [
    Step(found["path"], found["where"] or "", found["anchor"] or "", found["text"])
    for found in re.finditer(PLACE, EXAMPLE, re.DOTALL | re.IGNORECASE)
]
COMMANDS = [line for line in EXAMPLE.splitlines() if line.startswith(".venv/bin/python ")]


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "kompas"
    shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names))
    return folder


def test_the_example_works_when_it_is_followed(copy):
    assert [step.path for step in STEPS] == [
        "docs/begrippen.md",
        "aanpak/models.py",
        "aanpak/models.py",
        "aanpak/forms.py",
        "templates/aanpak/actie_rij.html",
        "tests/aanpak/test_views.py",
    ]
    for step in STEPS:
        step.follow(copy)
    servers = Servers()
    # What a process of xdist was given is not for the run in the copy: it would use the database of these tests.
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("GIVEN_", "PYTEST_XDIST_"))}
    environment = {**ours, **servers.secret_key(), **servers.database(DATABASE), **servers.redis(DATABASE)}
    tests = ["tests/aanpak/test_views.py", "tests/test_conventions.py"]
    commands = [command.split()[1:] for command in COMMANDS]
    try:
        for arguments in [*commands, ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]]:
            done = subprocess.run(
                [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    finally:
        servers.release()
    assert "test_actie_edit_saves_doelgroep" in (copy / "tests/aanpak/test_views.py").read_text(encoding="utf-8")
