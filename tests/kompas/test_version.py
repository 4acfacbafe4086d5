"""The version stands in one place, pyproject.toml, and everything else says that one."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from django.conf import settings

from local import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_settings_and_lock_say_the_version_of_the_project():
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    (ours,) = [package for package in lock if package["name"] == "kompas"]
    assert (settings.VERSION, ours["version"]) == (PROJECT["version"],) * 2


@pytest.mark.parametrize("asked", ["version", "--version"])
def test_manage_says_it_without_a_database(asked):
    done = subprocess.run(
        [sys.executable, "manage.py", asked], cwd=ROOT, env={}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"Kompas {PROJECT['version']}\n", "")


def test_footer_says_it_to_who_is_logged_in_and_to_nobody_else(client_for, bewerker):
    pages = [client_for(who, gemeente=None).get("/privacy/").text for who in (None, bewerker)]
    assert [f"Kompas {PROJECT['version']}" in page for page in pages] == [False, True]


def test_no_header_says_it(client_for, bewerker):
    answer = client_for(bewerker).get("/")
    assert {name for name, value in answer.headers.items() if PROJECT["version"] in value} == set()


def test_the_changelog_begins_with_it():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", text, re.MULTILINE)[1] == PROJECT["version"]


def test_the_catalogue_of_public_software_says_it():
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert found.get("softwareVersion") == PROJECT["version"]
