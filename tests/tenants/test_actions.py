import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tenants.actions import open_gemeente
from tenants.models import Domein, Gemeente


def as_owner(*arguments):
    """`manage.py` as an operator uses it."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )


def test_open_gemeente_is_refused_without_the_owner(stadskanaal):
    with pytest.raises(PermissionError, match="alleen met DATABASE_OWNER_URL"):
        open_gemeente(gemeente=stadskanaal)


def test_open_gemeente_command_says_why_it_is_refused(db):
    with pytest.raises(CommandError, match="alleen met DATABASE_OWNER_URL"):
        call_command("open_gemeente", "stadskanaal")


def test_migrate_is_refused_without_the_owner(db):
    with pytest.raises(CommandError, match="alleen met DATABASE_OWNER_URL"):
        call_command("migrate")


def test_open_gemeente_again_changes_nothing(stadskanaal):
    result = as_owner("open_gemeente", "stadskanaal")
    assert (result.returncode, result.stdout) == (0, f"Stadskanaal staat open op stadskanaal.{settings.KOMPAS_HOST}.\n")
    again = Gemeente.objects.get(pk=stadskanaal.pk)
    assert again.opened_at == stadskanaal.opened_at
    assert Domein.objects.filter(tenant=again).count() == 1


def test_open_gemeente_names_an_unknown_one(db):
    result = as_owner("open_gemeente", "atlantis")
    assert (result.returncode, result.stderr) == (1, "CommandError: Er is geen gemeente met de naam atlantis.\n")
