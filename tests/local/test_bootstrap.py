import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local import ROOT, bootstrap

SOURCE = ROOT / "local" / "bootstrap.py"


@pytest.fixture
def no_newer_python(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_require_python_too_old(no_newer_python, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit) as raised:
        bootstrap.require_python()
    assert raised.value.code == 1
    assert (
        capsys.readouterr().err.splitlines()[1] == "Python 3.9.18 is te oud. Kompas heeft Python 3.11 of nieuwer nodig."
    )


def test_require_python_too_old_goes_on_in_a_newer_one(no_newer_python):
    newer = no_newer_python / "python3.12"
    newer.write_text('#!/bin/sh\necho "$0 $@"\n')
    newer.chmod(0o755)
    program = "import sys; sys.version_info = (3, 9, 18); from local import bootstrap; bootstrap.require_python()"
    result = subprocess.run(
        [sys.executable, "-c", program, "-m", "iets"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == f"{newer} {SOURCE} -m iets\n"


def test_source_is_grammar_of_python_3_6():
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))


def test_source_has_only_annotations_that_python_3_6_evaluates():
    tree = ast.parse(SOURCE.read_text())
    annotations = [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert {type(each) for each in annotations} <= {ast.Name, ast.Constant}


@pytest.mark.parametrize(
    ("answer", "usable"), [("uv 0.7.22", False), ("uv 0.8.0", True), ("uv 1.0.1 (abc 2027)", True), ("iets", False)]
)
def test_uv_is_usable_by_version(tmp_path, answer, usable):
    program = tmp_path / "uv"
    program.write_text(f"#!/bin/sh\necho '{answer}'\n")
    program.chmod(0o755)
    assert bootstrap.uv_is_usable(str(program)) is usable


def test_uv_is_usable_missing():
    assert bootstrap.uv_is_usable("/er/is/geen/uv") is False


def test_fingerprint_follows_the_clone(monkeypatch, tmp_path):
    before = bootstrap.fingerprint()
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes(Path(ROOT, name).read_bytes())
    monkeypatch.setattr(bootstrap, "CLONE", str(tmp_path))
    assert bootstrap.fingerprint() != before
    assert os.path.isfile(tmp_path / "uv.lock")


@pytest.mark.parametrize(
    ("arguments", "there", "wanted"),
    [
        (["-m", "local.demo"], "", "demo"),
        (["-m", "local.demo"], "x demo", "demo"),
        (["-m", "local.demo"], "x all", "all"),
        (["-m", "local.checks"], "x demo", "all"),
        (["-m", "pytest"], "", "all"),
        ([], "", "all"),
    ],
)
def test_the_demo_alone_fetches_no_tools_of_the_tests(monkeypatch, tmp_path, arguments, there, wanted):
    (tmp_path / "stamp").write_text(there)
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / "stamp"))
    assert bootstrap.packages_for(arguments) == wanted
    assert bootstrap.is_ready(wanted) is False  # made from something else


def test_when_uv_cannot_be_had_each_reason_is_shown(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bootstrap, "CLONE", str(tmp_path))
    monkeypatch.setattr(bootstrap, "UV_REQUIREMENT", "kompas-bestaat-niet==0")
    monkeypatch.setattr(bootstrap, "find_uv", lambda: None)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(SystemExit):
        bootstrap.install_uv()
    assert capsys.readouterr().err.count("No matching distribution found for kompas-bestaat-niet") == 2
