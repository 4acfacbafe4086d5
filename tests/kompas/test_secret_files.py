"""NAME_FILE in place of NAME, in the settings and in `manage.py`."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kompas.secret_files import SECRETS, read_secret_files


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_may_stand_in_a_file(tmp_path, name):
    path = tmp_path / "geheim"
    path.write_text("redis://x/0\n", encoding="utf-8")  # editors end a file with a newline
    environment = {f"{name}_FILE": str(path), "KOMPAS_HOST": "kompas.test"}
    read_secret_files(environment)
    assert environment == {name: "redis://x/0", "KOMPAS_HOST": "kompas.test"}
    read_secret_files(environment)
    assert environment[name] == "redis://x/0"


def test_a_secret_that_is_given_twice_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Geef REDIS_URL of REDIS_URL_FILE, niet allebei"):
        read_secret_files({"REDIS_URL": "redis://x/0", "REDIS_URL_FILE": "/x"})


@pytest.mark.parametrize("content", [None, b"\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    path = tmp_path / "geheim"
    if content:
        path.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match=f"^DATABASE_URL_FILE is niet te lezen: {path} "):
        read_secret_files({"DATABASE_URL_FILE": str(path)})


def as_in_compose(tmp_path, **other):
    """The environment of a container, with a file for each secret."""
    environment = dict(os.environ)
    for name in ("DATABASE_URL", "REDIS_URL", "KOMPAS_SECRET_KEY"):
        path = tmp_path / name.lower()
        path.write_text(environment.pop(name), encoding="utf-8")
        environment[f"{name}_FILE"] = str(path)
    return environment | other


def run(environment, *command):
    return subprocess.run(
        [sys.executable, *command], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )


def test_manage_and_web_work_with_files_alone(tmp_path, db):
    environment = as_in_compose(tmp_path)
    checked = run(environment, "manage.py", "sweep_jobs")
    assert (checked.returncode, checked.stderr) == (0, "")
    asked = (
        "import os, kompas.wsgi; from django.conf import settings as s; print(s.REDIS_URL == os.environ['REDIS_URL'])"
    )
    assert run(environment, "-c", asked).stdout == "True\n"


def test_manage_says_which_file_is_missing(tmp_path):
    asked = run(as_in_compose(tmp_path, REDIS_URL_FILE="/nergens"), "manage.py", "check")
    assert (asked.returncode, asked.stderr) == (
        1,
        "REDIS_URL_FILE is niet te lezen: /nergens (FileNotFoundError).\n",
    )
