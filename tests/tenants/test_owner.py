"""Who forgets DATABASE_OWNER_URL is told so, by every command that needs it and before it does anything."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands, load_command_class

from tenants.owner import OwnerCommand

# With what each is asked for; none of it exists, and none comes as far as looking.
ARGUMENTS = {
    "backup": ["/nergens"],
    "close_gemeente": ["nergens", "/nergens"],
    "drop_closed": ["zz_x", "/nergens"],
    "export_gemeente": ["nergens", "/nergens.zip"],
    "open_gemeente": ["nergens"],
    "open_gemeenten": ["nergens"],
    "open_requested": [],
    "backup_wissingen": ["/nergens"],
    "reapply_wissingen": [],
    "restore": ["/nergens"],
    "restore_gemeente": ["nergens", "/nergens"],
    "setup": [],
}
OURS = {name: app for name, app in get_commands().items() if (settings.BASE_DIR / str(app)).is_dir()}


def needs_owner(name):
    return isinstance(load_command_class(OURS[name], name), OwnerCommand)


def test_every_command_that_works_as_the_owner_is_tried_below():
    assert sorted(filter(needs_owner, OURS)) == sorted(ARGUMENTS)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_command_of_the_owner_says_what_it_lacks(name):
    with pytest.raises(CommandError, match=f"^{name} kan alleen met DATABASE_OWNER_URL, .*run --rm migrate python"):
        call_command(name, *ARGUMENTS[name])


def said(environment, *command):
    """By `manage.py`: one line, and no traceback."""
    asked = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stderr.count("Traceback")) == (1, 0)
    return asked.stderr


def test_without_the_owner_there_is_a_sentence_and_no_traceback():
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    text = said(environment, "export_gemeente", "stadskanaal", "/nergens.zip")
    assert text.startswith("CommandError: export_gemeente kan alleen met DATABASE_OWNER_URL")


@pytest.mark.parametrize("name", ["backup", "export_gemeente", "restore_gemeente"])
def test_with_a_password_that_is_wrong_there_is_a_sentence_and_no_traceback(name, tmp_path):
    owner = urlsplit(os.environ["DATABASE_OWNER_URL"])
    place = f"{owner.username}:onjuist@{owner.hostname}:{owner.port}"
    environment = {**os.environ, "DATABASE_OWNER_URL": owner._replace(netloc=place).geturl()}
    text = said(environment, name, *(word.replace("/nergens", str(tmp_path / "x")) for word in ARGUMENTS[name]))
    assert text.startswith(f"CommandError: {name}: de database antwoordt niet. ")
    assert "onjuist" not in text
