"""Opening goes on from wherever it broke off, and closing loses nothing; played in opening.py."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings

from tenants.models import Gemeente

STATES = [state for state in Gemeente.Opening.values if state != Gemeente.Opening.ACTIVE]
KINDS = ["column", "constraint", "function", "grant", "index", "relation", "sequence", "trigger", "usage"]


@pytest.fixture(scope="module")
def seen():
    command = [sys.executable, "-m", "tests.tenants.opening"]
    played = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stderr
    return json.loads(played.stdout)


@pytest.mark.parametrize("state", STATES)
def test_opening_goes_on_after_a_crash_in_any_state(seen, state):
    assert seen["crashes"][state] == {"opening": "active", "hosts": 1, "whole": True}


def test_opening_begins_anew_where_tables_are_half_there(seen):
    assert seen["half"] == {"opening": "active", "rows": 0}


def test_opening_gives_the_tables_and_the_rights_that_migrating_gives(seen):
    """Policies and views would be compared too, but a gemeente has none."""
    assert seen["compared"] == {
        "kinds": KINDS,
        "differences": [],
    }


def test_migrating_gives_rights_and_ends_maintenance_where_tables_are_up_to_date(seen):
    assert seen["renewed"] == {"right": True, "maintenance": None}


def test_a_gemeente_that_is_put_back_may_be_read_by_its_role(seen):
    assert seen["put_back"] == {"rows": 0, "aside": True}


def test_closing_takes_the_host_and_keeps_the_schema(seen):
    closed = seen["closed"]
    assert re.fullmatch(r"zz_\d{8}_\d{6}_\d{6}_gm9009", closed.pop("aside"))
    assert (closed.pop("opening"), closed.pop("hosts")) == ("", 0)
    assert closed.pop("public") == [0, 0]  # it was a copy; the plan itself is put aside with the schema
    assert closed["refused"].startswith("permission denied for schema zz_")


def test_dropping_asks_for_thirty_days_and_a_closed_gemeente(seen):
    young, unknown, not_closed = seen["dropped"]["early"]
    assert young.endswith("is nog geen 30 dagen dicht en blijft staan.")
    assert unknown == "Er is geen gesloten gemeente met de naam zz_20200101_000000_000000_gm0001."
    assert not_closed == "Er is geen gesloten gemeente met de naam gm9009."


def test_dropping_asks_for_the_copy(seen):
    said, kept = seen["dropped"]["without_copy"]
    assert (" blijft staan. " in said, kept) == (True, True)


def test_dropping_after_thirty_days_drops_the_schema_alone(seen):
    said, kept = seen["dropped"]["dropped"]
    assert (said.endswith(" is gewist."), kept) == (True, False)


def test_check_and_plan_say_what_is_to_be_done_and_do_nothing(seen):
    line = "1 gemeenten, zoals gm9009: wissing.0002_executed_is_frozen"
    assert seen["looked"] == {
        "up_to_date": [[0, "Alle gemeenten zijn bij."]] * 2,
        "lagging": [[0, line], [1, line]],
        "rows": 2,
    }


def test_migrating_tolerates_one_that_fails_where_it_is_asked_to_and_never_that_all_fail(seen):
    one, both = "0 of 1 schemas migrated, 1 failed:", "0 of 2 schemas migrated, 2 failed:"
    assert seen["failing"] == {
        "one": [[3, one, ["gm9009"]], [0, one, ["gm9009"]]],
        "both": [[1, both, ["gm9009", "gm9010"]]] * 2,
        "neither": [[0, "", []]] * 2,
    }
