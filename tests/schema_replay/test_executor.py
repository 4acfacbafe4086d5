"""Five schemas on their way to the same migrations; see scenarios.py for what happens to them."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

SHIPS = ["ship_1", "ship_2", "ship_3", "ship_4", "ship_5"]
TWINS = ["ship_1", "ship_3", "ship_5"]


def play(scenario):
    command = [sys.executable, "-m", "tests.schema_replay.scenarios", scenario]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def seen():
    played = play("fleet")
    assert played.returncode == 0, played.stderr
    return json.loads(played.stdout)


def test_schemas_that_lack_the_same_are_one_group(seen):
    assert seen["pending"] == [[["0002_mast", "0003_names", "0004_unique"], SHIPS]]


def test_a_failing_schema_stops_no_other(seen):
    why = 'ship.0004_unique: could not create unique index "sail_name_unique"'
    assert seen["first"] == {
        "lagging": SHIPS,
        "done": ["ship_2", "ship_4"],
        "failed": dict.fromkeys(TWINS, why),
        "heard": SHIPS,
    }


def test_a_second_run_does_what_is_left(seen):
    assert seen["second"] == {"lagging": TWINS, "done": TWINS, "failed": {}, "heard": TWINS}


def test_a_run_without_work_does_nothing(seen):
    assert seen["third"] == {"lagging": [], "done": [], "failed": {}, "heard": []}


def test_a_lock_is_waited_for_in_short_turns(seen):
    assert seen["retried"] is True


def test_what_is_replayed_is_what_django_does(seen):
    """Column by column, with keys, indexes, triggers and functions; the column that was there by hand is no one's."""
    own = {"ship_4": ["column | ship_sail | patch | integer | f |  |  | 0 | -"]}
    assert seen["differences"] == {**{name: [] for name in [*SHIPS, "opened"]}, **own}


def test_the_comparison_looks_at_something(seen):
    assert seen["lines"] > 300


def test_every_schema_records_the_same_migrations(seen):
    assert seen["keys"] == dict.fromkeys([*SHIPS, "opened"], True)


def test_python_runs_once_in_every_schema(seen):
    assert seen["names"] == {ship: ["a!1", "a!2"] if ship in TWINS else ["a!", "b!"] for ship in SHIPS}


def test_only_pilots_and_python_need_django(seen):
    """Two groups, because somebody changed ship_4 by hand; ship_1 was a pilot that failed, and ship_2 took over."""
    by_django = ["recorded", "recorded", "recorded"]
    assert seen["ways"] == {
        "ship_1": by_django,
        "ship_2": by_django,
        "ship_3": ["replayed", "django", "replayed"],
        "ship_4": by_django,
        "ship_5": ["replayed", "django", "replayed"],
    }


def test_a_schema_that_is_not_there_fails_and_leaves_public_alone(seen):
    assert seen["ghost"] == {"error": "There is no such schema.", "tables": 0}


def test_the_quick_comparison_notices_changes_of_the_table_and_counts_the_rest(seen):
    assert seen["noticed"] == [False, True, True, True, True, True, True, True]


def test_a_killed_run_is_taken_up_by_the_next():
    assert play("killed").returncode == -9
    seen = json.loads(play("resumed").stdout)
    assert (seen["second"]["failed"], seen["third"]["lagging"]) == ({}, [])
    assert 0 < len(seen["second"]["done"]) < len(SHIPS)
    assert seen["differences"] == {name: [] for name in [*SHIPS, "opened"]}
    assert seen["names"] == {ship: ["a1!", "a2!"] if ship in TWINS else ["a!", "b!"] for ship in SHIPS}
