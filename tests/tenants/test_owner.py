"""Who forgets DATABASE_OWNER_URL is told so, by every command that needs it and before it does anything."""

import os
import subprocess
import sys

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
    "backup_wissingen": ["/nergens"],
    "reapply_wissingen": [],
    "restore": ["/nergens"],
    "restore_gemeente": ["nergens", "/nergens"],
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


def test_without_the_owner_there_is_a_sentence_and_no_traceback():
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    asked = subprocess.run(
        [sys.executable, "manage.py", "export_gemeente", "stadskanaal", "/nergens.zip"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stderr.count("\n")) == (1, 1)
    assert asked.stderr.startswith("CommandError: export_gemeente kan alleen met DATABASE_OWNER_URL")
