"""The architecture as the README draws it, against what import-linter enforces and the settings install."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
ORDER = next(contract for contract in LINTER["contracts"] if contract["type"] == "layers")["layers"]


def table(heading):
    """The rows of the table under a heading: the names in the first cell, then the other cells."""
    section = README.partition(f"\n{heading}\n")[2].partition("\n#")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [(re.findall(r"`([\w.]+)/`", cells[0]), *cells[1:]) for cells in rows]


def schema_of(app):
    installed = {"public": settings.SHARED_APPS, "tenant": settings.TENANT_APPS}
    tables = (ROOT / app / "models.py").exists() and list((ROOT / app / "migrations").glob("0*.py"))
    return next((schema for schema, apps in installed.items() if app in apps and tables), "–")


def test_apps_stand_in_the_readme_in_the_order_that_imports_follow():
    floors = [re.split(r" [|:] ", layer) for layer in ORDER]
    assert [sorted(names) for names, *_ in table("### The apps")] == [["kompas"], *map(sorted, floors)]


@pytest.mark.parametrize(("names", "schema"), [row[:2] for row in table("### The apps")])
def test_readme_says_in_which_schema_an_app_has_its_tables(names, schema):
    assert {schema_of(name) for name in names} == {schema}


def test_every_folder_at_the_root_stands_in_one_of_the_two_tables():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {path.split("/")[0] for path in tracked.splitlines() if "/" in path}
    named = [
        name for heading in ("### The apps", "### The other folders") for names, *_ in table(heading) for name in names
    ]
    assert sorted(named) == sorted(folders)


def test_page_about_a_new_app_names_files_and_tests_that_exist():
    page = (ROOT / "docs" / "nieuwe-app.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/-]+\.(?:py|md|toml))`", page)) | set(re.findall(r"\]\(([\w-]+\.md)\)", page))
    assert {path for path in named if not ((ROOT / path).exists() or (ROOT / "docs" / path).exists())} == set()


def test_readme_names_every_command_for_operators():
    """`migrate_schemas` aside, which is `migrate` under the name that django-tenants gives it."""
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__"}
    section = README.partition("Operator commands")[2].partition("\n## ")[0]
    cells = [line.split(" | ")[0] for line in section.splitlines() if line.startswith("| `")]
    assert {name for cell in cells for name in re.findall(r"`(\w+)", cell)} == commands - {"migrate_schemas"}
