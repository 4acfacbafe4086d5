"""A variable with a value that means nothing stops Kompas with its name, not with a trace or another meaning."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kompas.environment import Environment

env = Environment()


@pytest.mark.parametrize(
    ("value", "meant"), [("on", True), ("Ja", True), ("1", True), ("off", False), ("nee", False), ("", False)]
)
def test_yes_and_no(monkeypatch, value, meant):
    monkeypatch.setenv("X", value)
    assert env.bool("X") is meant


def test_what_is_not_given_has_its_default(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    assert (env.bool("X", default=True), env.int("X", default=7), env.choice("X", ("a", "b"))) == (True, 7, "a")


@pytest.mark.parametrize("value", ["aann", "misschien", "2"])
def test_neither_yes_nor_no(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=f"^X is '{value}': kies on of off.$"):
        env.bool("X", default=True)


@pytest.mark.parametrize("value", ["veel", "-1", "1.5", ""])
def test_no_number(monkeypatch, value):
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=f"^X is '{value}': geef een heel getal vanaf 0.$"):
        env.int("X", default=7)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KOMPAS_LOG", "jsn"),
        ("KOMPAS_HTTPS", "misschien"),
        ("KOMPAS_PROXIES", "een"),
        ("KOMPAS_BACKUP_KEEP", "zeven"),
        ("KOMPAS_BACKUP_AT", "vier uur"),
        ("KOMPAS_NEXT_YEAR_FROM", "1 oktober"),
    ],
)
def test_settings_name_what_is_wrong(name, value):
    done = subprocess.run(
        [sys.executable, "-c", "import kompas.settings"],
        cwd=settings.BASE_DIR,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert (done.returncode, last.partition(": ")[0]) == (1, "django.core.exceptions.ImproperlyConfigured")
    assert name in last
